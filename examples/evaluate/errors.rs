//! The worst errors, with what caused them.

use serde::Serialize;

use super::{
    answer::{Answer, Evidence, FEELINGS},
    figures::{Overall, Text},
    gold::{COMPLAINT, Gold, STANCES},
    table::Row,
};

/// How a cell was misjudged, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Kind {
    #[serde(rename = "complaint made up")]
    MadeUp,
    #[serde(rename = "complaint missed")]
    Missed,
    #[serde(rename = "theme")]
    Theme,
    #[serde(rename = "overall")]
    Overall,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::MadeUp, Kind::Missed, Kind::Theme, Kind::Overall];

    pub fn title(self) -> &'static str {
        match self {
            Kind::MadeUp => "Complaints made up, highest score first",
            Kind::Missed => "Complaints missed, those with the strongest evidence first",
            Kind::Theme => "Other errors on none and mention, highest score first",
            Kind::Overall => "How it feels, surest first",
        }
    }
}

/// One cell that was misjudged.
#[derive(Debug, Serialize)]
pub struct Mistake {
    pub kind: Kind,
    pub id: String,
    pub line: u64,
    /// A theme, or `overall`.
    pub column: String,
    pub gold: String,
    pub said: &'static str,
    pub score: Option<f64>,
    pub text: String,
    pub evidence: Vec<Shown>,
    /// Higher is worse.
    #[serde(skip)]
    rank: f64,
}

/// A piece of evidence in words.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub rule: String,
    pub words: Vec<String>,
    pub weight_before: f64,
    pub weight: f64,
    pub modifiers: Vec<Cue>,
}

#[derive(Debug, Serialize)]
pub struct Cue {
    pub kind: String,
    pub words: String,
    pub effect: String,
}

impl Shown {
    fn of(evidence: &Evidence, text: &str) -> Self {
        let words = |&(start, end): &(usize, usize)| text.get(start..end).unwrap_or("?").to_owned();
        Self {
            rule: evidence.rule.clone(),
            words: evidence.spans.iter().map(words).collect(),
            weight_before: evidence.weight_before,
            weight: evidence.weight,
            modifiers: evidence
                .modifiers
                .iter()
                .map(|modifier| Cue {
                    kind: modifier.kind.clone(),
                    words: words(&modifier.span),
                    effect: modifier.effect.clone(),
                })
                .collect(),
        }
    }
}

/// The worst `most` errors of each kind.
pub fn worst(gold: &Gold, answers: &[Answer], texts: &[Text], most: usize) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for ((row, answer), text) in gold.table.rows.iter().zip(answers).zip(texts) {
        for (n, id) in gold.themes.iter().enumerate() {
            mistakes.extend(on_theme(gold, row, answer, text, n, id));
        }
        if let Some(overall) = &text.overall {
            mistakes.extend(on_feeling(gold, row, answer, overall));
        }
    }
    // Stable: errors of one rank stay in the order of the file.
    mistakes.sort_by(|a, b| a.kind.cmp(&b.kind).then(b.rank.total_cmp(&a.rank)));
    let mut kept = [0; Kind::ALL.len()];
    mistakes.retain(|mistake| {
        kept[mistake.kind as usize] += 1;
        kept[mistake.kind as usize] <= most
    });
    mistakes
}

fn on_theme(
    gold: &Gold,
    row: &Row,
    answer: &Answer,
    text: &Text,
    n: usize,
    id: &str,
) -> Option<Mistake> {
    let (want, got) = (text.wants[n], text.got[n]);
    if !want.is_judged() || want.has(got) {
        return None;
    }
    let theme = answer.theme(id);
    let score = theme.and_then(|theme| theme.score);
    let evidence = theme.map_or(&[][..], |theme| &theme.evidence);
    let (kind, rank) = if got == COMPLAINT {
        (Kind::MadeUp, score)
    } else if want.is_only(COMPLAINT) {
        let weights = evidence.iter().map(|evidence| evidence.weight_before);
        (Kind::Missed, weights.reduce(f64::max))
    } else {
        (Kind::Theme, score)
    };
    Some(Mistake {
        kind,
        id: gold.id(row).to_owned(),
        line: row.line,
        column: id.to_owned(),
        gold: row.cells[gold.table.column(id)?].clone(),
        said: STANCES[got],
        score,
        text: gold.text(row).to_owned(),
        evidence: evidence
            .iter()
            .map(|evidence| Shown::of(evidence, gold.text(row)))
            .collect(),
        rank: rank.unwrap_or(0.0),
    })
}

/// A comment whose feeling was misread, if it was.
pub fn on_feeling(gold: &Gold, row: &Row, answer: &Answer, overall: &Overall) -> Option<Mistake> {
    if overall.is_right() {
        return None;
    }
    let score = answer.sentiment.as_ref().map(|sentiment| sentiment.score);
    Some(Mistake {
        kind: Kind::Overall,
        id: gold.id(row).to_owned(),
        line: row.line,
        column: "overall".to_owned(),
        gold: overall.cell.to_owned(),
        said: FEELINGS[overall.got],
        score,
        text: gold.text(row).to_owned(),
        evidence: Vec::new(),
        rank: score.map_or(0.0, f64::abs),
    })
}

/// The surest `most` comments whose feeling was misread.
pub fn worst_feelings(mut mistakes: Vec<Mistake>, most: usize) -> Vec<Mistake> {
    mistakes.sort_by(|a, b| b.rank.total_cmp(&a.rank));
    mistakes.truncate(most);
    mistakes
}
