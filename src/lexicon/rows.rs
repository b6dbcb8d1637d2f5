//! Sets of numbers as the words of 64 bits that are not zero.

use serde::{Deserialize, Serialize};

/// Many such sets, in one buffer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Numbers", into = "Numbers")]
pub(crate) struct Rows {
    /// Per set how many words, and of each its number and the two halves of
    /// its bits: a set is read often, and from one place.
    words: Vec<u32>,
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
        let mut row = 1;
        while row < rows.words.len() {
            let words = rows.of(Row(row as u32));
            row += 1 + 3 * rows.words[row] as usize;
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
        Self { words: vec![0] }
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
        let head = self.words.len();
        self.words.push(0);
        for (word, bits) in words.into_iter().filter(|&(_, bits)| bits != 0) {
            let halves = [bits as u32, (bits >> 32) as u32];
            // Few words each, and mostly in order.
            let mut known = self.words[head + 1..].chunks_exact_mut(3).rev();
            match known.find(|known| known[0] == word) {
                Some(known) => {
                    known[1] |= halves[0];
                    known[2] |= halves[1];
                }
                None => {
                    self.words.extend([word, halves[0], halves[1]]);
                    self.words[head] += 1;
                }
            }
        }
        if self.words[head] == 0 {
            self.words.pop();
            return Row::default();
        }
        Row(head as u32)
    }

    /// The words of a set and their bits.
    #[inline]
    pub(crate) fn of(&self, row: Row) -> impl Iterator<Item = (u32, u64)> + '_ {
        let (&count, behind) = self.words[row.0 as usize..]
            .split_first()
            .unwrap_or((&0, &[]));
        let words = behind[..3 * count as usize].chunks_exact(3);
        words.map(|word| (word[0], u64::from(word[2]) << 32 | u64::from(word[1])))
    }
}
