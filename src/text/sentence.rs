//! Where one sentence ends and the next begins.

use std::iter::FusedIterator;
use std::ops::Range;

use super::boundary::{Verdict, at_blank, at_mark, may_end};
use super::cap::{self, Cap};
use super::tail::{attached_end, starts_tail, tail_end};

/// The sentences of a normalised text, as ranges of its bytes.
///
/// Made for comments: besides `.`, `!`, `?` and line breaks, sentences end at
/// `…`, at laughter and tears (`ㅋㅋ`, `ㅠㅠ`), at `~`, `^^` and emoji where they
/// are used as full stops, and behind forms that can only be final
/// (`신청했어요 아직도`), because many comments have no marks at all. Decimals,
/// dates, versions, list numbers, abbreviations, addresses and reported speech
/// (`"안 된다."라고`) are not torn. A sentence over [`Sentences::MAX_CHARS`]
/// characters is cut behind a comma or connective, else at a blank, else there,
/// but never inside an emoji.
///
/// Ranges are in order and disjoint, begin and end with a character that is no
/// whitespace, and together hold every such character. Nothing is allocated,
/// and time is linear in the length of the text.
///
/// ```
/// use hasoyeon::text::Sentences;
///
/// let text = "요금이 3.5배 올랐어요 설명도 없네요ㅠㅠ해지할게요";
/// let sentences: Vec<&str> = Sentences::new(text).map(|s| &text[s]).collect();
/// assert_eq!(sentences, ["요금이 3.5배 올랐어요", "설명도 없네요ㅠㅠ", "해지할게요"]);
/// ```
#[derive(Clone, Debug)]
pub struct Sentences<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Sentences<'t> {
    /// Most characters one sentence may have.
    pub const MAX_CHARS: usize = cap::MAX_CHARS;

    /// Cuts `text`.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte where the sentence that begins at `start` ends, blanks not yet
    /// trimmed.
    fn end(&self, start: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut cap = Cap::new(start);
        // Marks before the first word belong to what follows them.
        let mut words = false;
        let mut quoted = false;
        let mut i = start;
        while i < bytes.len() {
            if i >= cap.check_at() && cap.is_over(text, i) {
                return cap.cut(text);
            }
            // Most of a text ends nothing: passed without further questions.
            let limit = cap.check_at().min(bytes.len());
            if words {
                i = pass(bytes, i, limit);
            }
            let mut passed = 0;
            while i < limit && CLASS[bytes[i] as usize] & STEP != 0 {
                passed |= CLASS[bytes[i] as usize];
                i += usize::from(CLASS[bytes[i] as usize] & STEP);
            }
            words |= passed & WORD != 0;
            if i >= limit {
                continue;
            }
            let b = bytes[i];
            match CLASS[b as usize] {
                BLANK => {
                    if b == b'\n' {
                        return i;
                    }
                    if words && at_blank(text, start, i) {
                        return cap.bounded(text, tail_end(text, i, false));
                    }
                    i += 1;
                }
                _ => {
                    if b == b'"' {
                        quoted = !quoted;
                    }
                    if !starts_tail(text, i) {
                        words |= b >= 0x80;
                        i += char_len(b);
                        continue;
                    }
                    let end = tail_end(text, i, quoted);
                    if !words {
                        i = end;
                        continue;
                    }
                    match at_mark(text, start, i, end) {
                        Verdict::CutAfter => return cap.bounded(text, end),
                        Verdict::CutBefore(at) => return at,
                        Verdict::Go => {
                            // The whole mark is passed, or its rest would be
                            // taken for a mark of its own.
                            let passed = attached_end(text, i, quoted);
                            quoted ^= text[i..passed].contains('"');
                            i = passed;
                        }
                    }
                }
            }
        }
        cap.bounded(text, bytes.len())
    }
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let start = self.at + (rest.len() - rest.trim_start().len());
        if start == self.text.len() {
            self.at = start;
            return None;
        }
        let end = self.end(start);
        self.at = end;
        Some(start..start + self.text[start..end].trim_end().len())
    }
}

impl FusedIterator for Sentences<'_> {}

/// Bits of a class: how many bytes are passed, and whether they make a word.
const STEP: u8 = 3;
const WORD: u8 = 4;

const BLANK: u8 = 0;
const MARK: u8 = 8;

/// What a byte may be the beginning of.
const CLASS: [u8; 256] = {
    let mut class = [1; 256];
    let mut b = 0;
    while b < 256 {
        let c = b as u8;
        class[b] = match c {
            b' ' | b'\n' => BLANK,
            b'.' | b'!' | b'?' | b'~' | b';' | b'^' | b'"' => MARK,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => WORD | 1,
            // Hangul syllables and ideographs.
            0xE4..=0xED => WORD | 3,
            0xC2..=0xE3 | 0xEE..=0xF4 => MARK,
            _ => 1,
        };
        b += 1;
    }
    class
};

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// The first character at or after one at `from` behind a word that may end a
/// sentence, or else the first not before `limit`.
///
/// No byte inside a character is one that may: bytes are looked at without
/// asking which of them begin one, by tests that compile to vector instructions.
fn pass(bytes: &[u8], from: usize, limit: usize) -> usize {
    let mut at = from;
    let mut last = [b'0'; BLOCK];
    while at < limit {
        let rest = &bytes[at..];
        let block = match rest.first_chunk() {
            Some(block) => block,
            None => {
                last[..rest.len()].copy_from_slice(rest);
                last[rest.len()..].fill(b'0');
                &last
            }
        };
        let mut open = [0u8; BLOCK];
        for (open, &b) in open.iter_mut().zip(block) {
            *open = u8::from(is_open(b));
        }
        for (n, eight) in open.as_chunks().0.iter().enumerate() {
            // Eight lanes to a word, the first in the lowest byte.
            let mut eight = u64::from_le_bytes(*eight);
            while eight != 0 {
                let i = at + n * 8 + eight.trailing_zeros() as usize / 8;
                if i >= limit {
                    break;
                }
                // A blank that follows what ends nothing is the commonest.
                if bytes[i] != b' ' || may_end(bytes[i - 1]) {
                    return i;
                }
                eight &= eight - 1;
            }
        }
        at += BLOCK;
    }
    let mut end = limit.max(from);
    while bytes.get(end).is_some_and(|b| b & 0xC0 == 0x80) {
        end += 1;
    }
    end
}

/// Whether a byte may begin what ends a sentence; true of some others too.
#[inline(always)]
const fn is_open(b: u8) -> bool {
    (b <= b'.')
        | (b.wrapping_sub(b':') <= b'@' - b':')
        | (b == b'^')
        | (b == b'~')
        | ((b >= 0xC2) & (b <= 0xE3))
        | (b >= 0xEE)
}

const fn char_len(first: u8) -> usize {
    match first {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What [`pass`] finds, a byte at a time.
    fn one_by_one(bytes: &[u8], from: usize, limit: usize) -> usize {
        let ends = |i: &usize| is_open(bytes[*i]) && (bytes[*i] != b' ' || may_end(bytes[*i - 1]));
        let mut end = (from..limit).find(ends).unwrap_or(limit.max(from));
        while bytes.get(end).is_some_and(|b| b & 0xC0 == 0x80) {
            end += 1;
        }
        end
    }

    proptest! {
        #[test]
        fn blocks_pass_over_what_bytes_do(
            picks in prop::collection::vec("[가-힣]{1,40}|[a-z0-9]{1,9}|[ .!?~^,\n]{1,3}|ㅋㅋ|é|😀|\u{3000}", 1..12),
            skipped in 0..9usize,
            limit in 0..400usize,
        ) {
            let text = format!("가{}", picks.concat());
            let begins: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let from = begins[(1 + skipped).min(begins.len() - 1)].max(3);
            let limit = limit.min(text.len());
            let bytes = text.as_bytes();
            prop_assert_eq!(pass(bytes, from, limit), one_by_one(bytes, from, limit));
        }
    }
}
