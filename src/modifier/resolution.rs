//! Resolution in time: 결국 받았다, 이제는 조용하다. What went before is no
//! longer a complaint, unless the writer still blames.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate, governing},
};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// The last resolution of the comment and the clause it stands in, unless a
/// clause behind it blames again.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    predicates: &[Predicate],
) -> Option<(u32, CueSpan)> {
    let blames = Cue::Still.bit() | Cue::Anger.bit();
    for (number, clause) in clauses.iter().enumerate().rev() {
        let mut found = None;
        for at in clause.morphs.clone() {
            if cues[at as usize] & Cue::Resolution.bit() != 0 {
                found.get_or_insert(at);
            } else if found.is_some() && cues[at as usize] & blames != 0 {
                return None;
            }
        }
        // 결국 못 받았다 resolves nothing.
        let negated =
            |at: &u32| governing(predicates, clause, *at..*at).is_some_and(|p| p.is_negated());
        if let Some(at) = found.filter(|at| !negated(at)) {
            let morph = &morphs[at as usize];
            return Some((
                number as u32,
                CueSpan {
                    start: morph.start,
                    end: morph.end,
                },
            ));
        }
        if clause
            .morphs
            .clone()
            .any(|at| cues[at as usize] & blames != 0)
        {
            return None;
        }
    }
    None
}
