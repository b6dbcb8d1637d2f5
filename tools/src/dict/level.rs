//! Which rows of mecab-ko-dic a pack holds.

use super::source::SourceRow;
use clap::ValueEnum;
use std::collections::HashMap;

/// A level and all those before it. A cost that many rows of a group share is
/// the group's prior: such a row was never seen in training, "unattested".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
#[value(rename_all = "UPPER")]
pub enum Level {
    /// Function words, predicates, adverbs, inflected forms; attested nouns and names of things
    A,
    /// Unattested simple nouns and names of things, attested names of people and places
    B,
    /// Unattested places, compound names of things, attested compound names
    C,
    /// All compound nouns (the default)
    D,
    /// Everything but hanja
    H,
    /// Everything
    F,
}

impl Level {
    pub fn letter(self) -> u8 {
        match self {
            Self::A => b'A',
            Self::B => b'B',
            Self::C => b'C',
            Self::D => b'D',
            Self::H => b'H',
            Self::F => b'F',
        }
    }
}

/// Costs that are priors, by tag, semantic class and kind.
pub struct Priors<'a>(HashMap<(&'a str, &'a str, &'a str), HashMap<i16, usize>>);

impl<'a> Priors<'a> {
    pub fn new(rows: &'a [SourceRow]) -> Self {
        let mut groups: HashMap<_, HashMap<i16, usize>> = HashMap::new();
        for row in rows {
            *groups
                .entry(group(row))
                .or_default()
                .entry(row.cost)
                .or_default() += 1;
        }
        for costs in groups.values_mut() {
            let rows: usize = costs.values().sum();
            costs.retain(|_, count| *count >= 100 && *count * 100 >= rows);
        }
        Self(groups)
    }

    /// Whether a row has a cost of its own, learnt from text.
    pub fn attested(&self, row: &SourceRow) -> bool {
        self.0
            .get(&group(row))
            .is_none_or(|costs| !costs.contains_key(&row.cost))
    }

    /// The smallest level that holds a row.
    pub fn level(&self, row: &SourceRow) -> Level {
        if row
            .surface
            .chars()
            .any(|c| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
        {
            return Level::F;
        }
        let (attested, simple) = (self.attested(row), row.kind == "*");
        match (&row.tag[..], &row.meaning[..]) {
            ("NNG", _) if attested => Level::A,
            ("NNG", _) if simple => Level::B,
            ("NNG", _) => Level::D,
            ("NNP", "인명" | "지명") if attested && simple => Level::B,
            ("NNP", "인명" | "지명") if attested => Level::C,
            ("NNP", "지명") if simple => Level::C,
            ("NNP", "인명" | "지명") => Level::H,
            ("NNP", _) if attested => Level::A,
            ("NNP", _) if simple => Level::B,
            ("NNP", _) => Level::C,
            _ => Level::A,
        }
    }
}

fn group(row: &SourceRow) -> (&str, &str, &str) {
    (&row.tag, &row.meaning, &row.kind)
}
