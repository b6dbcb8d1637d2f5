//! The two characters texts begin with.

use serde::{Deserialize, Serialize};

use crate::lexicon::table::Table;

/// Bits that tell which pairs of characters begin a text: enough that few
/// other pairs share one, few enough to stay in the nearest cache.
const PAIR_BITS: u32 = 17;
const PAIR_WORDS: usize = (1 << PAIR_BITS) / 32;

/// Which pairs of characters more of a text follows than the first of them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Pairs {
    bits: Table,
}

/// The same while it grows.
pub(super) struct PairBits(Vec<u32>);

impl Default for PairBits {
    fn default() -> Self {
        Self(vec![0; PAIR_WORDS])
    }
}

impl PairBits {
    pub(super) fn add(&mut self, a: u32, b: u32) {
        let bit = bit(a, b);
        self.0[bit as usize / 32] |= 1 << (bit % 32);
    }
}

impl From<PairBits> for Pairs {
    fn from(bits: PairBits) -> Self {
        Self {
            bits: bits.0.into_iter().collect(),
        }
    }
}

impl Pairs {
    /// False when the pair leads nowhere.
    #[inline]
    pub(super) fn may(&self, a: u32, b: u32) -> bool {
        let bit = bit(a, b);
        let word = self.bits.all().get(bit as usize / 32).unwrap_or(0);
        word >> (bit % 32) & 1 == 1
    }
}

#[inline]
fn bit(a: u32, b: u32) -> u32 {
    let pair = u64::from(a) << 32 | u64::from(b);
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 >> (32 - PAIR_BITS)
}
