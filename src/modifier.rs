//! What changes the weight of evidence, and why.
//!
//! A modifier has a cue (the words that cause it), a kind and an effect. Its
//! scope comes from endings and clauses, not from a window of words.

pub(crate) mod agent;
pub(crate) mod chain;
pub(crate) mod contrast;
pub(crate) mod degree;
pub(crate) mod hypothesis;
pub(crate) mod irony;
pub(crate) mod negation;
pub(crate) mod predicate;
pub(crate) mod protest;
pub(crate) mod question;
pub(crate) mod quotation;
pub(crate) mod resolution;

use serde::{Deserialize, Serialize};

use crate::{morph::Morph, span::Span};

/// What kind of cue changed the weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ModifierKind {
    /// 안, 못, -지 않다, 없다, 아니다, 불가, 커녕
    Negation,
    /// -다고, -라고, -대요: somebody's words
    Quotation,
    /// -면, -거든, -ㄹ까 봐
    Hypothesis,
    /// A question that asks
    Question,
    /// Who acts
    Agent,
    /// -는데, -지만, 그러나
    Contrast,
    /// 너무, 조금
    Degree,
    /// 이제는, 결국 받았다
    Resolution,
    /// Praise that means blame
    Irony,
    /// 어쩌라고, 되돌려 주세요: what is told is held against somebody
    Protest,
    /// The polarity of the words around
    Polarity,
    /// A statement where a demand was looked for, or the other way round
    Mood,
    /// What the theme was named by, sentences ago
    Topic,
    /// What was learned of texts like this one
    Classifier,
}

/// What the cue did to the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Effect {
    /// The complaint is off: what is left is a mention.
    Cancels,
    /// The complaint is weaker than half sure: a mention.
    Damps,
    /// The rule asks for this cue and holds because of it.
    Enables,
    /// The complaint is surer, or a mention has become one.
    Raises,
    /// The cue stands there and changes nothing.
    Keeps,
}

/// One cue and what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Modifier {
    /// The kind of cue.
    pub kind: ModifierKind,
    /// Where the cue stands, in bytes of the caller's text.
    pub span: Span,
    /// What it did.
    pub effect: Effect,
}

/// A cue found in the normalised text, before it has an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueSpan {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl CueSpan {
    /// The span of one morpheme.
    fn of(morphs: &[Morph], at: u32) -> Self {
        let morph = &morphs[at as usize];
        Self {
            start: morph.start,
            end: morph.end,
        }
    }
}
