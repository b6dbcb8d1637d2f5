//! How a score came about, and why there is none: every rule that was judged,
//! what turned others down, and which came nearest.
//!
//! [`Scorer::explain`] scores a text once more and keeps what an
//! [`Analysis`] leaves out. It is for authors of themes and for whoever asks
//! "why?"; it allocates and takes longer than scoring.

mod collect;
mod near;
mod show;

use std::sync::Arc;

use serde::Serialize;

use crate::{
    analysis::{Analysis, SCHEMA},
    modifier::{Effect, ModifierKind},
    score::Stance,
    scorer::Scorer,
    sentiment::Polarity,
    span::Span,
};

/// Rules that came near, at most so many for a theme.
pub const MAX_NEAR: usize = 5;

/// How the scores of one text came about. `Display` tells it in lines,
/// `Serialize` as one object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation {
    /// Version of the JSON shape.
    pub schema: u32,
    /// What made it: crate, dictionary, themes and table as one hash.
    pub fingerprint: Arc<str>,
    /// The text explained.
    pub text: String,
    /// How it feels as a whole.
    pub sentiment: Polarity,
    /// Every theme of the lexicon in the order of its files, those the text
    /// does not talk about too.
    pub themes: Vec<ThemeExplanation>,
}

/// How one theme's score came about.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ThemeExplanation {
    /// The theme's id: `compensation`.
    #[serde(rename = "theme")]
    pub id: Arc<str>,
    /// Complaint or mention; none when the theme is not talked about.
    pub stance: Option<Stance>,
    /// P(complaint), as [`ThemeScore::score`](crate::ThemeScore::score) says.
    pub score: Option<f32>,
    /// How the weights make the score; none when there is none.
    pub arithmetic: Option<Arithmetic>,
    /// Rules that left evidence, in the order of the text, the strongest of a
    /// clause first.
    pub matches: Vec<Match>,
    /// Rules whose concepts met and that were turned down all the same.
    pub refused: Vec<Refused>,
    /// Rules whose concepts did not all meet, the nearest first; at most
    /// [`MAX_NEAR`].
    pub near: Vec<NearMiss>,
}

/// Some words of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Words {
    /// Where they stand, in bytes of the text.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// A concept and the words that stood for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Found {
    /// Full id: `common.refusal`.
    pub concept: Arc<str>,
    /// The words.
    pub words: Words,
}

/// A rule that left evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Match {
    /// Full id: `harassment_calls.night-call`.
    pub rule: Arc<str>,
    /// What it stands for, in its author's words.
    pub why: String,
    /// The sentence it stands in.
    pub sentence: Words,
    /// The clause its first concept stands in.
    pub clause: Words,
    /// The concepts, in the order of `all`; that of `any` last.
    pub concepts: Vec<Found>,
    /// The rule's weight.
    pub weight_before: f32,
    /// What took effect on it.
    pub modifiers: Vec<Cue>,
    /// What is left of the weight.
    pub weight: f32,
    /// What it says in the end.
    pub stance: Stance,
    /// It is the strongest of its clause.
    pub strongest: bool,
    /// It takes part in the score: the strongest of its clause, and a complaint
    /// of 0.5 or more where there is any.
    pub counted: bool,
}

/// A modifier with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Cue {
    /// The kind of cue.
    pub kind: ModifierKind,
    /// What it did.
    pub effect: Effect,
    /// The words that are the cue; of polarity, the clause.
    pub words: Words,
}

/// A rule whose concepts met and that is no evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Refused {
    /// Full id of the rule.
    pub rule: Arc<str>,
    /// What it stands for.
    pub why: String,
    /// The sentence it stands in.
    pub sentence: Words,
    /// The clause its first concept stands in.
    pub clause: Words,
    /// The concepts that met.
    pub concepts: Vec<Found>,
    /// The weight it would have had.
    pub weight: f32,
    /// What turned it down.
    pub reason: Reason,
}

/// What turned a rule down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// A concept of its `unless` stands there.
    Guard {
        /// Every guard that stands there.
        guards: Vec<Found>,
    },
    /// It is negated, and the rule says `negation = "drops"`.
    Negated {
        /// The negator.
        cue: Words,
    },
    /// It is not negated, and the rule says `negation = "required"`.
    NotNegated,
    /// Somebody else acts than the rule's `agent`.
    Agent {
        /// Who should act: `other` or `writer`.
        wanted: &'static str,
        /// Who acts: `other`, `writer` or `private`, a person the writer knows.
        acts: &'static str,
        /// The words that say so.
        cue: Words,
    },
    /// The rule leans on a topic, and nothing before it sets that.
    NoTopic,
    /// Such words hardly ever name the theme: the classifier speaks against it.
    Unlikely {
        /// The word that speaks most against it.
        cue: Words,
    },
}

/// A rule some of whose concepts stand where they would have to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct NearMiss {
    /// Full id of the rule.
    pub rule: Arc<str>,
    /// What it stands for.
    pub why: String,
    /// The rule's window: `clause`, `sentence` or `comment`.
    pub within: &'static str,
    /// The window where most of its concepts stand.
    pub window: Words,
    /// The concepts that stand there, one for each group.
    pub present: Vec<Found>,
    /// The groups none of whose concepts stands there.
    pub missing: Vec<Missing>,
    /// Nothing is missing, yet order or distance is wrong.
    pub order: Option<Disorder>,
}

/// A group of concepts, one of which a rule needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Missing {
    /// One of these would do.
    pub concepts: Vec<Wanted>,
    /// They stand in the text, but outside the window.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<Found>,
    /// They stand in the window, but do not play the part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_role: Vec<Found>,
}

/// A concept a rule needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Wanted {
    /// Full id: `common.company`.
    pub concept: Arc<str>,
    /// The part it must play: `subject`, `object` or `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<&'static str>,
}

/// What is wrong with order or distance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Disorder {
    /// The concept reached last.
    pub from: Found,
    /// The next one, where it stands.
    pub to: Found,
    /// Morphemes between the two.
    pub distance: u32,
    /// The most the rule allows.
    pub gap: Option<u32>,
    /// It stands in front where `order = "seq"` wants it behind.
    pub reversed: bool,
}

/// How the weights of a theme make its score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Arithmetic {
    /// What is done with the terms.
    pub method: Method,
    /// The clauses that take part: of each the strongest weight.
    pub terms: Vec<Term>,
    /// What that makes.
    pub combined: f32,
    /// What it is worth as a probability, at the prior of the calibration.
    pub calibrated: f32,
    /// Difference of log odds to the prior asked for; 0 without one.
    pub shift: f32,
    /// The score.
    pub score: f32,
}

/// How weights are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Method {
    /// Complaints: `1 − Π(1 − weight)`.
    NoisyOr,
    /// No complaint of 0.5 or more: the largest of `weight × share`, at most
    /// 0.49.
    Strongest,
}

/// What one clause adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Term {
    /// Full id of the rule.
    pub rule: Arc<str>,
    /// Its weight.
    pub weight: f32,
    /// How much of the weight is taken: a mention weighs less.
    pub share: f32,
}

impl Scorer {
    /// Scores one text and tells how each score came about: what was matched,
    /// what changed the weights, what was turned down and what came near.
    ///
    /// The scores are those of [`Scorer::score`]. Slower than scoring by far,
    /// linear in the length of the text; a scorer of the embedded themes reads
    /// their files when it first explains something.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// let scorer = hasoyeon::Scorer::new()?;
    /// let explanation = scorer.explain("위약금까지 물리다니 너무하네요");
    /// let theme = explanation.theme("compensation").unwrap();
    /// for found in &theme.matches {
    ///     println!("{} ({}): {:.2}", found.rule, found.why, found.weight);
    ///     for concept in &found.concepts {
    ///         println!("  {} = {}", concept.concept, concept.words.text);
    ///     }
    /// }
    /// // All of it, as text:
    /// println!("{explanation}");
    /// # assert!(theme.matches.iter().any(|found| found.counted));
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str) -> Explanation {
        collect::explain(self.shared(), text).0
    }
}

impl Analysis {
    /// How this analysis came about: [`Scorer::explain`] for a result at hand,
    /// as one read back from JSON. `None` when the scorer is not the one that
    /// made it, or the text another.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// let scorer = hasoyeon::Scorer::new()?;
    /// let text = "위약금까지 물리다니 너무하네요";
    /// let analysis = scorer.score(text);
    /// assert!(analysis.explain(&scorer, text).is_some());
    /// assert!(analysis.explain(&scorer, "다른 글").is_none());
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    #[must_use]
    pub fn explain(&self, scorer: &Scorer, text: &str) -> Option<Explanation> {
        if self.fingerprint() != scorer.fingerprint() {
            return None;
        }
        let (explanation, analysis) = collect::explain(scorer.shared(), text);
        let same = analysis.sentiment == self.sentiment && analysis.agrees(self);
        same.then_some(explanation)
    }

    /// The same themes with the same evidence.
    fn agrees(&self, other: &Self) -> bool {
        // Not the lists: their order is the maker's own affair.
        self.themes().len() == other.themes().len()
            && self.themes().zip(other.themes()).all(|(a, b)| {
                (a.id(), a.score()) == (b.id(), b.score())
                    && a.evidence().len() == b.evidence().len()
                    && a.evidence().zip(b.evidence()).all(|(a, b)| {
                        (a.rule(), a.clause(), a.weight()) == (b.rule(), b.clause(), b.weight())
                            && a.spans() == b.spans()
                            && a.modifiers() == b.modifiers()
                    })
            })
    }
}

impl Explanation {
    /// One theme by its id.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<&ThemeExplanation> {
        self.themes.iter().find(|theme| *theme.id == *id)
    }

    fn new(fingerprint: Arc<str>, text: &str) -> Self {
        Self {
            schema: SCHEMA,
            fingerprint,
            text: text.to_owned(),
            sentiment: Polarity::default(),
            themes: Vec::new(),
        }
    }
}
