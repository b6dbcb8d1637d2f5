//! Resolution in time: 결국 받았다, 이제는 조용하다. What went before is no
//! longer a complaint, unless the writer still blames.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate, governing},
};
use crate::{
    clause::Clause,
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// A resolution of what was told before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resolution {
    /// The clause it stands in.
    pub(crate) clause: u32,
    /// Where its words begin.
    pub(crate) cue: CueSpan,
    /// The last morpheme of its words: what came of it.
    pub(crate) outcome: u32,
}

/// The last resolution of the comment, unless a clause behind it blames again.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    predicates: &[Predicate],
) -> Option<Resolution> {
    let blames = Cue::Still.bit() | Cue::Anger.bit();
    let has = |at: u32, set| cues[at as usize] & set != 0;
    for (number, clause) in clauses.iter().enumerate().rev() {
        let mut found = None;
        for at in clause.morphs.clone() {
            if has(at, Cue::Resolution.bit()) {
                found.get_or_insert(at);
            } else if found.is_some() && has(at, blames) {
                return None;
            }
        }
        if let Some(at) = found {
            // 결국 못 받았다 resolves nothing, nor does 이제 그만 보내세요.
            let governed = governing(predicates, clause, at..at);
            let pleads = clause.morphs.clone().any(|at| has(at, Cue::Request.bit()));
            let outcome = (at..morphs.len() as u32)
                .take_while(|&at| has(at, Cue::Resolution.bit()))
                .last()
                .unwrap_or(at);
            let end = governing(predicates, clause, outcome..outcome);
            let asked = governed.is_some_and(|p| p.asked) || end.is_some_and(|p| p.asked);
            let denied = governed.is_some_and(|p| {
                // 이제 안 와요 is the outcome itself.
                let stops = has(p.head, Cue::Comes.bit() | Cue::LightVerb.bit());
                let within = p
                    .negators()
                    .any(|negator| (at..=outcome).contains(&negator));
                p.is_negated() && !(stops && within)
            });
            if !denied && !asked && !pleads {
                return Some(Resolution {
                    clause: number as u32,
                    cue: CueSpan::of(morphs, at),
                    outcome,
                });
            }
        }
        if clause.morphs.clone().any(|at| has(at, blames)) {
            return None;
        }
    }
    None
}

/// The favour the sentence of a clause ends in: 두 번 빠진 돈을 도로 채워 주네요.
pub(crate) fn last_favour(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    predicates: &[Predicate],
    number: usize,
) -> Option<CueSpan> {
    let sentence = clauses[number].sentence;
    let behind = clauses[number..]
        .iter()
        .take_while(|clause| clause.sentence == sentence)
        .count();
    let last = number + behind - 1;
    let end = clauses[last].ending?;
    let predicate = governing(predicates, &clauses[last], end..end)?;
    favour(morphs, cues, clauses, last, &predicate)
}

/// 신청하니 바로 해 줘요: a favour that is promptly done as a rule is no demand.
fn is_habit(cues: &CueFlags, clause: &Clause, predicate: &Predicate) -> bool {
    (clause.morphs.start..predicate.head).any(|at| cues[at as usize] & Cue::Kept.bit() != 0)
        && clause.cues & Cue::Request.bit() == 0
        && (predicate.head..predicate.last).any(|at| cues[at as usize] & Cue::Benefit.bit() != 0)
}

/// 전액 환불해 줬어요: what the complaint would ask for was done, and the writer
/// finds nothing too little in it.
pub(crate) fn favour(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicate: &Predicate,
) -> Option<CueSpan> {
    let clause = &clauses[number];
    let told = (predicate.told || is_habit(cues, clause, predicate))
        && !predicate.asked
        && !predicate.duty
        && predicate.negators().next().is_none()
        && morphs[predicate.last as usize].tag != Tag::Etm
        && clause.link.is_final();
    // 배상을 해 줬다: the noun stands before its particle.
    let beside = predicate.head.saturating_sub(1).max(clause.morphs.start);
    let first = match morphs[beside as usize].tag.is_particle() {
        true => beside.saturating_sub(1).max(clause.morphs.start),
        false => beside,
    };
    let at =
        (first..=predicate.last).find(|&at| told && cues[at as usize] & Cue::Favour.bit() != 0)?;
    // 환불이 늦다 is no favour: the verb must be light, or the favour itself.
    let done = at >= predicate.head
        || cues[predicate.head as usize] & (Cue::LightVerb.bit() | Cue::Incoming.bit()) != 0
        || morphs[predicate.head as usize].tag == Tag::Xsv;
    if !done {
        return None;
    }
    let spoils = Cue::Trifle.bit()
        | Cue::Anger.bit()
        | Cue::Still.bit()
        | Cue::Rhetorical.bit()
        | Cue::Irony.bit()
        | Cue::Sorrow.bit();
    let from = clauses.partition_point(|other| other.sentence < clause.sentence);
    let spoilt = clauses[from..]
        .iter()
        .take_while(|other| other.sentence == clause.sentence)
        .flat_map(|other| other.morphs.clone())
        .any(|at| cues[at as usize] & spoils != 0);
    (!spoilt).then(|| CueSpan {
        start: morphs[at as usize].start,
        end: morphs[predicate.last as usize].end,
    })
}
