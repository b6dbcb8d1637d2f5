//! Negation: 안, 못, -지 않다, 없다, 아니다, and nouns that deny (불가, 거부,
//! 커녕). Two cancel out.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// The cue that negates what ends at morpheme `last`, if it is negated.
///
/// `predicate` governs it; between the two a noun may deny too (보상 불가).
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    last: u32,
    predicate: Option<&Predicate>,
) -> Option<CueSpan> {
    let stop = predicate.map_or(clause.morphs.end, |predicate| predicate.head);
    let mut count = 0;
    let mut cue = None;
    for at in last + 1..stop.max(last + 1).min(clause.morphs.end) {
        if cues[at as usize] & Cue::NominalNegator.bit() != 0
            && (at == 0 || cues[at as usize - 1] & Cue::NominalNegator.bit() == 0)
        {
            count += 1;
            let morph = &morphs[at as usize];
            cue.get_or_insert(CueSpan {
                start: morph.start,
                end: morph.end,
            });
        }
    }
    if let Some(predicate) = predicate
        && predicate.negations > 0
    {
        count += predicate.negations;
        cue = predicate.negation_cue;
    }
    cue.filter(|_| count % 2 == 1)
}
