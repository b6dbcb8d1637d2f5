//! Where each byte of the normalised text came from.

use std::ops::Range;

use crate::span::Span;

/// One stretch that was rewritten; between two of them text stands as it was.
///
/// An edit with an empty `norm` side is a deletion. Both sides grow from edit
/// to edit, so either can be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) norm_start: u32,
    pub(super) norm_end: u32,
    pub(super) orig_start: u32,
    pub(super) orig_end: u32,
}

/// The edits that lead from one text to the other, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct OffsetMap {
    pub(super) edits: Vec<Edit>,
}

impl OffsetMap {
    /// The smallest span of the original that produced `range`.
    pub(super) fn to_original(&self, range: Range<u32>) -> Span {
        let start = match self.last(|e| e.norm_start <= range.start) {
            None => range.start,
            Some(e) if range.start < e.norm_end => e.orig_start,
            Some(e) => e.orig_end + (range.start - e.norm_end),
        };
        if range.end <= range.start {
            return Span::new(start, start);
        }
        let end = match self.last(|e| e.norm_start < range.end) {
            None => range.end,
            Some(e) if range.end <= e.norm_end => e.orig_end,
            Some(e) => e.orig_end + (range.end - e.norm_end),
        };
        Span::new(start, end)
    }

    /// The smallest normalised range that `range` of the original took part in.
    #[allow(clippy::wrong_self_convention)] // The way back of `to_original`.
    pub(super) fn from_original(&self, range: Range<u32>) -> Range<usize> {
        let start = match self.last(|e| e.orig_start <= range.start) {
            None => range.start,
            Some(e) if range.start < e.orig_end => e.norm_start,
            Some(e) => e.norm_end + (range.start - e.orig_end),
        };
        if range.end <= range.start {
            return start as usize..start as usize;
        }
        let end = match self.last(|e| e.orig_start < range.end) {
            None => range.end,
            Some(e) if range.end <= e.orig_end => e.norm_end,
            Some(e) => e.norm_end + (range.end - e.orig_end),
        };
        start as usize..end.max(start) as usize
    }

    fn last(&self, pred: impl FnMut(&Edit) -> bool) -> Option<&Edit> {
        let n = self.edits.partition_point(pred);
        self.edits.get(n.checked_sub(1)?)
    }
}
