//! What was said about each text: scored here, or given as JSON lines.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use hasoyeon::{Analysis, Scorer};
use indicatif::ProgressBar;
use serde::Deserialize;

use super::{
    gold::{COMPLAINT, NONE},
    table::Failure,
};

/// How a comment feels, in the order of the columns of a confusion.
pub const FEELINGS: [&str; 3] = ["neg", "neu", "pos"];

/// A mixed comment this close to 0 is neutral.
const EVEN: f64 = 0.1;

/// One analysis, as the JSON has it. Themes without evidence or score are
/// taken too, so that other programs can be judged.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Answer {
    pub themes: Vec<Theme>,
    pub sentiment: Option<Sentiment>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Theme {
    pub theme: String,
    stance: String,
    pub score: Option<f64>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Evidence {
    pub rule: String,
    #[serde(default)]
    stance: Option<String>,
    pub spans: Vec<(usize, usize)>,
    #[serde(default)]
    pub weight_before: f64,
    #[serde(default)]
    pub weight: f64,
    #[serde(default)]
    pub modifiers: Vec<Modifier>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Modifier {
    pub kind: String,
    pub span: (usize, usize),
    pub effect: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Sentiment {
    label: String,
    pub score: f64,
    /// Probability that the label is right.
    pub confidence: Option<f64>,
}

impl Answer {
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.theme == id)
    }

    /// Number of the stance on a theme; a theme that is absent is none.
    pub fn stance(&self, id: &str) -> usize {
        self.theme(id).map_or(NONE, Theme::stance)
    }

    /// What cannot be true of an answer.
    fn faults(&self, out: &mut Vec<String>) {
        let mut seen = HashSet::new();
        for theme in &self.themes {
            if !seen.insert(&theme.theme) {
                out.push(format!("theme {} stands twice", theme.theme));
            }
            if let Some(score) = theme.score
                && (theme.stance == "complaint") != (score >= 0.5)
            {
                out.push(format!(
                    "{} is {} with score {score}",
                    theme.theme, theme.stance
                ));
            }
        }
        if let Some(sentiment) = &self.sentiment
            && sentiment.feeling().is_none()
        {
            out.push(format!("sentiment {:?} is not known", sentiment.label));
        }
    }
}

impl Theme {
    pub fn stance(&self) -> usize {
        match self.stance.as_str() {
            "none" => NONE,
            "complaint" => COMPLAINT,
            _ => 1,
        }
    }
}

impl Evidence {
    /// True when this piece, after its modifiers, speaks for a complaint.
    pub fn complains(&self) -> bool {
        self.stance.as_deref() != Some("mention") && self.weight >= 0.5
    }
}

impl Sentiment {
    /// Number among [`FEELINGS`]; a mixed comment goes by the sign of its score.
    pub fn feeling(&self) -> Option<usize> {
        match self.label.as_str() {
            "negative" => Some(0),
            "neutral" => Some(1),
            "positive" => Some(2),
            "mixed" if self.score < -EVEN => Some(0),
            "mixed" if self.score > EVEN => Some(2),
            "mixed" => Some(1),
            _ => None,
        }
    }

    /// Sure of a side: P(positive), the score being the difference of the two
    /// sides' probabilities.
    pub fn positive(&self) -> f64 {
        f64::midpoint(1.0, self.score)
    }
}

/// Scores texts. Answers go through JSON, so that a file of them and a scorer
/// are judged by the same digits.
pub fn score<'t>(
    scorer: &Scorer,
    texts: impl ExactSizeIterator<Item = &'t str>,
) -> Result<Vec<Answer>, Failure> {
    let mut worker = scorer.worker();
    let mut analysis = Analysis::new();
    let bar = ProgressBar::new(texts.len() as u64);
    let answers = bar.wrap_iter(texts).map(|text| {
        worker.score_into(text, &mut analysis);
        serde_json::to_string(&analysis).and_then(|json| serde_json::from_str(&json))
    });
    let answers = answers.collect::<Result<_, _>>();
    bar.finish_and_clear();
    answers.map_err(|error| Failure(format!("an analysis does not read back: {error}")))
}

/// Given answers by id, and everything that is wrong with them.
#[derive(Default)]
pub struct Given {
    answers: HashMap<String, Answer>,
    order: Vec<String>,
    faults: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    id: serde_json::Value,
    #[serde(flatten)]
    answer: Answer,
}

impl Given {
    /// Reads a file of JSON lines.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display();
        let cannot = |error| Failure(format!("cannot read {name}: {error}"));
        Self::parse(BufReader::new(File::open(path).map_err(cannot)?)).map_err(cannot)
    }

    /// Reads JSON lines.
    pub fn parse(input: impl BufRead) -> std::io::Result<Self> {
        let mut given = Self::default();
        for (n, line) in input.split(b'\n').enumerate() {
            let line = line?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let mut faults = Vec::new();
            match serde_json::from_slice::<Line>(&line) {
                Ok(Line { id, answer }) => {
                    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
                    answer.faults(&mut faults);
                    if given.answers.insert(id.clone(), answer).is_some() {
                        faults.push(format!("id {id} answered twice"));
                    } else {
                        given.order.push(id);
                    }
                }
                Err(error) => faults.push(format!("not an answer: {error}")),
            }
            let faults = faults.into_iter();
            given
                .faults
                .extend(faults.map(|fault| format!("line {}: {fault}", n + 1)));
        }
        Ok(given)
    }

    /// True when any answer names the theme.
    pub fn names(&self, theme: &str) -> bool {
        self.answers
            .values()
            .any(|answer| answer.theme(theme).is_some())
    }

    /// Passes over answers to texts that were left out.
    pub fn forget(&mut self, ids: &[String]) {
        for id in ids {
            self.answers.remove(id);
        }
        self.order.retain(|id| !ids.contains(id));
    }

    /// The answers in the order of `ids`, or every fault.
    pub fn into_answers(mut self, ids: &[&str]) -> Result<Vec<Answer>, Failure> {
        let missing = ids.iter().filter(|id| !self.answers.contains_key(**id));
        self.faults
            .extend(missing.map(|id| format!("no answer for {id}")));
        let known: HashSet<_> = ids.iter().copied().collect();
        let unknown = self.order.iter().filter(|id| !known.contains(id.as_str()));
        self.faults
            .extend(unknown.map(|id| format!("unknown id {id}")));
        if self.faults.is_empty() {
            return Ok(ids
                .iter()
                .filter_map(|id| self.answers.remove(*id))
                .collect());
        }
        let mut message = match self.faults.len() {
            1 => "1 fault in the answers:".to_owned(),
            count => format!("{count} faults in the answers:"),
        };
        for fault in self.faults.iter().take(SHOWN) {
            message += "\n  ";
            message += fault;
        }
        if self.faults.len() > SHOWN {
            message += "\n  …";
        }
        Err(Failure(message))
    }
}

/// Faults that are printed.
const SHOWN: usize = 10;
