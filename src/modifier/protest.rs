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
    let (mut found, mut favoured) = (None, false);
    let content = Cue::Content.bit() | Cue::Verdict.bit();
    for at in clauses[first..]
        .iter()
        .take_while(|clause| clause.sentence <= sentence + BEHIND)
        .flat_map(|clause| clause.morphs.clone())
    {
        let flags = cues[at as usize];
        if flags & content != 0 {
            return None;
        }
        favoured |= flags & Cue::Favour.bit() != 0;
        if flags & (Cue::Protest.bit() | Cue::Irony.bit()) != 0 {
            found.get_or_insert(at);
        }
    }
    // Thanks for a favour are meant.
    let meant = |at: &u32| favoured && cues[*at as usize] & Cue::Irony.bit() != 0;
    let found = found.filter(|at| !meant(at));
    found.map(|at| CueSpan::of(morphs, at))
}
