//! Weights of all features of a text in one pass.

use super::{
    FEATURES, LANES,
    features::{BLANK, FIRST_OF_PAIR, FIRST_OF_TRIPLE, letter, mix, slot},
    gate::GATE_LANES as HALF,
};

/// Weights of the features of a text, added up, so many of each.
#[derive(Debug)]
pub(super) struct Sums<const N: usize> {
    pub(super) of: [i32; N],
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

/// Calls `see` with the features of a text, some at a time: what
/// [`each_feature`] tells, without their places.
///
/// [`each_feature`]: super::features::each_feature
#[inline]
fn each_some(text: &str, mut see: impl FnMut(&[u16])) {
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
        see(&slots[..count]);
    }
}

impl<const N: usize> Default for Sums<N> {
    fn default() -> Self {
        Self {
            of: [0; N],
            count: 0,
        }
    }
}

impl Sums<LANES> {
    /// Adds the rows of the features of a text.
    pub(super) fn add(&mut self, rows: &[[u8; LANES]; FEATURES], text: &str) {
        each_some(text, |slots| {
            // Rows come from far in memory: nothing else is done meanwhile.
            let (mut even, mut odd) = (0, 0);
            for &slot in slots {
                let row = u64::from_le_bytes(rows[usize::from(slot) % FEATURES]) ^ SIGNS;
                even += row & LOW;
                odd += row >> 8 & LOW;
            }
            self.close([even, odd], slots.len());
        });
    }
}

impl Sums<HALF> {
    /// The same for rows of half as many.
    pub(super) fn add(&mut self, rows: &[[u8; HALF]; FEATURES], text: &str) {
        each_some(text, |slots| {
            let mut both = 0;
            for &slot in slots {
                let row = u32::from_le_bytes(rows[usize::from(slot) % FEATURES]) ^ SIGNS as u32;
                let row = u64::from(row);
                both += (row | row << 24) & LOW;
            }
            self.close([both, both >> 32], slots.len());
        });
    }
}

impl<const N: usize> Sums<N> {
    /// Takes sums of so many rows in: every other lane, each a weight and 128, in
    /// lanes of 16 bits.
    fn close(&mut self, halves: [u64; 2], count: usize) {
        for (lane, sum) in self.of.iter_mut().enumerate() {
            let lane = halves[lane % 2] >> (16 * (lane / 2)) & 0xffff;
            *sum += lane as i32 - 128 * count as i32;
        }
        self.count += count as u32;
    }
}

/// What makes a weight one of a byte, and every other lane.
const SIGNS: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = 0x00ff_00ff_00ff_00ff;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::classifier::features;

    /// A row for each feature, none like another nearby.
    fn rows<const N: usize>() -> Box<[[u8; N]; FEATURES]> {
        let weight = |number: u32, lane: usize| mix(number << 3 | lane as u32) as u8;
        let rows: Vec<[u8; N]> = (0..FEATURES as u32)
            .map(|number| std::array::from_fn(|lane| weight(number, lane)))
            .collect();
        rows.into_boxed_slice().try_into().expect("so many")
    }

    fn expected<const N: usize>(rows: &[[u8; N]; FEATURES], text: &str) -> ([i32; N], u32) {
        let features = features(text);
        let mut expected = [0; N];
        for (feature, _) in &features {
            for (sum, weight) in expected.iter_mut().zip(rows[*feature as usize]) {
                *sum += i32::from(weight as i8);
            }
        }
        (expected, features.len() as u32)
    }

    proptest! {
        #[test]
        fn every_feature_is_added_once(
            picks in prop::collection::vec("[가-힣]{0,90}|[ \t\n]{0,3}|[A-Za-z!?.]{0,5}|ㅋㅋ|é|😀|\u{3000}", 0..8),
        ) {
            let text = picks.concat();
            let (rows, mut sums) = (rows(), Sums::<LANES>::default());
            sums.add(&rows, &text);
            prop_assert_eq!((sums.of, sums.count), expected(&rows, &text));
            let (rows, mut sums) = (self::rows(), Sums::<HALF>::default());
            sums.add(&rows, &text);
            prop_assert_eq!((sums.of, sums.count), expected(&rows, &text));
        }
    }
}
