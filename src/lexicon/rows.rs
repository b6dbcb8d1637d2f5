//! Sets of numbers as the words of 64 bits that are not zero.

use serde::{Deserialize, Serialize};

use super::table::{Table, numbers};

/// Many such sets, in one buffer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Rows {
    /// Per set how many words, and of each its number and the two halves of
    /// its bits: a set is read often, and from one place.
    words: Table,
}

/// The place of a set; the first is empty.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub(crate) struct Row(u32);

impl From<Row> for u32 {
    fn from(row: Row) -> Self {
        row.0
    }
}

impl From<u32> for Row {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            words: [0].into_iter().collect(),
        }
    }
}

impl Row {
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Rows {
    /// Adds the set of these numbers.
    pub(super) fn push(&mut self, numbers: impl IntoIterator<Item = u32>) -> Row {
        let bits = numbers.into_iter();
        self.push_words(bits.map(|number| (number / 64, 1 << (number % 64))))
    }

    /// The numbers of a set.
    pub(super) fn numbers(&self, row: Row) -> impl Iterator<Item = u32> + '_ {
        self.of(row).flat_map(|(word, bits)| {
            let bits = (0..64).filter(move |bit| bits >> bit & 1 == 1);
            bits.map(move |bit| word * 64 + bit)
        })
    }

    /// Adds a set with some numbers in place of others.
    pub(super) fn push_swapped(&mut self, row: Row, swaps: &[[u32; 2]]) -> Row {
        if swaps.is_empty() {
            return row;
        }
        let new = self.numbers(row).map(|number| {
            let swap = swaps.iter().find(|[old, _]| *old == number);
            swap.map_or(number, |&[_, new]| new)
        });
        let new: Vec<u32> = new.collect();
        self.push(new)
    }

    /// Adds the set of these words and bits.
    pub(super) fn push_words(&mut self, words: impl IntoIterator<Item = (u32, u64)>) -> Row {
        let mut set: Vec<(u32, u64)> = Vec::new();
        for (word, bits) in words.into_iter().filter(|&(_, bits)| bits != 0) {
            // Few words each, and mostly in order.
            match set.iter_mut().rfind(|(known, _)| *known == word) {
                Some((_, known)) => *known |= bits,
                None => set.push((word, bits)),
            }
        }
        if set.is_empty() {
            return Row::default();
        }
        let row = Row(self.words.all().len() as u32);
        self.words.push(set.len() as u32);
        let words = set.into_iter();
        let words = words.flat_map(|(word, bits)| [word, bits as u32, (bits >> 32) as u32]);
        self.words.extend(words);
        row
    }

    /// How many words a set has.
    #[inline]
    pub(crate) fn len(&self, row: Row) -> u32 {
        self.words.all().at(row.0 as usize)
    }

    /// The words of a set and their bits.
    #[inline]
    pub(crate) fn of(&self, row: Row) -> impl Iterator<Item = (u32, u64)> + '_ {
        let words = self.words.all().from(row.0 as usize);
        let words = words.split_first().map_or(&[][..], |(count, behind)| {
            &behind.records::<3>()[..count as usize]
        });
        words.iter().map(|&word| {
            let [word, low, high] = numbers(word);
            (word, u64::from(high) << 32 | u64::from(low))
        })
    }
}
