//! Literals that patterns need besides those that announce them, told by the
//! two characters they begin and end with: that rules out nearly as much as
//! looking for all of them would, and costs next to nothing.

use serde::{Deserialize, Serialize};

use super::lists::Lists;

/// How many pairs of characters are told apart, as a number of bits.
const PAIR_BITS: u32 = 14;

const WORDS: usize = (1 << PAIR_BITS) / 64;

/// Stands for the character that one alone lacks.
const ALONE: u32 = u32::MAX;

/// Per pattern: its sets of literals, each by their number and their ends.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Further(Lists);

#[inline]
fn pair(a: u32, b: u32) -> u32 {
    let pair = u64::from(a) << 32 | u64::from(b);
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 >> (32 - PAIR_BITS)
}

/// The ends of a literal, given as codes.
pub(super) fn ends(codes: &[u32]) -> u32 {
    let (first, last) = match *codes {
        [] => return 0,
        [only] => (pair(only, ALONE), pair(only, ALONE)),
        [a, b, ..] => (
            pair(a, b),
            pair(codes[codes.len() - 2], codes[codes.len() - 1]),
        ),
    };
    first << PAIR_BITS | last
}

impl Further {
    /// Takes the ends of the literals of each set of each pattern.
    pub(super) fn new(patterns: impl IntoIterator<Item = Vec<Vec<u32>>>) -> Self {
        Self(Lists::new(patterns.into_iter().map(|sets| {
            sets.into_iter().flat_map(|mut ends| {
                ends.sort_unstable();
                ends.dedup();
                std::iter::once(ends.len() as u32).chain(ends)
            })
        })))
    }

    /// Whether a literal of each set may stand in a sentence.
    #[inline]
    pub(crate) fn may_stand(&self, pattern: u16, sentence: &Glance) -> bool {
        let mut rest = self.0.of(usize::from(pattern));
        while let Some((count, behind)) = rest.split_first() {
            let (ends, sets) = behind.split_at(count as usize);
            if !ends.iter().any(|ends| sentence.has(ends)) {
                return false;
            }
            rest = sets;
        }
        true
    }
}

/// The pairs of characters that stand in a sentence, and the characters.
#[derive(Debug)]
pub(crate) struct Glance(Box<[u64; WORDS]>);

impl Default for Glance {
    fn default() -> Self {
        Self(Box::new([0; WORDS]))
    }
}

impl Glance {
    /// Forgets what it saw.
    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Takes up another sentence, given as codes.
    pub(crate) fn assign(&mut self, codes: &[u32]) {
        self.clear();
        self.see(codes);
    }

    /// Takes a sentence to what it saw.
    pub(crate) fn see(&mut self, codes: &[u32]) {
        let mut before = ALONE;
        for &code in codes {
            self.add(pair(before, code));
            self.add(pair(code, ALONE));
            before = code;
        }
    }

    #[inline]
    fn add(&mut self, pair: u32) {
        self.0[pair as usize / 64 % WORDS] |= 1 << (pair % 64);
    }

    #[inline]
    fn has(&self, ends: u32) -> bool {
        let has = |pair: u32| self.0[pair as usize / 64 % WORDS] >> (pair % 64) & 1 == 1;
        has(ends >> PAIR_BITS) && has(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_sentence_is_never_ruled_out() {
        let sentence: Vec<u32> = (0..40).map(|number| number * number % 61).collect();
        let mut glance = Glance::default();
        // What stood in another one is forgotten.
        glance.assign(&[900, 901, 902]);
        glance.assign(&sentence);
        let within = (0..sentence.len()).flat_map(|start| {
            let sentence = &sentence;
            (start + 1..=sentence.len()).map(move |end| ends(&sentence[start..end]))
        });
        let within: Vec<u32> = within.collect();
        let strange = ends(&[900, 901]);
        let further = Further::new([
            vec![],
            vec![within.clone(), vec![within[7], strange]],
            vec![within, vec![strange]],
        ]);
        let told = [0, 1, 2].map(|pattern| further.may_stand(pattern, &glance));
        assert_eq!(told, [true, true, false]);
    }
}
