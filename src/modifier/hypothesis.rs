//! Hypothesis: conditions (-면, -거든) and fears (-ㄹ까 봐).

use super::{CueSpan, negation::NEGATORS, predicate::CueFlags};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::Morph,
};

/// The cue that makes the clause `number` a supposition for what stands at the
/// morphemes that end at `last`, which is in it.
pub(crate) fn of(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    last: u32,
) -> Option<CueSpan> {
    let span = |at: u32| CueSpan::of(morphs, at);
    let clause = &clauses[number];
    if clause.ending.is_some_and(|ending| ending >= last)
        && let Some(cue) = condition(text, morphs, clauses, number)
    {
        return Some(cue);
    }
    // 쓰라고 하면: the condition stands in the verb that reports.
    if matches!(clause.link, Link::Order | Link::Quote)
        && let Some(next) = clauses.get(number + 1)
        && next.sentence == clause.sentence
        && next.link == Link::Condition
        && cues[next.morphs.start as usize] & Cue::LightVerb.bit() != 0
        && let Some(ending) = next.ending
        && supposes(text, morphs, ending)
    {
        return Some(span(ending));
    }
    None
}

/// What is feared. It may stand in the word itself (올까 봐), before the last
/// words (위약금이 나올까 걱정돼 물었다), and behind a condition (안 하면 못
/// 들어갈까 봐).
pub(crate) fn fear(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    first: u32,
) -> Option<CueSpan> {
    let clause = &clauses[number];
    let next = clauses
        .get(number + 1)
        .filter(|next| next.sentence == clause.sentence && clause.link == Link::Condition);
    let end = next.map_or(clause.morphs.end, |next| next.morphs.end);
    let within = clauses[..number + 1 + usize::from(next.is_some())]
        .iter()
        .rev();
    let feared = within
        .take_while(|clause| clause.morphs.end > first)
        .any(|clause| clause.cues & Cue::Fear.bit() != 0);
    (first..end)
        .filter(|_| feared)
        .find(|&at| cues[at as usize] & Cue::Fear.bit() != 0)
        .map(|at| CueSpan::of(morphs, at))
}

/// 새로 깔아야 한다면 저는 그냥 안 쓰겠어요: words that begin in a condition and end
/// in what the writer would do then.
pub(crate) fn resolve(
    text: &str,
    morphs: &[Morph],
    clauses: &[Clause],
    number: usize,
    first: u32,
) -> Option<CueSpan> {
    let opened = clauses.partition_point(|clause| clause.morphs.end <= first);
    let clause = &clauses[number];
    if opened >= number || clauses[opened].sentence != clause.sentence {
        return None;
    }
    (wills(text, morphs, clause) || reacts(text, &clauses[opened], clause))
        .then(|| condition(text, morphs, clauses, opened))
        .flatten()
}

/// Endings that tell what the writer will do.
const WILL: &[&str] = &["게요", "ㄹ게", "겠어요", "겠습니다", "겠네요"];

/// Whether the clause tells what the writer will do: 안 쓸래요, not 쓰래요.
fn wills(text: &str, morphs: &[Morph], clause: &Clause) -> bool {
    let Some(last) = clause.ending.map(|at| &morphs[at as usize]) else {
        return false;
    };
    let form = &text[last.start as usize..last.end as usize];
    let wishes = form
        .strip_suffix("래요")
        .and_then(|stem| stem.chars().next_back())
        .is_some_and(|c| u32::from(c).wrapping_sub(u32::from('가')) % 28 == 8);
    wishes || WILL.iter().any(|will| form.ends_with(will))
}

/// How clauses end that tell what is going to be done.
const FUTURE: &[&str] = &[
    "거예요",
    "거에요",
    "겁니다",
    "거임",
    "것임",
    "거다",
    "것이다",
    "려고요",
    "려구요",
    "려고",
    "려구",
    "렵니다",
    "렵니당",
    "예정입니다",
    "예정이에요",
    "생각입니다",
    "생각이에요",
    "생각이야",
    "겠음",
    "겠다",
    "겠어",
    "거야",
    "거고요",
];

/// Whether the writer would act on the condition: 바꾸면 해지할 거예요. In 자꾸 오면
/// 신고할 거예요 it has come about already.
fn reacts(text: &str, condition: &Clause, clause: &Clause) -> bool {
    let said = text[clause.start as usize..clause.end as usize]
        .trim_end_matches(|c: char| !c.is_alphanumeric() || matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ'));
    clause.cues & Cue::Reaction.bit() != 0
        && condition.cues & Cue::Iteration.bit() == 0
        && FUTURE.iter().any(|future| said.ends_with(future))
}

/// 안 없애는 줄 알았는데: what was believed was not so.
pub(crate) fn mistaken(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    last: u32,
) -> Option<CueSpan> {
    let supposed = clause.cues & Cue::Supposition.bit() != 0;
    (last..clause.morphs.end)
        .filter(|_| supposed)
        .find(|&at| cues[at as usize] & Cue::Supposition.bit() != 0)
        .map(|at| CueSpan::of(morphs, at))
}

/// The ending of a clause that is a condition, and a real one.
fn condition(text: &str, morphs: &[Morph], clauses: &[Clause], number: usize) -> Option<CueSpan> {
    let clause = &clauses[number];
    let has = |set: CueBits| clause.cues & set != 0;
    let ending = clause
        .ending
        .filter(|_| clause.link == Link::Condition)
        .filter(|&ending| supposes(text, morphs, ending))?;
    // 안 해 줄 거면 사과라도 하든가: it is not done.
    let real = has(Cue::PseudoCondition.bit() | Cue::Exception.bit())
        || (has(Cue::Bargain.bit()) && has(NEGATORS))
        || is_protest(clauses, number)
        || (has(NEGATORS) && threatens(text, clauses, number));
    (!real).then(|| CueSpan::of(morphs, ending))
}

/// -어야 and -려면 name what it takes (환불받으려면 소송하래요): that is real.
fn supposes(text: &str, morphs: &[Morph], ending: u32) -> bool {
    let morph = &morphs[ending as usize];
    let form = &text[morph.start as usize..morph.end as usize];
    !(form.ends_with('야') || form.ends_with("려면"))
}

/// 안 돌려주면 신고합니다: who threatens wants what is not done. Not so 안 돌려주면
/// 그때 신고할게요: there it has not come about.
fn threatens(text: &str, clauses: &[Clause], number: usize) -> bool {
    let sentence = clauses[number].sentence;
    let last = clauses.get(number + 1);
    last.is_some_and(|last| {
        let said = &text[last.start as usize..last.end as usize];
        last.sentence == sentence
            && last.link.is_final()
            && last.cues & Cue::Threat.bit() != 0
            && !THEN.iter().any(|then| said.contains(then))
    })
}

/// What puts it off.
const THEN: &[&str] = &["그때", "그땐", "나중", "그제"];

/// 다 없애면 우리는 어쩌라고: what is asked so behind a condition protests
/// against it.
fn is_protest(clauses: &[Clause], number: usize) -> bool {
    let behind = number + 1..clause::sentence(clauses, number).end;
    clause::cues(&clauses[behind]) & (Cue::Rhetorical.bit() | Cue::Protest.bit()) != 0
}
