//! Quotation and hearsay: the clause is somebody else's words.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The ending or verb that makes the clause reported speech.
pub(crate) fn of(morphs: &[Morph], cues: &CueFlags, clause: &Clause) -> Option<CueSpan> {
    if matches!(clause.link, Link::Quote | Link::Hearsay)
        && let Some(ending) = clause.ending
    {
        let morph = &morphs[ending as usize];
        return Some(CueSpan {
            start: morph.start,
            end: morph.end,
        });
    }
    clause
        .morphs
        .clone()
        .find(|&at| cues[at as usize] & Cue::Hearsay.bit() != 0)
        .map(|at| CueSpan {
            start: morphs[at as usize].start,
            end: morphs[at as usize].end,
        })
}
