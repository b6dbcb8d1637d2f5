//! What the prefilter asks besides strings and patterns: which words a surface
//! announces.

use serde::{Deserialize, Serialize};

use super::compile::ConceptId;

/// What brings concepts about besides their strings and patterns.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Prefilter {
    /// Concepts that may stand in any text.
    pub(crate) always: Vec<ConceptId>,
    /// How many members of words there are.
    pub(crate) members: u32,
    /// Per member of a word: the words it announces; known while themes are
    /// compiled.
    #[serde(skip)]
    pub(super) announced: Vec<Vec<Announced>>,
}

/// A word one member of which stands in the comment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Announced {
    /// The members besides that one.
    pub(super) rest: Vec<u32>,
    pub(super) concept: ConceptId,
}

impl Prefilter {
    pub(super) fn new(members: usize) -> Self {
        Self {
            always: Vec::new(),
            members: members as u32,
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
