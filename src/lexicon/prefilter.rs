//! What the prefilter asks besides strings and patterns: which words a surface
//! announces.

use serde::{Deserialize, Serialize};

use super::compile::ConceptId;

/// What brings concepts about besides their strings and patterns.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Prefilter {
    /// Concepts that may stand in any text.
    pub(crate) always: Vec<ConceptId>,
    /// Per member of a word: the words it announces.
    pub(crate) announced: Vec<Vec<Announced>>,
}

/// A word one member of which stands in the comment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Announced {
    /// The members besides that one.
    pub(crate) rest: Vec<u32>,
    pub(crate) concept: ConceptId,
}

impl Prefilter {
    pub(super) fn new(members: usize) -> Self {
        Self {
            always: Vec::new(),
            announced: std::iter::repeat_with(Vec::new).take(members).collect(),
        }
    }

    /// The concept may stand in any text.
    pub(super) fn always(&mut self, concept: ConceptId) {
        if !self.always.contains(&concept) {
            self.always.push(concept);
        }
    }

    /// The member stands in every text the word stands in.
    pub(super) fn announce(&mut self, member: u32, word: Announced) {
        let words = &mut self.announced[member as usize];
        if !words.contains(&word) {
            words.push(word);
        }
    }
}
