//! Weights of all features of a text in one pass.

use super::{
    FEATURES, LANES,
    features::{BLANK, FIRST_OF_PAIR, FIRST_OF_TRIPLE, letter, mix, slot},
};

/// Weights of the features of a text, added up.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) of: [i32; LANES],
    /// How many features there were.
    pub(super) count: u32,
}

/// So many characters are taken at a time: the rows of their features fit in
/// lanes of 16 bits.
const SOME: usize = 128;

/// The characters of a text as they count, a blank behind the last.
struct Letters<'t> {
    text: &'t str,
    at: usize,
    last: u32,
    /// Whether the blank behind the text was taken.
    over: bool,
}

impl<'t> Letters<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            last: BLANK,
            over: false,
        }
    }

    fn is_over(&self) -> bool {
        self.over
    }

    /// Takes some; how many.
    fn take(&mut self, some: &mut [u32; SOME]) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut last, mut count) = (self.at, self.last, 0);
        while count < SOME {
            let c = match bytes.get(at..) {
                // Most are syllables, which take three bytes.
                Some(&[lead @ 0xea..=0xed, b, c, ..]) => {
                    at += 3;
                    u32::from(lead & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)
                }
                Some(&[b' ', ..]) => {
                    at += 1;
                    BLANK
                }
                Some([_, ..]) => {
                    let (c, width) = letter(Some(bytes[at]), &self.text[at..]);
                    at += width;
                    c
                }
                _ => {
                    self.over = true;
                    BLANK
                }
            };
            some[count] = c;
            count += usize::from(c != BLANK || last != BLANK);
            last = c;
            if self.over {
                break;
            }
        }
        (self.at, self.last) = (at, last);
        count
    }
}

impl Sums {
    /// Adds the rows of the features of a text: what [`each_feature`] tells,
    /// without their places.
    ///
    /// [`each_feature`]: super::features::each_feature
    pub(super) fn add(&mut self, rows: &[[u8; LANES]; FEATURES], text: &str) {
        let mut letters = Letters::new(text);
        let (mut some, mut slots) = ([0; SOME], [0; 2 * SOME]);
        let mut pair = mix(FIRST_OF_PAIR ^ BLANK);
        let mut triple = mix(FIRST_OF_TRIPLE ^ BLANK);
        // The first character of all has a pair only.
        let (mut open, mut opened) = (0, 0);
        while !letters.is_over() {
            let taken = letters.take(&mut some);
            let mut count = 0;
            for &c in &some[..taken] {
                slots[count] = slot(mix(open ^ c)) as u16;
                count += opened;
                slots[count] = slot(mix(pair ^ c)) as u16;
                (count, opened) = (count + 1, 1);
                open = mix(triple ^ c);
                pair = mix(FIRST_OF_PAIR ^ c);
                triple = mix(FIRST_OF_TRIPLE ^ c);
            }
            // Rows come from far in memory: nothing else is done meanwhile.
            let (mut even, mut odd) = (0, 0);
            for &slot in &slots[..count] {
                let row = halves(rows[usize::from(slot) % FEATURES]);
                even += row[0];
                odd += row[1];
            }
            self.close((even, odd), count as u32);
        }
    }

    /// Takes sums of so many rows in: every other lane, each a weight and 128, in
    /// four lanes of 16 bits.
    fn close(&mut self, (even, odd): (u64, u64), count: u32) {
        for (lane, sum) in self.of.iter_mut().enumerate() {
            let half = if lane % 2 == 0 { even } else { odd };
            let lane = half >> (16 * (lane / 2)) & 0xffff;
            *sum += lane as i32 - 128 * count.cast_signed();
        }
        self.count += count;
    }
}

/// The even and the odd lanes of a row, each a weight and 128.
#[inline]
fn halves(row: [u8; LANES]) -> [u64; 2] {
    const LOW: u64 = 0x00ff_00ff_00ff_00ff;
    const SIGNS: u64 = 0x8080_8080_8080_8080;
    let row = u64::from_le_bytes(row) ^ SIGNS;
    [row & LOW, row >> 8 & LOW]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classifier::features;

    /// A row for each feature, none like another nearby.
    fn rows() -> Box<[[u8; LANES]; FEATURES]> {
        let rows: Vec<[u8; LANES]> = (0..FEATURES as u32)
            .map(|number| [0, 1, 2, 3, 4, 5, 6, 7].map(|lane| mix(number << 3 | lane) as u8))
            .collect();
        rows.into_boxed_slice().try_into().expect("so many")
    }

    proptest! {
        #[test]
        fn every_feature_is_added_once(
            picks in prop::collection::vec("[가-힣]{0,90}|[ \t\n]{0,3}|[A-Za-z!?.]{0,5}|ㅋㅋ|é|😀|\u{3000}", 0..8),
        ) {
            let (text, rows) = (picks.concat(), rows());
            let mut sums = Sums::default();
            sums.add(&rows, &text);
            let features = features(&text);
            let mut expected = [0; LANES];
            for (feature, _) in &features {
                for (sum, weight) in expected.iter_mut().zip(rows[*feature as usize]) {
                    *sum += i32::from(weight as i8);
                }
            }
            prop_assert_eq!((sums.of, sums.count), (expected, features.len() as u32));
        }
    }
}
