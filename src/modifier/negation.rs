//! Negation: 안, 못, -지 않다, 없다, 아니다, and nouns that deny (불가, 거부,
//! 커녕). Two cancel out.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// Whatever denies.
const NEGATORS: u32 = Cue::ShortNegator.bit()
    | Cue::LongNegator.bit()
    | Cue::NegativePredicate.bit()
    | Cue::NominalNegator.bit();

/// The cue that negates what ends at morpheme `last`, if it is negated.
///
/// `predicate` governs it; between the two a noun may deny too (보상 불가).
/// `inside` tells which morphemes are the rule's own words: a negator among
/// them is what the rule looks for and does not negate it.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    last: u32,
    predicate: Option<&Predicate>,
    inside: impl Fn(u32) -> bool,
) -> Option<CueSpan> {
    let stop = predicate.map_or(clause.morphs.end, |predicate| predicate.head);
    // The rule's own words deny (환불 거부, 답이 없): only a second negator of
    // the same predicate turns that round (거부하지 않네요).
    let own = clause
        .morphs
        .clone()
        .any(|at| inside(at) && cues[at as usize] & NEGATORS != 0);
    if own {
        let predicate = predicate?;
        let joined = predicate.head <= last + 1;
        return predicate
            .negators()
            .find(|&at| !inside(at))
            .filter(|_| joined)
            .map(|at| CueSpan {
                start: morphs[at as usize].start,
                end: morphs[at as usize].end,
            });
    }
    let mut count = 0;
    let mut cue = None;
    for at in last + 1..stop.max(last + 1).min(clause.morphs.end) {
        if cues[at as usize] & Cue::NominalNegator.bit() != 0
            && cues[at as usize] & Cue::PseudoNegator.bit() == 0
            && !inside(at)
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
    for at in predicate.iter().flat_map(|predicate| predicate.negators()) {
        if !inside(at) {
            count += 1;
            let morph = &morphs[at as usize];
            cue.get_or_insert(CueSpan {
                start: morph.start,
                end: morph.end,
            });
        }
    }
    cue.filter(|_| count % 2 == 1)
}
