//! Quotation and hearsay: the clause is somebody else's words.

use super::{CueSpan, predicate::CueFlags};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
};

/// The ending or verb that makes the clause reported speech.
pub(crate) fn of(morphs: &[Morph], cues: &CueFlags, clause: &Clause) -> Option<CueSpan> {
    if matches!(clause.link, Link::Quote | Link::Hearsay)
        && let Some(ending) = clause.ending
    {
        let morph = &morphs[ending as usize];
        return Some(CueSpan {
            start: morph.start,
            end: morph.end,
        });
    }
    clause
        .find(cues, Cue::Hearsay.bit())
        .map(|at| CueSpan::of(morphs, at))
}

/// How verbs begin that report.
const SAYS: &[&str] = &[
    "말", "듣", "들", "전", "알", "쓰", "써", "적", "나", "떠", "묻", "물", "밝", "카", "봤", "보",
    "읽",
];

/// Whose words they are, when somebody else is named as the source in the
/// sentence (뉴스에서, 친구는, 후기에) and the writer adds no feeling; or when the
/// writer goes on that it was otherwise (…던데 저는). The words in question
/// begin at the morpheme `opened` and end in the clause `number`.
pub(crate) fn of_others(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    opened: u32,
) -> Option<CueSpan> {
    let range = clause::sentence(clauses, number);
    let sentence = &clauses[range.clone()];
    let find =
        |clauses: &[Clause], cue: CueBits| clauses.iter().find_map(|clause| clause.find(cues, cue));
    let span = |at: u32| CueSpan::of(morphs, at);
    if find(sentence, Cue::Shared.bit()).is_some() {
        return None;
    }
    let behind = &clauses[number + 1..range.end];
    let turns = matches!(
        clauses[number].link,
        Link::Contrast | Link::Concession | Link::Hearsay | Link::Quote | Link::Order
    );
    if let Some(at) = find(behind, Cue::Otherwise.bit()).filter(|_| turns) {
        return Some(span(at));
    }
    let felt = Cue::Anger.bit() | Cue::Rhetorical.bit() | Cue::Sorrow.bit();
    if find(sentence, felt).is_some() {
        return None;
    }
    // The report closes at or behind the clause: what the writer adds to it
    // (약관에 있다며 끊었어요) is the writer's.
    let from = clauses.partition_point(|clause| clause.morphs.end <= opened);
    let open = &clauses[from.clamp(range.start, number)..range.end];
    // 합친다고 떠나는데: a reason, not a report.
    let reports = |(at, clause): (usize, &Clause)| match clause.link {
        Link::Hearsay => true,
        Link::Quote => open.get(at + 1).is_none_or(|next| {
            let first = next.morphs.start;
            morphs[first as usize].tag != Tag::Vv
                || cues[first as usize] & Cue::LightVerb.bit() != 0
                || SAYS
                    .iter()
                    .any(|says| text[morphs[first as usize].start as usize..].starts_with(says))
        }),
        _ => false,
    };
    let reported = open.iter().enumerate().any(reports) || find(open, Cue::Hearsay.bit()).is_some();
    find(sentence, Cue::Sayer.bit())
        .filter(|_| reported)
        .map(span)
}
