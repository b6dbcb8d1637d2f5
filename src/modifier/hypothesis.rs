//! Hypothesis: conditions (-면, -거든) and fears (-ㄹ까 봐).

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The cue that makes the clause a supposition.
pub(crate) fn of(morphs: &[Morph], cues: &CueFlags, clause: &Clause, last: u32) -> Option<CueSpan> {
    let span = |at: u32| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[at as usize].end,
    };
    if clause.link == Link::Condition
        && let Some(ending) = clause.ending
        && ending >= last
    {
        return Some(span(ending));
    }
    (last..clause.morphs.end)
        .find(|&at| cues[at as usize] & Cue::Fear.bit() != 0)
        .map(span)
}
