//! Irony: praise of an offence (…는 솜씨에 박수를). It blames.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::{self, Clause},
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// The mock praise in the sentence of a clause; praise of a favour (환불해 주는
/// 꼼꼼함에 감탄) is meant.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicate: Option<&Predicate>,
) -> Option<CueSpan> {
    let favour = predicate.is_some_and(|predicate| {
        !predicate.is_negated()
            && morphs[predicate.last as usize].tag == Tag::Etm
            && (predicate.head..predicate.last)
                .any(|at| cues[at as usize] & Cue::Benefit.bit() != 0)
    });
    if favour {
        return None;
    }
    clauses[clause::sentence(clauses, number)]
        .iter()
        .find_map(|clause| clause.find(cues, Cue::Irony.bit()))
        .map(|at| CueSpan::of(morphs, at))
}
