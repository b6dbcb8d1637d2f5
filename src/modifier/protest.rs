//! Protest: 어쩌라고, 누구 맘대로, 되돌려 주세요. An event that is told so is a
//! complaint of it.

use super::{CueSpan, predicate::CueFlags};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// How many sentences behind its own may hold the protest.
const BEHIND: u32 = 2;

/// The protest in the sentence of a clause or soon behind it, unless praise
/// stands there.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    let sentence = clauses[number].sentence;
    let first = clauses.partition_point(|clause| clause.sentence < sentence);
    let mut found = None;
    let content = Cue::Content.bit() | Cue::Verdict.bit() | Cue::Favour.bit();
    for at in clauses[first..]
        .iter()
        .take_while(|clause| clause.sentence <= sentence + BEHIND)
        .flat_map(|clause| clause.morphs.clone())
    {
        if cues[at as usize] & content != 0 {
            return None;
        }
        if cues[at as usize] & Cue::Protest.bit() != 0 {
            found.get_or_insert(at);
        }
    }
    found.map(|at| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[at as usize].end,
    })
}
