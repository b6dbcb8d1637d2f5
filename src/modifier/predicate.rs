//! Predicates with their endings and auxiliaries: what negation, agent and
//! question look at.

use std::ops::Range;

use super::{
    CueSpan,
    chain::{
        asked, behind_manner, behind_measure, behind_noun, behind_quote, came_about, duty, is_will,
        skip_particles, told,
    },
};
use crate::{
    clause::{Clause, Link},
    lexicon::cues::{Cue, CueBits},
    morph::{Morph, Tag},
};

/// One predicate: 바꾸 + 어 + 주 + 지 + 않 + 아요.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Predicate {
    /// Its stem and the last morpheme that belongs to it, inclusive.
    pub(crate) head: u32,
    pub(crate) last: u32,
    pub(crate) clause: u32,
    /// The morphemes that negate it; two cancel out. More than three do not
    /// occur in one predicate.
    negators: [Option<u32>; 3],
    /// The negator it has through a noun: -ㄹ 일이 없다.
    pub(crate) void: Option<u32>,
    /// -어야 하다, -지 않으면 안 되다: it must be, it is not supposed.
    pub(crate) duty: bool,
    /// 었, 네요, -ㄴ/-는 N: it is told, not asked for.
    pub(crate) told: bool,
    /// -세요, -아라, -면: it is asked for or supposed.
    pub(crate) asked: bool,
    /// -게 해 줬다: what it names was brought about.
    pub(crate) granted: bool,
    /// -지 마세요: the writer asks somebody to stop.
    pub(crate) plea: bool,
    /// The second negator of what is never left out: 안 떼는 데가 없다, 안 하면
    /// 안 되다.
    pub(crate) always: Option<u32>,
    /// -어 버리다, -어 대다: it is told with regret.
    pub(crate) regretted: Option<u32>,
    /// -시-, 주시다: somebody else acts.
    pub(crate) honorific: Option<CueSpan>,
    /// 드리다: the writer acts.
    pub(crate) humble: Option<CueSpan>,
}

/// What is known of each morpheme: the cues that cover it.
pub(crate) type CueFlags = [CueBits];

pub(super) fn has(cues: &CueFlags, at: u32, cue: Cue) -> bool {
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
        negators: [None; 3],
        void: None,
        duty: false,
        told: false,
        asked: false,
        granted: false,
        plea: false,
        always: None,
        regretted: None,
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
    let reported = matches!(clause.link, Link::Hearsay | Link::Quote);
    let end = sentence_end.min(morphs.len() as u32);
    let tag_of = |at: u32| morphs[at as usize].tag;
    let mut at = head + 1;
    while at < end {
        let tag = morphs[at as usize].tag;
        match tag {
            Tag::Ep => predicate.note(morphs, cues, at),
            Tag::Ef => {
                predicate.note(morphs, cues, at);
                if let Some(negator) = behind_quote(text, morphs, cues, at, end) {
                    predicate.negate(cues, negator);
                }
            }
            Tag::Ec => {
                predicate.last = at;
                if predicate.is_negated()
                    && let Some((negator, verb)) = duty(text, morphs, cues, at, end)
                {
                    predicate.negate(cues, negator);
                    predicate.duty = true;
                    predicate.last = verb;
                    at = verb + 1;
                    continue;
                }
                if let Some(negator) = behind_quote(text, morphs, cues, at, end) {
                    predicate.negate(cues, negator);
                    // 바꾸라고 하지 않은 적이 없다: it goes on from there.
                    let long = has(cues, negator, Cue::LongNegator);
                    if !long {
                        predicate.void = Some(negator)
                            .filter(|_| !has(cues, negator, Cue::ShortNegator))
                            .or(predicate.void);
                        break;
                    }
                    predicate.last = negator;
                    at = negator + 1;
                    continue;
                }
                if let Some(verb) = behind_manner(text, morphs, cues, head, at, end) {
                    if has(cues, verb - 1, Cue::ShortNegator) {
                        predicate.negate(cues, verb - 1);
                    }
                    predicate.last = verb;
                    at = verb + 1;
                    if at < end && has(cues, at, Cue::LongNegator) {
                        predicate.negate(cues, at);
                        predicate.last = at;
                        at += 1;
                    }
                    continue;
                }
                let form =
                    &text[morphs[at as usize].start as usize..morphs[at as usize].end as usize];
                let next = skip_particles(morphs, at + 1, end);
                let Some(aux) = next.filter(|&next| {
                    let tag = morphs[next as usize].tag;
                    tag == Tag::Vx
                        || (tag.is_predicate()
                            && (has(cues, next, Cue::LongNegator) || has(cues, next, Cue::Plea)))
                        // 바꿔야 하는 건 아니다, 안 받고 지나가는 날이 없다
                        || (form.ends_with('야') && has(cues, next, Cue::LightVerb))
                        || (form == "고" && has(cues, next, Cue::PassBy))
                }) else {
                    break;
                };
                predicate.duty |= form.ends_with('야');
                if has(cues, aux, Cue::LongNegator) {
                    predicate.negate(cues, aux);
                }
                if has(cues, aux, Cue::Plea) {
                    predicate.plea = true;
                }
                // 지 안 않다 and 해 안 주다: the adverb stands inside.
                predicate.note(morphs, cues, aux);
                if tag_of(aux) == Tag::Vx && regrets(text, &morphs[aux as usize]) {
                    predicate.regretted = Some(aux);
                }
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
                // 성가실 만큼 오지는 않다: the measure belongs to what it measures.
                if let Some(verb) = behind_measure(morphs, cues, at, end) {
                    at = verb;
                    if has(cues, verb - 1, Cue::ShortNegator) {
                        predicate.negate(cues, verb - 1);
                    }
                    predicate.last = at;
                    at += 1;
                    continue;
                }
                let Some(negative) = behind_noun(
                    text,
                    morphs,
                    cues,
                    at,
                    end,
                    predicate.is_negated(),
                    reported,
                ) else {
                    break;
                };
                predicate.force(negative);
                // Only such a noun reaches what is joined to its clause: in 창구가 있고
                // 기다리는 사람은 없다 the two stand apart.
                if has(cues, at + 1, Cue::BoundNoun) || is_will(text, &morphs[at as usize + 1]) {
                    predicate.void = Some(negative);
                }
                at = negative;
            }
            _ => break,
        }
        predicate.last = at;
        at += 1;
    }
    // 못 받은 적이 없다 is no such thing: what one may do is no burden.
    if let [Some(first), Some(second), None] = predicate.negators
        && !text[morphs[first as usize].start as usize..].starts_with('못')
        && (predicate.duty || (second > head && is_void(text, morphs, second)))
    {
        predicate.always = Some(second);
    }
    predicate.told = told(text, morphs, head, predicate.last);
    predicate.asked = predicate.plea || asked(text, morphs, predicate.last);
    // 안 오게 해 주세요, 없도록: what is asked for, not what is denied.
    let ending = &morphs[predicate.last as usize];
    if ending.tag == Tag::Ec {
        let form = &text[ending.start as usize..ending.end as usize];
        let aims = form.ends_with('게') || form.ends_with("도록") || form.ends_with("게끔");
        predicate.granted = aims && came_about(text, morphs, cues, predicate.last, end);
        if aims && !predicate.granted {
            predicate.negators = [None; 3];
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
        predicate.negators = [None; 3];
    }
    predicate
}

/// 없다 behind a noun of times and places: 안 오는 날이 없다, 안 바꿀 수가 없다. 안
/// 올 리가 없다 and 안 올 이유가 없다 tell what is expected.
fn is_void(text: &str, morphs: &[Morph], negator: u32) -> bool {
    let noun = (0..negator)
        .rev()
        .take(3)
        .find(|&at| morphs[at as usize].tag.is_nominal());
    morphs[negator as usize].tag == Tag::Va
        && noun.is_none_or(|noun| {
            let noun = &morphs[noun as usize];
            !matches!(
                &text[noun.start as usize..noun.end as usize],
                "리" | "이유" | "까닭" | "필요"
            )
        })
}

/// Whether an auxiliary tells that what was done is minded.
fn regrets(text: &str, aux: &Morph) -> bool {
    let form = &text[aux.start as usize..aux.end as usize];
    [
        "버리", "버렸", "버려", "버린", "대네", "댔", "쌓", "쌌", "먹었",
    ]
    .iter()
    .any(|start| form.starts_with(start))
}

impl Predicate {
    fn negate(&mut self, cues: &CueFlags, at: u32) {
        // 못 참겠다, 장난 아니다: a negator in form only.
        if !has(cues, at, Cue::PseudoNegator) {
            self.force(at);
        }
    }

    fn force(&mut self, at: u32) {
        if let Some(slot) = self.negators.iter_mut().find(|slot| slot.is_none()) {
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

    /// Whether `next` brings it about: 갈아타게 하다.
    pub(crate) fn is_brought_about(
        &self,
        text: &str,
        morphs: &[Morph],
        cues: &CueFlags,
        next: &Predicate,
    ) -> bool {
        let ending = &morphs[self.last as usize];
        ending.tag == Tag::Ec
            && matches!(
                &text[ending.start as usize..ending.end as usize],
                "게" | "게끔" | "도록"
            )
            && has(cues, next.head, Cue::LightVerb)
            && skip_particles(morphs, self.last + 1, next.head + 1) == Some(next.head)
    }

    /// True when the negations do not cancel out.
    pub(crate) fn is_negated(&self) -> bool {
        self.negators().count() % 2 == 1
    }
}

/// The predicates from the one on that governs the morpheme `last`: the one it
/// ends in, else the next.
pub(crate) fn governed(predicates: &[Predicate], last: u32) -> &[Predicate] {
    let at = predicates.partition_point(|predicate| predicate.last < last);
    &predicates[at..]
}

/// The predicate that governs the morphemes `first..=last`: the one they end
/// in, else the next in their clause.
pub(crate) fn governing(
    predicates: &[Predicate],
    clause: &Clause,
    range: Range<u32>,
) -> Option<Predicate> {
    governed(predicates, range.end)
        .first()
        .filter(|predicate| predicate.head < clause.morphs.end)
        .copied()
}
