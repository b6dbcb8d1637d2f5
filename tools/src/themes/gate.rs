//! Learns the gate: in which sentences a theme may be named.
//!
//! Ordinary texts teach it, by what the rules and the classifier make of them
//! when no gate stands before them; labelled ones beside these.

use super::learn::put;
use super::samples::{Label, Sample, Sources, unpacked};
use crate::error::Result;
use crate::sentiment::logistic::{Rows, Target, fit};
use hasoyeon::classifier::{Classifier, FEATURES, GATE_LANES, Gate, Output, features};
use hasoyeon::text::normalize;
use hasoyeon::{Analysis, Scorer};

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
        outputs.push(Output {
            scale: put(&model.weights, &mut weights, theme),
            tail: 0.0,
            bias: model.bias,
        });
        let named = targets.iter().filter(|target| target.positive).count();
        println!("{id} gate: {named} of {} sentences", targets.len());
    }
    Ok(Gate::new(&outputs, &weights))
}

impl Sentences {
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
