//! How a predicate goes on behind its ending: through a noun (안 온 적이 없다), a
//! quotation (달라고 안 하다), a condition (안 하면 안 되다), a favour (안 오게 해 주다).

use super::predicate::{CueFlags, has};
use crate::{
    lexicon::cues::Cue,
    morph::{Morph, Tag},
};

/// How many morphemes may stand between the noun and 없다: 적이 단 한 번도 없다.
const REACH: u32 = 7;

/// The first morpheme from `from` on that is no particle.
pub(super) fn skip_particles(morphs: &[Morph], from: u32, end: u32) -> Option<u32> {
    (from..end).find(|&at| !morphs[at as usize].tag.is_particle())
}

/// The negator behind an adnominal ending and its noun: -ㄹ 수 없다, -ㄴ 적이 한
/// 번도 없다, -는 게 아니다.
pub(super) fn behind_noun(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
    negated: bool,
    reported: bool,
) -> Option<u32> {
    let noun = ending + 1;
    if noun >= end {
        return None;
    }
    if !has(cues, noun, Cue::BoundNoun) {
        return behind_any_noun(text, morphs, cues, ending, end, negated, reported);
    }
    let between = |at: u32| {
        let tag = morphs[at as usize].tag;
        tag.is_particle()
            || matches!(tag, Tag::Mm | Tag::Nr | Tag::Nnbc | Tag::Sn)
            || (tag == Tag::Mag && !has(cues, at, Cue::ShortNegator))
            || has(cues, at, Cue::Quantity)
    };
    let stop = (noun + 1 + REACH).min(end);
    let negator = (noun + 1..stop).find(|&at| !between(at))?;
    // 못 받은 게 한두 번이 아니다: it happened, and often.
    let counted = morphs[negator as usize].tag == Tag::Vcn
        && negator >= noun + 2
        && morphs[negator as usize - 2].tag == Tag::Nnbc;
    if counted {
        return None;
    }
    // 참을 수 없다 is a negator in form only, ending and all; of 올 날이
    // 없어지다 and 바꿀 필요가 없다 only the words are.
    (denies(text, morphs, cues, negator, end) && !has(cues, ending, Cue::PseudoNegator))
        .then_some(negator)
}

/// 없다, 아니다, and 못 보다, 못 듣다: what nobody saw did not happen.
fn denies(text: &str, morphs: &[Morph], cues: &CueFlags, negator: u32, end: u32) -> bool {
    let unseen = |verb: u32| {
        let verb = &morphs[verb as usize];
        let seen = ["보", "봤", "봐", "본", "봄", "들", "듣"];
        verb.tag.is_predicate()
            && seen
                .iter()
                .any(|seen| text[verb.start as usize..verb.end as usize].starts_with(seen))
    };
    has(cues, negator, Cue::NegativePredicate)
        || (has(cues, negator, Cue::ShortNegator) && negator + 1 < end && unseen(negator + 1))
}

/// What one has a mind to.
const WILLS: &[&str] = &["생각", "마음", "맘", "의향", "계획", "의사", "엄두"];

/// Whether a noun names what one has a mind to.
pub(super) fn is_will(text: &str, noun: &Morph) -> bool {
    WILLS.contains(&&text[noun.start as usize..noun.end as usize])
}

/// The negator behind an adnominal ending and a noun of whatever sort: 물어내는
/// 택배사가 없다, 못 쓰는 카드가 아니다.
fn behind_any_noun(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
    negated: bool,
    reported: bool,
) -> Option<u32> {
    let morph = &morphs[ending as usize];
    let form = &text[morph.start as usize..morph.end as usize];
    // 해 준다는 연락이 없다: not what it says is denied.
    let quoted = ["다는", "라는", "자는", "냐는", "단", "란"];
    if quoted.iter().any(|quoted| form.ends_with(quoted)) {
        return None;
    }
    let nouns = |at: &u32| {
        matches!(
            morphs[*at as usize].tag,
            Tag::Nng | Tag::Nnp | Tag::Nnb | Tag::Xsn
        )
    };
    let last = (ending + 1..end).take_while(nouns).last()?;
    let noun = &morphs[last as usize];
    // 환불받을 생각이 없다: the writer wants none; 돌려줄 생각이 없다 and 없앨 생각은
    // 없대요 deny it.
    let wills = is_will(text, noun);
    if wills && !form.ends_with('줄') && !reported {
        return None;
    }
    let particle = last + 1;
    let named =
        particle < end && matches!(morphs[particle as usize].tag, Tag::Jks | Tag::Jkc | Tag::Jx);
    let between = |at: u32| {
        let tag = morphs[at as usize].tag;
        tag.is_particle()
            || matches!(tag, Tag::Mm | Tag::Nr | Tag::Nnbc)
            || has(cues, at, Cue::Quantity)
    };
    let stop = (particle + REACH).min(end);
    let negator = (particle..stop).find(|&at| !between(at))?;
    let denies = has(cues, negator, Cue::NegativePredicate)
        && !has(cues, negator, Cue::PseudoNegator)
        && match morphs[negator as usize].tag {
            Tag::Va => named || negated,
            Tag::Vcn => negated,
            _ => false,
        };
    denies.then_some(negator)
}

/// The verb behind an adnominal ending and 만큼, 정도로.
pub(super) fn behind_measure(
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
) -> Option<u32> {
    let noun = ending + 1;
    if noun >= end || !has(cues, noun, Cue::Measure) {
        return None;
    }
    let stop = (noun + 1 + REACH).min(end);
    let verb = (noun + 1..stop).find(|&at| {
        let tag = morphs[at as usize].tag;
        !tag.is_particle() && tag != Tag::Mag
    })?;
    let tag = morphs[verb as usize].tag;
    matches!(tag, Tag::Vv | Tag::Va).then_some(verb)
}

/// The last morpheme of the verb behind an adjective's -게, which it belongs
/// to: 지겹게 오지는 않다. A stem with -지 that was cut as a noun is one too.
pub(super) fn behind_manner(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    head: u32,
    ending: u32,
    end: u32,
) -> Option<u32> {
    let morph = &morphs[ending as usize];
    let manner = matches!(morphs[head as usize].tag, Tag::Va | Tag::Xsa)
        && &text[morph.start as usize..morph.end as usize] == "게";
    if !manner {
        return None;
    }
    // 밤늦게도 걸지 않다
    let from = skip_particles(morphs, ending + 1, end)?;
    let verb = (from..end).find(|&at| !has(cues, at, Cue::ShortNegator))?;
    let tag = morphs[verb as usize].tag;
    if tag.is_nominal() {
        let behind = skip_particles(morphs, verb + 1, end)?;
        return has(cues, behind, Cue::LongNegator).then_some(behind - 1);
    }
    (verb <= from + 1 && tag == Tag::Vv && !has(cues, verb, Cue::LightVerb)).then_some(verb)
}

/// The negator of the verb that reports: 달라고 안 하다, 된다고는 하지 않다, 바꾸라고
/// 하는 일은 없다.
pub(super) fn behind_quote(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
) -> Option<u32> {
    let morph = &morphs[ending as usize];
    let form = &text[morph.start as usize..morph.end as usize];
    let joined = morphs.get(ending as usize + 1).map(|next| next.tag) == Some(Tag::Jkq);
    let quotes = joined
        || ["라고", "다고", "자고", "냐고"]
            .iter()
            .any(|q| form.ends_with(q));
    if !quotes {
        return None;
    }
    let next = skip_particles(morphs, ending + 1, end)?;
    if has(cues, next, Cue::ShortNegator) {
        return (next + 1 < end && has(cues, next + 1, Cue::LightVerb)).then_some(next);
    }
    if !has(cues, next, Cue::LightVerb) {
        return None;
    }
    // 바꾸라고 하는 일은 없다
    if next + 2 < end && morphs[next as usize + 1].tag == Tag::Etm {
        return has(cues, next + 2, Cue::BoundNoun)
            .then(|| behind_noun(text, morphs, cues, next + 1, end, false, false))
            .flatten();
    }
    let negator = skip_particles(morphs, next + 2, end)?;
    has(cues, negator, Cue::LongNegator).then_some(negator)
}

/// The second negator of a duty, and its verb: -지 않으면 안 되다, 안 하고는 못
/// 배기다.
pub(super) fn duty(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
) -> Option<(u32, u32)> {
    let morph = &morphs[ending as usize];
    let form = &text[morph.start as usize..morph.end as usize];
    let next = morphs.get(ending as usize + 1)?;
    let holds = form.ends_with('면')
        || ((form.ends_with('고') || form.ends_with("고서")) && next.tag == Tag::Jx)
        || form.ends_with("고선")
        || form.ends_with("고는");
    if !holds {
        return None;
    }
    let negator = skip_particles(morphs, ending + 1, end)?;
    let verb = negator + 1;
    if verb >= end
        || !has(cues, negator, Cue::ShortNegator)
        || !morphs[verb as usize].tag.is_predicate()
    {
        return None;
    }
    // 안 하면 안 가요 is a condition, only 안 하면 안 되다 is a duty.
    let must = ['되', '돼', '된', '될', '됩', '됨'];
    (!form.ends_with('면') || text[morphs[verb as usize].start as usize..].starts_with(must))
        .then_some((negator, verb))
}

/// Whether what -게 names was done for the writer: 안 오게 해 줬다. In 안 오게 해
/// 주세요 it is only asked for, 못 쓰게 하다 is no favour.
pub(super) fn came_about(
    text: &str,
    morphs: &[Morph],
    cues: &CueFlags,
    ending: u32,
    end: u32,
) -> bool {
    let verb = ending + 1;
    if verb >= end || !has(cues, verb, Cue::LightVerb) {
        return false;
    }
    let goes_on = |at: &u32| {
        let tag = morphs[*at as usize].tag;
        tag == Tag::Vx || tag.is_ending()
    };
    let chain = || (verb + 1..end).take_while(goes_on);
    chain().any(|at| has(cues, at, Cue::Benefit))
        && chain()
            .last()
            .is_some_and(|last| told(text, morphs, verb, last))
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
    "대",
    "다네요",
    "습니다",
    "ㅂ니다",
    "다",
    "단다",
    "니까",
    "시니",
    "주니",
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
    "고",
];

/// Whether the predicate `head..=last` has 었: its syllable ends in ㅆ.
pub(super) fn is_past(text: &str, morphs: &[Morph], head: u32, last: u32) -> bool {
    let ends_in_ss = |c: char| {
        let code = u32::from(c).wrapping_sub(u32::from('가'));
        c != '겠' && code < 11_172 && code % 28 == 20
    };
    morphs[head as usize..=last as usize].iter().any(|morph| {
        let form = &text[morph.start as usize..morph.end as usize];
        morph.tag == Tag::Ep && form.chars().any(ends_in_ss)
    })
}

/// Whether the predicate `head..=last` tells something.
pub(super) fn told(text: &str, morphs: &[Morph], head: u32, last: u32) -> bool {
    let ending = &morphs[last as usize];
    let past = is_past(text, morphs, head, last);
    match ending.tag {
        Tag::Etm | Tag::Etn => true,
        Tag::Ec | Tag::Ef => {
            let form = &text[ending.start as usize..ending.end as usize];
            past || TELLING.iter().any(|telling| form.ends_with(telling))
        }
        _ => past,
    }
}

/// Endings that ask for something or suppose it.
const ASKING: &[&str] = &[
    "세요", "시오", "시죠", "라", "줘", "자", "면", "든가", "든지", "나요", "까", "까요", "셈",
];

/// Whether the predicate that ends at `last` asks.
pub(super) fn asked(text: &str, morphs: &[Morph], last: u32) -> bool {
    let ending = &morphs[last as usize];
    let form = &text[ending.start as usize..ending.end as usize];
    matches!(ending.tag, Tag::Ec | Tag::Ef)
        && !form.ends_with("더라")
        && ASKING.iter().any(|asking| form.ends_with(asking))
}
