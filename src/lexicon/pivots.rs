//! From which of its groups a rule is looked at.

use super::{
    compile::{ConceptId, ConceptRef, Rule},
    groups::groups,
};

/// Per rule: the number of its rarest group, by how often each concept stands
/// in a comment.
pub(super) fn pivots(rules: &[Rule], closure: &[Vec<ConceptId>], odds: &[f64]) -> Vec<u8> {
    let mut whole = vec![0.0; odds.len()];
    for (all, odds) in closure.iter().zip(odds) {
        for &includer in all {
            whole[usize::from(includer)] += odds;
        }
    }
    let odds = |group: &[ConceptRef]| -> f64 {
        let concepts = group.iter().map(|one| usize::from(one.concept));
        concepts.map(|concept| whole[concept]).sum()
    };
    let pivot = |rule: &Rule| {
        let groups = (0..=u8::MAX).zip(groups(rule));
        let rarest = groups.min_by(|(_, a), (_, b)| odds(a).total_cmp(&odds(b)));
        rarest.map_or(0, |(number, _)| number)
    };
    rules.iter().map(pivot).collect()
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
