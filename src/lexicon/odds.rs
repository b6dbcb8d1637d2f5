//! Guesses at how often something stands in a comment.

use super::compile::ConceptId;

/// How often one of the texts does, by their lengths: a syllable stands in many
/// comments, four together in few.
pub(super) fn texts_odds<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    let odds = texts.into_iter().map(|text| match text.chars().count() {
        0 => 1.0,
        1 => 0.1,
        2 => 0.005,
        _ => 0.0005,
    });
    odds.sum::<f64>().min(1.0)
}

/// How often each concept does, by itself or by what it includes, given how
/// often by itself.
pub(super) fn whole(closure: &[Vec<ConceptId>], odds: &[f32]) -> Vec<f32> {
    let mut whole = vec![0.0; odds.len()];
    for (all, odds) in closure.iter().zip(odds) {
        for &includer in all {
            whole[usize::from(includer)] += odds;
        }
    }
    whole
}
