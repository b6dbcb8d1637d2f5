//! Questions: those that ask are neutral, those that blame are not.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::Morph,
};

/// The ending of a question that asks. A rhetorical cue (왜, 도대체, 누가) in
/// its sentence makes it none.
pub(crate) fn of(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: u32,
) -> Option<CueSpan> {
    let sentence = clauses[number as usize].sentence;
    // The statement the clause belongs to ends at the next final clause.
    let last = clauses[number as usize..]
        .iter()
        .take_while(|clause| clause.sentence == sentence)
        .find(|clause| clause.link.is_final())
        .or_else(|| clauses[number as usize..].iter().find(|c| c.sentence == sentence))?;
    let marked = text[last.start as usize..last.end as usize].trim_end().ends_with('?');
    if last.link != Link::Question && !marked {
        return None;
    }
    let rhetorical = clauses
        .iter()
        .skip_while(|clause| clause.sentence < sentence)
        .take_while(|clause| clause.sentence == sentence)
        .flat_map(|clause| clause.morphs.clone())
        .any(|at| cues[at as usize] & (Cue::Rhetorical.bit() | Cue::Anger.bit()) != 0);
    if rhetorical {
        return None;
    }
    let at = last.ending.unwrap_or(last.morphs.end - 1);
    let morph = &morphs[at as usize];
    Some(CueSpan {
        start: morph.start,
        end: morph.end,
    })
}
