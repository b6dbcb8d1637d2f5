//! The normalised text and the way back from it.

use std::ops::Range;

use super::Form;
use super::border::floor;
use super::compose::Sequence;
use super::compose::is_inert;
use super::emoji::{is_extender, is_pictograph, is_skin_tone};
use super::fold::{Fold, fold};
use super::scan::{full_at, next_full, next_nfc};
use super::writer::{Item, Writer};
use crate::span::Span;

/// Characters without interest that must have passed before the quick check
/// takes over again: more than any rule reaches.
const CALM: u32 = 12;

/// A text in its normal form, with the way back to the text as it was written.
///
/// This is a buffer: [`assign`](Self::assign) it one text after the other, and
/// once it is warm nothing is allocated. A text that is already normal is not
/// copied; that is why [`text`](Self::text) is handed the original again.
///
/// # Offsets
///
/// All offsets count bytes. A range of the normalised text is answered with the
/// smallest [`Span`] of the original that produced it; where both ends of the
/// range stand on character boundaries of the normalised text, both ends of the
/// span stand on character boundaries of the original. What was folded into one
/// (`ㅋㅋㅋㅋㅋ` into `ㅋㅋ`) goes back as a whole. Offsets out of range are
/// taken as the end.
///
/// # Examples
///
/// ```
/// use hasoyeon::text::{Form, Normalized};
///
/// let mut normalized = Normalized::new();
/// let original = "환불&nbsp;해주세요오오오ㅋㅋㅋㅋㅋ";
/// normalized.assign(original, Form::Full);
///
/// let text = normalized.text(original);
/// assert_eq!(text, "환불 해주세요ㅋㅋ");
/// let at = text.find("해주세요").unwrap();
/// let span = normalized.to_original(at..at + "해주세요".len());
/// assert_eq!(span.slice(original), Some("해주세요오오오"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Normalized {
    writer: Writer,
    sequence: Sequence,
    /// Bytes of the original that were read.
    read: usize,
    /// Whether the writer's text differs from the original.
    rewritten: bool,
}

impl Normalized {
    /// Longest text that is read, in bytes: 1 GiB. Offsets of whatever it
    /// becomes then fit in 32 bits.
    pub const MAX_BYTES: usize = 1 << 30;

    /// An empty buffer; allocates nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Normalises `original`, replacing what the buffer held.
    ///
    /// Takes time linear in the length of the text, and allocates nothing once
    /// the buffer has grown to its texts, unless decomposed characters other
    /// than Hangul have to be composed. Of a text longer than
    /// [`MAX_BYTES`](Self::MAX_BYTES) only the whole characters within the
    /// first so many bytes are read.
    pub fn assign(&mut self, original: &str, form: Form) {
        self.assign_within(original, form, Self::MAX_BYTES);
    }

    fn assign_within(&mut self, original: &str, form: Form, limit: usize) {
        let original = &original[..floor(original, limit)];
        self.writer.clear();
        self.sequence.clear();
        self.read = original.len();
        let clean = match form {
            Form::Nfc => next_nfc(original, 0),
            Form::Full => next_full(original, 0),
        };
        self.rewritten = clean < original.len();
        if self.rewritten {
            self.rewrite(original, form, clean);
            self.rewritten = !self.writer.map.edits.is_empty();
        }
    }

    /// The normalised text. `original` must be the text last assigned; handed
    /// another, the answer is some text, but offsets will not fit it.
    #[must_use]
    pub fn text<'a>(&'a self, original: &'a str) -> &'a str {
        if self.rewritten {
            &self.writer.text
        } else {
            original.get(..self.read).unwrap_or(original)
        }
    }

    /// Bytes of the normalised text.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.rewritten {
            self.writer.text.len()
        } else {
            self.read
        }
    }

    /// True when the normalised text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True when the text was in its normal form already.
    #[must_use]
    pub const fn is_identity(&self) -> bool {
        !self.rewritten
    }

    /// The smallest span of the original that produced `range` of the
    /// normalised text. An empty range gives an empty span.
    #[must_use]
    pub fn to_original(&self, range: Range<usize>) -> Span {
        self.writer.map.to_original(clamp(range, self.len()))
    }

    /// The smallest range of the normalised text that `range` of the original
    /// had a part in; empty, at its place, where nothing is left of it.
    #[must_use]
    #[allow(clippy::wrong_self_convention)] // The way back of `to_original`.
    pub fn from_original(&self, range: Range<usize>) -> Range<usize> {
        self.writer.map.from_original(clamp(range, self.read))
    }

    /// Gives memory back until at most about `bytes` are held in reserve; the
    /// buffer is empty afterwards if anything had to go.
    pub fn shrink_to(&mut self, bytes: usize) {
        if self.capacity() > bytes {
            *self = Self::new();
        }
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.writer.capacity() + self.sequence.capacity()
    }

    fn rewrite(&mut self, original: &str, form: Form, clean: usize) {
        self.writer.push_verbatim(&original[..clean], 0);
        let mut at = clean;
        let mut calm = 0;
        while let Some(c) = original[at..].chars().next() {
            if calm >= CALM {
                self.flush(form);
                let loud = match form {
                    Form::Nfc => next_nfc(original, at),
                    Form::Full => next_full(original, at),
                };
                if loud > at {
                    if form == Form::Full {
                        let next = item(c, at, c, true);
                        if self.writer.settle(Some(next)) != Some(next) {
                            at += c.len_utf8();
                            calm = 0;
                            continue;
                        }
                    }
                    #[allow(clippy::cast_possible_truncation)]
                    self.writer.push_verbatim(&original[at..loud], at as u32);
                    at = loud;
                }
                calm = 0;
                continue;
            }
            self.writer.touched = false;
            self.take(original, at, c, form);
            let loud =
                self.writer.touched || !is_inert(c) || form == Form::Full && full_at(original, at);
            calm = if loud { 0 } else { calm + 1 };
            at += c.len_utf8();
        }
        self.finish(original.len(), form);
    }

    #[allow(clippy::cast_possible_truncation)]
    fn finish(&mut self, read: usize, form: Form) {
        self.flush(form);
        if form == Form::Full {
            self.writer.reduce_end();
        }
        self.writer.skip_to(read as u32);
    }

    /// Takes the character `c` at byte `at` in.
    fn take(&mut self, original: &str, at: usize, c: char, form: Form) {
        let folded = if form == Form::Full {
            self.fold(original, at, c)
        } else {
            Some(c)
        };
        let Some(to) = folded else { return };
        let item = item(to, at, c, to == c);
        if is_inert(to) {
            self.flush(form);
        } else {
            // The base may have been written with a stretch of calm text.
            while self.sequence.items.first().is_none_or(|i| !is_inert(i.c)) {
                let Some(base) = self.writer.pop() else { break };
                self.sequence.items.insert(0, base);
            }
        }
        self.sequence.items.push(item);
    }

    fn fold(&self, original: &str, at: usize, c: char) -> Option<char> {
        let rest = &original[at + c.len_utf8()..];
        match fold(c) {
            Fold::Keep => Some(c),
            Fold::To('\n') if c == '\r' && rest.starts_with('\n') => None,
            Fold::To(to) => Some(to),
            Fold::Drop => None,
            Fold::Joiner => {
                (self.ends_in_picture() && rest.starts_with(is_pictograph)).then_some(c)
            }
            Fold::Selector => {
                let key = self
                    .last()
                    .is_some_and(|l| matches!(l, '0'..='9' | '#' | '*'))
                    && rest.starts_with('\u{20E3}');
                let picture = self.last().is_some_and(is_pictograph);
                (key || picture).then_some(c)
            }
            Fold::Tag => {
                let tagged = self
                    .last()
                    .is_some_and(|l| l == '\u{1F3F4}' || matches!(l, '\u{E0020}'..='\u{E007F}'));
                tagged.then_some(c)
            }
        }
    }

    fn last(&self) -> Option<char> {
        self.sequence
            .items
            .last()
            .map(|i| i.c)
            .or_else(|| self.writer.last())
    }

    fn ends_in_picture(&self) -> bool {
        let pending = self.sequence.items.iter().rev().map(|i| i.c);
        let mut back = pending.chain(self.writer.text.chars().rev()).take(4);
        back.find(|c| is_skin_tone(*c) || !is_extender(*c))
            .is_some_and(|c| is_skin_tone(c) || is_pictograph(c))
    }

    fn flush(&mut self, form: Form) {
        let writer = &mut self.writer;
        match form {
            Form::Nfc => self.sequence.flush(|item| writer.push(item)),
            Form::Full => self.sequence.flush(|item| writer.reduce(item)),
        }
    }
}

#[allow(clippy::cast_possible_truncation)]
const fn item(c: char, at: usize, original: char, verbatim: bool) -> Item {
    Item {
        c,
        start: at as u32,
        end: (at + original.len_utf8()) as u32,
        verbatim,
    }
}

#[allow(clippy::cast_possible_truncation)]
fn clamp(range: Range<usize>, len: usize) -> Range<u32> {
    range.start.min(len) as u32..range.end.min(len) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Takes the text character by character, without the quick check.
    fn slowly(original: &str, form: Form) -> Normalized {
        let mut normalized = Normalized::new();
        normalized.read = original.len();
        for (at, c) in original.char_indices() {
            normalized.take(original, at, c, form);
        }
        normalized.finish(original.len(), form);
        normalized.rewritten = true;
        normalized
    }

    /// Pieces that the rules are about, so that they meet often.
    const PIECES: &str = "가|요|오|오|죠|니|다|아|아|너|어|이|인|구|우|웃|하|하|뎈|넿|ㅋ|ㅋ|ㅎ|ㅠ|ㅜ|ㅐ|ㅏ|ㅅ|ㅂ|시|씨|발|1|개|새|\
        끼|존|나|지|랄|병|신|.|.|…|!|!|~|;|&|amp;|lt;|gt;|#39;|#8203;|<|br|/|>| |\n|\
        \r|\t|\u{200B}|\u{200D}|\u{FE0F}|\u{AD}|👍|🏽|❤|\u{301}|e|a|\u{338}|\
        \u{1112}|\u{1161}|\u{11AB}|\u{11A2}|ㆍ|Ａ|ﾡ|보통 문장을 길게 적어 둡니다 |\
        plain words of some length, ";

    fn pieces() -> impl Strategy<Value = &'static str> {
        prop::sample::select(PIECES.split('|').collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn the_quick_check_misses_nothing(picks in prop::collection::vec(pieces(), 0..40)) {
            let original: String = picks.concat();
            for form in [Form::Nfc, Form::Full] {
                let mut quick = Normalized::new();
                quick.assign(&original, form);
                let slow = slowly(&original, form);
                prop_assert_eq!(quick.text(&original), slow.text(&original));
                for at in 0..=quick.len() {
                    for end in at..=quick.len() {
                        prop_assert_eq!(quick.to_original(at..end), slow.to_original(at..end));
                    }
                }
            }
        }
    }

    #[test]
    fn no_more_than_the_limit_is_read() {
        let mut normalized = Normalized::new();
        normalized.assign_within("가나다ㅋㅋㅋ", Form::Full, 8);
        assert_eq!(normalized.text("가나다ㅋㅋㅋ"), "가나");
        assert_eq!(normalized.to_original(0..100).range(), 0..6);
    }
}
