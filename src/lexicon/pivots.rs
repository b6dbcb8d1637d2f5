//! Which rules to look at when a concept stands somewhere.

use super::{
    compile::{ConceptId, ConceptRef, Rule},
    model::Within,
};

/// Per concept: the rules to be looked at when it is there. A rule is looked
/// at from its rarest group; one that may reach beyond its sentence from its
/// first, where its matches begin.
pub(super) fn pivots(rules: &[Rule], closure: &[Vec<ConceptId>], odds: &[f64]) -> Vec<Vec<u16>> {
    let mut whole = vec![0.0; odds.len()];
    for (all, odds) in closure.iter().zip(odds) {
        for &includer in all {
            whole[usize::from(includer)] += odds;
        }
    }
    let mut pivots = vec![Vec::new(); odds.len()];
    for (number, rule) in (0..).zip(rules) {
        let odds = |group: &[ConceptRef]| -> f64 {
            let concepts = group.iter().map(|one| usize::from(one.concept));
            concepts.map(|concept| whole[concept]).sum()
        };
        let any = (!rule.any.is_empty()).then_some(&rule.any);
        let pivot = match rule.settings.within {
            Within::Comment => rule.all.first(),
            Within::Clause | Within::Sentence => {
                let groups = rule.all.iter().chain(any);
                groups.min_by(|a, b| odds(a).total_cmp(&odds(b)))
            }
        };
        for reference in pivot.into_iter().flatten() {
            let list: &mut Vec<u16> = &mut pivots[usize::from(reference.concept)];
            if !list.contains(&number) {
                list.push(number);
            }
        }
    }
    pivots
}

/// A guess at how often one of the texts stands in a comment, by their
/// lengths: a syllable stands in many comments, four together in few.
pub(super) fn texts_odds<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    let odds = texts.into_iter().map(|text| match text.chars().count() {
        0 => 1.0,
        1 => 0.1,
        2 => 0.005,
        _ => 0.0005,
    });
    odds.sum::<f64>().min(1.0)
}
