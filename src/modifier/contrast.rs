//! Contrast: …지만 만족해요. What stands before -지만, -는데, -어도 gives way to a
//! content verdict behind it.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The content verdict behind the contrast that ends the clause.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    let clause = &clauses[number];
    if !matches!(clause.link, Link::Contrast | Link::Concession) {
        return None;
    }
    let behind = clauses[number + 1..]
        .iter()
        .take_while(|next| next.sentence == clause.sentence);
    let mut found = None;
    for at in behind.flat_map(|clause| clause.morphs.clone()) {
        let flags = cues[at as usize];
        if flags & (Cue::Anger.bit() | Cue::Still.bit()) != 0 {
            return None;
        }
        if flags & Cue::Content.bit() != 0 {
            found.get_or_insert(at);
        }
    }
    found.map(|at| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[at as usize].end,
    })
}
