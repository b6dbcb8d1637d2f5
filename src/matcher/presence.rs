//! Which concepts stand somewhere.

use crate::{
    bits::{Bits, bits},
    lexicon::{
        compile::{ConceptId, Group, Rule},
        rows::{Row, Rows},
    },
};

/// A set of concepts.
#[derive(Debug, Default)]
pub(crate) struct Presence(Bits);

impl Presence {
    /// Empties the set; takes concepts with numbers below `concepts`.
    pub(crate) fn clear(&mut self, concepts: usize) {
        self.0.clear(concepts);
    }

    #[inline]
    pub(crate) fn add(&mut self, concept: ConceptId) {
        self.0.add(u32::from(concept));
    }

    #[inline]
    pub(crate) fn has(&self, concept: ConceptId) -> bool {
        self.0.has(u32::from(concept))
    }

    /// The concepts of a set that are there.
    #[inline]
    pub(crate) fn of<'a>(
        &'a self,
        sets: &'a Rows,
        set: Row,
    ) -> impl Iterator<Item = ConceptId> + 'a {
        let words = sets.of(set);
        let there = words.map(|(word, set)| (word, set & self.0.word(word)));
        there.flat_map(|(word, set)| bits(set).map(move |bit| (word * 64 + bit) as ConceptId))
    }

    /// Whether a concept of the group is there.
    #[inline]
    pub(crate) fn has_any(&self, sets: &Rows, group: &Group) -> bool {
        let mut words = sets.of(group.plain);
        words.any(|(word, set)| set & self.0.word(word) != 0)
            || group.roled.iter().any(|one| self.has(one.concept))
    }

    /// True when a concept of each group of the rule is there.
    pub(crate) fn meets(&self, sets: &Rows, rule: &Rule) -> bool {
        let mut groups = rule.all_groups.iter();
        groups.all(|group| self.has_any(sets, group))
            && (rule.any.is_empty() || self.has_any(sets, &rule.any_group))
    }
}
