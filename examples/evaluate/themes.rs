//! A gold file with themes: everything that is measured on it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Request,
    answer::{Answer, FEELINGS},
    calibration::Calibration,
    cues::{self, Cue, Overlap},
    errors::{self, Mistake},
    figures::{Figures, Overall, Text},
    gold::{COMPLAINT, Gold, Want},
    groups::Group,
    rules::ByRule,
    table::Failure,
};

/// All figures, as they are printed or written as JSON.
#[derive(Serialize)]
pub struct Report {
    pub file: String,
    /// The scorer's fingerprint, or the file the answers come from.
    pub answers_by: String,
    pub seed: u64,
    pub figures: Figures,
    pub calibration: Option<Scores>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group<Figures>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<ByTheme>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_rule: Option<ByRule>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Mistake>,
}

/// Scores of complaint against the share of complaints.
#[derive(Serialize)]
pub struct Scores {
    /// Cells of themes that were found; the bins are theirs.
    pub found: Calibration,
    /// Cells of themes that were not, and the share that complains all the same.
    pub absent: usize,
    pub absent_share: f64,
    /// The error when those count too, with score 0.
    pub error_with_absent: f64,
}

/// Overlap of evidence with cues.
#[derive(Serialize)]
pub struct ByTheme {
    pub all: Overlap,
    pub themes: BTreeMap<String, Overlap>,
}

/// What was wanted and said of every text.
pub fn texts<'a>(gold: &'a Gold, answers: &[Answer]) -> Result<Vec<Text<'a>>, Failure> {
    let column = gold.table.column("overall");
    let rows = gold.table.rows.iter().zip(&gold.wants).zip(answers);
    let text = |((row, wants), answer): ((&'a super::table::Row, &'a Vec<Want>), &Answer)| {
        let mut text = Text {
            wants,
            got: gold
                .themes
                .iter()
                .map(|theme| answer.stance(theme))
                .collect(),
            overall: None,
        };
        if let Some(column) = column {
            let cell = row.cells[column].as_str();
            let want = Want::parse(cell, &FEELINGS)
                .map_err(|reason| gold.table.wrong(row, format_args!("overall: {reason}")))?;
            if want.is_judged() {
                let feeling = answer
                    .sentiment
                    .as_ref()
                    .and_then(|sentiment| sentiment.feeling());
                let got = feeling.ok_or_else(|| {
                    Failure(format!("the answer for {} has no sentiment", gold.id(row)))
                })?;
                text.overall = Some(Overall { cell, want, got });
            }
        }
        Ok(text)
    };
    rows.map(text).collect()
}

impl Report {
    /// Measures; the rest of the fields is up to the caller.
    pub fn of(request: &Request, gold: &Gold, answers: &[Answer]) -> Result<Self, Failure> {
        let texts = texts(gold, answers)?;
        let all: Vec<&Text> = texts.iter().collect();
        let figures = |texts: &[&Text]| Figures::of(&gold.themes, texts, request.seed);
        let mut groups = Vec::new();
        for grouping in &request.grouping {
            groups.extend(grouping.groups(gold, &texts, figures)?);
        }
        Ok(Self {
            file: gold.table.name.clone(),
            answers_by: request.answers_by.clone(),
            seed: request.seed,
            figures: figures(&all),
            calibration: scores(gold, answers),
            groups,
            evidence: None,
            by_rule: None,
            errors: errors::worst(gold, answers, &texts, request.errors),
        })
    }
}

/// Calibration, if every found theme has a score. Cells that allow a complaint
/// and something else too tell nothing and are left out.
fn scores(gold: &Gold, answers: &[Answer]) -> Option<Scores> {
    let mut found = Vec::new();
    let mut absent = Vec::new();
    for (wants, answer) in gold.wants.iter().zip(answers) {
        for (want, id) in wants.iter().zip(&gold.themes) {
            let is_complaint = want.has(COMPLAINT);
            if !want.is_judged() || is_complaint && !want.is_only(COMPLAINT) {
                continue;
            }
            match answer.theme(id) {
                Some(theme) => found.push((theme.score?.clamp(0.0, 1.0), is_complaint)),
                None => absent.push((0.0, is_complaint)),
            }
        }
    }
    let complaints = absent
        .iter()
        .filter(|(_, is_complaint)| *is_complaint)
        .count();
    let absent_share = complaints as f64 / absent.len().max(1) as f64;
    let calibration = Calibration::of(found.iter().copied());
    let apart = calibration.error * found.len() as f64 + complaints as f64;
    let cells = found.len() + absent.len();
    (cells > 0).then_some(Scores {
        found: calibration,
        absent: absent.len(),
        absent_share,
        error_with_absent: apart / cells.max(1) as f64,
    })
}

/// Overlap over all cues and per theme.
pub fn evidence(gold: &Gold, answers: &[Answer], cues: &[Cue]) -> Result<ByTheme, Failure> {
    let mut themes = BTreeMap::new();
    for (n, id) in gold.themes.iter().enumerate() {
        let here = cues.iter().filter(|cue| cue.theme == n);
        themes.insert(id.clone(), cues::overlap(gold, answers, here)?);
    }
    Ok(ByTheme {
        all: cues::overlap(gold, answers, cues.iter())?,
        themes,
    })
}
