//! Degree: 가끔, 딱 한 번. What needs repetition to be a complaint is none when
//! it happens seldom.

use super::{CueSpan, predicate::CueFlags};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// How many morphemes 정말 may stand before 가끔 and still belong to it.
const NEAR: u32 = 2;

/// The word that makes it seldom or slight, unless another makes it much.
pub(crate) fn of(morphs: &[Morph], cues: &CueFlags, clause: &Clause) -> Option<CueSpan> {
    small(morphs, cues, clause, Cue::Downtoner)
}

/// The words that make it so seldom that no rule complains: 일 년에 한 번.
pub(crate) fn seldom(morphs: &[Morph], cues: &CueFlags, clause: &Clause) -> Option<CueSpan> {
    small(morphs, cues, clause, Cue::Seldom)
}

fn small(morphs: &[Morph], cues: &CueFlags, clause: &Clause, cue: Cue) -> Option<CueSpan> {
    if clause.cues & cue.bit() == 0 {
        return None;
    }
    let has = |at: u32, cue: Cue| cues[at as usize] & cue.bit() != 0;
    let slight = |at: &u32| has(*at, cue);
    // 정말 가끔: it is the small degree that is heightened.
    let much = clause.morphs.clone().any(|at| {
        let near = at..(at + 1 + NEAR).min(clause.morphs.end);
        has(at, Cue::Intensifier) && !near.clone().any(|at| slight(&at))
    });
    if much {
        return None;
    }
    clause
        .morphs
        .clone()
        .find(slight)
        .map(|at| CueSpan::of(morphs, at))
}
