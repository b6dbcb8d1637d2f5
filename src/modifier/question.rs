//! Questions: those that ask are neutral, those that blame are not.

use super::{CueSpan, negation::NEGATORS};
use crate::{
    clause::{self, Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
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
    let has_cue = |set: CueBits| clause::cues(all) & set != 0;
    let marked = text[last.start as usize..last.end as usize]
        .trim_end()
        .ends_with('?');
    // -는지 궁금해요 asks too.
    if last.link != Link::Question && !marked && !has_cue(Cue::Wonder.bit()) {
        return None;
    }
    let ending = last.ending.map(|ending| {
        let morph = &morphs[ending as usize];
        &text[morph.start as usize..morph.end as usize]
    });
    // -냐 presses: 위약금이 내 월급이냐.
    if ending.is_some_and(|ending| ending.ends_with('냐')) {
        return None;
    }
    // 다 없어졌네요??? The mark stands for amazement.
    let amazed = ending.is_some_and(|ending| AMAZED.iter().any(|end| ending.ends_with(end)));
    if amazed && !has_cue(Cue::Inquiry.bit() | Cue::Wonder.bit()) {
        return None;
    }
    // 설마 안 해 주겠어요: it will not be so.
    let doubted = doubts(text, morphs, last);
    let rhetorical =
        !doubted && has_cue(Cue::Rhetorical.bit() | Cue::Anger.bit() | Cue::Still.bit());
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
        inquiry: doubted
            || has_cue(Cue::Inquiry.bit() | Cue::Wonder.bit())
            || asks_for(text, morphs, all, last)
            || (!supposes && asks_whether(text, morphs, clauses, number as usize, last))
            || (polite(text, morphs, last)
                && supposes
                && !has_cue(Cue::Sorrow.bit() | Cue::Protest.bit() | Cue::Wh.bit() | NEGATORS)),
    })
}

/// Endings that tell what the writer just found, whatever mark follows.
const AMAZED: &[&str] = &[
    "네",
    "네요",
    "네여",
    "네용",
    "군요",
    "구나",
    "구만",
    "잖아",
    "잖아요",
];

/// Words that ask for a time, a place, a measure, a way.
const WH: &[&str] = &["언제", "얼마", "어디", "몇", "며칠"];

/// What makes such a question press: 언제까지 더, 벌써 두 달째인데 언제.
const DRAGS: &[&str] = &[
    "째",
    "벌써",
    "여태",
    "아직",
    "아직도",
    "또",
    "자꾸",
    "계속",
    "매번",
    "더",
    "그럼",
    "대체",
    "이제",
];

/// Whether the question asks for a time, a place, a measure and no more:
/// 위약금은 어디에 내야 합니까.
fn asks_for(text: &str, morphs: &[Morph], all: &[Clause], last: &Clause) -> bool {
    let form = |at: u32| {
        let morph = &morphs[at as usize];
        &text[morph.start as usize..morph.end as usize]
    };
    let asks = last.ending.is_some_and(|ending| {
        let end = form(ending);
        [
            "나요", "가요", "까요", "니까", "에요", "예요", "어요", "아요", "해요", "돼요", "죠",
        ]
        .iter()
        .any(|polite| end.ends_with(polite))
    });
    if !asks {
        return false;
    }
    // 언제까지 써야 하나요: -어야 하다 is one predicate.
    let before = all
        .iter()
        .take_while(|clause| clause.morphs.start < last.morphs.start)
        .last()
        .filter(|before| {
            before
                .ending
                .is_some_and(|ending| form(ending).ends_with('야'))
        })
        // 몇 번 말해야 알아듣나요 presses.
        .filter(|_| form(last.morphs.start).starts_with(['하', '합', '해', '되', '됩', '돼']));
    let from = before.map_or(last.morphs.start, |before| before.morphs.start);
    let Some(wh) = (from..last.morphs.end).find(|&at| WH.contains(&form(at))) else {
        return false;
    };
    let presses = |at: u32| {
        // 몇 번이나, 얼마를 더: more than enough.
        DRAGS.contains(&form(at))
            || (at > wh && matches!(form(at), "이나" | "나" | "씩" | "을" | "를"))
            || (at > wh && morphs[at as usize].tag == Tag::Nnb && form(at).starts_with('거'))
            // 어디 갔나요, 어디서 찾나요: it is nowhere.
            || (form(wh) == "어디" && at == wh + 1 && form(at) != "에" && form(at) != "로")
            || matches!(form(at), "안" | "못")
    };
    let first = all
        .first()
        .map_or(last.morphs.start, |clause| clause.morphs.start);
    !(first..last.morphs.end).any(presses)
}

/// Words that stand in no question that only asks whether: they point at what
/// is wrong, or ask after its cause.
const POINTS: &[&str] = &[
    "왜",
    "이렇게",
    "이런",
    "이게",
    "이걸",
    "이것",
    "그렇게",
    "어쩌",
    "뭐",
    "무슨",
    "누가",
    "제발",
    "라는",
    "말라는",
];

/// Whether the question only asks whether it is so: 밤에도 문자가 오나요.
fn asks_whether(
    text: &str,
    morphs: &[Morph],
    clauses: &[Clause],
    number: usize,
    last: &Clause,
) -> bool {
    let range = clause::sentence(clauses, number);
    let all = &clauses[range.clone()];
    let next = clauses.get(range.end).map(|next| &next.morphs);
    let end = next.map_or(last.morphs.end, |next| next.end);
    let set = Cue::Sorrow.bit()
        | Cue::Protest.bit()
        | Cue::Wh.bit()
        | Cue::Intensifier.bit()
        | Cue::Irony.bit()
        | NEGATORS;
    // 우리가 봉인가요: of what somebody is, it seldom asks.
    let equates = last
        .ending
        .is_some_and(|ending| ending > 0 && morphs[ending as usize - 1].tag == Tag::Vcp);
    if equates || all.len() > 2 || !polite(text, morphs, last) || clause::cues(all) & set != 0 {
        return false;
    }
    let form = |at: u32| {
        let morph = &morphs[at as usize];
        &text[morph.start as usize..morph.end as usize]
    };
    let first = all
        .first()
        .map_or(last.morphs.start, |clause| clause.morphs.start);
    // 보상을 말로 때우나요: what somebody does to something is seldom asked so.
    let acts = (first..last.morphs.end).any(|at| morphs[at as usize].tag == Tag::Jko);
    !acts
        && all.iter().all(|clause| clause.link != Link::Concession)
        && !(first..end).any(|at| {
            // 장관님도 받으시나요: as if he would.
            let even = form(at) == "도" && at > first && form(at - 1) == "님";
            even || DRAGS.contains(&form(at))
                || POINTS.contains(&form(at))
                || WH.contains(&form(at))
        })
}

/// 설마 … -겠-: what the writer does not believe.
fn doubts(text: &str, morphs: &[Morph], last: &Clause) -> bool {
    let form = |at: u32| {
        let morph = &morphs[at as usize];
        &text[morph.start as usize..morph.end as usize]
    };
    let mut morphemes = last.morphs.clone();
    morphemes.any(|at| form(at) == "설마")
        && morphemes
            .clone()
            .all(|at| morphs[at as usize].tag != Tag::Vcn)
        && morphemes.any(|at| morphs[at as usize].tag == Tag::Ep && form(at).contains('겠'))
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
