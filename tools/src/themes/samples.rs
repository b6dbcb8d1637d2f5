//! What the classifier is learned from: labelled sentences of our own, the
//! proofs of the rules, and ordinary comments.

use crate::error::{Error, Result};
use flate2::read::GzDecoder;
use hasoyeon::Scorer;
use serde::Deserialize;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Every how many comments of a corpus one is taken.
const STRIDES: [(&str, usize); 3] = [
    ("nsmc.tsv.gz", 100),
    ("kote.tsv.gz", 1),
    ("laftel.tsv.gz", 1),
];

/// What a text says of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    None,
    Mention,
    Complaint,
    /// No complaint: none or a mention.
    NoComplaint,
    /// The text was not labelled for the theme.
    Unsaid,
}

/// A text with a label per theme.
pub struct Sample {
    pub text: String,
    pub labels: Vec<Label>,
}

/// All samples, in a fixed order.
pub fn samples(own: &Path, corpora: &Path, files: &Path, themes: &[String]) -> Result<Vec<Sample>> {
    let mut out = read_own(own, themes)?;
    for (number, theme) in themes.iter().enumerate() {
        for (text, label) in proofs(&files.join(format!("{theme}.toml")))? {
            let mut labels = vec![Label::Unsaid; themes.len()];
            labels[number] = label;
            out.push(Sample { text, labels });
        }
    }
    let scorer = Scorer::builder().classifier(false).build()?;
    for (name, stride) in STRIDES {
        let path = corpora.join(name);
        for line in unpacked(&path)?.lines().skip(1).step_by(stride) {
            let Some(text) = line.split('\t').nth(1) else {
                continue;
            };
            if scorer.score(text).themes().next().is_none() {
                out.push(Sample {
                    text: text.to_owned(),
                    labels: vec![Label::None; themes.len()],
                });
            }
        }
    }
    Ok(out)
}

/// What a theme file tells of its rules here.
#[derive(Deserialize)]
struct ThemeFile {
    rule: Vec<RuleProofs>,
}

#[derive(Deserialize)]
struct RuleProofs {
    #[serde(default)]
    stance: Option<String>,
    hit: Vec<String>,
    miss: Vec<String>,
}

/// The sentences by which the rules of a theme file prove themselves.
fn proofs(path: &Path) -> Result<Vec<(String, Label)>> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let file: ThemeFile =
        toml::from_str(&text).map_err(|error| Error::content(path, error.to_string()))?;
    let mut out = Vec::new();
    for rule in file.rule {
        let hit = match rule.stance.as_deref() {
            Some("mention") => Label::Mention,
            Some("sentiment") => Label::Unsaid,
            _ => Label::Complaint,
        };
        out.extend(rule.hit.into_iter().map(|text| (text, hit)));
        out.extend(rule.miss.into_iter().map(|text| (text, Label::NoComplaint)));
    }
    Ok(out)
}

fn unpacked(path: &Path) -> Result<String> {
    let mut text = String::new();
    File::open(path)
        .and_then(|file| GzDecoder::new(file).read_to_string(&mut text))
        .map_err(Error::io(path))?;
    Ok(text)
}

/// Columns: text, then a column per theme: none, mention or complaint.
fn read_own(path: &Path, themes: &[String]) -> Result<Vec<Sample>> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(text.as_bytes());
    let bad = |reason: String| Error::content(path, reason);
    let header = reader.headers().map_err(|error| bad(error.to_string()))?;
    let column = |name: &str| {
        let at = header.iter().position(|column| column == name);
        at.ok_or_else(|| bad(format!("no column {name:?}")))
    };
    let at = column("text")?;
    let columns: Vec<usize> = themes
        .iter()
        .map(|theme| column(theme))
        .collect::<Result<_>>()?;
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let label = |&column: &usize| match &record[column] {
            "none" => Ok(Label::None),
            "mention" => Ok(Label::Mention),
            "complaint" => Ok(Label::Complaint),
            other => Err(bad(format!(
                "line {line}: {other:?}, expected none, mention or complaint"
            ))),
        };
        out.push(Sample {
            text: record[at].to_owned(),
            labels: columns.iter().map(label).collect::<Result<_>>()?,
        });
    }
    Ok(out)
}
