//! Irony: praise of an offence (…는 솜씨에 박수를). It blames.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{self, Clause},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The mock praise in the sentence of a clause.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    clauses[clause::sentence(clauses, number)]
        .iter()
        .flat_map(|clause| clause.morphs.clone())
        .find(|&at| cues[at as usize] & Cue::Irony.bit() != 0)
        .map(|at| CueSpan::of(morphs, at))
}
