//! What of a text the classifier goes by.

use std::ops::Range;

use crate::text::is_spoken;

/// Bits of a hashed feature.
const BITS: u32 = 16;

/// How many different features there are.
pub const FEATURES: usize = 1 << BITS;

/// The hashed pairs and triples of characters of a text that was normalised
/// ([`crate::text::normalize`]), each with the byte where it begins and where
/// it ends. Blanks count as one, case does not count, and a blank is taken to
/// stand at either end.
pub fn features(text: &str) -> Vec<(u32, Range<usize>)> {
    let mut out = Vec::new();
    each_feature(text, |feature, range| out.push((feature, range)));
    out
}

/// Bits of a hashed feature of the tail.
const TAIL_BITS: u32 = 15;

/// How many different features of a tail there are.
pub const TAIL_FEATURES: usize = 1 << TAIL_BITS;

/// Characters of a tail.
const TAIL: usize = 7;

/// Most features of a tail: a pair and a triple begin with each character.
pub(super) const TAIL_MOST: usize = 2 * TAIL;

/// The hashed pairs and triples of the last seven characters of a text that was
/// normalised, behind which only signs and ㅋㅋ, ㅠㅠ stand, with an end mark
/// behind them; each with the byte where it begins and where it ends. Korean
/// says last whether it still blames: 전화가 안 와요, 이제는 조용하네요.
pub fn tail_features(text: &str) -> Vec<(u32, Range<usize>)> {
    let mut out = Vec::new();
    each_tail(text, |feature, range| out.push((feature, range)));
    out
}

/// Calls `see` for each feature of the tail of a text in order.
pub(super) fn each_tail(text: &str, mut see: impl FnMut(u32, Range<usize>)) {
    let Some(end) = text.char_indices().rfind(|&(_, c)| is_spoken(c)) else {
        return;
    };
    let end = end.0 + end.1.len_utf8();
    // From the end on: what it counts as, where it begins and ends.
    let mut tail = [(BLANK, end, end); TAIL + 1];
    let mut count = 1;
    for (at, _) in text[..end].char_indices().rev() {
        let (c, width) = letter(Some(text.as_bytes()[at]), &text[at..]);
        if c == BLANK && tail[count - 1].0 == BLANK {
            continue;
        }
        tail[count] = (c, at, at + width);
        count += 1;
        if count == tail.len() {
            break;
        }
    }
    let tail = &mut tail[..count];
    tail.reverse();
    for (at, &(c, start, _)) in tail.iter().enumerate() {
        let pair = mix(FIRST_OF_TAIL_PAIR ^ c);
        let triple = mix(FIRST_OF_TAIL_TRIPLE ^ c);
        if let Some(&(c, _, stop)) = tail.get(at + 1) {
            see(mix(pair ^ c) >> (32 - TAIL_BITS), start..stop);
            if let Some(&(next, _, stop)) = tail.get(at + 2) {
                see(mix(mix(triple ^ c) ^ next) >> (32 - TAIL_BITS), start..stop);
            }
        }
    }
}

/// Calls `see` for each feature of a text in order.
pub(super) fn each_feature(text: &str, mut see: impl FnMut(u32, Range<usize>)) {
    // Of the last two characters: where they begin, and what their hashes come
    // to so far as the first of a pair, the first of a triple, its second.
    let (mut before, mut from) = (0, 0);
    let (mut pair, mut triple) = (mix(FIRST_OF_PAIR ^ BLANK), mix(FIRST_OF_TRIPLE ^ BLANK));
    let mut open = None;
    let mut last = BLANK;
    let places = text.char_indices().map(|(at, _)| at);
    for at in places.chain([text.len()]) {
        let (c, width) = letter(text.as_bytes().get(at).copied(), &text[at..]);
        if c == BLANK && last == BLANK {
            continue;
        }
        last = c;
        let stop = (at + width).min(text.len());
        see(slot(mix(pair ^ c)), from..stop);
        if let Some(open) = open {
            see(slot(mix(open ^ c)), before..stop);
        }
        open = Some(mix(triple ^ c));
        pair = mix(FIRST_OF_PAIR ^ c);
        triple = mix(FIRST_OF_TRIPLE ^ c);
        before = from;
        from = at;
    }
}

pub(super) const BLANK: u32 = b' ' as u32;

/// What the first character of a pair, of a triple is taken into.
pub(super) const FIRST_OF_PAIR: u32 = 2;
pub(super) const FIRST_OF_TRIPLE: u32 = 3;
const FIRST_OF_TAIL_PAIR: u32 = 5;
const FIRST_OF_TAIL_TRIPLE: u32 = 7;

/// The first character as it counts, and its bytes; behind the text a blank.
#[inline]
pub(super) fn letter(first: Option<u8>, text: &str) -> (u32, usize) {
    match (first, text.chars().next()) {
        (Some(b @ 0x21..0x7f), _) => (b.to_ascii_lowercase().into(), 1),
        (Some(b' ' | b'\n') | None, _) | (_, None) => (b' '.into(), 1),
        (_, Some(c)) if c.is_whitespace() => (b' '.into(), c.len_utf8()),
        (_, Some(c)) => (c.into(), c.len_utf8()),
    }
}

/// Stirs a hash that a character was taken into.
#[inline]
pub(super) fn mix(hash: u32) -> u32 {
    let hash = hash.wrapping_mul(0x9e37_79b1);
    hash ^ (hash >> 15)
}

/// The feature a hash stands for.
#[inline]
pub(super) fn slot(hash: u32) -> u32 {
    hash >> (32 - BITS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ids(text: &str) -> Vec<u32> {
        let features = tail_features(text).into_iter();
        features.map(|(id, _)| id).collect()
    }

    #[test]
    fn tails_are_what_is_said_last() {
        for (text, same) in [
            ("광고가 이제는 안 와요", "전화도 이제는 안 와요!!"),
            ("이제는  안\n와요", "이제는 안 와요ㅠㅠ ㅋㅋ ^^"),
            ("벌써 ABCDEFG", "이젠 abcdefg."),
            ("ㅋㅋㅋ", "..."),
        ] {
            assert_eq!(ids(text), ids(same), "{text:?}");
        }
        for (text, other) in [
            ("이제는 안 와요", "이제는 또 와요"),
            ("안 와요", "와요 안"),
            ("끝", "끝끝"),
        ] {
            assert_ne!(ids(text), ids(other), "{text:?}");
        }
    }

    #[test]
    fn places_of_a_tail_are_bytes_of_the_text() {
        let text = "전화 안 와요!";
        let places = tail_features(text).into_iter().map(|(_, at)| &text[at]);
        let expected = [
            "전화", "전화 ", "화 ", "화 안", " 안", " 안 ", "안 ", "안 와", " 와", " 와요", "와요",
            "와요", "요",
        ];
        assert_eq!(places.collect::<Vec<_>>(), expected);
    }

    proptest! {
        #[test]
        fn what_stands_before_a_tail_does_not_count(
            before in "[가-힣a-z !.ㅋ]{0,9}",
            tail in "[가-힣]{7}",
            behind in "[ !.?~ㅋㅎㅠ^]{0,5}",
        ) {
            let text = format!("{before}{tail}{behind}");
            let found = tail_features(&text);
            let all = before.len()..before.len() + tail.len();
            prop_assert!(found.iter().all(|(id, _)| (*id as usize) < TAIL_FEATURES));
            prop_assert!(found.iter().all(|(_, at)| all.start <= at.start && at.end <= all.end));
            prop_assert_eq!(ids(&text), ids(&tail));
        }
    }
}
