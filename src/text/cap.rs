//! The longest a sentence may get, and where a longer one is cut.

use super::border::ceil;
use super::emoji::{is_extender, is_flag_letter};
use super::ending::Word;

/// Most characters of one sentence.
pub(super) const MAX_CHARS: usize = 2048;
/// How far back a better place to cut is looked for, in bytes.
const SEARCH: usize = 1024;

/// Counts the characters of one sentence, in steps, so that short sentences
/// are never counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cap {
    start: usize,
    /// Bytes up to here were counted.
    counted: usize,
    chars: usize,
    /// Byte before which the sentence cannot be too long.
    check_at: usize,
}

impl Cap {
    pub(super) const fn new(start: usize) -> Self {
        Self {
            start,
            counted: start,
            chars: 0,
            check_at: start + MAX_CHARS,
        }
    }

    /// Byte from which [`is_over`](Self::is_over) has to be asked.
    pub(super) const fn check_at(&self) -> usize {
        self.check_at
    }

    /// True when the sentence up to byte `i` would be too long.
    pub(super) fn is_over(&mut self, text: &str, i: usize) -> bool {
        while self.chars < MAX_CHARS && self.check_at <= i {
            let to = ceil(text, self.check_at);
            self.chars += text[self.counted..to].chars().count();
            self.counted = to;
            // So many bytes hold no more characters than that.
            self.check_at = to + (MAX_CHARS - self.chars).max(1);
        }
        self.chars == MAX_CHARS && i > self.counted
    }

    /// `end`, or the place to cut when that is too far away.
    pub(super) fn bounded(&mut self, text: &str, end: usize) -> usize {
        if end >= self.check_at && self.is_over(text, end) {
            self.cut(text)
        } else {
            end
        }
    }

    /// The best place to cut at or before the last byte counted.
    pub(super) fn cut(&self, text: &str) -> usize {
        let limit = self.counted;
        let floor = ceil(text, self.start.max(limit.saturating_sub(SEARCH)));
        let window = &text[floor..limit];
        let mut blank = None;
        for (at, c) in window.char_indices().rev() {
            let at = floor + at;
            if at == self.start {
                break;
            }
            if matches!(c, ',' | ';' | ':') && text[at + 1..].starts_with(' ') {
                return at + 1;
            }
            if c == ' ' {
                if Word::at_end(&text[floor..at]).links() {
                    return at;
                }
                blank = blank.or(Some(at));
            }
        }
        blank.unwrap_or_else(|| self.whole(text, floor, limit))
    }

    /// The last place at or before `limit` that tears no emoji or accent apart.
    fn whole(&self, text: &str, floor: usize, limit: usize) -> usize {
        let mut at = limit;
        for (i, c) in text[floor..limit].char_indices().rev() {
            if !tears(text, self.start, at, c) {
                break;
            }
            at = floor + i;
        }
        if at > self.start && at > floor {
            at
        } else {
            limit
        }
    }
}

/// True when a cut at byte `at`, behind `previous`, would tear something apart.
fn tears(text: &str, start: usize, at: usize, previous: char) -> bool {
    let Some(next) = text[at..].chars().next() else {
        return false;
    };
    let flags = || {
        text[start..at]
            .chars()
            .rev()
            .take_while(|c| is_flag_letter(*c))
            .count()
    };
    previous == '\u{200D}'
        || is_extender(next)
        || unicode_normalization::char::is_combining_mark(next)
        || is_flag_letter(next) && flags() % 2 == 1
}
