//! What trails behind the last word of a sentence: marks, laughter, tears,
//! emoji, closing quotes.

use super::cap::MAX_CHARS;
use super::emoji::{is_extender, is_pictograph};

/// Longest tail without a blank that is read at once, in bytes: more than a
/// sentence may hold, so that the end is always told from a break.
const LONGEST: usize = 4 * MAX_CHARS + 4;
/// How far laughter and tears behind blanks are gathered, in bytes.
const MOST: usize = 256;

/// True for a letter that is typed in runs to laugh, cry or sigh.
pub(super) const fn is_feeling(c: char) -> bool {
    matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | 'ㅡ' | 'ㄷ' | 'ㅉ')
}

/// True for a mark that can end a sentence by itself.
pub(super) const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

/// True for a sign that is no word, but a way of saying it.
const fn is_sign(c: char) -> bool {
    matches!(c, '~' | ';' | '^' | '♥' | '♡' | '♪' | '♬')
}

/// True for something that closes what was opened, other than a straight
/// quote, which may as well open.
const fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '”' | '’' | '」' | '』' | '》' | '〉' | '】'
    )
}

fn is_picture(c: char) -> bool {
    is_pictograph(c) && !matches!(c, '★' | '☆' | '©' | '®' | '™')
}

/// True when the character at byte `i` may begin the tail of a sentence.
pub(super) fn starts_tail(text: &str, i: usize) -> bool {
    let Some(c) = text[i..].chars().next() else {
        return false;
    };
    let next = || text[i + c.len_utf8()..].chars().next();
    match c {
        _ if is_stop(c) || c == '~' => true,
        '^' => next() == Some('^') || face_len(&text[i..]).is_some(),
        ';' => next() == Some(';'),
        'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' => true,
        'ㅡ' | 'ㄷ' | 'ㅉ' => next() == Some(c),
        '♥' | '♡' => true,
        _ => is_picture(c),
    }
}

/// The end of the tail that begins at byte `i`, with laughter, tears and emoji
/// that stand alone behind a blank. `quoted` says that a straight quote is
/// open.
pub(super) fn tail_end(text: &str, i: usize, quoted: bool) -> usize {
    let mut end = attached_end(text, i, quoted);
    while end - i < MOST {
        let rest = &text[end..];
        let blanks = rest
            .bytes()
            .take(MOST + 1)
            .take_while(|b| *b == b' ')
            .count();
        let at = end + blanks;
        if blanks == 0 || blanks > MOST || !stands_alone(text, at) {
            break;
        }
        end = attached_end(text, at, false);
    }
    end
}

/// True when marks, laughter, tears or emoji that are no word's begin at byte
/// `i`.
fn stands_alone(text: &str, i: usize) -> bool {
    let mut chars = text[i..].chars();
    let Some(c) = chars.next() else { return false };
    let next = chars.next();
    match c {
        '^' | ';' => next == Some(c),
        '~' => true,
        _ if is_feeling(c) => {
            next == Some(c) || next.is_none_or(|n| matches!(n, ' ' | '\n') || is_trail(n))
        }
        _ if is_stop(c) => !next.is_some_and(|n| n.is_ascii_alphanumeric()),
        _ => is_picture(c) || matches!(c, '♥' | '♡'),
    }
}

/// The end of the tail that begins at byte `i`, as far as no blank intervenes.
pub(super) fn attached_end(text: &str, i: usize, mut quoted: bool) -> usize {
    let mut at = i;
    let mut previous = '\0';
    while let Some(c) = text[at..].chars().next().filter(|_| at - i < LONGEST) {
        if let Some(len) = face_len(&text[at..]) {
            at += len;
            previous = '^';
            continue;
        }
        let behind = at + c.len_utf8();
        let goes_on = match c {
            '"' | '\'' => {
                let closes = c == '\'' || quoted;
                quoted = false;
                closes && is_trail(previous)
            }
            _ => is_trail(c),
        };
        if !goes_on {
            break;
        }
        previous = c;
        at = behind;
    }
    at
}

/// Bytes of the face that `text` begins with: ^_^, ^0^, ^ㅡ^.
fn face_len(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('^')?;
    let mouth = rest.chars().next().filter(|c| {
        matches!(
            c,
            '_' | '-'
                | '.'
                | ','
                | '~'
                | '0'
                | '3'
                | 'o'
                | 'O'
                | 'ㅡ'
                | 'ㅇ'
                | 'ㅁ'
                | 'ㅅ'
                | 'ㅂ'
                | '▽'
        )
    })?;
    rest[mouth.len_utf8()..]
        .starts_with('^')
        .then_some(2 + mouth.len_utf8())
}

fn is_trail(c: char) -> bool {
    is_stop(c) || is_sign(c) || is_feeling(c) || is_picture(c) || is_extender(c) || is_closer(c)
}
