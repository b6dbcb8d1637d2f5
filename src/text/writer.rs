//! The normalised text while it grows, with its offsets.

use super::offset_map::{Edit, OffsetMap};

/// A character on its way from the original into the normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) c: char,
    /// Bytes of the original it stands for.
    pub(super) start: u32,
    pub(super) end: u32,
    /// True when those bytes spell `c` itself.
    pub(super) verbatim: bool,
}

/// Text that grows and shrinks at its end, and remembers where it came from.
#[derive(Clone, Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    /// Set whenever anything but a plain character is written.
    pub(super) touched: bool,
}

// Offsets fit in 32 bits because `Normalized` reads a bounded input.
#[allow(clippy::cast_possible_truncation)]
impl Writer {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.map.edits.clear();
    }

    /// Bytes held in reserve.
    pub(super) fn capacity(&self) -> usize {
        self.text.capacity() + self.map.edits.capacity() * size_of::<Edit>()
    }

    pub(super) fn len(&self) -> u32 {
        self.text.len() as u32
    }

    pub(super) fn last(&self) -> Option<char> {
        self.text.chars().next_back()
    }

    /// The original byte that the end of the text stands for.
    fn origin(&self) -> u32 {
        match self.map.edits.last() {
            None => self.len(),
            Some(e) => e.orig_end + (self.len() - e.norm_end),
        }
    }

    /// Appends text that stands in the original, from byte `start`, as it is.
    pub(super) fn push_verbatim(&mut self, text: &str, start: u32) {
        self.skip_to(start);
        self.text.push_str(text);
    }

    /// Appends one character.
    pub(super) fn push(&mut self, item: Item) {
        let before = self.len();
        if item.start >= self.origin() {
            self.skip_to(item.start);
            self.text.push(item.c);
            if !item.verbatim {
                self.edit(before, item.start, item.end);
            }
            return;
        }
        // It shares its origin with what stands before it.
        self.text.push(item.c);
        let after = self.len();
        match self.map.edits.last_mut() {
            Some(e) if e.norm_end == before => {
                e.norm_end = after;
                e.orig_end = e.orig_end.max(item.end);
            }
            _ => self.edit(before, item.start, item.end),
        }
    }

    fn edit(&mut self, norm_start: u32, orig_start: u32, orig_end: u32) {
        self.touched = true;
        let norm_end = self.len();
        self.map.edits.push(Edit {
            norm_start,
            norm_end,
            orig_start,
            orig_end,
        });
    }

    /// Says that everything of the original before `start` is accounted for.
    pub(super) fn skip_to(&mut self, start: u32) {
        let origin = self.origin();
        if start > origin {
            self.edit(self.len(), origin, start);
        }
    }

    /// Takes the last character back.
    pub(super) fn pop(&mut self) -> Option<Item> {
        self.touched = true;
        self.drop_trailing_deletions();
        let c = self.text.pop()?;
        let start = self.len();
        let end = start + c.len_utf8() as u32;
        match self.map.edits.last_mut() {
            Some(e) if e.norm_end == end => {
                let item = Item {
                    c,
                    start: e.orig_start,
                    end: e.orig_end,
                    verbatim: false,
                };
                if e.norm_start == start {
                    self.map.edits.pop();
                } else {
                    e.norm_end = start;
                }
                Some(item)
            }
            _ => {
                let orig_start = self.origin();
                Some(Item {
                    c,
                    start: orig_start,
                    end: orig_start + (end - start),
                    verbatim: true,
                })
            }
        }
    }

    fn drop_trailing_deletions(&mut self) {
        let len = self.len();
        while self.map.edits.last().is_some_and(|e| e.norm_start == len) {
            self.map.edits.pop();
        }
    }

    /// Drops the text from byte `keep_to` on and lets `from..keep_to` stand for
    /// all that was written from `from` on, and for the original up to `end`.
    pub(super) fn absorb(&mut self, from: u32, keep_to: u32, end: u32) {
        let mut orig_end = self.origin().max(end);
        let mut norm_start = from;
        let mut orig_start = None;
        // A deletion right before `from` ends there and stays.
        while let Some(e) = self.map.edits.last().copied().filter(|e| e.norm_end > from) {
            self.map.edits.pop();
            orig_end = orig_end.max(e.orig_end);
            if e.norm_start <= from {
                norm_start = e.norm_start;
                orig_start = Some(e.orig_start);
                break;
            }
        }
        self.text.truncate(keep_to as usize);
        let orig_start = orig_start.unwrap_or_else(|| match self.map.edits.last() {
            None => norm_start,
            Some(e) => e.orig_end + (norm_start - e.norm_end),
        });
        self.edit(norm_start, orig_start, orig_end);
    }
}
