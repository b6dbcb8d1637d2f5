//! The two characters texts begin with.

/// Bits that tell which pairs of characters begin a text: enough that few
/// other pairs share one, few enough to stay in the nearest cache.
const PAIR_BITS: u32 = 17;
const PAIR_WORDS: usize = (1 << PAIR_BITS) / 64;

/// Which pairs of characters more of a text follows than the first of them.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    bits: Box<[u64; PAIR_WORDS]>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            bits: Box::new([0; PAIR_WORDS]),
        }
    }
}

impl Pairs {
    #[inline]
    fn bit(a: u32, b: u32) -> u32 {
        let pair = u64::from(a) << 32 | u64::from(b);
        (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 >> (32 - PAIR_BITS)
    }

    pub(super) fn add(&mut self, a: u32, b: u32) {
        let bit = Self::bit(a, b);
        self.bits[bit as usize / 64 % PAIR_WORDS] |= 1 << (bit % 64);
    }

    /// False when the pair leads nowhere.
    #[inline]
    pub(super) fn may(&self, a: u32, b: u32) -> bool {
        let bit = Self::bit(a, b);
        self.bits[bit as usize / 64 % PAIR_WORDS] >> (bit % 64) & 1 == 1
    }
}
