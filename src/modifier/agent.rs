//! Agent: who acts. Korean drops subjects, so the verbs tell: 드리다 is the
//! writer, 주시다, -시- and 오다 are somebody else.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::Clause,
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// Who acts in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    Writer(CueSpan),
    Other(CueSpan),
    /// Somebody the writer knows.
    Private(CueSpan),
    /// The writer and somebody the writer knows, among themselves.
    Between(CueSpan),
    Unsaid,
}

/// 제가 바꿨어요: what the writer does of free will is no complaint. The subject
/// may stand in a clause before, if no other comes between.
pub(crate) fn own_act(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicate: &Predicate,
) -> Option<CueSpan> {
    let noun = predicate.head.saturating_sub(1);
    let has = |at: u32, cue: Cue| cues[at as usize] & cue.bit() != 0;
    let acts = has(predicate.head, Cue::OwnAct)
        || (morphs[predicate.head as usize].tag == Tag::Xsv && has(noun, Cue::OwnAct));
    if !acts || predicate.duty || predicate.is_negated() || predicate.honorific.is_some() {
        return None;
    }
    let sentence = clauses[number].sentence;
    let first = clauses[..=number]
        .iter()
        .rev()
        .take_while(|clause| clause.sentence == sentence)
        .last()
        .map_or(predicate.head, |clause| clause.morphs.start);
    (first..predicate.head)
        .rev()
        .find(|&at| has(at, Cue::Writer) || morphs[at as usize].tag == Tag::Jks)
        .filter(|&at| has(at, Cue::Writer))
        // 제가 쓰는 요금제를 없앴다: there the writer only uses it.
        .filter(|&at| {
            let mut between = at..predicate.head;
            !between.any(|at| morphs[at as usize].tag == Tag::Etm)
        })
        .map(|at| CueSpan::of(morphs, at))
}

/// Reads the actor of the clause of a predicate.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    predicate: Option<&Predicate>,
) -> Actor {
    let span = |at: u32| CueSpan::of(morphs, at);
    let all = |cue: Cue| {
        let morphs = match clause.cues & cue.bit() {
            0 => 0..0,
            _ => clause.morphs.clone(),
        };
        morphs.filter(move |&at| cues[at as usize] & cue.bit() != 0)
    };
    // A friend or a mother who calls is no company; one who is called, or
    // whose telephone it is, does not act.
    let acts = |at: &u32| {
        let next = morphs.get(*at as usize + 1).map(|next| next.tag);
        !matches!(next, Some(Tag::Jkb | Tag::Jko | Tag::Jkg | Tag::Jc))
    };
    if let Some(at) = all(Cue::PrivatePerson).find(acts) {
        return Actor::Private(span(at));
    }
    // 제가 친구한테 안 줬네요: between the two no company acts.
    if let (Some(_), Some(at)) = (
        all(Cue::Writer).next(),
        all(Cue::PrivatePerson)
            .find(|&at| morphs.get(at as usize + 1).map(|next| next.tag) == Some(Tag::Jkb)),
    ) {
        return Actor::Between(span(at));
    }
    if let Some(predicate) = predicate {
        if let Some(cue) = predicate.humble {
            return Actor::Writer(cue);
        }
        if let Some(cue) = predicate.honorific {
            return Actor::Other(cue);
        }
    }
    match (all(Cue::Incoming).next(), all(Cue::Writer).next()) {
        (Some(at), _) => Actor::Other(span(at)),
        (None, Some(at)) => Actor::Writer(span(at)),
        (None, None) => Actor::Unsaid,
    }
}
