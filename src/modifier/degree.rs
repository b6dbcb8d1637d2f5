//! Degree: 가끔, 딱 한 번. What needs repetition to be a complaint is none when
//! it happens seldom.

use super::{CueSpan, predicate::CueFlags};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// The word that makes it seldom or slight, unless another makes it much.
pub(crate) fn of(morphs: &[Morph], cues: &CueFlags, clause: &Clause) -> Option<CueSpan> {
    let find = |cue: Cue| {
        clause
            .morphs
            .clone()
            .find(|&at| cues[at as usize] & cue.bit() != 0)
    };
    if find(Cue::Intensifier).is_some() {
        return None;
    }
    find(Cue::Downtoner).map(|at| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[at as usize].end,
    })
}
