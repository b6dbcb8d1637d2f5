//! A theme dictionary as it is written, after its form was checked.

use super::defect::Place;
use crate::morph::Tag;
use serde::{Deserialize, Serialize};

/// Everything the files say, names resolved to full ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) themes: Vec<ThemeModel>,
    pub(crate) concepts: Vec<ConceptModel>,
    pub(crate) rules: Vec<RuleModel>,
    pub(crate) endings: Vec<EndingModel>,
    pub(crate) words: Vec<WordModel>,
}

/// What one file says, before it is put on top of those read before it.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileModel {
    /// Its number among the sources.
    pub(crate) number: u32,
    /// The theme or library it is.
    pub(crate) id: String,
    pub(crate) own: Model,
    /// Rules and themes of earlier files that it switches off.
    pub(crate) off: Vec<Entry>,
    /// What it adds to concepts of earlier files; `id` names the concept.
    pub(crate) extend: Vec<ConceptModel>,
    /// Part of it could not be read, so names may be missing for that reason.
    pub(crate) broken: bool,
    /// None of its concepts could be read.
    pub(crate) nameless: bool,
    /// Concepts that could not be read.
    pub(crate) lost: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ThemeModel {
    pub(crate) id: String,
    pub(crate) name_ko: String,
    pub(crate) name_en: String,
    /// The file gives it a name.
    pub(crate) named: bool,
    pub(crate) place: Place,
}

#[derive(Clone, Debug)]
pub(crate) struct ConceptModel {
    /// `theme.name`
    pub(crate) id: String,
    pub(crate) words: Vec<Entry>,
    pub(crate) strings: Vec<Entry>,
    pub(crate) patterns: Vec<Entry>,
    pub(crate) includes: Vec<Entry>,
    pub(crate) parts: bool,
    pub(crate) place: Place,
}

/// A text of the file with its place.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) text: String,
    pub(crate) place: Place,
}

/// A word the morphological dictionary lacks.
#[derive(Clone, Debug)]
pub(crate) struct WordModel {
    pub(crate) surface: Entry,
    pub(crate) tag: Tag,
    /// A word of the dictionary with the same tag, to behave like.
    pub(crate) like: Entry,
}

/// Forms of an ending and what a clause that ends so does.
#[derive(Clone, Debug)]
pub(crate) struct EndingModel {
    pub(crate) forms: Vec<Entry>,
    pub(crate) link: crate::clause::Link,
}

#[derive(Clone, Debug)]
pub(crate) struct RuleModel {
    /// `theme.name`
    pub(crate) id: String,
    pub(crate) theme: String,
    pub(crate) all: Vec<Vec<RefModel>>,
    pub(crate) any: Vec<RefModel>,
    pub(crate) unless: Vec<RefModel>,
    pub(crate) settings: RuleSettings,
    pub(crate) why: String,
    pub(crate) hit: Vec<Entry>,
    pub(crate) miss: Vec<Entry>,
    pub(crate) place: Place,
}

/// Everything about a rule that is no concept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RuleSettings {
    pub(crate) within: Within,
    pub(crate) unless_within: Within,
    pub(crate) order: Order,
    pub(crate) gap: Option<u32>,
    pub(crate) agent: Agent,
    pub(crate) topic: Topic,
    pub(crate) stance: RuleStance,
    pub(crate) weight: f32,
    pub(crate) negation: OnNegation,
    pub(crate) quotation: OnCue,
    pub(crate) hypothesis: OnCue,
    pub(crate) question: OnCue,
    pub(crate) degree: OnCue,
    pub(crate) resolution: OnCue,
    pub(crate) mood: Mood,
    pub(crate) protest: OnProtest,
}

/// A concept named by a rule.
#[derive(Clone, Debug)]
pub(crate) struct RefModel {
    pub(crate) concept: Entry,
    pub(crate) role: Role,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub(crate) enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),* }

        impl $name {
            pub(crate) const WORDS: &'static [(&'static str, $name)] =
                &[$(($text, $name::$variant)),*];
        }
    };
}

words! {
    /// How far apart the concepts of a rule may stand.
    Within { Clause = "clause", Sentence = "sentence", Comment = "comment" }
}
words! {
    /// Whether the concepts must come in the order of `all`.
    Order { Any = "any", Seq = "seq" }
}
words! {
    /// Who must act in the clause of the evidence.
    Agent { Any = "any", Other = "other", Writer = "writer" }
}
words! {
    /// Whether a rule opens a topic for what follows, or leans on one.
    Topic { None = "none", Sets = "sets", Needs = "needs" }
}
words! {
    /// What a hit says.
    RuleStance { Complaint = "complaint", Mention = "mention", Sentiment = "sentiment" }
}
words! {
    /// What negation of the governing predicate does.
    OnNegation { Ignored = "ignored", Cancels = "cancels", Drops = "drops", Required = "required" }
}
words! {
    /// What a cue around the evidence does.
    OnCue { Keeps = "keeps", Damps = "damps" }
}
words! {
    /// What a protest beside a mention does.
    OnProtest { Keeps = "keeps", Raises = "raises" }
}
words! {
    /// Whether the governing predicate must be a demand (돌려줘라, 주세요) and no
    /// statement (돌려줬다, 주네요).
    Mood { Any = "any", Demand = "demand", Statement = "statement" }
}
words! {
    /// The part a concept plays in its clause, by the particle behind it.
    Role { Any = "any", Subject = "subject", Object = "object", Source = "source" }
}
