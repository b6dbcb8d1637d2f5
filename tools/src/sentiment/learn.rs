//! From texts to the packed table.

use std::collections::{BTreeMap, BTreeSet};

use super::config::Config;
use super::corpus::Label;
use super::documents::{self, Document};
use super::grams::Vocabulary;
use super::logistic::{self, Model, Rows, Target};
use super::pack::{Gram, MAX_CODE, MAX_GRAM, Pack, Parameters};
use super::removals::{self, Removals};

/// A fitted pair of models over one vocabulary.
pub struct Fitted {
    /// Features.
    pub vocabulary: Vocabulary,
    /// Which side.
    pub side: Model,
    /// Whether a side is taken.
    pub stance: Model,
}

/// Counts, fits, prunes, and fits again what is left.
///
/// The grams `always` are counted and kept however rare they are.
/// A first model, of the labelled texts, says which petitions are hostile.
pub fn fit(
    config: &Config,
    documents: &mut [Document],
    always: &[Vec<char>],
    removals: &Removals,
) -> Fitted {
    let counted = Vocabulary::count(
        documents.iter().map(|d| d.text.as_str()),
        config.longest,
        config.least,
    )
    .with(always);
    let vocabulary = removals::clean(&counted, removals);
    let rows = rows(config, documents, &vocabulary);
    let first = side(config, documents, &vocabulary, &rows, |d| !d.open);
    let logits: Vec<f64> = (0..rows.len())
        .map(|i| first.logit(rows.row(i), rows.values[i]))
        .collect();
    documents::settle(documents, config, &logits);
    drop(rows);
    prune_by_steps(config, documents, vocabulary, always)
}

fn prune_by_steps(
    config: &Config,
    documents: &[Document],
    mut vocabulary: Vocabulary,
    always: &[Vec<char>],
) -> Fitted {
    for keep in [config.grams * 3, config.grams] {
        if keep < vocabulary.grams.len() {
            let fitted = both(config, documents, vocabulary);
            vocabulary = prune(&fitted, keep, always);
        }
    }
    both(config, documents, vocabulary)
}

fn rows(config: &Config, documents: &[Document], vocabulary: &Vocabulary) -> Rows {
    vocabulary.rows(documents.iter().map(|d| d.text.as_str()), config.exponent)
}

fn side(
    config: &Config,
    documents: &[Document],
    vocabulary: &Vocabulary,
    rows: &Rows,
    takes: impl Fn(&Document) -> bool,
) -> Model {
    let part = || {
        documents
            .iter()
            .enumerate()
            .filter(|(_, d)| !d.held && d.weight > 0.0 && takes(d))
    };
    let weight = |label| {
        part()
            .filter(|(_, d)| d.label == label)
            .map(|(_, d)| d.weight)
            .sum::<f32>()
    };
    // Neither side is likelier before a word is read.
    let lift = weight(Label::Negative) / weight(Label::Positive).max(1.0);
    let targets: Vec<Target> = part()
        .map(|(i, d)| {
            let positive = d.label == Label::Positive;
            Target {
                row: i as u32,
                positive,
                cost: config.cost * d.weight * if positive { lift } else { 1.0 },
            }
        })
        .collect();
    logistic::fit(
        rows,
        &targets,
        vocabulary.grams.len(),
        config.passes,
        config.seed,
    )
}

fn stance(config: &Config, documents: &[Document], vocabulary: &Vocabulary, rows: &Rows) -> Model {
    let part = documents
        .iter()
        .enumerate()
        .filter(|(_, d)| !d.held && d.stance > 0.0);
    let targets: Vec<Target> = part
        .map(|(i, d)| Target {
            row: i as u32,
            positive: d.judges,
            cost: config.cost * d.stance,
        })
        .collect();
    logistic::fit(
        rows,
        &targets,
        vocabulary.grams.len(),
        config.passes,
        config.seed,
    )
}

fn both(config: &Config, documents: &[Document], vocabulary: Vocabulary) -> Fitted {
    let rows = rows(config, documents, &vocabulary);
    let side = side(config, documents, &vocabulary, &rows, |_| true);
    let stance = stance(config, documents, &vocabulary, &rows);
    Fitted {
        vocabulary,
        side,
        stance,
    }
}

/// Keeps the grams whose weight moves most: `|w| √count`, either channel
/// measured against its own largest hundredth.
fn prune(fitted: &Fitted, keep: usize, always: &[Vec<char>]) -> Vocabulary {
    let counts = &fitted.vocabulary.counts;
    let moved = |m: &Model| -> Vec<f32> {
        let raw: Vec<f32> = m
            .weights
            .iter()
            .zip(counts)
            .map(|(w, &n)| w.abs() * (n as f32).sqrt())
            .collect();
        let mut sorted = raw.clone();
        sorted.sort_by(f32::total_cmp);
        let unit = sorted[sorted.len() * 99 / 100].max(f32::MIN_POSITIVE);
        raw.iter().map(|x| x / unit).collect()
    };
    let (side, stance) = (moved(&fitted.side), moved(&fitted.stance));
    let mut order: Vec<(f32, usize)> = side
        .iter()
        .zip(&stance)
        .map(|(a, b)| a.max(0.5 * b))
        .zip(0..)
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let always: BTreeSet<&Vec<char>> = always.iter().collect();
    let mut kept: Vec<bool> = fitted
        .vocabulary
        .grams
        .iter()
        .map(|g| always.contains(g))
        .collect();
    for &(_, i) in order.iter().take(keep) {
        kept[i] = true;
    }
    fitted.vocabulary.retain(|i| kept[i])
}

/// Largest rounding step that keeps all but one in 5,000 weights unclipped.
fn step(model: &Model) -> f32 {
    let mut sizes: Vec<f32> = model.weights.iter().map(|w| w.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let at = sizes.len().saturating_sub(1 + sizes.len() / 5000);
    (sizes.get(at).copied().unwrap_or(1.0) / 127.0).max(1e-6)
}

/// Rounds to 8 bits; drops grams of which nothing is left.
pub fn quantise(config: &Config, fitted: &Fitted) -> Pack {
    let vocabulary = &fitted.vocabulary;
    let (side, stance) = (step(&fitted.side), step(&fitted.stance));
    let round = |w: f32, step: f32| (w / step).round().clamp(-127.0, 127.0) as i8;
    let mut counts: BTreeMap<char, u32> = BTreeMap::new();
    for (gram, &n) in vocabulary.grams.iter().zip(&vocabulary.counts) {
        for &c in gram {
            *counts.entry(c).or_insert(0) += n;
        }
    }
    let mut alphabet: Vec<(u32, char)> = counts.into_iter().map(|(c, n)| (n, c)).collect();
    alphabet.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    alphabet.truncate(usize::from(MAX_CODE));
    let alphabet: Vec<char> = alphabet.into_iter().map(|(_, c)| c).collect();
    let codes: rustc_hash::FxHashMap<char, u16> =
        alphabet.iter().zip(1..).map(|(&c, i)| (c, i)).collect();
    let mut grams: Vec<Gram> = Vec::new();
    'grams: for (i, gram) in vocabulary.grams.iter().enumerate() {
        let mut coded = [0u16; MAX_GRAM];
        for (code, c) in coded.iter_mut().zip(gram) {
            let Some(&known) = codes.get(c) else {
                continue 'grams;
            };
            *code = known;
        }
        let (polarity, stance) = (
            round(fitted.side.weights[i], side),
            round(fitted.stance.weights[i], stance),
        );
        if polarity != 0 || stance != 0 {
            grams.push(Gram {
                codes: coded,
                polarity,
                stance,
            });
        }
    }
    grams.sort_unstable();
    let parameters = Parameters {
        polarity_scale: side,
        // What the fit holds of it is the mixture of the sources, not the text.
        polarity_bias: 0.0,
        stance_scale: stance,
        stance_bias: fitted.stance.bias,
        exponent: config.exponent,
        slope: 1.0,
        neutral_below: config.neutral.below,
        neutral_within: config.neutral.within,
    };
    Pack {
        header: String::new(),
        parameters,
        alphabet,
        grams,
    }
}
