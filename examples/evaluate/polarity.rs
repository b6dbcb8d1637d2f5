//! A file of texts and how they feel: neg, pos and perhaps neu.
//!
//! Without neutral texts the sign of the score is the verdict; with them the
//! label is.

use hasoyeon::Scorer;
use serde::Serialize;

use super::{
    Request,
    answer::{self, Answer, FEELINGS, Sentiment},
    calibration::Calibration,
    errors::{self, Mistake},
    figures::{Counts, Overall, Rates, share},
    gold::{Gold, Want},
    groups::Group,
    noise,
    random::Random,
    table::Failure,
};

/// All figures, as they are printed or written as JSON.
#[derive(Serialize)]
pub struct Report {
    pub file: String,
    /// The scorer's fingerprint, or the file the answers come from.
    pub answers_by: String,
    pub seed: u64,
    pub texts: usize,
    /// 2 or 3.
    pub classes: usize,
    pub accuracy: f64,
    /// Of the texts that take a side, those whose score has its sign.
    pub sign_right: f64,
    pub labels: Vec<Label>,
    /// P(positive) of the texts that take a side.
    pub calibration: Calibration,
    /// Accuracy of the 70 % with the highest confidence.
    pub surest: f64,
    pub noises: Vec<Noisy>,
    /// Largest drop under a noise.
    pub worst_drop: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group<Share>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Mistake>,
}

#[derive(Serialize)]
pub struct Label {
    pub label: &'static str,
    pub rates: Rates,
    /// How often a text of this label was called neg, neu, pos.
    pub said: [u64; 3],
}

#[derive(Serialize)]
pub struct Noisy {
    pub noise: &'static str,
    pub accuracy: f64,
    pub drop: f64,
}

#[derive(Serialize)]
pub struct Share {
    pub texts: usize,
    pub accuracy: f64,
}

/// The labels of a file.
pub struct Labels {
    /// As written.
    cells: Vec<String>,
    wants: Vec<Want>,
    has_neutral: bool,
}

impl Labels {
    /// Reads the column `label`: neg, neu, pos, or the words in full.
    pub fn read(gold: &Gold) -> Result<Self, Failure> {
        let column = gold.table.required("label")?;
        let cells: Vec<String> = gold
            .table
            .rows
            .iter()
            .map(|row| row.cells[column].clone())
            .collect();
        let mut wants = Vec::new();
        for (row, cell) in gold.table.rows.iter().zip(&cells) {
            let short: Vec<&str> = cell.split('|').map(short).collect();
            let want = Want::parse(&short.join("|"), &FEELINGS);
            wants.push(
                want.map_err(|reason| gold.table.wrong(row, format_args!("label: {reason}")))?,
            );
        }
        Ok(Self {
            has_neutral: wants.iter().any(|want| want.has(1)),
            cells,
            wants,
        })
    }

    fn got(&self, sentiment: &Sentiment) -> usize {
        match sentiment.feeling() {
            Some(feeling) if self.has_neutral => feeling,
            _ if sentiment.score > 0.0 => 2,
            _ => 0,
        }
    }

    /// Judged rows: (number, right labels, verdict).
    fn verdicts<'a>(
        &'a self,
        sentiments: &'a [&Sentiment],
    ) -> impl Iterator<Item = (usize, Want, &'a Sentiment)> {
        let rows = self.wants.iter().zip(sentiments).enumerate();
        rows.filter(|(_, (want, _))| want.is_judged())
            .map(|(n, (want, sentiment))| (n, *want, *sentiment))
    }

    fn accuracy(&self, sentiments: &[&Sentiment]) -> f64 {
        let (mut right, mut of) = (0, 0);
        for (_, want, sentiment) in self.verdicts(sentiments) {
            right += u64::from(want.has(self.got(sentiment)));
            of += 1;
        }
        share(right, of)
    }
}

fn short(label: &str) -> &str {
    match label {
        "negative" => "neg",
        "neutral" => "neu",
        "positive" => "pos",
        other => other,
    }
}

/// The sentiments of answers that all have one.
fn sentiments<'a>(gold: &Gold, answers: &'a [Answer]) -> Result<Vec<&'a Sentiment>, Failure> {
    let rows = gold.table.rows.iter().zip(answers);
    rows.map(|(row, answer)| {
        let missing = || Failure(format!("the answer for {} has no sentiment", gold.id(row)));
        answer.sentiment.as_ref().ok_or_else(missing)
    })
    .collect()
}

impl Report {
    pub fn of(request: &Request, gold: &Gold, answers: &[Answer]) -> Result<Self, Failure> {
        let labels = Labels::read(gold)?;
        let said = sentiments(gold, answers)?;
        let mut counts = [Counts::default(); FEELINGS.len()];
        let mut confusion = [[0; FEELINGS.len()]; FEELINGS.len()];
        let mut sides = Vec::new();
        let mut sure = Vec::new();
        let mut mistakes = Vec::new();
        for (n, want, sentiment) in labels.verdicts(&said) {
            let got = labels.got(sentiment);
            for (label, counts) in counts.iter_mut().enumerate() {
                counts.add(Counts::call(want, got, label));
                confusion[label][got] += u64::from(want.is_only(label));
            }
            if want.is_only(0) || want.is_only(2) {
                sides.push((sentiment.positive(), want.has(2)));
            }
            let confidence = sentiment.confidence.filter(|_| labels.has_neutral);
            sure.push((confidence.unwrap_or(sentiment.score.abs()), want.has(got)));
            let overall = Overall {
                cell: &labels.cells[n],
                want,
                got,
            };
            mistakes.extend(errors::on_feeling(
                gold,
                &gold.table.rows[n],
                &answers[n],
                &overall,
            ));
        }
        if sure.is_empty() {
            return Err(Failure(format!("{}: no text has a label", gold.table.name)));
        }
        sure.sort_by(|a, b| b.0.total_cmp(&a.0));
        let surest = &sure[..(sure.len() * 7 / 10).max(1)];
        let right = |(score, is_positive): &&(f64, bool)| (*score > 0.5) == *is_positive;
        let items: Vec<(usize, &Sentiment)> = said.iter().copied().enumerate().collect();
        let mut groups = Vec::new();
        for grouping in &request.grouping {
            groups.extend(grouping.groups(gold, &items, |items| labels.share(items))?);
        }
        let shown = (0..FEELINGS.len()).filter(|&label| labels.has_neutral || label != 1);
        Ok(Self {
            file: gold.table.name.clone(),
            answers_by: request.answers_by.clone(),
            seed: request.seed,
            texts: sure.len(),
            classes: if labels.has_neutral { 3 } else { 2 },
            accuracy: labels.accuracy(&said),
            sign_right: share(
                sides.iter().filter(right).count() as u64,
                sides.len() as u64,
            ),
            labels: shown
                .map(|label| Label {
                    label: FEELINGS[label],
                    rates: counts[label].rates(),
                    said: confusion[label],
                })
                .collect(),
            calibration: Calibration::of(sides.into_iter()),
            surest: share(
                surest.iter().filter(|(_, right)| *right).count() as u64,
                surest.len() as u64,
            ),
            noises: Vec::new(),
            worst_drop: None,
            groups,
            errors: errors::worst_feelings(mistakes, request.errors),
        })
    }

    /// Scores the texts again under each noise.
    pub fn disturb(&mut self, gold: &Gold, scorer: &Scorer) -> Result<(), Failure> {
        let labels = Labels::read(gold)?;
        for noise in noise::ALL {
            let mut random = Random::new(self.seed);
            let texts = gold
                .table
                .rows
                .iter()
                .map(|row| noise.apply(gold.text(row), &mut random));
            let texts: Vec<String> = texts.collect();
            let answers = answer::score(scorer, texts.iter().map(String::as_str))?;
            let accuracy = labels.accuracy(&sentiments(gold, &answers)?);
            self.noises.push(Noisy {
                noise: noise.name(),
                accuracy,
                drop: self.accuracy - accuracy,
            });
        }
        self.worst_drop = self.noises.iter().map(|noisy| noisy.drop).reduce(f64::max);
        Ok(())
    }
}

impl Labels {
    fn share(&self, items: &[&(usize, &Sentiment)]) -> Share {
        let judged = items.iter().filter(|(n, _)| self.wants[*n].is_judged());
        let texts = judged.clone().count();
        let right = judged
            .filter(|(n, sentiment)| self.wants[*n].has(self.got(sentiment)))
            .count();
        Share {
            texts,
            accuracy: share(right as u64, texts as u64),
        }
    }
}
