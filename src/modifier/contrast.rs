//! Contrast: …지만 만족해요. What stands before -지만, -는데, -어도 gives way to a
//! content verdict behind it.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// The content verdict behind the contrast that ends the clause.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    let clause = &clauses[number];
    // -다더니 turns too: 준다더니 정말 줘서 만족해요.
    let turns = matches!(
        clause.link,
        Link::Contrast | Link::Concession | Link::Hearsay
    );
    if !turns {
        return None;
    }
    let behind = clauses[number + 1..]
        .iter()
        .take_while(|next| next.sentence == clause.sentence);
    let mut found = None;
    for clause in behind {
        for at in clause.morphs.clone() {
            let flags = cues[at as usize];
            let blames = Cue::Anger.bit() | Cue::Still.bit() | Cue::Irony.bit();
            if flags & blames != 0 {
                return None;
            }
            if flags & Cue::Content.bit() != 0 && !is_of_another(morphs, cues, clause, at) {
                found.get_or_insert(at);
            }
        }
    }
    found.map(|at| CueSpan::of(morphs, at))
}

/// The praise the sentence ends in: 골라 쓰게 해 줘서 좋네요.
pub(crate) fn verdict(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    let all = &clauses[clause::sentence(clauses, number)];
    let last = all.last()?;
    let at = last
        .morphs
        .clone()
        .find(|&at| cues[at as usize] & Cue::Verdict.bit() != 0)?;
    let blames = Cue::Anger.bit()
        | Cue::Still.bit()
        | Cue::Irony.bit()
        | Cue::Sorrow.bit()
        | Cue::Rhetorical.bit()
        | Cue::ShortNegator.bit()
        | Cue::Protest.bit();
    let blamed = all
        .iter()
        .flat_map(|clause| clause.morphs.clone())
        .any(|at| cues[at as usize] & blames != 0);
    (!blamed && !is_of_another(morphs, cues, last, at)).then(|| CueSpan::of(morphs, at))
}

/// 앱은 좋아요: something else is praised.
fn is_of_another(morphs: &[Morph], cues: &CueFlags, clause: &Clause, verdict: u32) -> bool {
    (clause.morphs.start + 1..verdict).any(|at| {
        let (morph, topic) = (&morphs[at as usize], at - 1);
        morph.tag == Tag::Jx
            && morph.end - morph.start == "는".len() as u32
            && matches!(morphs[topic as usize].tag, Tag::Nng | Tag::Nnp)
            && cues[topic as usize] & Cue::SameTopic.bit() == 0
    })
}
