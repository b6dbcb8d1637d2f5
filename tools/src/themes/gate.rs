//! Learns the gate: in which sentences a theme may be named.
//!
//! Ordinary texts teach it, by what the rules and the classifier make of them
//! when no gate stands before them; labelled ones beside these.

use super::learn::put;
use super::samples::{Label, Sample, Sources, unpacked};
use crate::error::{Error, Result};
use crate::sentiment::logistic::{Rows, Target, fit};
use hasoyeon::classifier::{Classifier, FEATURES, GATE_LANES, Gate, Output, features};
use hasoyeon::text::normalize;
use hasoyeon::{Analysis, Scorer};
use serde::Deserialize;
use std::path::Path;

/// The corpora, and every how many texts one is read.
const CORPORA: [(&str, usize); 6] = [
    ("nsmc", 6),
    ("kote", 1),
    ("laftel", 1),
    ("youtube", 1),
    ("petition_titles", 1),
    ("petitions", 1),
];

/// Passes of the learner over its rows.
const PASSES: usize = 30;

/// Cost of a mistake. Features count as often as they stand in a sentence: its
/// length is not evened out, so that one word may open it.
const COST: f32 = 0.1;

const SEED: u64 = 7;

/// Log odds that an opening word adds. What stands around it weighs with each
/// of its characters: 환불 in a long sentence on a film would be outvoted.
const LIFT: f32 = 5.0;

/// Share of ordinary sentences from which a feature is too common to be lifted:
/// it shares its place with another, or begins many words.
const COMMON: f32 = 0.02;

/// Sentences with what they say of each theme: whether it is named, if that is
/// known.
#[derive(Default)]
struct Sentences {
    rows: Rows,
    named: Vec<Vec<Option<bool>>>,
}

pub fn learn(
    sources: &Sources,
    samples: &[Sample],
    themes: &[String],
    teacher: Classifier,
) -> Result<Gate> {
    let scorer = Scorer::builder().classifier_table(teacher).build()?;
    let mut worker = scorer.worker();
    let mut analysis = Analysis::new();
    let mut sentences = Sentences {
        rows: Rows::new(),
        named: Vec::new(),
    };
    for (name, stride) in CORPORA {
        let text = unpacked(&sources.corpora(name))?;
        let texts = text.lines().skip(1).step_by(stride);
        for text in texts.filter_map(|line| line.split('\t').nth(1)) {
            worker.score_into(text, &mut analysis);
            sentences.add(text, &analysis, themes, |_, found| Some(found));
        }
    }
    let ordinary = sentences.rows.len();
    for sample in samples.iter().filter(|it| !it.joined && !it.ordinary) {
        worker.score_into(&sample.text, &mut analysis);
        let alone = analysis.sentences().len() == 1;
        sentences.add(&sample.text, &analysis, themes, |theme, found| {
            match sample.labels[theme] {
                Label::None => Some(false),
                // Which sentence names it, only what was found there tells.
                Label::Mention | Label::Complaint => (alone || found).then_some(true),
                Label::NoComplaint | Label::Unsaid => None,
            }
        });
    }
    let common = sentences.common(ordinary);
    let openers = openers(&sources.openers, themes, &common)?;
    let mut weights = vec![[0i8; GATE_LANES]; FEATURES];
    let mut outputs = Vec::new();
    for (theme, id) in themes.iter().enumerate() {
        let rows = (0..).zip(&sentences.named);
        let targets: Vec<Target> = rows
            .filter_map(|(row, named)| {
                Some(Target {
                    row,
                    positive: named[theme]?,
                    cost: COST,
                })
            })
            .collect();
        let model = fit(&sentences.rows, &targets, FEATURES, PASSES, SEED);
        let scale = put(&model.weights, &mut weights, theme);
        for opener in openers.iter().filter(|opener| opener.theme == *id) {
            lift(&opener.features, &mut weights, theme, LIFT / scale);
        }
        outputs.push(Output {
            scale,
            tail: 0.0,
            bias: model.bias,
        });
        let named = targets.iter().filter(|target| target.positive).count();
        println!("{id} gate: {named} of {} sentences", targets.len());
    }
    Ok(Gate::new(&outputs, &weights))
}

/// A word that opens the gate whatever stands around it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    theme: String,
    word: String,
}

struct Opener {
    theme: String,
    features: Vec<u32>,
}

fn openers(path: &Path, themes: &[String], common: &[bool]) -> Result<Vec<Opener>> {
    let bad = |reason: String| Error::content(path, reason);
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    for (row, opener) in reader.deserialize().enumerate() {
        let Line { theme, word } = opener.map_err(|error| bad(error.to_string()))?;
        let line = row + 2;
        if !themes.contains(&theme) {
            return Err(bad(format!("line {line}: no theme {theme:?}")));
        }
        let mut features = inner(&word);
        features.retain(|&id| !common[id as usize]);
        if features.is_empty() {
            return Err(bad(format!("line {line}: {word:?} is too short or common")));
        }
        out.push(Opener { theme, features });
    }
    Ok(out)
}

/// The features that stand within a word wherever it stands: its triples, or its
/// only pair.
fn inner(word: &str) -> Vec<u32> {
    let length = word.chars().count().min(3);
    // Letters around it, for what reaches over an end of a text counts a blank.
    let text = format!("x{word}x");
    let within = features(&text).into_iter().filter(|(_, at)| {
        at.start > 0 && at.end < text.len() && text[at.clone()].chars().count() == length
    });
    within.map(|(id, _)| id).collect()
}

/// Adds so much to weights, a share to each feature of a word. They
/// stop at the greatest weight there is: a coarser scale would cost every
/// sentence more than it brings the few that need it.
fn lift(features: &[u32], weights: &mut [[i8; GATE_LANES]], theme: usize, by: f32) {
    let each = (by / features.len() as f32).round() as i8;
    for &id in features {
        let weight = &mut weights[id as usize][theme];
        *weight = weight.saturating_add(each);
    }
}

impl Sentences {
    /// Of each feature whether it is common in the first so many sentences.
    fn common(&self, sentences: usize) -> Vec<bool> {
        let mut seen = vec![0usize; FEATURES];
        for row in 0..sentences {
            for run in self.rows.row(row).chunk_by(|a, b| a == b) {
                seen[run[0] as usize] += 1;
            }
        }
        let most = COMMON * sentences as f32;
        seen.into_iter().map(|count| count as f32 > most).collect()
    }

    /// Adds the sentences of a text; `named` tells of a theme whether evidence
    /// was found in the sentence.
    fn add(
        &mut self,
        text: &str,
        analysis: &Analysis,
        themes: &[String],
        named: impl Fn(usize, bool) -> Option<bool>,
    ) {
        for sentence in analysis.sentences() {
            let Some(body) = sentence.span.slice(text) else {
                continue;
            };
            let normalized = normalize(body);
            let ids = features(normalized.text(body));
            self.rows.push(ids.into_iter().map(|(id, _)| id), 1.0);
            let meets = |theme: &str| {
                let evidence = analysis.theme(theme).into_iter();
                let evidence = evidence.flat_map(|theme| theme.evidence());
                let mut spans = evidence.flat_map(|evidence| evidence.spans());
                spans.any(|span| {
                    span.start() < sentence.span.end() && span.end() > sentence.span.start()
                })
            };
            let found = themes.iter().map(|theme| meets(theme));
            let named = found.enumerate().map(|(theme, found)| named(theme, found));
            self.named.push(named.collect());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_lifted_wherever_it_stands() {
        for (word, count) in [("환불", 1), ("위약금", 1), ("중복결제", 2), ("전 버전", 2)]
        {
            let inner = inner(word);
            assert_eq!(inner.len(), count, "{word}");
            for text in [
                format!("또{word}이냐"),
                format!("{word} 좀"),
                format!("내 {word}"),
            ] {
                let all: Vec<u32> = features(&text).into_iter().map(|(id, _)| id).collect();
                assert!(inner.iter().all(|id| all.contains(id)), "{text}");
            }
        }
        assert!(inner("돈").is_empty());
    }

    #[test]
    fn a_lift_is_shared_and_stops_at_the_greatest_weight() {
        let mut weights = vec![[0i8; GATE_LANES]; FEATURES];
        lift(&inner("중복결제"), &mut weights, 1, 60.0);
        lift(&inner("환불"), &mut weights, 1, 500.0);
        let of = |word: &str| {
            let ids = inner(word).into_iter();
            ids.map(|id| weights[id as usize][1]).collect::<Vec<_>>()
        };
        assert_eq!(of("중복결제"), [30, 30]);
        assert_eq!(of("환불"), [127]);
    }
}
