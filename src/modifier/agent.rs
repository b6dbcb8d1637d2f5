//! Agent: who acts. Korean drops subjects, so the verbs tell: 드리다 is the
//! writer, 주시다, -시- and 오다 are somebody else.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{clause::Clause, lexicon::cues::Cue, morph::Morph};

/// Who acts in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actor {
    Writer(CueSpan),
    Other(CueSpan),
    /// Somebody the writer knows.
    Private(CueSpan),
    Unsaid,
}

/// Reads the actor of the clause of a predicate.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clause: &Clause,
    predicate: Option<&Predicate>,
) -> Actor {
    let find = |cue: Cue| {
        clause
            .morphs
            .clone()
            .find(|&at| cues[at as usize] & cue.bit() != 0)
            .map(|at| CueSpan {
                start: morphs[at as usize].start,
                end: morphs[at as usize].end,
            })
    };
    // A friend or a mother who calls is no company.
    if let Some(cue) = find(Cue::PrivatePerson) {
        return Actor::Private(cue);
    }
    if let Some(predicate) = predicate {
        if let Some(cue) = predicate.humble {
            return Actor::Writer(cue);
        }
        if let Some(cue) = predicate.honorific {
            return Actor::Other(cue);
        }
    }
    match (find(Cue::Incoming), find(Cue::Writer)) {
        (Some(cue), _) => Actor::Other(cue),
        (None, Some(cue)) => Actor::Writer(cue),
        (None, None) => Actor::Unsaid,
    }
}
