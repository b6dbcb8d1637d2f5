//! Labelled texts from the corpora named in the config.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::Failure;

/// What a text says, as its source states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Dissatisfied.
    Negative,
    /// Asks, reports, or is balanced.
    Neutral,
    /// Satisfied.
    Positive,
}

/// One row of a corpus.
#[derive(Clone, Debug)]
pub struct Row {
    /// As in the file.
    pub id: String,
    /// As in the file.
    pub text: String,
    /// The third column.
    pub note: String,
}

/// Lines of a file, `.gz` or plain.
fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    let name = path.display();
    let file = File::open(path).map_err(|e| format!("{name}: {e}"))?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(reader).lines().enumerate();
    lines
        .map(|(n, line)| line.map_err(|e| format!("{name}: line {}: {e}", n + 1).into()))
        .collect()
}

/// Reads a tab-separated file with a header line.
///
/// # Errors
/// When the file cannot be read, or a line has no text.
pub fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for (n, line) in lines(path)?
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, l)| !l.is_empty())
    {
        let mut cells = line.split('\t');
        let (Some(id), Some(text)) = (cells.next(), cells.next()) else {
            return Err(format!("{}: line {}: no second column", path.display(), n + 1).into());
        };
        rows.push(Row {
            id: id.into(),
            text: text.into(),
            note: cells.next().unwrap_or("").into(),
        });
    }
    Ok(rows)
}

/// Named columns of a tab-separated file with a header line.
///
/// # Errors
/// When the file cannot be read, or a column is missing in header or line.
pub fn columns<const N: usize>(path: &Path, names: [&str; N]) -> Result<Vec<[String; N]>, Failure> {
    let name = path.display();
    let all = lines(path)?;
    let head: Vec<&str> = all
        .first()
        .map(|l| l.split('\t').collect())
        .unwrap_or_default();
    let mut at = [0usize; N];
    for (at, column) in at.iter_mut().zip(names) {
        *at = head
            .iter()
            .position(|&h| h == column)
            .ok_or_else(|| format!("{name}: no column `{column}`"))?;
    }
    let mut rows = Vec::new();
    for (n, line) in all
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, l)| !l.is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        if let Some(short) = at.iter().find(|&&i| i >= cells.len()) {
            return Err(format!("{name}: line {}: no column {}", n + 1, short + 1).into());
        }
        rows.push(at.map(|i| cells[i].to_owned()));
    }
    Ok(rows)
}

/// What is left of a text when blanks, punctuation and jamo runs go: two texts
/// with one key are the same text in another dress.
pub fn key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() && !('\u{3131}'..='\u{318e}').contains(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Recognises texts that must not be learned from, also when they come cut or
/// slightly changed.
#[derive(Default)]
pub struct Excluded {
    ids: HashSet<String>,
    keys: HashSet<String>,
    shingles: HashSet<u64>,
}

const SHINGLE: usize = 10;

fn shingles(key: &str) -> Vec<u64> {
    let chars: Vec<char> = key.chars().collect();
    chars
        .windows(SHINGLE)
        .map(|w| {
            w.iter().fold(0xcbf2_9ce4_8422_2325, |h: u64, &c| {
                (h ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
            })
        })
        .collect()
}

impl Excluded {
    /// Adds a text.
    pub fn insert(&mut self, id: &str, text: &str) {
        let key = key(text);
        self.ids.insert(id.to_owned());
        self.shingles.extend(shingles(&key));
        self.keys.insert(key);
    }

    /// True for a text with an excluded id, an excluded key, or of which half
    /// stands in excluded texts.
    pub fn holds(&self, id: &str, text: &str) -> bool {
        if self.ids.contains(id) {
            return true;
        }
        let key = key(text);
        if key.chars().count() >= 6 && self.keys.contains(&key) {
            return true;
        }
        let all = shingles(&key);
        let known = all.iter().filter(|s| self.shingles.contains(s)).count();
        known > 0 && known * 2 >= all.len()
    }
}

/// Drops what an earlier source already said; returns how many.
#[derive(Default)]
pub struct Seen(HashMap<String, usize>);

impl Seen {
    /// True when another source than `source` holds this text (8 letters or
    /// more); a source may repeat itself.
    pub fn elsewhere(&mut self, source: usize, text: &str) -> bool {
        let key = key(text);
        key.chars().count() >= 8 && *self.0.entry(key).or_insert(source) != source
    }
}

/// KOTE's 44 emotions as a polarity: a side leads by `lead` or more.
///
/// Positive and negative emotions as grouped in `data/sentiment/README.md`.
/// Returns the label and the lead; a comment whose only emotion is 24 (none)
/// is neutral.
pub fn emotions(note: &str, lead: i32) -> Option<(Label, i32)> {
    const POSITIVE: [u8; 14] = [1, 2, 4, 7, 8, 13, 14, 15, 16, 28, 32, 40, 42, 43];
    const NEUTRAL: [u8; 4] = [11, 24, 29, 39];
    let marks: Vec<u8> = note
        .split(',')
        .filter_map(|n| n.trim().parse().ok())
        .collect();
    let positive = marks.iter().filter(|m| POSITIVE.contains(m)).count() as i32;
    let negative = marks
        .iter()
        .filter(|m| !POSITIVE.contains(m) && !NEUTRAL.contains(m))
        .count() as i32;
    match positive - negative {
        d if d >= lead => Some((Label::Positive, d)),
        d if d <= -lead => Some((Label::Negative, -d)),
        d if marks.contains(&24) => Some((Label::Neutral, d.abs())),
        _ => None,
    }
}
