//! What trails behind the last word of a sentence: marks, laughter, tears,
//! emoji, closing quotes.

use super::emoji::{is_extender, is_pictograph};

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
        ';' | '^' => next().is_some_and(|n| n == c || n == '_' || n == '-' || n == 'ㅡ'),
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
    loop {
        let rest = &text[end..];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let at = end + blanks;
        if blanks == 0 || !stands_alone(text, at) {
            return end;
        }
        end = attached_end(text, at, false);
    }
}

/// True when laughter, tears or emoji begin at byte `i`.
fn stands_alone(text: &str, i: usize) -> bool {
    let mut chars = text[i..].chars();
    match chars.next() {
        Some(c @ ('ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | 'ㅡ' | 'ㄷ' | 'ㅉ' | '^' | ';')) => {
            chars.next() == Some(c)
        }
        Some(c) => is_picture(c) || matches!(c, '♥' | '♡'),
        None => false,
    }
}

/// The end of the tail that begins at byte `i`, as far as no blank intervenes.
pub(super) fn attached_end(text: &str, i: usize, mut quoted: bool) -> usize {
    let mut chars = text[i..].char_indices().peekable();
    let mut face = false;
    let mut previous = '\0';
    while let Some((at, c)) = chars.next() {
        let goes_on = match c {
            '"' | '\'' => {
                let closes = if c == '"' { quoted } else { true };
                let ends = chars
                    .peek()
                    .is_none_or(|(_, n)| *n == ' ' || *n == '\n' || is_closer(*n) || is_stop(*n));
                quoted = false;
                is_trail(previous) && (closes && (ends || c == '"'))
            }
            // ^^, ^_^, ^-^
            '_' | '-' | 'ㅡ' if previous == '^' || face && c == 'ㅡ' => true,
            _ => is_trail(c) || is_closer(c) && i != i + at,
        };
        if !goes_on {
            return i + at;
        }
        face = c == '^' || face && c == 'ㅡ';
        previous = c;
    }
    text.len()
}

fn is_trail(c: char) -> bool {
    is_stop(c) || is_sign(c) || is_feeling(c) || is_picture(c) || is_extender(c) || is_closer(c)
}
