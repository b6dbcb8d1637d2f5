//! Hypothesis: conditions (-면, -거든) and fears (-ㄹ까 봐).

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The cue that makes the clause a supposition for what stands at the
/// morphemes `first..=last` of it.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    first: u32,
    last: u32,
) -> Option<CueSpan> {
    let span = |at: u32| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[at as usize].end,
    };
    if clause.link == Link::Condition
        && let Some(ending) = clause.ending
        && ending >= last
        && !clause
            .morphs
            .clone()
            .any(|at| cues[at as usize] & Cue::PseudoCondition.bit() != 0)
    {
        return Some(span(ending));
    }
    // A fear may stand in the word itself (올까 봐) and end behind the clause.
    let stop = (clause.morphs.end + 2).min(morphs.len() as u32);
    (first.max(clause.morphs.start)..stop)
        .find(|&at| cues[at as usize] & Cue::Fear.bit() != 0)
        .map(span)
}
