//! Negation: 안, 못, -지 않다, 없다, 아니다, and nouns that deny (불가, 거부,
//! 커녕). Two cancel out.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
};

/// Whatever denies.
pub(crate) const NEGATORS: CueBits = Cue::ShortNegator.bit()
    | Cue::LongNegator.bit()
    | Cue::NegativePredicate.bit()
    | Cue::NominalNegator.bit();

/// A negation of what a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Negation {
    /// The word that denies.
    pub(crate) cue: CueSpan,
    /// It denies a denial among the rule's own words: 안 준 적이 없다.
    pub(crate) overturns: bool,
    /// It denies the verb the rule's own words end in: 미루지 않다.
    pub(crate) of_verb: bool,
}

/// The cue that negates what ends at morpheme `last`, if it is negated.
///
/// The first of `predicates` governs it; between the two a noun may deny too
/// (보상 불가). `inside` tells which morphemes are the rule's own words: a
/// negator among them is what the rule looks for and does not negate it.
pub(crate) fn of(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    last: u32,
    predicates: &[Predicate],
    inside: impl Fn(u32) -> bool,
) -> Option<Negation> {
    let predicate = predicates
        .first()
        .filter(|predicate| predicate.head < clause.morphs.end);
    let span = |at: u32| CueSpan::of(morphs, at);
    let stop = predicate.map_or(clause.morphs.end, |predicate| predicate.head);
    // The rule's own words deny (환불 거부, 답이 없): only a second negator of
    // the same predicate turns that round (거부하지 않네요).
    let own = clause.cues & NEGATORS != 0
        && clause
            .morphs
            .clone()
            .any(|at| cues[at as usize] & NEGATORS != 0 && inside(at));
    if own {
        let predicate = predicate?;
        let joined = predicate.head <= last + 1;
        let denied = predicate.negators().any(&inside)
            || cues[last as usize] & Cue::NominalNegator.bit() != 0;
        // 안 해 줄 이유가 없는데 안 해 줘요: it is not overturned after all.
        let after_all = clause.link == Link::Contrast
            && predicates
                .get(1)
                .is_some_and(|next| next.clause == predicate.clause + 1 && next.is_negated());
        let others = predicate.negators().filter(|&at| !inside(at)).count();
        return predicate
            .negators()
            .find(|&at| !inside(at))
            .filter(|_| joined)
            .map(|at| Negation {
                cue: span(at),
                overturns: denied && others == 1 && !after_all,
                of_verb: false,
            });
    }
    let between = last + 1..stop.max(last + 1).min(clause.morphs.end);
    // 스팸 때문에 잠을 못 자다: what is denied is not the cause.
    if (clause.cues & Cue::Because.bit() != 0
        && between
            .clone()
            .any(|at| cues[at as usize] & Cue::Because.bit() != 0))
        || beside(morphs, between.clone())
    {
        return None;
    }
    let mut count = 0;
    let mut cue = None;
    let deny = clause.cues & Cue::NominalNegator.bit() != 0;
    for at in between.filter(|_| deny) {
        if cues[at as usize] & Cue::NominalNegator.bit() != 0
            && cues[at as usize] & Cue::PseudoNegator.bit() == 0
            && !inside(at)
            && (at == 0 || cues[at as usize - 1] & Cue::NominalNegator.bit() == 0)
        {
            count += 1;
            cue.get_or_insert(at);
        }
    }
    // 거부하다: the noun of the verb denies.
    let noun = predicate
        .filter(|predicate| morphs[predicate.head as usize].tag == Tag::Xsv)
        .map(|predicate| predicate.head - 1)
        .filter(|&noun| noun <= last && cues[noun as usize] & Cue::NominalNegator.bit() != 0);
    for at in noun
        .into_iter()
        .chain(predicate.iter().flat_map(|predicate| predicate.negators()))
    {
        if !inside(at) {
            count += 1;
            cue.get_or_insert(at);
        }
    }
    if count == 0 {
        cue = shared(clause, predicates);
        count = u32::from(cue.is_some());
    }
    let disclaimed =
        count == 1 && predicate.is_some_and(|predicate| is_disclaimed(text, morphs, predicate));
    let denied = of_governor(text, morphs, cues, clause, predicates, &inside);
    cue.filter(|_| count % 2 == 1)
        .or(denied.filter(|_| count == 0))
        .map(|at| Negation {
            cue: span(at),
            overturns: disclaimed,
            of_verb: denied.is_some(),
        })
}

/// What denies the event the rule's own words end in: their verb, or the one
/// that brings it about (갈아타게 하지 않다).
fn of_governor(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    predicates: &[Predicate],
    inside: impl Fn(u32) -> bool,
) -> Option<u32> {
    let first = predicates.first()?;
    of_verb(text, morphs, cues, clause, first, &inside).or_else(|| {
        let cause = predicates.get(1).filter(|cause| {
            cause.head < clause.morphs.end && first.is_brought_about(text, morphs, cues, cause)
        })?;
        let inside = |at: u32| inside(at) || (at == cause.head && inside(first.head));
        of_verb(text, morphs, cues, clause, cause, inside)
    })
}

/// 환불해 달라는 게 아니라: denied is that it is meant, not that it is done.
fn is_disclaimed(text: &str, morphs: &[Morph], predicate: &Predicate) -> bool {
    let form = |at: u32| {
        let morph = &morphs[at as usize];
        &text[morph.start as usize..morph.end as usize]
    };
    let quotes = |at: u32| {
        let quotes = ["라는", "다는", "자는", "란"];
        morphs[at as usize].tag == Tag::Etm && quotes.iter().any(|end| form(at).ends_with(end))
    };
    predicate.void.is_some_and(|void| {
        let behind = void as usize + 1;
        // 지켜 달라는 게 아니잖아요 does not deny it.
        let affirms = morphs.get(behind).is_some_and(|_| {
            form(behind as u32).ends_with('지') || form(behind as u32).contains('잖')
        });
        morphs[void as usize].tag == Tag::Vcn && !affirms && (predicate.head..void).any(quotes)
    })
}

/// How verbs begin that name what the writer wants.
const WANTED: &[&str] = &[
    "남", "지키", "지켜", "살리", "살려", "유지", "열", "돌려", "되돌",
];

/// What negates a verb that is one of the rule's own words, and no favour: a
/// favour that is not done (돌려주지 않다) is the complaint itself.
pub(crate) fn of_verb(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    predicate: &Predicate,
    inside: impl Fn(u32) -> bool,
) -> Option<u32> {
    let affixes = Cue::ShortNegator.bit() | Cue::LongNegator.bit();
    let mut stem = predicate.head.saturating_sub(1)..predicate.last;
    let start = morphs[predicate.head as usize].start as usize;
    let light =
        matches!(morphs[predicate.head as usize].tag, Tag::Xsv | Tag::Xsa) && predicate.head > 0;
    // 자꾸 오는 건 아니다: what comes is what the rule names.
    let comes = cues[predicate.head as usize] & Cue::Comes.bit() != 0
        && predicate.void.is_some()
        && predicate.head > 0
        && inside(predicate.head - 1);
    let own = || inside(predicate.head) || comes || (light && inside(predicate.head - 1));
    if !predicate.is_negated()
        || !own()
        || WANTED
            .iter()
            .any(|wanted| text[start..].starts_with(wanted))
        || predicate.negators().any(&inside)
        || stem.any(|at| cues[at as usize] & (Cue::Favour.bit() | Cue::Benefit.bit()) != 0)
        || does_favour(morphs, cues, clause, predicate, &inside)
    {
        return None;
    }
    let negator = predicate.negators().next()?;
    // 왜 안 바꾸냐고 묻네요: there it is asked, not denied; in 바꾸라고 하지 않네요
    // what is said is.
    let reported = clause.ending.is_some_and(|ending| negator > ending);
    let asked = match clause.link {
        Link::Condition => true,
        Link::Quote | Link::Order => !reported && !is_stated(text, morphs, clause),
        _ => false,
    };
    let denies = cues[negator as usize] & affixes != 0
        || predicate.void == Some(negator) && is_event_denied(text, morphs, negator, &inside);
    (!asked && denies).then_some(negator)
}

/// 환불 하나 제대로 하다: the favour stands before its light verb.
fn does_favour(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    predicate: &Predicate,
    inside: impl Fn(u32) -> bool,
) -> bool {
    let mut before = clause.morphs.start..predicate.head;
    morphs[predicate.head as usize].tag == Tag::Vv
        && cues[predicate.head as usize] & Cue::LightVerb.bit() != 0
        && before.any(|at| inside(at) && cues[at as usize] & Cue::Favour.bit() != 0)
}

/// 바꾸지 않는다고 하네요: told, not asked or ordered.
fn is_stated(text: &str, morphs: &[Morph], clause: &Clause) -> bool {
    clause.link == Link::Quote
        && clause.ending.is_some_and(|ending| {
            let morph = &morphs[ending as usize];
            !text[morph.start as usize..morph.end as usize].contains('냐')
        })
}

/// 없애는 일은 없다, 없앤 적이 없다, 없애는 건 아니다: it does not happen. 없앨 수 없다
/// and 없앨 이유가 없다 tell what may or should be, 없애는 건 아니죠 reproaches.
fn is_event_denied(
    text: &str,
    morphs: &[Morph],
    negator: u32,
    inside: impl Fn(u32) -> bool,
) -> bool {
    let form = |at: u32| {
        let morph = &morphs[at as usize];
        &text[morph.start as usize..morph.end as usize]
    };
    let noun = (0..negator)
        .rev()
        .take(8)
        .find(|&at| morphs[at as usize].tag == Tag::Etm)
        .map(|ending| ending + 1);
    let reproach = morphs.get(negator as usize + 1).is_some_and(|_| {
        let behind = form(negator + 1);
        behind.starts_with('지') || behind.starts_with('죠') || behind.contains('잖')
    });
    // 가입한 적도 없는데: words of the rule that ask for the negator.
    noun.is_some_and(|noun| !inside(noun) && EVENTS.contains(&form(noun)))
        && !(reproach && morphs[negator as usize].tag == Tag::Vcn)
}

/// Nouns that stand for what happens.
const EVENTS: &[&str] = &[
    "적",
    "일",
    "경우",
    "것",
    "거",
    "건",
    "게",
    "날",
    "때",
    "사람",
    "분",
    "곳",
    "데",
    "집",
    "손님",
    "고객",
    "기미",
    "낌새",
    "조짐",
    "말",
    "소리",
    "얘기",
    "이야기",
    "소식",
    "소문",
    "정도",
    "수준",
    "리",
    "생각",
    "계획",
    "마음",
];

/// 스팸에 잠을 못 자다: the predicate has an object of its own.
fn beside(morphs: &[Morph], mut between: std::ops::Range<u32>) -> bool {
    let adjunct = between
        .next()
        .is_some_and(|at| morphs[at as usize].tag == Tag::Jkb);
    adjunct && between.any(|at| morphs[at as usize].tag == Tag::Jko)
}

/// 전화를 받고 놀랄 일이 없다: the negator behind the noun reaches the clause
/// that is joined to its own.
fn shared(clause: &Clause, predicates: &[Predicate]) -> Option<u32> {
    let [own, next, ..] = predicates else {
        return None;
    };
    (clause.link == Link::And
        && own.clause + 1 == next.clause
        && own.last < next.head
        && next.negators().count() == 1)
        .then_some(next.void)
        .flatten()
}

/// Whether the clause is a condition that must not stay unmet: 안 만들면 못
/// 들어간다.
pub(crate) fn is_forced(clause: &Clause, predicates: &[Predicate]) -> bool {
    let [own, next, ..] = predicates else {
        return false;
    };
    // 꼭 내야 하는 건 아니다: the duty itself is denied.
    clause.link == Link::Condition
        && own.clause + 1 == next.clause
        && !own.duty
        && own.is_negated()
        && next.is_negated()
}

/// Whether the clause denies what the one behind it does all the same: 안
/// 뗀다더니 뗐네요.
pub(crate) fn is_broken_promise(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
) -> bool {
    let clause = &clauses[number];
    if clause.cues & Cue::Promise.bit() == 0 {
        return false;
    }
    let promised = clause
        .morphs
        .clone()
        .rev()
        .take_while(|&at| !morphs[at as usize].tag.is_predicate())
        .any(|at| cues[at as usize] & Cue::Promise.bit() != 0);
    let mut behind = clauses[number + 1..]
        .iter()
        .take_while(|next| next.sentence == clause.sentence)
        .flat_map(|clause| clause.morphs.clone())
        .peekable();
    let kept = Cue::Kept.bit() | Cue::Content.bit() | Cue::Praise.bit();
    promised && behind.peek().is_some() && behind.all(|at| cues[at as usize] & kept == 0)
}
