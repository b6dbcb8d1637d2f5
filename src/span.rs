//! Byte ranges in the caller's original text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A byte range in the text the caller handed in.
///
/// Offsets count bytes of the caller's ORIGINAL text, never of the normalised
/// text the scorer works on, and always stand on character boundaries of it.
/// In JSON a span is the pair `[start, end]`.
///
/// ```
/// use hasoyeon::Span;
///
/// let text = "보상 언제 해줘요";
/// let span = Span::new(0, 6);
/// assert_eq!(span.slice(text), Some("보상"));
/// assert_eq!(span.chars(text), Some(0..2));
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`; an end before the start is
    /// read as an empty span at `start`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        let end = if end < start { start } else { end };
        Self { start, end }
    }

    /// First byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the span covers no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// True when the two spans share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The words the span stands for, or `None` when `text` is not the text
    /// the span was made from (out of range, or inside a character).
    #[must_use]
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span counted in Unicode scalar values; costs a walk over `text`.
    #[must_use]
    pub fn chars(self, text: &str) -> Option<Range<usize>> {
        let start = text.get(..self.start())?.chars().count();
        Some(start..start + self.slice(text)?.chars().count())
    }

    /// The span counted in UTF-16 code units, as JavaScript and Java count;
    /// costs a walk over `text`.
    #[must_use]
    pub fn utf16(self, text: &str) -> Option<Range<usize>> {
        let start = text.get(..self.start())?.encode_utf16().count();
        Some(start..start + self.slice(text)?.encode_utf16().count())
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}
