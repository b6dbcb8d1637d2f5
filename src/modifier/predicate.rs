//! Predicates with their endings and auxiliaries: what negation, agent and
//! question look at.

use std::ops::Range;

use super::CueSpan;
use crate::{
    clause::{Clause, Link},
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// One predicate: 바꾸 + 어 + 주 + 지 + 않 + 아요.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Predicate {
    /// Its stem and the last morpheme that belongs to it, inclusive.
    pub(crate) head: u32,
    pub(crate) last: u32,
    pub(crate) clause: u32,
    /// The morphemes that negate it; two cancel out. More than two do not
    /// occur in one predicate.
    negators: [Option<u32>; 2],
    /// 었, 네요, -ㄴ/-는 N: it is told, not asked for.
    pub(crate) told: bool,
    /// -지 마세요: the writer asks somebody to stop.
    pub(crate) plea: bool,
    /// -시-, 주시다: somebody else acts.
    pub(crate) honorific: Option<CueSpan>,
    /// 드리다: the writer acts.
    pub(crate) humble: Option<CueSpan>,
}

/// What is known of each morpheme: the cues that cover it.
pub(crate) type CueFlags = [u32];

fn has(cues: &CueFlags, at: u32, cue: Cue) -> bool {
    cues[at as usize] & cue.bit() != 0
}

/// Appends the predicates of one clause.
pub(crate) fn collect(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    number: u32,
    clause: &Clause,
    sentence_end: u32,
    out: &mut Vec<Predicate>,
) {
    let mut at = clause.morphs.start;
    while at < clause.morphs.end {
        let tag = morphs[at as usize].tag;
        if !tag.is_predicate() {
            at += 1;
            continue;
        }
        let predicate = read(text, morphs, cues, at, number, clause, sentence_end);
        at = predicate.last + 1;
        out.push(predicate);
    }
}

fn read(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    head: u32,
    number: u32,
    clause: &Clause,
    sentence_end: u32,
) -> Predicate {
    let mut predicate = Predicate {
        head,
        last: head,
        clause: number,
        negators: [None; 2],
        told: false,
        plea: false,
        honorific: None,
        humble: None,
    };
    // 안 and 못 stand before the stem, or before the noun of 하다.
    let mut before = head;
    while before > clause.morphs.start {
        before -= 1;
        let tag = morphs[before as usize].tag;
        if has(cues, before, Cue::ShortNegator) {
            predicate.negate(cues, before);
            break;
        }
        let light = matches!(morphs[head as usize].tag, Tag::Xsv | Tag::Xsa);
        if !(light && before + 1 == head && tag.is_nominal()) {
            break;
        }
    }
    predicate.note(morphs, cues, head);
    if has(cues, head, Cue::NegativePredicate) {
        predicate.negate(cues, head);
    }
    let end = sentence_end.min(morphs.len() as u32);
    let mut at = head + 1;
    while at < end {
        let tag = morphs[at as usize].tag;
        match tag {
            Tag::Ep | Tag::Ef => predicate.note(morphs, cues, at),
            Tag::Ec => {
                predicate.last = at;
                let next = skip_particles(morphs, at + 1, end);
                let Some(aux) = next.filter(|&next| {
                    let tag = morphs[next as usize].tag;
                    tag == Tag::Vx
                        || (tag.is_predicate()
                            && (has(cues, next, Cue::LongNegator) || has(cues, next, Cue::Plea)))
                }) else {
                    break;
                };
                if has(cues, aux, Cue::LongNegator) {
                    predicate.negate(cues, aux);
                }
                if has(cues, aux, Cue::Plea) {
                    predicate.plea = true;
                }
                // 지 안 않다 and 해 안 주다: the adverb stands inside.
                predicate.note(morphs, cues, aux);
                at = aux;
            }
            Tag::Mag if has(cues, at, Cue::ShortNegator) => {
                // 해 안 주다
                let next = (at + 1 < end).then(|| morphs[at as usize + 1].tag);
                if next != Some(Tag::Vx) {
                    break;
                }
                predicate.negate(cues, at);
            }
            Tag::Vx => predicate.note(morphs, cues, at),
            Tag::Etm => {
                predicate.last = at;
                // -ㄹ 수 없다, -ㄴ 적 없다, -ㄹ 리가 없다
                let noun = at + 1;
                if noun >= end || !has(cues, noun, Cue::BoundNoun) {
                    break;
                }
                let Some(negative) = skip_particles(morphs, noun + 1, end)
                    .filter(|&next| has(cues, next, Cue::NegativePredicate))
                else {
                    break;
                };
                predicate.negate(cues, negative);
                at = negative;
            }
            _ => break,
        }
        predicate.last = at;
        at += 1;
    }
    predicate.told = told(text, morphs, head, predicate.last);
    // 안 오게 해 주세요, 없도록: what is asked for, not what is denied.
    let ending = &morphs[predicate.last as usize];
    if ending.tag == Tag::Ec {
        let form = &text[ending.start as usize..ending.end as usize];
        if form.ends_with('게') || form.ends_with("도록") || form.ends_with("게끔") {
            predicate.negators = [None; 2];
        }
    }
    // -지 않나요, 아닌가요: a question that affirms.
    if clause.link == Link::Question
        && clause.ending.is_some_and(|ending| ending <= predicate.last)
        && predicate.negators[1].is_none()
        && predicate.negators[0].is_some_and(|at| {
            !has(cues, at, Cue::ShortNegator) && morphs[at as usize].tag != Tag::Va
        })
    {
        predicate.negators = [None; 2];
    }
    predicate
}

/// Endings that tell: in them nothing is asked for.
const TELLING: &[&str] = &[
    "네요",
    "네",
    "더라",
    "더라고요",
    "더라구요",
    "더군요",
    "답니다",
    "대요",
    "ㄴ대요",
    "는대요",
    "대",
    "ㄴ대",
    "는대",
    "다네요",
    "습니다",
    "ㅂ니다",
    "다",
    "ㄴ다",
    "는다",
    "단다",
    "ㄴ단다",
    "는단다",
    "니까",
    "으니까",
    "어서",
    "아서",
    "는데",
    "ㄴ데",
    "은데",
    "지만",
    "는지",
    "군요",
    "던데",
    "더니",
    "다더니",
    "고",
];

fn told(text: &str, morphs: &[Morph], head: u32, last: u32) -> bool {
    let ending = &morphs[last as usize];
    let past = morphs[head as usize..=last as usize].iter().any(|morph| {
        let form = &text[morph.start as usize..morph.end as usize];
        morph.tag == Tag::Ep && !form.ends_with('시') && !form.contains('겠')
    });
    match ending.tag {
        Tag::Etm => true,
        Tag::Ec | Tag::Ef => {
            let form = &text[ending.start as usize..ending.end as usize];
            past || TELLING.iter().any(|telling| form.ends_with(telling))
        }
        _ => past,
    }
}

fn skip_particles(morphs: &[Morph], from: u32, end: u32) -> Option<u32> {
    (from..end).find(|&at| !morphs[at as usize].tag.is_particle())
}

impl Predicate {
    fn negate(&mut self, cues: &CueFlags, at: u32) {
        // 못 참겠다, 장난 아니다: a negator in form only.
        if !has(cues, at, Cue::PseudoNegator)
            && let Some(slot) = self.negators.iter_mut().find(|slot| slot.is_none())
        {
            *slot = Some(at);
        }
    }

    fn note(&mut self, morphs: &[Morph], cues: &CueFlags, at: u32) {
        let morph = &morphs[at as usize];
        let span = CueSpan {
            start: morph.start,
            end: morph.end,
        };
        if has(cues, at, Cue::Honorific) {
            self.honorific.get_or_insert(span);
        }
        if has(cues, at, Cue::Humble) {
            self.humble.get_or_insert(span);
        }
    }

    /// The morphemes that negate it.
    pub(crate) fn negators(&self) -> impl Iterator<Item = u32> {
        self.negators.into_iter().flatten()
    }

    /// True when the negations do not cancel out.
    pub(crate) fn is_negated(&self) -> bool {
        self.negators().count() % 2 == 1
    }
}

/// The predicate that governs the morphemes `first..=last`: the one they end
/// in, else the next in their clause.
pub(crate) fn governing(
    predicates: &[Predicate],
    clause: &Clause,
    range: Range<u32>,
) -> Option<Predicate> {
    let last = range.end;
    let at = predicates.partition_point(|predicate| predicate.last < last);
    predicates
        .get(at)
        .filter(|predicate| predicate.head < clause.morphs.end)
        .copied()
}
