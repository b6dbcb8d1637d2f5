//! The rows of all sources, labelled, cleaned of what must not be learned.

use std::path::Path;

use hasoyeon::text::Sentences;

use super::Failure;
use super::additions::{Says, Spelling};
use super::config::{Config, Side};
use super::corpus::{self, Excluded, Label, Seen};
use super::noise::Noise;
use super::random::Random;
use super::removals::Removals;

/// A text to learn from or to measure on.
#[derive(Clone, Debug)]
pub struct Document {
    /// Normalised as the library does it.
    pub text: String,
    /// Its side.
    pub label: Label,
    /// Index of its source.
    pub source: usize,
    /// Weight in the polarity fit; 0 when it takes no part.
    pub weight: f32,
    /// Weight in the stance fit; 0 when it takes no part.
    pub stance: f32,
    /// True when it takes a side, for the stance fit.
    pub judges: bool,
    /// Kept out of the fit that is measured.
    pub held: bool,
    /// Its source names no side: a first model says whether it is hostile.
    pub open: bool,
    /// Another document with noise; not measured on.
    pub copy: bool,
}

/// What was left out, and why.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dropped {
    /// Rows that stand, or nearly stand, in an excluded file.
    pub excluded: usize,
    /// Rows that an earlier source has.
    pub repeated: usize,
    /// Rows without a usable label.
    pub unlabelled: usize,
}

/// A number that depends on the id and the seed only.
fn draw(id: &str, seed: u64) -> u64 {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325, |h: u64, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    Random::new(hash ^ seed).next()
}

/// Reads every source of the config.
///
/// # Errors
/// When a file cannot be read.
pub fn read(
    config: &Config,
    corpora: &Path,
    excluded: &Excluded,
    removals: &Removals,
) -> Result<(Vec<Document>, Dropped), Failure> {
    let mut documents = Vec::new();
    let mut dropped = Dropped::default();
    let mut seen = Seen::default();
    for (index, source) in config.source.iter().enumerate() {
        let from = documents.len();
        let rows = corpus::read(&corpora.join(&source.file))?;
        let mut drawn: Vec<(u64, corpus::Row)> = rows
            .into_iter()
            .map(|r| (draw(&r.id, config.seed), r))
            .collect();
        drawn.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        let mut held = [0usize; 3];
        for (number, row) in drawn {
            let Some(label) = source.side.label(&row.note) else {
                dropped.unlabelled += 1;
                continue;
            };
            if excluded.holds(&row.id, &row.text) {
                dropped.excluded += 1;
                continue;
            }
            if seen.elsewhere(index, &row.text) {
                dropped.repeated += 1;
                continue;
            }
            let held = if source.folds > 0 {
                number % source.folds == 0
            } else {
                held[label as usize] += 1;
                label != Label::Neutral && held[label as usize] <= source.hold
            };
            let open = source.side == Side::Petition;
            let sided = open || label != Label::Neutral;
            let read = (number >> 11) as f64 / (1u64 << 53) as f64 >= 1.0 - source.part;
            for mut text in parts(&row.text, open) {
                if source.film && !held {
                    text = removals.blank(&text);
                }
                if open && excluded.holds("", &text) {
                    dropped.excluded += 1;
                    continue;
                }
                let document = Document {
                    text,
                    label,
                    source: index,
                    weight: if sided { source.weight } else { 0.0 },
                    stance: if read { source.stance } else { 0.0 },
                    judges: label != Label::Neutral,
                    held,
                    open,
                    copy: false,
                };
                disturb(document, source.noisy, number, &mut documents);
            }
        }
        if source.balance {
            balance(&mut documents[from..]);
        }
    }
    Ok((documents, dropped))
}

/// Adds a document; its badly spelled copy takes the share `noisy` of its weight.
///
/// Words learned in one spelling only are lost with the first typo; a copy makes
/// their neighbours carry part of the weight.
fn disturb(mut document: Document, noisy: f32, number: u64, documents: &mut Vec<Document>) {
    if noisy > 0.0 {
        let mut random = Random::new(number);
        let typos = Noise::Typos.apply(&document.text, &mut random);
        let text = super::normalized(&Noise::Drawn.apply(&typos, &mut random));
        let copy = Document {
            text,
            weight: document.weight * noisy,
            stance: document.stance * noisy,
            copy: true,
            ..document.clone()
        };
        document.weight -= copy.weight;
        document.stance -= copy.stance;
        documents.push(copy);
    }
    documents.push(document);
}

/// The texts of a row: a petition is read sentence by sentence.
fn parts(text: &str, petition: bool) -> Vec<String> {
    let text = super::normalized(text);
    if !petition {
        return vec![text];
    }
    let cut = |t: &str| {
        Sentences::new(t)
            .map(|s| t[s].to_owned())
            .collect::<Vec<_>>()
    };
    text.split("|||")
        .flat_map(cut)
        .filter(|s| s.chars().count() >= 6)
        .collect()
}

/// Settles what a petition's sentences are: those that `logits` finds most
/// negative, `hostile` of them, are negative; the others ask or report.
pub fn settle(documents: &mut [Document], config: &Config, logits: &[f64]) {
    for (index, source) in config.source.iter().enumerate() {
        let mut order: Vec<usize> = (0..documents.len())
            .filter(|&i| documents[i].open && documents[i].source == index)
            .collect();
        order.sort_by(|&a, &b| logits[a].total_cmp(&logits[b]).then(a.cmp(&b)));
        let hostile = (order.len() as f64 * source.hostile) as usize;
        for (rank, i) in order.into_iter().enumerate() {
            let d = &mut documents[i];
            d.judges = rank < hostile;
            d.label = if d.judges {
                Label::Negative
            } else {
                Label::Neutral
            };
            d.weight = if d.judges { source.weight } else { 0.0 };
        }
    }
}

/// Adds one document per curated spelling; one that takes no side by itself
/// speaks for both in equal parts.
pub fn add(config: &Config, spellings: &[Spelling], documents: &mut Vec<Document>) {
    for s in spellings {
        let weight = s.weight * config.extra.weight;
        let mut push = |label, weight, stance| {
            let text = super::normalized(&s.text);
            let judges = label != Label::Neutral;
            documents.push(Document {
                text,
                label,
                source: config.source.len(),
                weight,
                stance,
                judges,
                held: false,
                open: false,
                copy: false,
            });
        };
        match s.says {
            Says::Zero => {
                push(Label::Negative, weight / 2.0, 0.0);
                push(Label::Positive, weight / 2.0, 0.0);
            }
            Says::Takes(Label::Neutral) => push(Label::Neutral, 0.0, weight * config.extra.stance),
            Says::Takes(label) => push(label, weight, weight * config.extra.stance),
        }
    }
}

/// Weighs the larger side down to the smaller one.
fn balance(documents: &mut [Document]) {
    let count = |label| documents.iter().filter(|d| d.label == label).count();
    let (negative, positive) = (count(Label::Negative), count(Label::Positive));
    let larger = if negative > positive {
        Label::Negative
    } else {
        Label::Positive
    };
    let factor = negative.min(positive) as f32 / negative.max(positive).max(1) as f32;
    for d in documents.iter_mut().filter(|d| d.label == larger) {
        d.weight *= factor;
    }
}
