//! Words of the concepts by the dictionary keys of their morphemes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compile::ConceptId;

/// Which word sequences begin with a morpheme.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WordIndex {
    /// Per dictionary key: number of its element list, 0 for none.
    #[serde(skip)]
    slots: Vec<u32>,
    /// The keys that have a list, ascending; list 0 belongs to none.
    pub(super) keys: Vec<u32>,
    pub(super) lists: Vec<Vec<Element>>,
    pub(super) texts: BTreeMap<String, Vec<Element>>,
    /// Per element: the words that begin with it.
    pub(crate) starts: Vec<Vec<Word>>,
}

/// A member of a word as the matcher sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Element {
    pub(crate) id: u32,
    /// May also stand inside a compound.
    pub(crate) parts: bool,
}

/// What must follow the first element, and the concept it then is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) rest: Vec<u32>,
    pub(crate) concept: ConceptId,
}

impl WordIndex {
    /// Elements a dictionary key stands for.
    pub(crate) fn of_key(&self, key: u32) -> &[Element] {
        match self.slots.get(key as usize) {
            Some(&slot) => &self.lists[slot as usize],
            None => &[],
        }
    }

    /// One slot per key: memory that is never touched costs nothing.
    pub(super) fn spread(&mut self, keys: usize) {
        self.slots = vec![0; keys];
        for (list, &key) in (1..).zip(&self.keys) {
            if let Some(slot) = self.slots.get_mut(key as usize) {
                *slot = list;
            }
        }
    }

    /// Elements a token outside the dictionary stands for.
    pub(crate) fn of_text(&self, lower: &str) -> &[Element] {
        self.texts.get(lower).map_or(&[], Vec::as_slice)
    }
}
