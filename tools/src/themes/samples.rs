//! What the classifier is learned from: labelled sentences of our own, the
//! proofs of the rules, and ordinary comments.

use super::joined::joined;
use crate::error::{Error, Result};
use clap::Args;
use flate2::read::GzDecoder;
use hasoyeon::Scorer;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where the classifier is learned from.
#[derive(Args)]
pub struct Sources {
    /// Labelled sentences of our own; rules were written for some of them
    #[arg(long, value_name = "FILE", default_value = "tools/learning/own.tsv")]
    own: PathBuf,
    /// Labelled sentences of our own that no rule was written for
    #[arg(long, value_name = "FILE", default_value = "tools/learning/fresh.tsv")]
    fresh: PathBuf,
    /// Sentences that proved rules which are no more: each labelled for the
    /// theme of its rule alone
    #[arg(long, value_name = "FILE", default_value = "tools/learning/proofs.tsv")]
    proofs: PathBuf,
    /// Labels of texts in the corpora, by corpus and id; `ID#START-END` is a
    /// part of one, counted in characters
    #[arg(
        long,
        value_name = "FILE",
        default_value = "tools/learning/corpora.tsv"
    )]
    labels: PathBuf,
    /// Folder with the corpora, gzipped tables of id and text: those that
    /// have labels, and ordinary comments, taken to be of no theme where no
    /// rule finds anything
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Words that open the gate whatever stands around them, a line each
    #[arg(
        long,
        value_name = "FILE",
        default_value = "tools/learning/openers.txt"
    )]
    pub openers: PathBuf,
    /// Theme files, whose proofs are learned from too
    #[arg(long, value_name = "DIR", default_value = "data/themes")]
    themes: PathBuf,
}

impl Sources {
    /// Where a corpus is.
    pub fn corpora(&self, name: &str) -> PathBuf {
        self.corpora.join(format!("{name}.tsv.gz"))
    }
}

/// The corpora, and every how many comments one is taken to be ordinary; of the
/// bodies of petitions none are, only labelled sentences are read.
const CORPORA: [(&str, Option<usize>); 6] = [
    ("nsmc", Some(100)),
    ("kote", Some(1)),
    ("laftel", Some(1)),
    ("youtube", Some(2)),
    ("petition_titles", Some(40)),
    ("petitions", None),
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
    /// Somebody labelled it for all themes.
    pub whole: bool,
    /// No rule was written for it.
    pub fresh: bool,
    /// Nobody labelled it: a comment in which no rule finds anything.
    pub ordinary: bool,
    /// It is somebody else's, of a corpus.
    pub real: bool,
    /// It was put together from two others.
    pub joined: bool,
    /// The part it belongs to where parts are held out.
    pub part: usize,
}

/// Parts of the samples that are held out by turns.
pub const PARTS: usize = 5;

/// Neighbours in the file stay together: the texts of a pair stand so.
const TOGETHER: usize = 10;

/// All samples, in a fixed order.
pub fn samples(sources: &Sources, themes: &[String]) -> Result<Vec<Sample>> {
    let mut out = Vec::new();
    for (file, whole, fresh) in [
        (&sources.fresh, true, true),
        (&sources.own, true, false),
        (&sources.proofs, false, false),
    ] {
        for (at, labels) in read_labels(file, &["text"], themes)? {
            out.push(Sample {
                text: at.concat(),
                labels,
                whole,
                fresh,
                ordinary: false,
                real: false,
                joined: false,
                part: 0,
            });
        }
    }
    let mut labelled: HashMap<String, HashMap<String, Vec<Labelled>>> = HashMap::new();
    for (at, labels) in read_labels(&sources.labels, &["corpus", "id"], themes)? {
        if let [corpus, id] = &*at {
            let (id, part) = part(id).ok_or_else(|| {
                let reason = format!("{id:?}: expected ID or ID#START-END");
                Error::content(&sources.labels, reason)
            })?;
            let of = labelled.entry(corpus.clone()).or_default();
            of.entry(id.to_owned()).or_default().push((part, labels));
        }
    }
    for (number, theme) in themes.iter().enumerate() {
        for (text, label) in proofs(&sources.themes.join(format!("{theme}.toml")))? {
            let mut labels = vec![Label::Unsaid; themes.len()];
            labels[number] = label;
            out.push(Sample {
                text,
                labels,
                whole: false,
                fresh: false,
                ordinary: false,
                real: false,
                joined: false,
                part: 0,
            });
        }
    }
    let scorer = Scorer::builder().classifier(false).build()?;
    for (name, stride) in CORPORA {
        let mut labelled = labelled.remove(name).unwrap_or_default();
        for (number, line) in unpacked(&sources.corpora(name))?
            .lines()
            .skip(1)
            .enumerate()
        {
            let mut columns = line.split('\t');
            let (Some(id), Some(text)) = (columns.next(), columns.next()) else {
                continue;
            };
            let mut parts = labelled.remove(id).unwrap_or_default();
            let whole = !parts.is_empty();
            let ordinary = || {
                stride.is_some_and(|stride| number.is_multiple_of(stride))
                    && scorer.score(text).themes().next().is_none()
            };
            if !whole && ordinary() {
                parts.push((None, vec![Label::None; themes.len()]));
            }
            for (part, labels) in parts {
                let text = match part {
                    Some((start, end)) => {
                        let part: Vec<char> = text.chars().take(end).skip(start).collect();
                        if part.len() < end - start {
                            let reason = format!("{name} {id:?} ends before {end}");
                            return Err(Error::content(&sources.labels, reason));
                        }
                        part.into_iter().collect()
                    }
                    None => text.to_owned(),
                };
                out.push(Sample {
                    text,
                    labels,
                    whole,
                    fresh: whole,
                    ordinary: !whole,
                    real: true,
                    joined: false,
                    part: 0,
                });
            }
        }
        if let Some(id) = labelled.keys().min() {
            let reason = format!("{name} has no text {id:?}");
            return Err(Error::content(&sources.labels, reason));
        }
    }
    if let Some(name) = labelled.keys().min() {
        let reason = format!("{name:?} is no corpus that is read");
        return Err(Error::content(&sources.labels, reason));
    }
    for (number, sample) in out.iter_mut().enumerate() {
        sample.part = number / TOGETHER % PARTS;
    }
    let joined = joined(&out);
    out.extend(joined);
    Ok(out)
}

/// Characters of a text, from and up to, or all of it.
type Part = Option<(usize, usize)>;

/// What was labelled of a text, and how.
type Labelled = (Part, Vec<Label>);

/// The id of a text and the part of it that is meant.
fn part(id: &str) -> Option<(&str, Part)> {
    let Some((id, part)) = id.split_once('#') else {
        return Some((id, None));
    };
    let (start, end) = part.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some((id, Some((start, end))))
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

pub fn unpacked(path: &Path) -> Result<String> {
    let mut text = String::new();
    File::open(path)
        .and_then(|file| GzDecoder::new(file).read_to_string(&mut text))
        .map_err(Error::io(path))?;
    Ok(text)
}

/// Columns that say where a text is, then a column per theme: none, mention,
/// complaint, none|mention for what is no complaint, - where nobody said.
fn read_labels(
    path: &Path,
    keys: &[&str],
    themes: &[String],
) -> Result<Vec<(Vec<String>, Vec<Label>)>> {
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
    let keys: Vec<usize> = keys.iter().map(|key| column(key)).collect::<Result<_>>()?;
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
            "none|mention" => Ok(Label::NoComplaint),
            "-" => Ok(Label::Unsaid),
            other => Err(bad(format!(
                "line {line}: {other:?}, expected none, mention, complaint, none|mention or -"
            ))),
        };
        let keys = keys.iter().map(|&key| record[key].to_owned()).collect();
        out.push((keys, columns.iter().map(label).collect::<Result<_>>()?));
    }
    Ok(out)
}
