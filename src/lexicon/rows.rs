//! Sets of numbers as the words of 64 bits that are not zero.

use serde::{Deserialize, Serialize};

/// Many such sets, in one buffer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Numbers", into = "Numbers")]
pub(crate) struct Rows {
    /// Where each ends.
    ends: Vec<u32>,
    /// The numbers of the words, and their bits: apart, as they are read often
    /// and shall take little room.
    words: Vec<u32>,
    bits: Vec<u64>,
}

/// The number of a set; the first is empty.
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

/// Sets as they are stored.
#[derive(Serialize, Deserialize)]
struct Numbers {
    /// Per set but the first: how many numbers it has.
    counts: Vec<u32>,
    /// Each less the one before it in its set.
    steps: Vec<u32>,
}

impl From<Rows> for Numbers {
    fn from(rows: Rows) -> Self {
        let (mut counts, mut steps) = (Vec::new(), Vec::new());
        for row in 1..rows.ends.len() {
            let words = rows.of(Row(row as u32));
            let numbers = words.flat_map(|(word, bits)| {
                let bits = (0..64).filter(move |bit| bits >> bit & 1 == 1);
                bits.map(move |bit| word * 64 + bit)
            });
            let mut numbers: Vec<u32> = numbers.collect();
            numbers.sort_unstable();
            counts.push(numbers.len() as u32);
            let mut before = 0;
            steps.extend(
                numbers
                    .iter()
                    .map(|&number| number - std::mem::replace(&mut before, number)),
            );
        }
        Self { counts, steps }
    }
}

impl From<Numbers> for Rows {
    fn from(stored: Numbers) -> Self {
        let mut rows = Self::default();
        let mut steps = stored.steps.into_iter();
        for count in stored.counts {
            let mut number = 0;
            rows.push(steps.by_ref().take(count as usize).map(|step| {
                number += step;
                number
            }));
        }
        rows
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            ends: vec![0],
            words: Vec::new(),
            bits: Vec::new(),
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

    /// Adds the set of these words and bits.
    pub(super) fn push_words(&mut self, words: impl IntoIterator<Item = (u32, u64)>) -> Row {
        let start = self.words.len();
        for (word, bits) in words.into_iter().filter(|&(_, bits)| bits != 0) {
            // Few words each, and mostly in order.
            match self.words[start..].iter().rposition(|&known| known == word) {
                Some(at) => self.bits[start + at] |= bits,
                None => {
                    self.words.push(word);
                    self.bits.push(bits);
                }
            }
        }
        if self.words.len() == start {
            return Row::default();
        }
        self.ends.push(self.words.len() as u32);
        Row(self.ends.len() as u32 - 1)
    }

    /// The words of a set and their bits.
    #[inline]
    pub(crate) fn of(&self, row: Row) -> impl Iterator<Item = (u32, u64)> + '_ {
        let number = row.0 as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range = start as usize..self.ends[number] as usize;
        let words = self.words[range.clone()].iter().copied();
        words.zip(self.bits[range].iter().copied())
    }
}
