//! `tools themes learn`: the classifier that has a say where no rule finds
//! anything, and that reviews what rules find.

use super::samples::{Label, Sample, Sources, samples};
use super::{gate, review};
use crate::error::Result;
use crate::output;
use crate::sentiment::logistic::{Model, Rows, Target, fit_scaled};
use clap::Args;
use hasoyeon::classifier::{
    Classifier, FEATURES, LANES, Lanes, Output, TAIL_FEATURES, features, tail_features,
};
use hasoyeon::text::normalize;
use std::path::PathBuf;

/// Passes of the learner over its rows.
const PASSES: usize = 30;

/// Cost of a mistake: larger learns more, and more by heart.
const COST: f32 = 30.0;

const SEED: u64 = 7;

#[derive(Args)]
pub struct LearnArguments {
    #[command(flatten)]
    sources: Sources,
    /// Where to write the table
    #[arg(long, value_name = "FILE", default_value = "data/classifier.bin")]
    out: PathBuf,
    /// Write too how each rule fared on texts it was not written for: a table
    /// of counts of texts
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
}

pub fn run(arguments: &LearnArguments) -> Result<()> {
    let lexicon = hasoyeon::lexicon::Lexicon::embedded();
    let themes: Vec<String> = lexicon.themes().map(|theme| theme.id.to_owned()).collect();
    let samples = samples(&arguments.sources, &themes)?;
    let rows = rows(&samples);
    let mut models = Vec::new();
    for (theme, id) in themes.iter().enumerate() {
        for complains in [false, true] {
            let side = |sample: &Sample| match (sample.labels[theme], complains) {
                // Two complaints in one text are rarer than they are there.
                _ if sample.joined => None,
                (Label::Unsaid, _) | (Label::NoComplaint, false) => None,
                (Label::None, _) => Some(false),
                (Label::Complaint, _) | (Label::Mention, false) => Some(true),
                (Label::Mention | Label::NoComplaint, true) => Some(false),
            };
            let targets = targets(&samples, COST, side);
            models.push(blend(&rows, &targets, 0.0));
            let positive = targets.iter().filter(|target| target.positive).count();
            println!(
                "{id} {}: {positive} of {} rows",
                if complains { "complaint" } else { "named" },
                targets.len(),
            );
        }
    }
    let ids: Vec<&str> = themes.iter().map(String::as_str).collect();
    let table = Classifier::new(&ids, lanes(&models)).with_review(review::learn(
        &samples,
        &rows,
        &themes,
        arguments.records.as_deref(),
    )?);
    let gate = gate::learn(&arguments.sources, &samples, &themes, table.clone())?;
    let bytes = table.with_gate(gate).to_bytes();
    output::write(&arguments.out, &bytes)?;
    println!("{}: {} bytes", arguments.out.display(), bytes.len());
    Ok(())
}

/// Features of a text and of its tail, which stand behind these.
const ALL_FEATURES: usize = FEATURES + TAIL_FEATURES;

/// Texts that are taken to have each feature besides those that have it.
const UNSEEN: f64 = 0.5;

/// The mean of two models: one of the features as they are, one of features
/// scaled by how much more often one side has them, as in Wang and Manning
/// (2012), “Baselines and bigrams”. The one is better where a pair of texts
/// differs in little, the other on texts unlike those learned from. A feature of
/// the tail counts as much as `tail` others: there are few of them.
pub(super) fn blend(rows: &Rows, targets: &[Target], tail: f64) -> Model {
    let share = |feature: u32| match (feature as usize) < FEATURES {
        true => 1.0,
        false => tail,
    };
    let plain = fit_scaled(rows, targets, ALL_FEATURES, PASSES, SEED, share);
    let mut texts = [vec![UNSEEN; ALL_FEATURES], vec![UNSEEN; ALL_FEATURES]];
    for target in targets {
        for run in rows.row(target.row as usize).chunk_by(|a, b| a == b) {
            texts[usize::from(target.positive)][run[0] as usize] += 1.0;
        }
    }
    let [without, with] = texts.map(|texts| {
        let all: f64 = texts.iter().sum();
        texts.into_iter().map(move |count| (count / all).ln())
    });
    let ratios: Vec<f64> = with
        .zip(without)
        .map(|(with, without)| with - without)
        .collect();
    let scaled = fit_scaled(rows, targets, ALL_FEATURES, PASSES, SEED, |feature| {
        ratios[feature as usize] * share(feature)
    });
    let mean = |a: f32, b: f32| (a + b) / 2.0;
    let weights = plain.weights.iter().zip(&scaled.weights);
    Model {
        weights: weights.map(|(&a, &b)| mean(a, b)).collect(),
        bias: mean(plain.bias, scaled.bias),
    }
}

/// The features of each sample.
fn rows(samples: &[Sample]) -> Rows {
    let mut rows = Rows::new();
    for Sample { text, .. } in samples {
        let normalized = normalize(text);
        let text = normalized.text(text);
        let mut ids: Vec<u32> = features(text).into_iter().map(|(id, _)| id).collect();
        let value = 1.0 / (ids.len().max(1) as f32).sqrt();
        let tail = tail_features(text).into_iter();
        ids.extend(tail.map(|(id, _)| FEATURES as u32 + id));
        rows.push(ids, value);
    }
    rows
}

/// The samples that have a side.
pub(super) fn targets(
    samples: &[Sample],
    cost: f32,
    side: impl Fn(&Sample) -> Option<bool>,
) -> Vec<Target> {
    samples
        .iter()
        .zip(0..)
        .filter_map(|(sample, row)| {
            let positive = side(sample)?;
            Some(Target {
                row,
                positive,
                cost,
            })
        })
        .collect()
}

/// Models side by side, their weights in bytes.
pub(super) fn lanes(models: &[Model]) -> Lanes {
    let mut weights = vec![[0; LANES]; FEATURES];
    let mut tails = vec![[0; LANES]; TAIL_FEATURES];
    let lanes = models.iter().take(LANES).enumerate();
    let outputs = lanes.map(|(lane, model)| {
        let (of_text, of_tail) = model.weights.split_at(FEATURES);
        Output {
            scale: put(of_text, &mut weights, lane),
            tail: put(of_tail, &mut tails, lane),
            bias: model.bias,
        }
    });
    let outputs: Vec<Output> = outputs.collect();
    if tails.iter().flatten().all(|&weight| weight == 0) {
        tails.clear();
    }
    Lanes::new(&outputs, &weights, &tails)
}

/// Writes weights into a lane, in bytes: what one of these is worth.
pub(super) fn put<const LANES: usize>(
    learned: &[f32],
    weights: &mut [[i8; LANES]],
    lane: usize,
) -> f32 {
    let most = learned.iter().fold(0f32, |most, w| most.max(w.abs()));
    let scale = most.max(f32::MIN_POSITIVE) / 127.0;
    for (lanes, weight) in weights.iter_mut().zip(learned) {
        lanes[lane] = (weight / scale).round() as i8;
    }
    scale
}
