//! Strings of a block of text, found in one pass over its characters without
//! blanks; with them what announces patterns, and what the prefilter asks.

use std::ops::Range;

use super::prefilter::Probe;
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    strings::Target,
};

/// The strings of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// The block without blanks, ASCII in lower case.
    chars: Vec<char>,
    /// The byte of the text each of them stands at.
    places: Vec<u32>,
    /// Strings and literals of patterns, in order of their beginnings.
    stands: Vec<Stand>,
    /// The first one no sentence was told of.
    next: usize,
    probe: Probe,
    /// Per pattern: which of its sets of literals stand in the block, and in
    /// the sentence.
    block: Seen,
    sentence: Seen,
    triggered: Vec<u16>,
}

/// Where a text stands in the squeezed characters.
#[derive(Clone, Copy, Debug)]
struct Stand {
    first: u32,
    end: u32,
    text: u32,
}

/// Sets of literals that were seen, per pattern.
#[derive(Debug, Default)]
struct Seen {
    masks: Vec<u8>,
    touched: Vec<u16>,
}

impl Seen {
    fn clear(&mut self, patterns: usize) {
        for pattern in self.touched.drain(..) {
            self.masks[usize::from(pattern)] = 0;
        }
        self.masks.resize(patterns, 0);
    }

    /// True when this set is the last the pattern waited for.
    #[inline]
    fn add(&mut self, pattern: u16, set: u8, sets: u8) -> bool {
        let mask = &mut self.masks[usize::from(pattern)];
        if *mask == 0 {
            self.touched.push(pattern);
        }
        let all = (1u8 << sets) - 1;
        let before = *mask;
        *mask |= 1 << set;
        before != all && *mask == all
    }
}

impl Strings {
    pub(super) fn open(&mut self, lexicon: &Compiled, text: &str, block: Range<usize>) {
        self.chars.clear();
        self.places.clear();
        for (at, c) in text[block.clone()].char_indices() {
            if !c.is_whitespace() {
                self.chars.push(c.to_ascii_lowercase());
                self.places.push((block.start + at) as u32);
            }
        }
        self.stands.clear();
        self.next = 0;
        self.probe.clear(lexicon);
        self.block.clear(lexicon.strings.patterns.len());
        let Self {
            chars,
            stands,
            probe,
            block,
            ..
        } = self;
        let index = &lexicon.strings;
        index.find(chars, |range, text| {
            let mut kept = false;
            for target in index.targets(text) {
                match *target {
                    Target::Surface { member } => probe.member(member),
                    Target::Text { concept, .. } => {
                        kept = true;
                        probe.concept(lexicon, concept);
                    }
                    Target::Trigger { pattern, set } => {
                        kept = true;
                        let announced = &index.patterns[usize::from(pattern)];
                        if block.add(pattern, set, announced.sets) {
                            probe.concept(lexicon, announced.concept);
                        }
                    }
                }
            }
            if kept {
                stands.push(Stand {
                    first: range.start as u32,
                    end: range.end as u32,
                    text,
                });
            }
        });
    }

    pub(super) fn passes(&mut self, lexicon: &Compiled) -> bool {
        self.probe.passes(lexicon)
    }

    /// Calls `found` with the concept and the bytes of every string of a
    /// sentence, and notes the patterns that may stand in it. Sentences are
    /// asked for in order.
    pub(super) fn sentence(
        &mut self,
        lexicon: &Compiled,
        sentence: Range<u32>,
        mut found: impl FnMut(ConceptId, Range<u32>),
    ) {
        let index = &lexicon.strings;
        self.sentence.clear(index.patterns.len());
        self.triggered.clear();
        self.triggered.extend_from_slice(&index.always);
        while let Some(&stand) = self.stands.get(self.next) {
            let start = self.places[stand.first as usize];
            if start >= sentence.end {
                break;
            }
            self.next += 1;
            let last = stand.end as usize - 1;
            let end = self.places[last] + self.chars[last].len_utf8() as u32;
            if start < sentence.start || end > sentence.end {
                continue;
            }
            for target in index.targets(stand.text) {
                match *target {
                    Target::Surface { .. } => {}
                    Target::Text { concept, blanks } => {
                        if self.blanks_fit(stand, index.blanks(blanks)) {
                            found(concept, start..end);
                        }
                    }
                    Target::Trigger { pattern, set } => {
                        let sets = index.patterns[usize::from(pattern)].sets;
                        if self.sentence.add(pattern, set, sets) {
                            self.triggered.push(pattern);
                        }
                    }
                }
            }
        }
        // Ascending, so that the order of hits does not hang on the text.
        self.triggered.sort_unstable();
    }

    /// The patterns that may stand in the sentence asked for last.
    pub(super) fn triggered(&self) -> &[u16] {
        &self.triggered
    }

    /// True when blanks stand in the text only where the string allows them.
    fn blanks_fit(&self, stand: Stand, blanks: &[u16]) -> bool {
        let (first, end) = (stand.first as usize, stand.end as usize);
        (first + 1..end).all(|at| {
            let width = self.chars[at - 1].len_utf8() as u32;
            self.places[at] == self.places[at - 1] + width
                || blanks.contains(&((at - first) as u16))
        })
    }
}
