//! The first characters of texts.

use serde::{Deserialize, Serialize};

use crate::lexicon::table::{Number, Table};

/// Bits that tell which characters are a text, which pairs are one, which three
/// begin one: enough that few others share one, few enough to stay in caches.
const ONE_BITS: u32 = 13;
const TWO_BITS: u32 = 17;
const THREE_BITS: u32 = 19;

const ONES: usize = 1 << (ONE_BITS - 5);
const TWOS: usize = 1 << (TWO_BITS - 5);
const THREES: usize = 1 << (THREE_BITS - 5);

/// Which characters, given as codes, a text may begin with: of texts of one, of
/// two, of more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Starts {
    ones: Table,
    twos: Table,
    threes: Table,
}

/// Where texts may stand.
#[derive(Debug, Default)]
pub(crate) struct Places {
    ones: Vec<u32>,
    pub(super) longer: Vec<(u32, u32)>,
    pub(super) ends: Vec<(u32, [u32; 2])>,
}

impl Starts {
    /// What texts, given as codes, begin with.
    pub(super) fn new(texts: impl Iterator<Item = Vec<u32>>) -> Self {
        let (mut ones, mut twos, mut threes) = (vec![0; ONES], vec![0; TWOS], vec![0; THREES]);
        let set = |words: &mut [u32], (word, bits): (u32, u32)| words[word as usize] |= bits;
        for text in texts {
            match *text {
                [] => {}
                [a] => set(&mut ones, one(a)),
                [a, b] => set(&mut twos, two(mix(a, b))),
                [a, b, c, ..] => set(&mut threes, three(mix(mix(a, b), c))),
            }
        }
        let [ones, twos, threes] = [ones, twos, threes].map(|bits| bits.into_iter().collect());
        Self { ones, twos, threes }
    }

    /// Calls `single` with each place at which a character may be a text, and
    /// notes those at which a longer one may begin; how many there are. The last
    /// code is the end.
    #[inline]
    pub(super) fn find(
        &self,
        codes: &[u32],
        places: &mut Places,
        mut single: impl FnMut(u32),
    ) -> usize {
        let (ones, twos) = (self.ones.bits::<ONES>(), self.twos.bits::<TWOS>());
        let tables = (ones, twos, self.threes.bits::<THREES>());
        let (Some(ones), Some(twos), Some(threes)) = tables else {
            return 0;
        };
        let Places {
            ones: singles,
            longer,
            ends,
        } = places;
        if longer.len() < codes.len() {
            longer.resize(codes.len(), (0, 0));
            singles.resize(codes.len(), 0);
            ends.resize(codes.len(), (0, [0; 2]));
        }
        let (singles_of, longer) = (&mut singles[..codes.len()], &mut longer[..codes.len()]);
        let (mut alone, mut count) = (0, 0);
        for (at, window) in (0..).zip(codes.windows(3)) {
            let (a, b, c) = (window[0], window[1], window[2]);
            singles_of[alone] = at;
            alone += usize::from(has(ones, one(a)));
            longer[count] = (at, a);
            let pair = mix(a, b);
            count += usize::from(has(twos, two(pair)) | has(threes, three(mix(pair, c))));
        }
        // The last character, with the end behind it, which no text has.
        if let [.., last, _] = *codes {
            singles_of[alone] = codes.len() as u32 - 2;
            alone += usize::from(has(ones, one(last)));
        }
        singles_of[..alone].iter().for_each(|&at| single(at));
        count
    }
}

#[inline]
fn has<const N: usize>(words: &[Number; N], (word, bits): (u32, u32)) -> bool {
    u32::from_le_bytes(words[word as usize % N]) & bits == bits
}

/// The word of one character, and its bit.
#[inline]
fn one(a: u32) -> (u32, u32) {
    (a / 32 % ONES as u32, 1 << (a % 32))
}

/// The word of two characters, and their bits: two, so that others seldom have
/// them.
#[inline]
fn two(pair: u32) -> (u32, u32) {
    bits(pair, TWO_BITS)
}

#[inline]
fn three(triple: u32) -> (u32, u32) {
    bits(triple, THREE_BITS)
}

#[inline]
fn bits(mixed: u32, size: u32) -> (u32, u32) {
    let hash = mixed.wrapping_mul(0x85eb_ca6b);
    let bits = 1 << (hash >> 5 & 31) | 1 << (mixed.wrapping_mul(0xc2b2_ae35) >> 27);
    (hash >> (32 - (size - 5)), bits)
}

#[inline]
fn mix(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x9e37_79b1).wrapping_add(b)
}
