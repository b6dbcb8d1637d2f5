//! A place for every node: the children of one stand as far from its base as
//! the codes of their characters say.

use super::NONE;
use crate::lexicon::table::{Numbers, Table, numbers};

/// Nodes with more children than this share a place to look from.
const SIZES: usize = 8;

/// Kinds of nodes, in the bits of a label that no code needs: only a text ends
/// there; one does, and others go on. Free slots have both bits.
const LEAF: u32 = 1 << 30;
const FORK: u32 = 1 << 31;
pub(super) const KINDS: u32 = LEAF | FORK;

/// A node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Code of the character that leads to it; [`NONE`] when it is free.
    pub(super) label: u32,
    /// Where its children count their codes from; 0 when it has none. No two
    /// nodes share one: a label alone tells whose child a node is.
    pub(super) base: u32,
    /// The text that ends there.
    pub(super) text: u32,
}

impl Slot {
    pub(super) const FREE: Self = Self {
        label: NONE,
        base: 0,
        text: NONE,
    };

    /// Two numbers: its label and the kind it is of, and its base or its text;
    /// of what has both, where these stand among the forks.
    fn store(self, forks: &mut Vec<u32>) -> [u32; 2] {
        match (self.base, self.text) {
            _ if self.label == NONE => [NONE, 0],
            (base, NONE) => [self.label, base],
            (0, text) => [self.label | LEAF, text],
            (base, text) => {
                forks.extend([text, base]);
                [self.label | FORK, forks.len() as u32 / 2 - 1]
            }
        }
    }

    pub(super) fn is_leaf(label: u32) -> bool {
        label & KINDS == LEAF
    }

    /// The slot that was stored so.
    #[inline]
    pub(super) fn read([label, value]: [u32; 2], forks: Numbers<'_>) -> Self {
        let (text, base) = match label & KINDS {
            LEAF => (value, 0),
            FORK => {
                let [text, base] = numbers(forks.records()[value as usize]);
                (text, base)
            }
            KINDS => return Self::FREE,
            _ => (NONE, value),
        };
        let label = label & !KINDS;
        Self { label, base, text }
    }
}

/// Finds places for the children of nodes.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) slots: Vec<Slot>,
    /// Bits of slots that are taken, of bases that are.
    taken: Vec<u64>,
    bases: Vec<u64>,
    /// By number of children: the word of bases the last search ended at.
    from: [usize; SIZES + 1],
}

impl Places {
    /// For so many nodes, led to by codes less than `codes`.
    pub(super) fn new(nodes: usize, codes: usize) -> Self {
        let mut new = Self::default();
        new.grow(nodes + codes);
        // Base 0 means no children.
        new.bases[0] = 1;
        new
    }

    fn grow(&mut self, slots: usize) {
        let words = slots.div_ceil(64) + 1;
        self.taken.resize(words.max(self.taken.len()), 0);
        self.bases.resize(words.max(self.bases.len()), 0);
        self.slots.resize(self.taken.len() * 64, Slot::FREE);
    }

    /// The base of children with these labels, whose slots are then taken.
    pub(super) fn take(&mut self, labels: &[u32]) -> u32 {
        let size = labels.len().min(SIZES);
        let mut word = self.from[size];
        // 64 bases at a time.
        let bits = loop {
            let mut free = !self.bases.get(word).copied().unwrap_or(0);
            for &label in labels {
                free &= !self.window(word * 64 + label as usize);
                if free == 0 {
                    break;
                }
            }
            if free != 0 {
                break free;
            }
            word += 1;
        };
        self.from[size] = word;
        let base = word * 64 + bits.trailing_zeros() as usize;
        let last = labels.last().map_or(base, |&label| base + label as usize);
        if last + 64 > self.slots.len() {
            self.grow(last + 64);
        }
        self.bases[word] |= 1 << (base % 64);
        for &label in labels {
            let at = base + label as usize;
            self.taken[at / 64] |= 1 << (at % 64);
            self.slots[at].label = label;
        }
        base as u32
    }

    /// Which of 64 slots from one on are taken.
    fn window(&self, at: usize) -> u64 {
        let word = |number: usize| self.taken.get(number).copied().unwrap_or(0);
        match at % 64 {
            0 => word(at / 64),
            bits => word(at / 64) >> bits | word(at / 64 + 1) << (64 - bits),
        }
    }

    /// The slots as they are stored, with room behind each base for every code,
    /// and the forks among them.
    pub(super) fn finish(mut self, codes: usize) -> (Table, Table) {
        let last = self.bases.iter().rposition(|&bits| bits != 0);
        let bases = last.map_or(0, |word| (word + 1) * 64);
        self.slots.resize(bases + codes, Slot::FREE);
        let mut forks = Vec::new();
        let slots = self.slots.iter().flat_map(|slot| slot.store(&mut forks));
        (slots.collect(), forks.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_children_share_a_slot_and_no_two_nodes_a_base() {
        let mut places = Places::new(10, 200);
        let mut bases = Vec::new();
        let mut slots = Vec::new();
        for number in 0..300u32 {
            let labels: Vec<u32> = (0..200)
                .filter(|label| (label * 7 + number) % (number % 13 + 2) == 0)
                .collect();
            let base = places.take(&labels);
            bases.push(base);
            slots.extend(labels.iter().map(|label| base + label));
        }
        let (slots_of, _) = places.finish(200);
        for all in [&mut bases, &mut slots] {
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count);
        }
        assert!(bases[0] > 0);
        assert!(
            bases
                .iter()
                .all(|&base| base as usize + 200 <= slots_of.all().len() / 2)
        );
    }
}
