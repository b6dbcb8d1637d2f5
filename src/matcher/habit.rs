//! Whether the comments of late were worth looking through beforehand.

/// Of how many comments the share is kept, and how many of these must have
/// had something for the next one to be cut up unseen: where half of them have,
/// the others come close, and to tell so costs as much as to cut them up.
const MEMORY: u32 = 32;
const DENSE: u32 = 16;

/// The share of comments in which rules found something, of late.
#[derive(Debug, Default)]
pub(super) struct Habit {
    /// In parts of [`MEMORY`] squared.
    share: u32,
}

impl Habit {
    /// A comment is over; `found` when a rule might have found something in it.
    pub(super) fn note(&mut self, found: bool) {
        self.share -= self.share.div_ceil(MEMORY);
        self.share += u32::from(found) * MEMORY;
    }

    /// True when looking through the next comment beforehand is likely in vain.
    pub(super) fn is_dense(&self) -> bool {
        self.share > DENSE * MEMORY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_dense_while_most_comments_have_something() {
        let mut habit = Habit::default();
        assert!(!habit.is_dense());
        (0..8).for_each(|_| habit.note(true));
        assert!(!habit.is_dense(), "a few in a row happen");
        (0..100).for_each(|_| habit.note(true));
        assert!(habit.is_dense());
        (0..24).for_each(|_| habit.note(false));
        assert!(!habit.is_dense());
        // A third of them is not enough.
        (0..99).for_each(|number| habit.note(number % 3 == 0));
        assert!(!habit.is_dense());
    }
}
