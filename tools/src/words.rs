//! `words.csv`: words that mecab-ko-dic lacks, at costs by one rule.
//!
//! A word takes the context ids and the cost of its class: the attested rows
//! with the same tag, the same kind (simple, compound, inflected) and the same
//! kind of ending (with or without a final consonant). The ids are the most
//! frequent pair of the class, the cost is the median over its members of the
//! same length.

use crate::error::{Error, Result};
use crate::level::Priors;
use crate::source::SourceRow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A line of `words.csv`.
#[derive(Clone, Debug)]
pub struct Word {
    pub line: u64,
    pub surface: String,
    pub tag: String,
    pub expression: String,
}

/// Reads surface, tag and expression; `#` starts a comment line.
pub fn read(path: &Path) -> Result<Vec<Word>> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut words: Vec<Word> = Vec::new();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::content(path, error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let bad = |reason: &str| Error::content(path, format!("line {line}: {reason}"));
        let [surface, tag, expression] =
            [0, 1, 2].map(|field| record.get(field).unwrap_or("").to_owned());
        if record.len() != 3 || surface.is_empty() || tag.is_empty() || expression.is_empty() {
            return Err(bad("surface, tag and expression expected"));
        }
        if !seen.insert((surface.clone(), tag.clone())) {
            return Err(bad("this surface and tag stand in the file twice"));
        }
        words.push(Word {
            line,
            surface,
            tag,
            expression,
        });
    }
    Ok(words)
}

/// Rows for the words that `rows` lack.
pub fn rows(
    path: &Path,
    words: &[Word],
    rows: &[SourceRow],
    priors: &Priors<'_>,
) -> Result<Vec<SourceRow>> {
    let mut classes: HashMap<Class<'_>, Vec<&SourceRow>> = HashMap::new();
    for row in rows.iter().filter(|row| priors.attested(row)) {
        classes
            .entry(class(&row.tag, &row.kind, &row.surface))
            .or_default()
            .push(row);
    }
    let known: HashSet<(&str, &str)> = rows
        .iter()
        .map(|row| (&row.surface[..], &row.tag[..]))
        .collect();
    let mut new = Vec::new();
    for word in words {
        let bad = |reason: String| {
            Error::content(
                path,
                format!("line {}: {}: {reason}", word.line, word.surface),
            )
        };
        if known.contains(&(&word.surface[..], &word.tag[..])) {
            return Err(bad(format!("mecab-ko-dic has it as {}", word.tag)));
        }
        let kind = match (word.tag.contains('+'), word.expression.contains('+')) {
            (true, _) => "Inflect",
            (false, true) => "Compound",
            (false, false) => "*",
        };
        let class = classes
            .get(&class(&word.tag, kind, &word.surface))
            .ok_or_else(|| bad(format!("no attested row is {kind} and tagged {}", word.tag)))?;
        let mut pairs: BTreeMap<(u16, u16), usize> = BTreeMap::new();
        class
            .iter()
            .for_each(|row| *pairs.entry((row.left, row.right)).or_default() += 1);
        let Some((&(left, right), _)) = pairs.iter().max_by_key(|&(pair, count)| (count, pair))
        else {
            return Err(bad("its class is empty".to_owned()));
        };
        let length = |text: &str| text.chars().count();
        let like: Vec<&&SourceRow> = class
            .iter()
            .filter(|row| length(&row.surface) == length(&word.surface))
            .collect();
        let mut costs: Vec<i16> = if like.is_empty() {
            class.iter().map(|row| row.cost).collect()
        } else {
            like.iter().map(|row| row.cost).collect()
        };
        costs.sort_unstable();
        new.push(SourceRow {
            surface: word.surface.clone(),
            left,
            right,
            cost: costs[costs.len() / 2],
            tag: word.tag.clone(),
            meaning: "*".to_owned(),
            kind: kind.to_owned(),
            expression: word.expression.clone(),
        });
    }
    Ok(new)
}

type Class<'a> = (&'a str, &'a str, bool);

fn class<'a>(tag: &'a str, kind: &'a str, surface: &str) -> Class<'a> {
    let last = surface
        .chars()
        .last()
        .map_or(0, |last| last as u32)
        .wrapping_sub(0xac00);
    (tag, kind, last < 11_172 && last % 28 > 0)
}
