//! The concepts of `data/cues.toml` the modifiers ask for by name.

use serde::{Deserialize, Serialize};

/// A set of cues, a bit each.
pub(crate) type CueBits = u64;

macro_rules! cues {
    ($($(#[$doc:meta])* $name:ident = $id:literal),* $(,)?) => {
        /// A concept of the cue table that the code knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub(crate) enum Cue { $($(#[$doc])* $name),* }

        impl Cue {
            /// Every cue with the id of its concept.
            pub(crate) const ALL: &'static [(&'static str, Cue)] =
                &[$((concat!("cues.", $id), Cue::$name)),*];
        }
    };
}

cues! {
    /// 안, 못 before a predicate
    ShortNegator = "short-negator",
    /// 않다, 못하다 behind -지
    LongNegator = "long-negator",
    /// 말다 behind -지: a plea, no negation
    Plea = "plea",
    /// 없다, 아니다
    NegativePredicate = "negative-predicate",
    /// 수, 리, 적 between -ㄹ/-ㄴ and 없다
    BoundNoun = "bound-noun",
    /// 불가, 거부, 커녕, 없이 behind a noun
    NominalNegator = "nominal-negator",
    /// 안내, 못지않다: no negation
    PseudoNegator = "pseudo-negator",
    /// -시-, 주시다
    Honorific = "honorific",
    /// 드리다
    Humble = "humble",
    /// 제가, 내가, 나는
    Writer = "writer",
    /// 오다, 걸려오다, 보내오다
    Incoming = "incoming",
    /// -ㄹ까 봐, 걱정
    Fear = "fear",
    /// -ㄴ 줄 알았다: believed and not so
    Supposition = "supposition",
    /// 왜, 도대체, 말이 되나
    Rhetorical = "rhetorical",
    /// 드디어, 결국 받았다, 해결됐다
    Resolution = "resolution",
    /// still: 아직도, 여전히
    Still = "still",
    /// 라고 하더라, 카더라
    Hearsay = "hearsay",
    /// 참 잘하는 짓, 감사해서 눈물
    Irony = "irony",
    /// 너무, 진짜, 미친 듯이
    Intensifier = "intensifier",
    /// 조금, 가끔, 살짝
    Downtoner = "downtoner",
    /// polite plain request: 부탁드립니다, 해 주세요
    Request = "request",
    /// thanks and praise
    Praise = "praise",
    /// anger, contempt
    Anger = "anger",
    /// 뉴스, 친구, 후기: whose words are reported
    Sayer = "sayer",
    /// 저는, 제겐 behind a report: it was otherwise with the writer
    Otherwise = "otherwise",
    /// 저도, 역시: it was the same with the writer
    Shared = "shared",
    /// 만족, 괜찮다, 상관없다
    Content = "content",
    /// -는지 궁금하다, -는지 아시는 분
    Wonder = "wonder",
    /// 언제, 얼마, 어디서, 궁금: asks for information
    Inquiry = "inquiry",
    /// 엄마, 친구: a person who is no company
    PrivatePerson = "private-person",
    /// -ㄹ 거면, -으면 좋겠다: a condition in form only
    PseudoCondition = "pseudo-condition",
    /// 하루, 한 번, 하나: may stand between a noun and 없다
    Quantity = "quantity",
    /// 하다, 그러다, 되다 behind an ending: the verb that carries on
    LightVerb = "light-verb",
    /// 지나가다, 넘어가다 behind -고: part of the same predicate
    PassBy = "pass-by",
    /// 주다 behind -어: for somebody's good
    Benefit = "benefit",
    /// 오다, 걸다: what no longer happens is over
    Comes = "comes",
    /// 바꾸다, 없애다: what the writer does of free will
    OwnAct = "own-act",
    /// -ㄹ 거면, -ㄹ 바엔: with a negation it is no condition
    Bargain = "bargain",
    /// 어쩌라고, 되돌려 주세요: what is told is held against somebody
    Protest = "protest",
    /// 좋네요, 칭찬합니다 at the end: the verdict is praise
    Verdict = "verdict",
    /// 어떻게, 어디, -어야 하나: asks for a way out, not whether
    Wh = "wh",
    /// 일 년에 한 번, 올까 말까: so seldom that it does not bother
    Seldom = "seldom",
    /// 만큼, 정도: how much of the verb behind it
    Measure = "measure",
    /// 때문에, 탓에: what stands before is a cause, no argument
    Because = "because",
    /// -다더니, -다고 해 놓고: a promise, broken by what follows
    Promise = "promise",
    /// 약속대로, 진짜로: the promise was kept
    Kept = "kept",
    /// ㅠㅠ, 큰일: the writer is hit by what is reported
    Sorrow = "sorrow",
    /// 환불하다, 돌려주다, 면제하다: done, it is a favour
    Favour = "favour",
    /// 지금은, 대응은: a topic that leads from nothing
    SameTopic = "same-topic",
    /// 그것만 빼면: all else is praised
    Exception = "exception",
    /// 신고, 해지: what the writer would do about it
    Reaction = "reaction",
    /// 신고합니다, 가만 안 있겠습니다: what is held out to the other side
    Threat = "threat",
    /// 자꾸, 한 번만 더: it has come before
    Iteration = "iteration",
    /// 고작, 반만, 쿠폰으로: too little of a favour
    Trifle = "trifle",
}

impl Cue {
    /// The cue a concept id names.
    pub(crate) fn named(id: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(name, _)| *name == id)
            .map(|&(_, cue)| cue)
    }

    /// The cue's bit in a set of cues.
    pub(crate) const fn bit(self) -> CueBits {
        1 << self as u8
    }
}
