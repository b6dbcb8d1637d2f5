//! What is learned from, and how: `data/sentiment/learn.toml`.

use std::path::Path;

use serde::Deserialize;

use super::Failure;
use super::corpus::{self, Label};

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Version of the table.
    pub version: String,
    /// Seed of every random choice.
    pub seed: u64,
    /// Longest gram in characters.
    pub longest: usize,
    /// Occurrences a gram needs.
    pub least: u32,
    /// Grams kept.
    pub grams: usize,
    /// Sums are divided by `length ^ exponent`.
    pub exponent: f32,
    /// Cost of a mistake on a row of weight 1.
    pub cost: f32,
    /// Passes over the rows.
    pub passes: usize,
    /// What is kept out, see `removals.rs`: a file beside the config.
    pub removed: String,
    /// Share of neutral texts that the verdict expects, and how sure of a side
    /// it must be.
    pub neutral: Neutral,
    /// Curated additions.
    pub extra: Extra,
    /// Where texts come from.
    pub source: Vec<Source>,
}

/// The rule by which a text is neutral.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neutral {
    /// Neutral when a judgement is less probable than this.
    pub below: f32,
    /// Neutral when the score is nearer to 0 than this.
    pub within: f32,
}

/// Curated additions, see `additions.rs`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Name beside the config.
    pub file: String,
    /// Multiplies the weight of a line.
    pub weight: f32,
    /// Weight of all spellings of one line together, at most.
    pub cap: f32,
    /// Multiplies the weight in the stance fit.
    pub stance: f32,
}

/// One corpus.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Name in the folder of corpora.
    pub file: String,
    /// For the header.
    pub name: String,
    /// For the header.
    pub licence: String,
    /// How a row says which side it takes.
    pub side: Side,
    /// Weight of a row in the polarity fit.
    pub weight: f32,
    /// Weight of a row in the stance fit.
    pub stance: f32,
    /// Share of the rows that the stance fit reads.
    #[serde(default = "whole")]
    pub part: f64,
    /// Share of a petition source that is taken as hostile.
    #[serde(default)]
    pub hostile: f64,
    /// Film reviews: what `removals.rs` calls film words is blanked in them.
    #[serde(default)]
    pub film: bool,
    /// Both sides get the same weight in sum.
    #[serde(default)]
    pub balance: bool,
    /// Share of a row's weight that a badly spelled copy of it takes.
    #[serde(default)]
    pub noisy: f32,
    /// Rows of each side held out.
    #[serde(default)]
    pub hold: usize,
    /// One of so many parts is held out; 0 for none.
    #[serde(default)]
    pub folds: u64,
}

fn whole() -> f64 {
    1.0
}

/// How a row says which side it takes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub enum Side {
    /// 1–4 negative, 5–6 balanced, 9–10 positive.
    #[serde(rename = "rating-10")]
    Rating,
    /// 1–2 negative, 3 balanced, 5 positive.
    #[serde(rename = "stars-5")]
    Stars,
    /// KOTE's emotions, see [`corpus::emotions`].
    #[serde(rename = "emotions")]
    Emotions,
    /// No side named: what is hostile in them a first model says.
    #[serde(rename = "petition")]
    Petition,
}

impl Side {
    /// The label of a row by its third column, and how much more than usual it
    /// weighs.
    pub fn label(self, note: &str) -> Option<Label> {
        let number = || {
            note.split(';')
                .next()
                .and_then(|n| n.trim().parse::<u8>().ok())
        };
        match self {
            Self::Rating => match number()? {
                1..=4 => Some(Label::Negative),
                5..=6 => Some(Label::Neutral),
                9..=10 => Some(Label::Positive),
                _ => None,
            },
            Self::Stars => match number()? {
                1..=2 => Some(Label::Negative),
                3 => Some(Label::Neutral),
                5 => Some(Label::Positive),
                _ => None,
            },
            Self::Emotions => corpus::emotions(note, 3).map(|(label, _)| label),
            Self::Petition => Some(Label::Neutral),
        }
    }
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or has an unknown or missing entry.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?)
    }

    /// Drops the sources that are not named; without names it keeps all.
    ///
    /// # Errors
    /// When no source has one of the names.
    pub fn keep_only(&mut self, names: &[String]) -> Result<(), Failure> {
        let known = |name: &String| self.source.iter().any(|s| s.name == *name);
        if let Some(name) = names.iter().find(|name| !known(name)) {
            let all: Vec<_> = self.source.iter().map(|s| s.name.as_str()).collect();
            return Err(format!("no source {name:?} among {}", all.join(", ")).into());
        }
        self.source
            .retain(|s| names.is_empty() || names.contains(&s.name));
        Ok(())
    }
}
