//! Whether a mark or a blank ends a sentence.

use super::border::floor;
use super::ending::Word;
use super::follow::{leans_on_da, reports, takes_up, word_end};
use super::hangul::is_syllable;
use super::tail::is_stop;

/// How far back the token before a full stop is looked at, in bytes.
const TOKEN: usize = 16;

/// What to do at a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The sentence ends behind the mark and its tail.
    CutAfter,
    /// The sentence ended before this byte: the mark belongs to a list number.
    CutBefore(usize),
    /// The sentence goes on.
    Go,
}

/// Whether a character with this last byte may stand before a blank that ends
/// a sentence: few others share those of the ones that do.
#[inline]
pub(super) fn may_end(last: u8) -> bool {
    matches!(last, 0xA4 | 0x8C | 0x94 | 0xA0 | 0xA8 | 0x84)
}

/// Whether the sentence from byte `start` ends at the blank at byte `i`.
#[inline]
pub(super) fn at_blank(text: &str, start: usize, i: usize) -> bool {
    if !may_end(text.as_bytes()[i - 1])
        || !text[start..i].ends_with(['다', '까', '요', '죠', '됨', '음', '임'])
    {
        return false;
    }
    let word = Word::at_end(&text[start..i]);
    if !word.is_plain_final() {
        return false;
    }
    let after = text[i..].trim_start_matches(' ');
    if takes_up(after) {
        return false;
    }
    !word.is_plain_da() || !leans_on_da(after)
}

/// Whether the sentence from byte `start` ends with the tail `mark..end`.
pub(super) fn at_mark(text: &str, start: usize, mark: usize, end: usize) -> Verdict {
    let tail = &text[mark..end];
    let before = &text[start..mark];
    let (Some(previous), Some(first)) = (before.chars().next_back(), tail.chars().next()) else {
        return Verdict::Go;
    };
    let next = text[end..].chars().next();
    let after = text[end..].trim_start_matches(' ');
    if next.is_some_and(|n| n.is_ascii_graphic())
        && previous.is_ascii_graphic()
        && tail.is_ascii()
        && tail.len() < 3
    {
        return inside_ascii(previous, next);
    }
    if tail == "." {
        return full_stop(text, start, mark, previous, next, after);
    }
    if after.is_empty() || after.starts_with('\n') {
        return Verdict::CutAfter;
    }
    if takes_up(after) && (next != Some(' ') || tail.ends_with(['"', '\'', '”', '’'])) {
        return Verdict::Go;
    }
    if tail.ends_with(['"', '\'', '”', '’', ')']) && next != Some(' ') && has_particle(after) {
        return Verdict::Go;
    }
    if reports(after) {
        return Verdict::Go;
    }
    // A mark in brackets comments on a word: 이벤트(?)
    if before.ends_with('(') && tail.contains(')') {
        return Verdict::Go;
    }
    let word = Word::at_end(before.trim_end_matches(' '));
    let spaced = next == Some(' ');
    let cut = if tail.contains(['!', '?', '。']) {
        true
    } else if first == '~' && tail.trim_start_matches('~').is_empty() {
        word.looks_final()
            && (spaced || matches!(previous, '요' | '죠') || before.ends_with("니다"))
    } else if previous == ' ' || tail.chars().all(|c| is_stop(c) || c == '~') {
        word.looks_final()
    } else {
        !word.leads_on()
    };
    if cut { Verdict::CutAfter } else { Verdict::Go }
}

/// Between two ASCII characters: an address, a version, an abbreviation.
fn inside_ascii(previous: char, next: Option<char>) -> Verdict {
    let opens = next.is_some_and(|n| matches!(n, '(' | '[' | '"' | '\''));
    if opens && previous.is_ascii_alphanumeric() {
        Verdict::CutAfter
    } else {
        Verdict::Go
    }
}

fn full_stop(
    text: &str,
    start: usize,
    mark: usize,
    previous: char,
    next: Option<char>,
    after: &str,
) -> Verdict {
    let before = &text[start..mark];
    let near = floor(before, before.len().saturating_sub(TOKEN));
    let token_at = before[near..]
        .rfind([' ', '('])
        .map_or(near, |i| near + i + 1);
    let token = &before[token_at..];
    let number = !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit());
    if is_list_head(before) && !after.is_empty() {
        return Verdict::Go;
    }
    let digit = |c: char| c.is_ascii_digit();
    if number
        && token.len() <= 2
        && before.starts_with(digit)
        && !after.is_empty()
        && !after.starts_with(digit)
    {
        return Verdict::CutBefore(start + token_at);
    }
    let Some(next) = next.filter(|n| *n != '\n') else {
        return Verdict::CutAfter;
    };
    if digit(previous) && after.starts_with(digit) {
        return Verdict::Go;
    }
    if next == ' ' {
        let lettered = previous.is_ascii_alphabetic() && is_abbreviation(token);
        return if lettered || reports(after) {
            Verdict::Go
        } else {
            Verdict::CutAfter
        };
    }
    if is_syllable(previous) {
        if is_host(after) || takes_up(after) {
            return Verdict::Go;
        }
        if is_syllable(next) && !Word::at_end(before).may_stop() {
            return Verdict::Go;
        }
        return if matches!(next, ',' | ':' | '/' | ')') {
            Verdict::Go
        } else {
            Verdict::CutAfter
        };
    }
    Verdict::CutAfter
}

/// True when `after` begins with a particle, as behind a title or a quotation.
fn has_particle(after: &str) -> bool {
    let end = word_end(after);
    matches!(
        &after[..end],
        "은" | "는"
            | "이"
            | "가"
            | "을"
            | "를"
            | "에"
            | "의"
            | "로"
            | "와"
            | "과"
            | "도"
            | "만"
            | "란"
            | "에서"
            | "처럼"
            | "까지"
            | "부터"
    )
}

/// True when a sentence so far is no more than the number or letter of an item.
fn is_list_head(before: &str) -> bool {
    let mut chars = before.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => matches!(
            c,
            '0'..='9' | '가' | '나' | '다' | '라' | '마' | '바' | '사' | 'ㄱ'..='ㅎ' | '㉠'..='㉻' | '①'..='⑳' | 'Ⅰ'..='Ⅻ'
        ),
        _ => {
            let numbers = before
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'(' | b')' | b'[' | b']' | b'-'));
            numbers && (before.len() <= 2 || before.len() <= 5 && before.contains([')', ']', '-']))
        }
    }
}

/// True for what carries a full stop of its own.
fn is_abbreviation(token: &str) -> bool {
    token.chars().count() == 1
        || token.contains('.')
        || [
            "mr", "mrs", "ms", "dr", "st", "vs", "no", "vol", "etc", "ex", "feat", "prof", "inc",
        ]
        .iter()
        .any(|a| token.eq_ignore_ascii_case(a))
}

/// True for the rest of a host name after a Korean word.
fn is_host(after: &str) -> bool {
    ["com", "co.kr", "net", "kr", "org", "tv", "io"]
        .iter()
        .any(|h| {
            after
                .strip_prefix(h)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
}
