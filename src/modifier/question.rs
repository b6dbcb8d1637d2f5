//! Questions: those that ask are neutral, those that blame are not.

use super::{CueSpan, negation::NEGATORS, predicate::CueFlags};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::Morph,
};

/// A question that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    /// Its ending.
    pub(crate) cue: CueSpan,
    /// It asks when, where, how much: for information and nothing else.
    pub(crate) inquiry: bool,
}

/// The ending of a question that asks. A rhetorical cue (왜, 도대체, 누가) in
/// its sentence makes it none.
pub(crate) fn of(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    clauses: &[Clause],
    number: u32,
) -> Option<Question> {
    let sentence = clauses[number as usize].sentence;
    // The statement the clause belongs to ends at the next final clause.
    let last = clauses[number as usize..]
        .iter()
        .take_while(|clause| clause.sentence == sentence)
        .find(|clause| clause.link.is_final())
        .or_else(|| {
            clauses[number as usize..]
                .iter()
                .find(|c| c.sentence == sentence)
        })?;
    let all = &clauses[clause::sentence(clauses, number as usize)];
    let sentence_has = |set: CueBits| {
        all.iter()
            .flat_map(|clause| clause.morphs.clone())
            .any(|at| cues[at as usize] & set != 0)
    };
    let marked = text[last.start as usize..last.end as usize]
        .trim_end()
        .ends_with('?');
    // -는지 궁금해요 asks too.
    if last.link != Link::Question && !marked && !sentence_has(Cue::Wonder.bit()) {
        return None;
    }
    // -냐 presses: 위약금이 내 월급이냐.
    let presses = last.ending.is_some_and(|ending| {
        let morph = &morphs[ending as usize];
        text[morph.start as usize..morph.end as usize].ends_with('냐')
    });
    if presses {
        return None;
    }
    let rhetorical = sentence_has(Cue::Rhetorical.bit() | Cue::Anger.bit() | Cue::Still.bit());
    if rhetorical {
        return None;
    }
    // 가입하면 전화 많이 오나요? The writer has not done it yet.
    let supposes = all.iter().any(|clause| clause.link == Link::Condition);
    let at = last.ending.unwrap_or(last.morphs.end - 1);
    let morph = &morphs[at as usize];
    Some(Question {
        cue: CueSpan {
            start: morph.start,
            end: morph.end,
        },
        inquiry: sentence_has(Cue::Inquiry.bit() | Cue::Wonder.bit())
            || (polite(text, morphs, last)
                && supposes
                && !sentence_has(
                    Cue::Sorrow.bit() | Cue::Protest.bit() | Cue::Wh.bit() | NEGATORS,
                )),
    })
}

/// -나요, -ㄴ가요, -ㄹ까요: the endings that ask and do not press.
fn polite(text: &str, morphs: &[Morph], last: &Clause) -> bool {
    last.link == Link::Question
        && last.ending.is_some_and(|ending| {
            let morph = &morphs[ending as usize];
            let form = &text[morph.start as usize..morph.end as usize];
            ["나요", "가요", "까요"]
                .iter()
                .any(|end| form.ends_with(end))
        })
}
