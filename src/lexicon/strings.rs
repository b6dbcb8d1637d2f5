//! Strings of the concepts and literals of the patterns, found in text
//! without blanks.
//!
//! The texts stand sorted in one block and are walked like a trie: from each
//! place of the text the range of texts that begin so is narrowed character
//! by character. Sorted texts load as they are; an automaton over them took
//! longer to build than everything else at start together.

use std::{collections::BTreeMap, ops::Range, sync::OnceLock};

use regex_automata::meta::Regex;
use serde::{Deserialize, Serialize};

use super::{check::parse_pattern, compile::ConceptId};

/// All strings and triggers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct StringIndex {
    /// Texts, ascending, one after another.
    block: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// Per text.
    targets: Vec<Vec<Target>>,
    pub(crate) patterns: Vec<Pattern>,
    /// Patterns no literal announces.
    pub(crate) always: Vec<u16>,
    /// Texts by first character, ascending.
    first: Vec<(char, u32)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    /// A string; blanks may stand in the text at these bytes of it.
    Text {
        concept: ConceptId,
        blanks: Vec<u16>,
    },
    /// A literal of one of the sets a pattern needs.
    Trigger { pattern: u16, set: u8 },
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pattern {
    pub(crate) concept: ConceptId,
    source: String,
    /// How many sets of literals must each have one in the text.
    pub(crate) sets: u8,
    #[serde(skip)]
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(crate) fn new(concept: ConceptId, source: String) -> Self {
        Self {
            concept,
            source,
            sets: 0,
            regex: OnceLock::new(),
        }
    }

    /// Compiled on first need: most texts need few of them.
    pub(crate) fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| {
                let hir = parse_pattern(&self.source).ok()?;
                super::compile::build_pattern(&hir)
            })
            .as_ref()
    }
}

impl StringIndex {
    pub(crate) fn new(
        texts: BTreeMap<String, Vec<Target>>,
        patterns: Vec<Pattern>,
        always: Vec<u16>,
    ) -> Self {
        let mut index = Self {
            patterns,
            always,
            ..Self::default()
        };
        for (number, (text, targets)) in texts.into_iter().enumerate() {
            let first = text.chars().next().unwrap_or_default();
            if index.first.last().is_none_or(|&(last, _)| last != first) {
                index.first.push((first, number as u32));
            }
            index.block.push_str(&text);
            index.ends.push(index.block.len() as u32);
            index.targets.push(targets);
        }
        index
    }

    fn text(&self, number: usize) -> &str {
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        &self.block[start..self.ends[number] as usize]
    }

    /// Calls `found` with the bytes and the targets of every text that stands
    /// in `bare`, in order of their beginnings.
    pub(crate) fn find(&self, bare: &str, mut found: impl FnMut(Range<usize>, &[Target])) {
        for (start, c) in bare.char_indices() {
            let Ok(at) = self.first.binary_search_by_key(&c, |&(first, _)| first) else {
                continue;
            };
            let mut low = self.first[at].1 as usize;
            let mut high = match self.first.get(at + 1) {
                Some(&(_, next)) => next as usize,
                None => self.ends.len(),
            };
            let mut len = c.len_utf8();
            loop {
                if self.text(low).len() == len {
                    found(start..start + len, &self.targets[low]);
                    low += 1;
                }
                let Some(next) = bare[start + len..].chars().next() else {
                    break;
                };
                let behind = |number: usize| self.text(number)[len..].chars().next();
                let (from, to) = (low, high);
                low = from + partition(from..to, |number| behind(number) < Some(next));
                high = low + partition(low..to, |number| behind(number) <= Some(next));
                if low == high {
                    break;
                }
                len += next.len_utf8();
            }
        }
    }
}

/// How many numbers of an ordered range come before the turn of `before`.
fn partition(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (start, mut low, mut high) = (range.start, range.start, range.end);
    while low < high {
        let middle = low.midpoint(high);
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low - start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str], bare: &str) -> Vec<String> {
        let texts = texts.iter().map(|text| {
            (
                (*text).to_owned(),
                vec![Target::Trigger { pattern: 0, set: 0 }],
            )
        });
        let index = StringIndex::new(texts.collect(), Vec::new(), Vec::new());
        let mut out = Vec::new();
        index.find(bare, |range, _| out.push(bare[range].to_owned()));
        out
    }

    #[test]
    fn overlapping_texts_are_all_found() {
        let texts = ["환불", "환불안", "불안", "환", "해줘", "안해줘요"];
        assert_eq!(
            found(&texts, "환불안해줘요"),
            ["환", "환불", "환불안", "불안", "안해줘요", "해줘"]
        );
        assert_eq!(found(&texts, "보상"), [""; 0]);
        assert_eq!(found(&[], "보상"), [""; 0]);
    }

    #[test]
    fn agrees_with_searching_for_each() {
        let texts = ["가", "가나", "나가", "가나다", "다", "a가", "가a"];
        let bare = "가나다a가나가나a가a";
        let mut wanted: Vec<(usize, &str)> = texts
            .iter()
            .flat_map(|&text| {
                (0..bare.len())
                    .filter(move |&at| bare.is_char_boundary(at) && bare[at..].starts_with(text))
                    .map(move |at| (at, text))
            })
            .collect();
        wanted.sort_by_key(|&(at, text)| (at, text.len()));
        let wanted: Vec<_> = wanted.into_iter().map(|(_, text)| text).collect();
        assert_eq!(found(&texts, bare), wanted);
    }
}
