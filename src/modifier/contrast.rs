//! Contrast: …지만 만족해요. What stands before -지만, -는데, -어도 gives way to a
//! content verdict behind it, and to the same verb turned round.

use super::{
    CueSpan, negation,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
};

/// What shows that no verdict was content.
const BLAMES: CueBits = Cue::Anger.bit() | Cue::Still.bit() | Cue::Irony.bit();

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
    if !turns || clause.cues & Cue::Exception.bit() != 0 {
        return None;
    }
    let behind = &clauses[number + 1..clause::sentence(clauses, number).end];
    let all = clause::cues(behind);
    if all & Cue::Content.bit() == 0 || all & BLAMES != 0 {
        return None;
    }
    behind
        .iter()
        .find_map(|clause| {
            clause
                .find(cues, Cue::Content.bit())
                .filter(|&at| !is_of_another(morphs, cues, clause, at))
        })
        .map(|at| CueSpan::of(morphs, at))
}

/// The praise the sentence ends in: 골라 쓰게 해 줘서 좋네요.
pub(crate) fn verdict(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> Option<CueSpan> {
    let all = &clauses[clause::sentence(clauses, number)];
    // 스팸이 오는 것만 빼면 다 좋아요
    let last = all
        .last()
        .filter(|_| clauses[number].cues & Cue::Exception.bit() == 0)?;
    let at = last
        .morphs
        .clone()
        .filter(|_| last.cues & Cue::Verdict.bit() != 0)
        .find(|&at| {
            cues[at as usize] & Cue::Verdict.bit() != 0 && is_said(morphs, cues, last, at)
        })?;
    let blames = BLAMES
        | Cue::Sorrow.bit()
        | Cue::Rhetorical.bit()
        | Cue::ShortNegator.bit()
        | Cue::Protest.bit();
    // 괜찮나요, 괜찮지 않아요: no verdict.
    let taken_back = last.link == Link::Question
        || (at..last.morphs.end).any(|at| cues[at as usize] & Cue::LongNegator.bit() != 0);
    (clause::cues(all) & blames == 0 && !taken_back && !is_of_another(morphs, cues, last, at))
        .then(|| CueSpan::of(morphs, at))
}

/// Whether the verdict is what the clause says, not what it says of a noun (만족하던
/// 요금제를 없앴다).
fn is_said(morphs: &[Morph], cues: &CueFlags, clause: &Clause, verdict: u32) -> bool {
    let bit = Cue::Verdict.bit();
    let behind = (verdict..clause.morphs.end).skip_while(|&at| cues[at as usize] & bit != 0);
    let mut behind = behind.map(|at| morphs[at as usize].tag);
    !behind.any(|tag| matches!(tag, Tag::Etm | Tag::Vv | Tag::Va))
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

/// The end of the sentence, when it says of the same verb that it was the
/// other way: 안 해 준다고 해서 걱정했더니 바로 해 줬어요.
pub(crate) fn overturned(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicates: &[Predicate],
) -> Option<CueSpan> {
    let (said, behind) = predicates.split_first()?;
    let clause = &clauses[number];
    if clause.link.is_final() && clause.link != Link::Hearsay {
        return None;
    }
    let done = behind
        .iter()
        .take_while(|next| clauses[next.clause as usize].sentence == clause.sentence)
        .find(|next| {
            next.is_negated() != said.is_negated()
                && next.told
                && !next.asked
                && clauses[next.clause as usize].link.is_final()
                && same_verb(morphs, cues, said, next)
        })?;
    // 준다더니 안 주네요: a favour that did not come is the complaint.
    if !said.is_negated() && is_favour(cues, said) {
        return None;
    }
    let between = &clauses[number..done.clause as usize];
    let turns = between.iter().any(|clause| {
        matches!(
            clause.link,
            Link::Contrast | Link::Concession | Link::Hearsay | Link::Cause
        )
    });
    let behind = clause::cues(&clauses[number + 1..=done.clause as usize]);
    let spoils = BLAMES | Cue::Trifle.bit() | Cue::Sorrow.bit() | Cue::Rhetorical.bit();
    (turns && behind & spoils == 0).then(|| CueSpan {
        start: morphs[done.head as usize].start,
        end: morphs[done.last as usize].end,
    })
}

/// Whether the sentence ends in what the clause said before: 안 뗀다더니 안 떼네요.
pub(crate) fn kept(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicates: &[Predicate],
) -> bool {
    let Some((said, behind)) = predicates.split_first() else {
        return false;
    };
    let sentence = clauses[number].sentence;
    behind
        .iter()
        .take_while(|next| clauses[next.clause as usize].sentence == sentence)
        .any(|next| {
            next.is_negated() == said.is_negated()
                && next.told
                && clauses[next.clause as usize].link.is_final()
                && same_verb(morphs, cues, said, next)
        })
}

/// Words that promise what stays as it is.
const STAYS: &[&str] = &[
    "자율",
    "선택",
    "자유",
    "무료",
    "공짜",
    "평생",
    "그대로",
    "계속",
    "당분간",
];

/// What breaks a promise that the sentence tells of: 안 없앤다더니 없앴네요,
/// 평생 무료라더니 돈을 받네요.
pub(crate) fn broken(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicates: &[Predicate],
) -> Option<CueSpan> {
    let range = clause::sentence(clauses, number);
    let promised = (range.start..=number).find(|&at| {
        clauses[at].cues & Cue::Promise.bit() != 0
            && negation::is_broken_promise(morphs, cues, clauses, at)
    })?;
    let of_clause = |number: usize| {
        let from = predicates.partition_point(|p| (p.clause as usize) < number);
        predicates[from..]
            .iter()
            .take_while(move |p| p.clause as usize == number)
    };
    let said = of_clause(promised).last()?;
    let stays = clauses[promised].morphs.clone().any(|at| {
        let morph = &morphs[at as usize];
        STAYS.contains(&&text[morph.start as usize..morph.end as usize])
    });
    let given = is_favour(cues, said);
    if (given && said.is_negated()) || !(given || said.is_negated() || stays) {
        return None;
    }
    let done = (promised + 1..range.end)
        .rev()
        .find_map(|number| of_clause(number).last())?;
    let span = CueSpan {
        start: morphs[done.head as usize].start,
        end: morphs[done.last as usize].end,
    };
    // 환불된다더니 아직 그대로예요, 해 준다더니 안 되네요.
    if given {
        let still = clause::cues(&clauses[promised + 1..range.end]) & Cue::Still.bit() != 0;
        return (done.told && !done.asked && (still || done.is_negated())).then_some(span);
    }
    let same = done.is_negated() == said.is_negated() && same_verb(morphs, cues, said, done);
    (done.told && !done.asked && !done.is_negated() && !is_favour(cues, done) && !same)
        .then_some(span)
}

/// Whether a predicate tells of something given: 환불을 해 주다, 돌려주다.
fn is_favour(cues: &CueFlags, predicate: &Predicate) -> bool {
    let favour = Cue::Favour.bit() | Cue::Benefit.bit();
    let mut stem = predicate.head.saturating_sub(2)..=predicate.last;
    stem.any(|at| cues[at as usize] & favour != 0)
}

/// Whether two predicates have the same stem, and 하다 the same noun.
fn same_verb(morphs: &[Morph], cues: &CueFlags, one: &Predicate, other: &Predicate) -> bool {
    let key = |at: u32| (morphs[at as usize].key, morphs[at as usize].tag);
    let noun = |predicate: &Predicate| predicate.head.checked_sub(1).map(key);
    if key(one.head) != key(other.head) || key(one.head).0 == crate::morph::NO_KEY {
        return false;
    }
    if matches!(morphs[one.head as usize].tag, Tag::Xsv | Tag::Xsa) {
        return noun(one) == noun(other);
    }
    // 문자를 하다 is not 전화를 하다; 해 주다 is what was asked for.
    let gives = |predicate: &Predicate| {
        (predicate.head..predicate.last).any(|at| cues[at as usize] & Cue::Benefit.bit() != 0)
    };
    cues[one.head as usize] & Cue::LightVerb.bit() == 0 || (gives(one) && gives(other))
}
