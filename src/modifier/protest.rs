//! Protest: 어쩌라고, 누구 맘대로, 되돌려 주세요. An event that is told so is a
//! complaint of it.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::{self, Clause},
    lexicon::cues::Cue,
    morph::Morph,
};

/// How many sentences behind its own may hold the protest.
const BEHIND: u32 = 2;

/// The protest in the sentence of a clause or soon behind it, unless praise
/// stands there. `predicate` tells what it is held against.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicate: Option<&Predicate>,
) -> Option<CueSpan> {
    let range = clause::sentence(clauses, number);
    let sentence = clauses[number].sentence;
    let near = clauses[range.start..]
        .partition_point(|clause| clause.sentence <= sentence + BEHIND)
        + range.start;
    let near = &clauses[range.start..near];
    let all = clause::cues(near);
    if all & (Cue::Content.bit() | Cue::Verdict.bit()) != 0 {
        return None;
    }
    // Thanks for a favour are meant, and praise of what is not done.
    let meant = all & Cue::Favour.bit() != 0 || predicate.is_some_and(Predicate::is_negated);
    let mut set = Cue::Protest.bit();
    if !meant {
        set |= Cue::Irony.bit();
    }
    let protest = near.iter().find_map(|clause| clause.find(cues, set));
    protest
        .or_else(|| predicate.and_then(|predicate| predicate.regretted))
        .map(|at| CueSpan::of(morphs, at))
}
