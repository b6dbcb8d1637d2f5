//! Protest: 어쩌라고, 누구 맘대로, 되돌려 주세요. An event that is told so is a
//! complaint of it.

use super::{
    CueSpan,
    predicate::{CueFlags, Predicate},
};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
};

/// How many sentences behind its own may hold the protest.
const BEHIND: u32 = 2;

/// The protest in the sentence of a clause or soon behind it, unless praise
/// stands there. `predicate` tells what it is held against.
pub(crate) fn of(
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: usize,
    predicate: Option<&Predicate>,
) -> Option<CueSpan> {
    let range = clause::sentence(clauses, number);
    let sentence = clauses[number].sentence;
    let near = clauses[range.start..]
        .partition_point(|clause| clause.sentence <= sentence + BEHIND)
        + range.start;
    let near = &clauses[range.start..near];
    let all = clause::cues(near);
    if all & (Cue::Content.bit() | Cue::Verdict.bit()) != 0 {
        return None;
    }
    // Thanks for a favour are meant, and praise of what is not done.
    let meant = all & Cue::Favour.bit() != 0 || predicate.is_some_and(Predicate::is_negated);
    let mut set = Cue::Protest.bit();
    if !meant {
        set |= Cue::Irony.bit();
    }
    // 마음대로 올린다면 그만두겠어요: so far nothing is held against anybody.
    let pressed = all & (Cue::Rhetorical.bit() | Cue::Anger.bit()) != 0;
    let protest = near.iter().find_map(|clause| {
        let supposed = clause.link == Link::Condition && !pressed;
        clause
            .find(cues, if supposed { 0 } else { set })
            .filter(|&at| !is_denied(morphs, cues, clause, at, set))
    });
    // 제가 지워 버렸어요 minds nothing.
    let regret = || {
        let own = clause::cues(&clauses[range]) & Cue::Writer.bit() != 0;
        predicate
            .filter(|_| !own)
            .and_then(|predicate| predicate.regretted)
    };
    protest.or_else(regret).map(|at| CueSpan::of(morphs, at))
}

/// 억지로 바꾼 건 아니다, 멋대로 끊지는 않는다: the reproach itself is denied.
fn is_denied(morphs: &[Morph], cues: &CueFlags, clause: &Clause, at: u32, set: CueBits) -> bool {
    let mut behind = (at..clause.morphs.end).skip_while(|&at| cues[at as usize] & set != 0);
    behind.any(|at| {
        let denies = match morphs[at as usize].tag {
            Tag::Vcn => Cue::NegativePredicate,
            _ => Cue::LongNegator,
        };
        cues[at as usize] & denies.bit() != 0 && cues[at as usize] & Cue::PseudoNegator.bit() == 0
    })
}
