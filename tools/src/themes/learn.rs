//! `tools themes learn`: the classifier that has a say where no rule finds
//! anything.

use super::samples::{Label, Sample, samples};
use crate::error::Result;
use crate::output;
use crate::sentiment::logistic::{Rows, Target, fit};
use clap::Args;
use hasoyeon::classifier::{Classifier, FEATURES, Output, features};
use hasoyeon::text::normalize;
use std::path::PathBuf;

/// Passes of the learner over its rows.
const PASSES: usize = 30;

/// Cost of a mistake: larger learns more, and more by heart.
const COST: f32 = 30.0;

const SEED: u64 = 7;

#[derive(Args)]
pub struct LearnArguments {
    /// Labelled sentences of our own
    #[arg(long, value_name = "FILE", default_value = "tools/learning/own.tsv")]
    own: PathBuf,
    /// Folder with nsmc.tsv.gz, kote.tsv.gz and laftel.tsv.gz: ordinary
    /// comments, taken to be of no theme where no rule finds anything
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Theme files, whose proofs are learned from too
    #[arg(long, value_name = "DIR", default_value = "data/themes")]
    themes: PathBuf,
    /// Where to write the table
    #[arg(long, value_name = "FILE", default_value = "data/classifier.bin")]
    out: PathBuf,
}

pub fn run(arguments: &LearnArguments) -> Result<()> {
    let lexicon = hasoyeon::lexicon::Lexicon::embedded();
    let themes: Vec<String> = lexicon.themes().map(|theme| theme.id.to_owned()).collect();
    let samples = samples(
        &arguments.own,
        &arguments.corpora,
        &arguments.themes,
        &themes,
    )?;
    let mut rows = Rows::new();
    for Sample { text, .. } in &samples {
        let normalized = normalize(text);
        let ids: Vec<u32> = features(normalized.text(text))
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let value = 1.0 / (ids.len().max(1) as f32).sqrt();
        rows.push(ids, value);
    }
    let mut outputs = Vec::new();
    let mut weights = vec![[0i8; 8]; FEATURES];
    for (theme, id) in themes.iter().enumerate() {
        for complains in [false, true] {
            let side = |label: Label| match (label, complains) {
                (Label::Unsaid, _) | (Label::NoComplaint, false) => None,
                (Label::None, _) => Some(false),
                (Label::Complaint, _) | (Label::Mention, false) => Some(true),
                (Label::Mention | Label::NoComplaint, true) => Some(false),
            };
            let targets: Vec<Target> = samples
                .iter()
                .zip(0..)
                .filter_map(|(sample, row)| {
                    let positive = side(sample.labels[theme])?;
                    Some(Target {
                        row,
                        positive,
                        cost: COST,
                    })
                })
                .collect();
            let model = fit(&rows, &targets, FEATURES, PASSES, SEED);
            let most = model.weights.iter().fold(0f32, |most, w| most.max(w.abs()));
            let scale = most.max(f32::MIN_POSITIVE) / 127.0;
            let lane = outputs.len();
            for (lanes, weight) in weights.iter_mut().zip(&model.weights) {
                lanes[lane] = (weight / scale).round() as i8;
            }
            outputs.push(Output {
                scale,
                bias: model.bias,
            });
            let positive = targets.iter().filter(|target| target.positive).count();
            println!(
                "{id} {}: {positive} of {} rows",
                if complains { "complaint" } else { "named" },
                targets.len(),
            );
        }
    }
    let ids: Vec<&str> = themes.iter().map(String::as_str).collect();
    let bytes = Classifier::new(&ids, &outputs, &weights).to_bytes();
    output::write(&arguments.out, &bytes)?;
    println!("{}: {} bytes", arguments.out.display(), bytes.len());
    Ok(())
}
