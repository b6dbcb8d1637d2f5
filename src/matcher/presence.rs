//! Which concepts stand somewhere, and so which rules may hold.

use crate::lexicon::compile::{ConceptId, ConceptRef, Rule};

/// A set of concepts.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    /// One bit per concept.
    bits: Vec<u64>,
    /// Those whose bit is set, in the order they came.
    found: Vec<ConceptId>,
}

impl Presence {
    /// Empties the set; takes concepts with numbers below `concepts`.
    pub(crate) fn clear(&mut self, concepts: usize) {
        for &concept in &self.found {
            self.bits[usize::from(concept) / 64] = 0;
        }
        self.found.clear();
        self.bits.resize(concepts.div_ceil(64), 0);
    }

    #[inline]
    pub(crate) fn add(&mut self, concept: ConceptId) {
        let (word, bit) = (usize::from(concept) / 64, 1 << (concept % 64));
        if self.bits[word] & bit == 0 {
            self.bits[word] |= bit;
            self.found.push(concept);
        }
    }

    #[inline]
    pub(crate) fn has(&self, concept: ConceptId) -> bool {
        self.bits[usize::from(concept) / 64] >> (concept % 64) & 1 == 1
    }

    pub(crate) fn found(&self) -> &[ConceptId] {
        &self.found
    }

    #[inline]
    pub(crate) fn has_any(&self, group: &[ConceptRef]) -> bool {
        group.iter().any(|one| self.has(one.concept))
    }

    /// True when a concept of each group of the rule is there.
    pub(crate) fn meets(&self, rule: &Rule) -> bool {
        rule.all.iter().all(|group| self.has_any(group))
            && (rule.any.is_empty() || self.has_any(&rule.any))
    }
}
