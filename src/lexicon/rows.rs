//! Sets of numbers as the words of 64 bits that are not zero.

/// Many such sets, in one buffer.
#[derive(Debug, Default)]
pub(crate) struct Rows(Vec<(u32, u64)>);

/// One of them: where its words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Row {
    start: u32,
    end: u32,
}

impl Row {
    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl Rows {
    /// Adds the set of these numbers.
    pub(super) fn push(&mut self, numbers: impl IntoIterator<Item = u32>) -> Row {
        let bits = numbers
            .into_iter()
            .map(|number| (number / 64, 1 << (number % 64)));
        self.push_words(bits)
    }

    /// Adds the set of these words and bits.
    pub(super) fn push_words(&mut self, bits: impl IntoIterator<Item = (u32, u64)>) -> Row {
        let start = self.0.len() as u32;
        for (word, bits) in bits {
            let known = &mut self.0[start as usize..];
            // Few words each, and mostly in order.
            match known.iter_mut().rev().find(|known| known.0 == word) {
                Some(known) => known.1 |= bits,
                None => self.0.push((word, bits)),
            }
        }
        Row {
            start,
            end: self.0.len() as u32,
        }
    }

    /// The words of a set and their bits.
    #[inline]
    pub(crate) fn of(&self, row: Row) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.0[row.start as usize..row.end as usize].iter().copied()
    }
}
