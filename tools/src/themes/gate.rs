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

/// Share of ordinary sentences from which a feature is too common to open: it
/// shares its place with another, or stands in many words.
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
    let openers = openers(&sources.openers, &sentences.shares(ordinary))?;
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
    Ok(Gate::new(&outputs, &weights).with_openers(&openers))
}

/// Of each word that opens the gate, a line each, the feature that is rarest in
/// ordinary sentences. 환불 in a long sentence on a film would be outvoted.
fn openers(path: &Path, shares: &[f32]) -> Result<Vec<u32>> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let share = |feature: &u32| shares[*feature as usize];
    let opener = |(line, word): (usize, &str)| {
        let features = inner(word).into_iter();
        let rarest = features.min_by(|a, b| share(a).total_cmp(&share(b)));
        rarest.filter(|it| share(it) <= COMMON).ok_or_else(|| {
            let reason = format!("line {}: {word:?} is too short or common", line + 1);
            Error::content(path, reason)
        })
    };
    text.lines().enumerate().map(opener).collect()
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

impl Sentences {
    /// Of each feature the share of the first so many sentences that have it.
    fn shares(&self, sentences: usize) -> Vec<f32> {
        let mut seen = vec![0f32; FEATURES];
        for row in 0..sentences {
            for run in self.rows.row(row).chunk_by(|a, b| a == b) {
                seen[run[0] as usize] += 1.0;
            }
        }
        for share in &mut seen {
            *share /= sentences.max(1) as f32;
        }
        seen
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
    fn what_stands_within_a_word_stands_wherever_it_does() {
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
    fn a_word_opens_by_its_rarest_feature() -> std::result::Result<(), Box<dyn std::error::Error>> {
        let path = std::env::temp_dir().join(format!("openers-{}.txt", std::process::id()));
        std::fs::write(&path, "중복결제\n")?;
        let mut shares = vec![0.0; FEATURES];
        let [first, second] = inner("중복결제")[..] else {
            return Err("two triples".into());
        };
        shares[first as usize] = COMMON / 2.0;
        assert_eq!(openers(&path, &shares)?, [second]);
        shares[second as usize] = COMMON * 2.0;
        assert_eq!(openers(&path, &shares)?, [first]);
        shares[first as usize] = COMMON * 2.0;
        let refused = openers(&path, &shares).err().map(|error| error.to_string());
        assert!(refused.is_some_and(|it| it.contains("line 1: \"중복결제\"")));
        std::fs::remove_file(&path)?;
        Ok(())
    }
}
