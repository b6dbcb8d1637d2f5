//! The two characters texts begin with.

use super::NONE;

/// Bits that tell which pairs of characters begin a text: enough that few
/// other pairs share one, few enough to stay in the nearest cache.
const PAIR_BITS: u32 = 17;
const PAIR_WORDS: usize = (1 << PAIR_BITS) / 64;

/// Nodes of the second level by the two characters that lead to them.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    bits: Box<[u64; PAIR_WORDS]>,
    /// Hashed, each behind the slots it found taken.
    slots: Vec<u32>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Pairs {
    #[inline]
    pub(super) fn hash(a: u32, b: u32) -> u32 {
        let pair = u64::from(a) << 32 | u64::from(b);
        (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
    }

    /// Takes up pairs of codes and the nodes they lead to.
    pub(super) fn new(pairs: &[(u32, u32, u32)]) -> Self {
        let mut new = Self {
            bits: Box::new([0; PAIR_WORDS]),
            slots: vec![NONE; (pairs.len() * 2).next_power_of_two()],
        };
        for &(a, b, node) in pairs {
            let hash = Self::hash(a, b);
            let bit = hash >> (32 - PAIR_BITS);
            new.bits[bit as usize / 64] |= 1 << (bit % 64);
            let mut at = hash as usize & (new.slots.len() - 1);
            while new.slots[at] != NONE {
                at = (at + 1) & (new.slots.len() - 1);
            }
            new.slots[at] = node;
        }
        new
    }

    /// False when the pair leads nowhere.
    #[inline]
    pub(super) fn may(&self, a: u32, b: u32) -> bool {
        let bit = Self::hash(a, b) >> (32 - PAIR_BITS);
        self.bits[bit as usize / 64 % PAIR_WORDS] >> (bit % 64) & 1 == 1
    }

    /// The node that fits among those the pair may lead to.
    #[inline]
    pub(super) fn find(&self, a: u32, b: u32, fits: impl Fn(u32) -> bool) -> Option<u32> {
        let mut at = Self::hash(a, b) as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                NONE => return None,
                node if fits(node) => return Some(node),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }
}
