//! What stands in the sentences of a block, before it is known which rules ask
//! for it.

use std::ops::Range;

use crate::bits::Bits;
use crate::lexicon::compile::{Compiled, ConceptId};

/// A word of a concept; its morphemes.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordSighting {
    pub(super) concept: ConceptId,
    pub(super) first: u32,
    /// Inclusive.
    pub(super) last: u32,
}

/// The sightings of a block.
#[derive(Debug, Default)]
pub(super) struct Sightings {
    /// The words, one sentence behind the other, and those of each sentence.
    pub(super) words: Vec<WordSighting>,
    parts: Vec<Range<usize>>,
    /// Concepts of the sentence that is looked at: those of its words, and
    /// those its strings may bring about.
    pub(super) concepts: Bits,
}

impl Sightings {
    /// Takes up another block.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.parts.clear();
    }

    /// Takes up the next sentence.
    pub(super) fn begin(&mut self, lexicon: &Compiled) {
        self.concepts.clear(lexicon.concepts.len());
        self.parts.push(self.words.len()..self.words.len());
    }

    /// The words of the sentence are all there.
    pub(super) fn end_words(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.end = self.words.len();
        }
    }

    /// The words of a sentence.
    pub(super) fn words_of(&self, number: usize) -> &[WordSighting] {
        &self.words[self.parts[number].clone()]
    }
}
