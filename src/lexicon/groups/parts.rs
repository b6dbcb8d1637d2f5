//! Bits of the likeliest further literals of a group's patterns.

use std::collections::{BTreeMap, BTreeSet};

use super::opens;
use crate::lexicon::{
    compile::{ConceptId, Rule},
    model::Within,
    strings::StringIndex,
};

/// So many of a group's further sets have bits of their own.
const MOST: usize = 24;

/// The two bits of each part of some groups: what announces patterns, and a
/// literal of the set that they need.
#[derive(Debug)]
pub(super) struct Parts {
    /// Per group: the first bit of the rest, and its sets, whose bits follow.
    of: BTreeMap<u32, (u32, Vec<u16>)>,
    end: u32,
}

impl Parts {
    /// Parts of the groups that are all a rule needs, their bits from one on.
    /// Given are the groups of the rules, and those a concept is in.
    pub(super) fn new<I: Iterator<Item = u32>>(
        rules: &[Rule],
        needs: &[Vec<u32>],
        holders_of: impl Fn(ConceptId) -> I,
        strings: &StringIndex,
        first: u32,
    ) -> Self {
        let alone = rules.iter().zip(needs).filter(|(rule, _)| is_near(rule));
        let alone: BTreeSet<u32> = alone.filter_map(|(_, needs)| one(needs)).collect();
        let mut sets: BTreeMap<u32, BTreeSet<u16>> = BTreeMap::new();
        for pattern in &strings.patterns {
            let Some(&set) = pattern.sets.first() else {
                continue;
            };
            for group in holders_of(pattern.concept).filter(|group| alone.contains(group)) {
                sets.entry(group).or_default().insert(set);
            }
        }
        let mut end = first;
        let of = sets.into_iter().filter(|(_, sets)| sets.len() > 1);
        let of = of
            .map(|(group, sets)| {
                // The likeliest have the lowest numbers.
                let sets: Vec<u16> = sets.into_iter().take(MOST).collect();
                let first = end;
                end += 2 * (sets.len() as u32 + 1);
                (group, (first, sets))
            })
            .collect();
        Self { of, end }
    }

    /// The bit behind the last.
    pub(super) fn end(&self) -> u32 {
        self.end
    }

    /// The bits of what is in no other part of a group.
    pub(super) fn rest(&self, group: u32) -> Option<[u32; 2]> {
        let (first, _) = self.of.get(&group)?;
        Some([*first, first + 1])
    }

    /// A bit of the rest, and that of the part of a set in its place.
    pub(super) fn swap(&self, group: u32, set: u16, bit: u32) -> Option<[u32; 2]> {
        let (first, sets) = self.of.get(&group)?;
        let part = sets.iter().position(|&one| one == set)? as u32 + 1;
        Some([first + bit, first + 2 * part + bit])
    }

    /// The bits a rule asks for in each way in which it may find something;
    /// given are its groups and all their bits.
    pub(super) fn ways(&self, rule: &Rule, groups: &[u32], needs: &[u32]) -> Vec<Vec<u32>> {
        let group = one(groups).filter(|_| is_near(rule));
        let Some((first, sets)) = group.and_then(|group| self.of.get(&group)) else {
            return vec![needs.to_vec()];
        };
        let parts = (0..=sets.len() as u32).map(|part| first + 2 * part);
        parts.map(|bit| vec![bit, bit + 1]).collect()
    }
}

/// Whether a rule that opens reaches no further than a sentence.
fn is_near(rule: &Rule) -> bool {
    opens(rule) && rule.settings.within != Within::Comment
}

/// The group a rule needs, if that is all.
fn one(groups: &[u32]) -> Option<u32> {
    let (&first, rest) = groups.split_first()?;
    rest.iter().all(|&group| group == first).then_some(first)
}
