//! What stands in the sentences of a block, before it is known which rules ask
//! for it: of each concept that it stands there, and where, but no more.

use std::ops::Range;

use super::presence::Bits;
use crate::lexicon::compile::{Compiled, ConceptId};

/// A word of a concept; its morphemes.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordSighting {
    pub(super) concept: ConceptId,
    pub(super) first: u32,
    /// Inclusive.
    pub(super) last: u32,
}

/// A string of a concept, unless its blanks or the morphemes forbid it.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextSighting {
    pub(super) concept: ConceptId,
    /// Number of the blanks it allows.
    pub(super) blanks: u16,
    /// Its squeezed characters.
    pub(super) first: u32,
    pub(super) end: u32,
}

/// The sightings of a block, one sentence behind the other.
#[derive(Debug, Default)]
pub(super) struct Sightings {
    pub(super) words: Vec<WordSighting>,
    pub(super) texts: Vec<TextSighting>,
    /// Patterns with the squeezed character a literal that announces them
    /// stands at.
    pub(super) anchors: Vec<(u16, u32)>,
    /// Patterns that may stand there, ascending.
    pub(super) patterns: Vec<u16>,
    parts: Vec<Part>,
    /// Of the sentence that is looked at: its concepts, sets of literals.
    pub(super) concepts: Bits,
    pub(super) sets: Bits,
}

/// The sightings of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) words: Range<usize>,
    pub(super) texts: Range<usize>,
    pub(super) anchors: Range<usize>,
    pub(super) patterns: Range<usize>,
}

impl Sightings {
    /// Takes up another block.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.texts.clear();
        self.anchors.clear();
        self.patterns.clear();
        self.parts.clear();
    }

    /// Takes up the next sentence.
    pub(super) fn begin(&mut self, lexicon: &Compiled) {
        self.concepts.clear(lexicon.concepts.len());
        self.sets.clear(lexicon.strings.sets().len());
        let open = |at: usize| at..at;
        self.parts.push(Part {
            words: open(self.words.len()),
            texts: open(self.texts.len()),
            anchors: open(self.anchors.len()),
            patterns: open(self.patterns.len()),
        });
    }

    /// The sentence is over.
    pub(super) fn end(&mut self) {
        if let Some(part) = self.parts.last_mut() {
            part.words.end = self.words.len();
            part.texts.end = self.texts.len();
            part.anchors.end = self.anchors.len();
            part.patterns.end = self.patterns.len();
        }
    }

    pub(super) fn part(&self, number: usize) -> Part {
        self.parts[number].clone()
    }
}
