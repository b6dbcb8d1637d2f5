//! Learns the review of what rules find.

use super::learn::{blend, lanes, targets};
use super::samples::{Label, PARTS, Sample};
use crate::error::Result;
use crate::output;
use crate::sentiment::logistic::{Model, Rows};
use hasoyeon::classifier::{Balance, Blaming, Naming, Record, Review};
use hasoyeon::lexicon::{Lexicon, RuleInfo};
use hasoyeon::{Scorer, Stance};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::path::Path;

/// Cost of a mistake on stance: larger learns more, and more by heart.
const STANCE_COST: f32 = 10.0;

/// How many other features one of the tail counts for where stance is learned:
/// what is said last decides it, but says little of what it is about.
const TAIL_SHARE: f64 = 2.0;

/// Cost of a mistake on whether a theme is named.
const NAME_COST: f32 = 30.0;

pub fn learn(
    samples: &[Sample],
    rows: &Rows,
    themes: &[String],
    told: Option<&Path>,
) -> Result<Review> {
    let found = found(samples, themes)?;
    if let Some(path) = told {
        output::write(path, table(samples, &found).as_bytes())?;
    }
    let cases = cases(samples, rows, &found);
    let balance = Balance {
        naming: regression(cases.iter().map(|it| (it.naming.numbers(), it.named))),
        blaming: regression(
            cases
                .iter()
                .filter(|it| it.named)
                .filter_map(|it| Some((it.blaming?.numbers(), it.complains))),
        ),
    };
    println!("{} pieces of evidence: {balance:?}", cases.len());
    let models = models(samples, rows, |_| true);
    let met = records(samples, &found, |_| true);
    println!("{} rules met", met.len());
    let lexicon = Lexicon::embedded();
    let record = |rule: RuleInfo<'_>| {
        let record = met.get(rule.id).copied().unwrap_or_default();
        (rule.content, record)
    };
    let records: HashMap<u64, Record> = lexicon.rules().map(record).collect();
    Ok(Review::new(lanes(&models), balance, &records))
}

/// Complaint against mention on any theme, then on each; then for each whether
/// it is named.
fn models(samples: &[Sample], rows: &Rows, uses: impl Fn(usize) -> bool) -> Vec<Model> {
    let lane = |cost: f32, whole: bool, side: &dyn Fn(&Sample) -> Option<bool>| {
        let mut targets = targets(samples, cost, side);
        targets.retain(|target| {
            let row = target.row as usize;
            let sample = &samples[row];
            !sample.ordinary && (sample.whole || !whole) && uses(row)
        });
        blend(rows, &targets, if whole { TAIL_SHARE } else { 0.0 })
    };
    let themes = samples.first().map_or(0, |sample| sample.labels.len());
    let mut out = vec![lane(STANCE_COST, true, &|sample| {
        sample
            .labels
            .iter()
            .filter_map(|&label| stance(label))
            .max()
    })];
    for theme in 0..themes {
        out.push(lane(STANCE_COST, true, &|sample| {
            stance(sample.labels[theme])
        }));
    }
    for theme in 0..themes {
        out.push(lane(NAME_COST, false, &|sample| {
            named(sample.labels[theme])
        }));
    }
    out
}

fn stance(label: Label) -> Option<bool> {
    match label {
        Label::Complaint => Some(true),
        Label::Mention => Some(false),
        Label::None | Label::NoComplaint | Label::Unsaid => None,
    }
}

fn named(label: Label) -> Option<bool> {
    match label {
        Label::Complaint | Label::Mention => Some(true),
        Label::None => Some(false),
        Label::NoComplaint | Label::Unsaid => None,
    }
}

/// What rules found on a theme in a text they were not written for.
struct Found {
    row: usize,
    theme: usize,
    blames: bool,
    /// Of the strongest rule by itself, of the strongest evidence.
    weights: [f32; 2],
    rules: HashSet<String>,
    count: usize,
}

fn found(samples: &[Sample], themes: &[String]) -> Result<Vec<Found>> {
    let scorer = Scorer::builder().classifier(false).build()?;
    let mut out = Vec::new();
    for (row, sample) in samples.iter().enumerate().filter(|(_, it)| it.fresh) {
        let analysis = scorer.score(&sample.text);
        for (theme, id) in themes.iter().enumerate() {
            let Some(scored) = analysis.theme(id) else {
                continue;
            };
            let leading = || {
                scored
                    .evidence()
                    .filter(|evidence| evidence.stance() == scored.stance())
            };
            out.push(Found {
                row,
                theme,
                blames: scored.stance() == Stance::Complaint,
                weights: [
                    leading().map(|it| it.weight_before()).fold(0.0, f32::max),
                    leading().map(|it| it.weight()).fold(0.0, f32::max),
                ],
                count: leading().count(),
                rules: leading().map(|it| it.rule().to_owned()).collect(),
            });
        }
    }
    Ok(out)
}

/// For each rule in how many texts it found something, in how many of them the
/// theme was named, in how many they complained.
fn counts<'a>(
    samples: &[Sample],
    found: &'a [Found],
    uses: impl Fn(usize) -> bool,
) -> BTreeMap<&'a str, [u32; 3]> {
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for found in found.iter().filter(|found| uses(found.row)) {
        let label = samples[found.row].labels[found.theme];
        for rule in &found.rules {
            let [met, named, complained] = counts.entry(rule).or_default();
            *met += 1;
            *named += u32::from(label != Label::None);
            *complained += u32::from(label == Label::Complaint);
        }
    }
    counts
}

/// How each rule fared, on all texts it was not written for and on those of the
/// corpora among them.
fn table(samples: &[Sample], found: &[Found]) -> String {
    let mut out =
        "rule\tmet\tnamed\tcomplained\tmet_real\tnamed_real\tcomplained_real\n".to_owned();
    let all = counts(samples, found, |row| !samples[row].joined);
    let real = counts(samples, found, |row| samples[row].real);
    for (rule, [met, named, complained]) in all {
        let [of, right, blamed] = real.get(rule).copied().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{rule}\t{met}\t{named}\t{complained}\t{of}\t{right}\t{blamed}"
        );
    }
    out
}

/// Joined texts would count what they are made of once more.
fn records(
    samples: &[Sample],
    found: &[Found],
    uses: impl Fn(usize) -> bool,
) -> HashMap<String, Record> {
    counts(samples, found, |row| uses(row) && !samples[row].joined)
        .into_iter()
        .map(|(rule, [met, named, complained])| {
            (rule.to_owned(), Record::of(met, named, complained))
        })
        .collect()
}

/// A case with what is true of it.
struct Labelled {
    naming: Naming,
    blaming: Option<Blaming>,
    named: bool,
    complains: bool,
}

fn cases(samples: &[Sample], rows: &Rows, found: &[Found]) -> Vec<Labelled> {
    let mut out = Vec::new();
    for part in 0..PARTS {
        let held = |row: usize| samples[row].fresh && samples[row].part == part;
        let models = models(samples, rows, |row| !held(row));
        let records = records(samples, found, |row| !held(row));
        let themes = models.len() / 2;
        for found in found.iter().filter(|found| held(found.row)) {
            // Where a rule has no record, the review keeps out.
            if found.rules.iter().any(|rule| !records.contains_key(rule)) {
                continue;
            }
            let row = found.row;
            let logit = |lane: usize| models[lane].logit(rows.row(row), rows.values[row]) as f32;
            let best = |odds: &dyn Fn(Record) -> f32| {
                let known = found.rules.iter().filter_map(|rule| records.get(rule));
                let all = known.copied().map(odds);
                all.reduce(f32::max).unwrap_or_default()
            };
            let label = samples[row].labels[found.theme];
            let [weight_before, weight] = found.weights;
            let count = found.count;
            out.push(Labelled {
                naming: Naming {
                    weight: weight_before,
                    count,
                    record: best(&|record| record.named),
                    words: logit(1 + themes + found.theme),
                },
                blaming: found.blames.then(|| Blaming {
                    weight,
                    count,
                    record: best(&|record| record.complains),
                    any: logit(0),
                    own: logit(1 + found.theme),
                }),
                named: label != Label::None,
                complains: label == Label::Complaint,
            });
        }
    }
    out
}

/// Steps down the gradient; more change nothing any more.
const STEPS: usize = 4000;

const STEP: f64 = 0.1;

/// Keeps the shares small where cases are few.
const PENALTY: f64 = 1e-4;

/// Logistic regression by steepest descent: few numbers, few cases.
fn regression<const N: usize>(cases: impl Iterator<Item = ([f32; N], bool)>) -> [f32; N] {
    let cases: Vec<([f32; N], f64)> = cases
        .map(|(numbers, right)| (numbers, f64::from(u8::from(right))))
        .collect();
    let mut shares = [0f64; N];
    for _ in 0..STEPS {
        let mut gradient = shares.map(|share| share * PENALTY);
        for (numbers, right) in &cases {
            let sum: f64 = shares
                .iter()
                .zip(numbers)
                .map(|(share, &number)| share * f64::from(number))
                .sum();
            let miss = 1.0 / (1.0 + (-sum).exp()) - right;
            for (slope, &number) in gradient.iter_mut().zip(numbers) {
                *slope += miss * f64::from(number) / cases.len() as f64;
            }
        }
        for (share, slope) in shares.iter_mut().zip(gradient) {
            *share -= STEP * slope;
        }
    }
    shares.map(|share| share as f32)
}
