//! What the user gets: themes, evidence and sentiment of one comment.

use std::{ops::Range, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{modifier::Modifier, score::Stance, sentiment::Polarity, span::Span};

/// Version of the JSON shape. Keys only grow within a version.
pub const SCHEMA: u32 = 1;

/// The result of scoring one comment.
///
/// Owned and flat: lists of themes, evidence, spans and modifiers, which the
/// views [`ThemeScore`] and [`Evidence`] read by range, so that one value can
/// be filled again and again without allocating. It does not hold the text;
/// [`Evidence::words`] takes it and checks its ranges.
///
/// Serialises as one JSON object (`schema`, `fingerprint`, `sentiment`,
/// `themes`) and reads it back.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// let scorer = hasoyeon::Scorer::new()?;
/// let text = "위약금까지 물리다니 너무하네요";
/// let analysis = scorer.score(text);
/// let theme = analysis.theme("compensation").unwrap();
/// assert_eq!(theme.stance(), hasoyeon::Stance::Complaint);
/// assert!(theme.evidence().any(|e| e.words(text).any(|w| w.contains("위약금"))));
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    pub(crate) fingerprint: Arc<str>,
    pub(crate) sentiment: Polarity,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) themes: Vec<ThemeEntry>,
    pub(crate) evidence: Vec<EvidenceEntry>,
    pub(crate) spans: Vec<Span>,
    pub(crate) modifiers: Vec<Modifier>,
}

/// One sentence of the comment and how it feels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands in the caller's text.
    pub span: Span,
    /// How it feels.
    pub sentiment: Polarity,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ThemeEntry {
    pub(crate) id: Arc<str>,
    pub(crate) stance: Stance,
    pub(crate) score: f32,
    pub(crate) evidence: Range<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EvidenceEntry {
    pub(crate) rule: Arc<str>,
    pub(crate) stance: Stance,
    pub(crate) clause: Span,
    pub(crate) weight_before: f32,
    pub(crate) weight: f32,
    pub(crate) spans: Range<u32>,
    pub(crate) modifiers: Range<u32>,
}

impl Analysis {
    /// An empty analysis, to be filled by
    /// [`Worker::score_into`](crate::Worker::score_into).
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn clear(&mut self) {
        self.sentences.clear();
        self.themes.clear();
        self.evidence.clear();
        self.spans.clear();
        self.modifiers.clear();
    }

    /// What made it: crate, dictionary, themes and table as one hash.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How the comment as a whole feels.
    #[must_use]
    pub fn sentiment(&self) -> Polarity {
        self.sentiment
    }

    /// The comment's sentences in order, each with its own sentiment. They
    /// are not part of the JSON.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The themes the comment talks about, each at most once, in the order of
    /// the theme files. A theme it does not talk about is absent.
    pub fn themes(&self) -> impl ExactSizeIterator<Item = ThemeScore<'_>> {
        self.themes.iter().map(|entry| ThemeScore {
            analysis: self,
            entry,
        })
    }

    /// One theme by its id, if the comment talks about it.
    #[must_use]
    pub fn theme(&self, id: &str) -> Option<ThemeScore<'_>> {
        self.themes().find(|theme| theme.id() == id)
    }
}

/// One theme of a comment: a view into an [`Analysis`].
#[derive(Clone, Copy, Debug)]
pub struct ThemeScore<'a> {
    analysis: &'a Analysis,
    entry: &'a ThemeEntry,
}

impl<'a> ThemeScore<'a> {
    /// The theme's id: `compensation`.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.entry.id
    }

    /// Complaint or mention; complaint exactly when the score is ≥ 0.5.
    #[must_use]
    pub fn stance(&self) -> Stance {
        self.entry.stance
    }

    /// P(complaint) in [0, 1].
    #[must_use]
    pub fn score(&self) -> f32 {
        self.entry.score
    }

    /// Why: every piece of evidence, in the order of the text.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = Evidence<'a>> + use<'a> {
        let analysis = self.analysis;
        let range = self.entry.evidence.start as usize..self.entry.evidence.end as usize;
        analysis.evidence[range]
            .iter()
            .map(move |entry| Evidence { analysis, entry })
    }
}

/// One piece of evidence: a rule that hit, where, and what changed its weight.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    analysis: &'a Analysis,
    entry: &'a EvidenceEntry,
}

impl<'a> Evidence<'a> {
    /// Full id of the rule: `harassment_calls.night-call`.
    #[must_use]
    pub fn rule(&self) -> &'a str {
        &self.entry.rule
    }

    /// What this piece says.
    #[must_use]
    pub fn stance(&self) -> Stance {
        self.entry.stance
    }

    /// The words a reader would underline, in order and without overlap, in
    /// bytes of the caller's text: what matched and, where the clause ends one
    /// or two words behind the last match, these too.
    #[must_use]
    pub fn spans(&self) -> &'a [Span] {
        &self.analysis.spans[self.entry.spans.start as usize..self.entry.spans.end as usize]
    }

    /// The words of the spans; a span that does not fit `text` (because
    /// it is another text) is left out.
    pub fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'a, 't> {
        self.spans().iter().filter_map(move |span| span.slice(text))
    }

    /// The clause it stands in.
    #[must_use]
    pub fn clause(&self) -> Span {
        self.entry.clause
    }

    /// The rule's weight, in (0, 1].
    #[must_use]
    pub fn weight_before(&self) -> f32 {
        self.entry.weight_before
    }

    /// What the modifiers left of it, in [0, 1].
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.entry.weight
    }

    /// What took effect on it.
    #[must_use]
    pub fn modifiers(&self) -> &'a [Modifier] {
        let range = self.entry.modifiers.start as usize..self.entry.modifiers.end as usize;
        &self.analysis.modifiers[range]
    }
}

/// The JSON shape, both ways.
#[derive(Serialize, Deserialize)]
struct Shape {
    schema: u32,
    fingerprint: String,
    sentiment: Polarity,
    themes: Vec<ThemeShape>,
}

#[derive(Serialize, Deserialize)]
struct ThemeShape {
    theme: String,
    stance: Stance,
    score: f32,
    evidence: Vec<EvidenceShape>,
}

#[derive(Serialize, Deserialize)]
struct EvidenceShape {
    rule: String,
    #[serde(default = "complaint")]
    stance: Stance,
    spans: Vec<Span>,
    clause: Span,
    weight_before: f32,
    weight: f32,
    modifiers: Vec<Modifier>,
}

fn complaint() -> Stance {
    Stance::Complaint
}

/// Three decimals: more says nothing, and JSON stays short. Divided as `f64`
/// so that the digits printed are those three.
pub(crate) fn rounded(number: f32) -> f32 {
    (number * 1000.0).round() / 1000.0
}

impl Serialize for Analysis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let themes = self
            .themes()
            .map(|theme| ThemeShape {
                theme: theme.id().to_owned(),
                stance: theme.stance(),
                score: theme.score(),
                evidence: theme
                    .evidence()
                    .map(|evidence| EvidenceShape {
                        rule: evidence.rule().to_owned(),
                        stance: evidence.stance(),
                        spans: evidence.spans().to_vec(),
                        clause: evidence.clause(),
                        weight_before: evidence.weight_before(),
                        weight: evidence.weight(),
                        modifiers: evidence.modifiers().to_vec(),
                    })
                    .collect(),
            })
            .collect();
        Shape {
            schema: SCHEMA,
            fingerprint: self.fingerprint.to_string(),
            sentiment: self.sentiment,
            themes,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Analysis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let shape = Shape::deserialize(deserializer)?;
        if shape.schema != SCHEMA {
            return Err(D::Error::custom(format_args!(
                "schema {} where this version reads {SCHEMA}",
                shape.schema
            )));
        }
        let mut analysis = Analysis {
            fingerprint: shape.fingerprint.into(),
            sentiment: shape.sentiment,
            ..Analysis::default()
        };
        for theme in shape.themes {
            let first = analysis.evidence.len() as u32;
            for evidence in theme.evidence {
                let spans = analysis.spans.len() as u32;
                analysis.spans.extend(evidence.spans);
                let modifiers = analysis.modifiers.len() as u32;
                analysis.modifiers.extend(evidence.modifiers);
                analysis.evidence.push(EvidenceEntry {
                    rule: evidence.rule.into(),
                    stance: evidence.stance,
                    clause: evidence.clause,
                    weight_before: evidence.weight_before,
                    weight: evidence.weight,
                    spans: spans..analysis.spans.len() as u32,
                    modifiers: modifiers..analysis.modifiers.len() as u32,
                });
            }
            analysis.themes.push(ThemeEntry {
                id: theme.theme.into(),
                stance: theme.stance,
                score: theme.score,
                evidence: first..analysis.evidence.len() as u32,
            });
        }
        Ok(analysis)
    }
}

impl ThemeEntry {
    /// A theme's line; the score is rounded before the stance is read from
    /// it, so that the two always agree.
    pub(crate) fn new(id: Arc<str>, score: f32, evidence: Range<u32>) -> Self {
        let score = rounded(score);
        Self {
            id,
            stance: if score >= crate::score::THRESHOLD {
                Stance::Complaint
            } else {
                Stance::Mention
            },
            score,
            evidence,
        }
    }
}

impl EvidenceEntry {
    pub(crate) fn rounded(mut self) -> Self {
        self.weight = rounded(self.weight);
        self
    }
}
