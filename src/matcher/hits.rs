//! Where concepts stand: words over morphemes, strings and patterns over text.

use std::ops::Range;

use super::{prefilter::opens, strings::Strings, wanted::Wanted};
use crate::{
    lexicon::{
        compile::{Compiled, ConceptId},
        cues::CueBits,
        phrase::Trail,
        words::{Element, Word},
    },
    morph::{Morph, NO_KEY, Tables},
};

/// One place where a concept stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) concept: ConceptId,
    /// First and last morpheme, both inclusive.
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// Bytes of the normalised text.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Finds hits; owns the scratch.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    elements: Vec<Element>,
    /// Where the elements of each morpheme of the sentence begin.
    bounds: Vec<u32>,
    lower: String,
    strings: Strings,
    wanted: Wanted,
    trail: Trail,
}

impl Finder {
    /// Looks the sentences of a block through for strings. False when no rule
    /// can find anything in the block, if it is the whole comment.
    pub(crate) fn open(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
    ) -> bool {
        self.strings.open(lexicon, text, sentences)
    }

    /// Makes ready to be asked for the sentences one after another. `thorough`
    /// looks for every concept, not only for those of rules that may find
    /// something.
    pub(crate) fn want(&mut self, lexicon: &Compiled, thorough: bool) {
        if thorough {
            self.wanted.assign_all(lexicon);
        } else {
            let rules = self.strings.probe.candidates();
            self.wanted.assign(lexicon, rules);
        }
    }

    /// Rules that may find something in the block.
    pub(crate) fn candidates(&self) -> &[u16] {
        self.strings.probe.candidates()
    }

    /// The rules that may find something in a comment, ascending.
    pub(crate) fn count(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
    ) -> Vec<u16> {
        self.strings.open(lexicon, text, sentences);
        let rules = self.candidates().iter().copied();
        let mut rules: Vec<u16> = rules.filter(|&rule| opens(lexicon, rule)).collect();
        rules.sort_unstable();
        rules
    }

    /// Appends every hit of the sentence to `hits`, sorted by place, and sets
    /// the cue bits of the morphemes the cues cover.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn find(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        (number, sentence): (usize, Range<u32>),
        morphs: &[Morph],
        range: Range<u32>,
        hits: &mut Vec<Hit>,
        cues: &mut [CueBits],
    ) {
        let first = hits.len();
        self.words(lexicon, tables, text, morphs, range.clone(), hits);
        let place = (number, sentence);
        self.texts(lexicon, tables, text, place, morphs, range, hits);
        hits[first..].sort_unstable_by_key(|hit| (hit.start, hit.end, hit.concept));
        hits.dedup_from(first);
        for hit in &hits[first..] {
            if let Some(cue) = lexicon.cue_of[usize::from(hit.concept)] {
                for flags in &mut cues[hit.first as usize..=hit.last as usize] {
                    *flags |= cue.bit();
                }
            }
        }
    }

    fn words(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        morphs: &[Morph],
        range: Range<u32>,
        hits: &mut Vec<Hit>,
    ) {
        self.elements.clear();
        self.bounds.clear();
        for morph in &morphs[range.start as usize..range.end as usize] {
            self.bounds.push(self.elements.len() as u32);
            if morph.key == NO_KEY || morph.tag.is_open() {
                let surface = &text[morph.start as usize..morph.end as usize];
                self.lower.clear();
                self.lower
                    .extend(surface.chars().flat_map(char::to_lowercase));
                self.elements
                    .extend_from_slice(lexicon.words.of_text(&self.lower));
            }
            if morph.key == NO_KEY {
                continue;
            }
            self.elements
                .extend_from_slice(lexicon.words.of_key(morph.key));
            if let Some(lexeme) = morph.compound {
                for key in tables.lexemes.keys_of(lexeme) {
                    let inside = lexicon.words.of_key(key).iter().filter(|e| e.parts);
                    self.elements.extend(inside);
                }
            }
        }
        self.bounds.push(self.elements.len() as u32);
        for at in 0..range.len() {
            for element in self.at(at) {
                for word in &lexicon.words.starts[element.id as usize] {
                    if self.wanted.seeks(word.concept)
                        && let Some(last) = self.rest(word, at, morphs, range.start)
                    {
                        let (first, last) = (range.start + at as u32, range.start + last as u32);
                        let concepts = lexicon.closure[usize::from(word.concept)].iter();
                        for &concept in concepts.filter(|&&concept| self.wanted.wants(concept)) {
                            hits.push(Hit {
                                concept,
                                first,
                                last,
                                start: morphs[first as usize].start,
                                end: morphs[last as usize].end,
                            });
                        }
                    }
                }
            }
        }
    }

    fn at(&self, at: usize) -> &[Element] {
        &self.elements[self.bounds[at] as usize..self.bounds[at + 1] as usize]
    }

    /// The last morpheme of the word that begins at `at`, if it goes on so.
    /// Particles may stand between the members.
    fn rest(&self, word: &Word, at: usize, morphs: &[Morph], base: u32) -> Option<usize> {
        let mut last = at;
        let count = self.bounds.len() - 1;
        for &member in &word.rest {
            let mut next = last + 1;
            loop {
                if next >= count {
                    return None;
                }
                if self.at(next).iter().any(|element| element.id == member) {
                    last = next;
                    break;
                }
                if !morphs[base as usize + next].tag.is_particle() {
                    return None;
                }
                next += 1;
            }
        }
        Some(last)
    }

    /// Hits of strings and patterns.
    #[allow(clippy::too_many_arguments)]
    fn texts(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        (number, sentence): (usize, Range<u32>),
        morphs: &[Morph],
        range: Range<u32>,
        hits: &mut Vec<Hit>,
    ) {
        let wanted = &self.wanted;
        let morphs_of = |start: u32, end: u32| -> Option<(u32, u32)> {
            let slice = &morphs[range.start as usize..range.end as usize];
            let first = slice.partition_point(|morph| morph.end <= start);
            let last = slice.partition_point(|morph| morph.start < end);
            (first < last).then(|| (range.start + first as u32, range.start + last as u32 - 1))
        };
        let push = |concept: ConceptId, place: Range<u32>, hits: &mut Vec<Hit>| {
            let Some((first, last)) = morphs_of(place.start, place.end) else {
                return;
            };
            let concepts = lexicon.closure[usize::from(concept)].iter();
            for &concept in concepts.filter(|&&concept| wanted.wants(concept)) {
                hits.push(Hit {
                    concept,
                    first,
                    last,
                    start: place.start,
                    end: place.end,
                });
            }
        };
        self.strings.sentence(
            lexicon,
            text,
            (number, sentence.clone()),
            wanted,
            |concept, place| {
                if begins(tables, text, morphs, range.clone(), place.start) {
                    push(concept, place, hits);
                }
            },
        );
        let body = &text[sentence.start as usize..sentence.end as usize];
        if !self.strings.triggered().is_empty() {
            self.trail.open(body);
        }
        for &at in self.strings.triggered() {
            let pattern = &lexicon.strings.patterns[usize::from(at)];
            let starts = self
                .strings
                .starts(lexicon, text, at, (number, sentence.clone()));
            pattern.find(body, starts, &mut self.trail, |found| {
                // Blanks a pattern asks for at its ends are no words.
                let words = &body[found.clone()];
                let start = found.start + words.len() - words.trim_start().len();
                let end = found.end - words.len() + words.trim_end().len();
                let place = sentence.start + start as u32..sentence.start + end as u32;
                push(pattern.concept, place, hits);
            });
        }
    }
}

/// True when a word begins at this byte: a morpheme, a part of a compound, or
/// what follows a blank.
fn begins(tables: &Tables, text: &str, morphs: &[Morph], range: Range<u32>, start: u32) -> bool {
    let before = text[..start as usize].chars().next_back();
    if before.is_none_or(|c| !c.is_alphanumeric()) {
        return true;
    }
    let slice = &morphs[range.start as usize..range.end as usize];
    let first = slice.partition_point(|morph| morph.end <= start);
    let Some(morph) = slice.get(first) else {
        return false;
    };
    if morph.start == start {
        return true;
    }
    let Some(lexeme) = morph.compound else {
        return false;
    };
    let mut at = morph.start;
    for key in tables.lexemes.keys_of(lexeme) {
        if at == start {
            return true;
        }
        at += tables.lexemes.key_lemma(key).len() as u32;
    }
    false
}

/// Removes equal neighbours behind an index.
trait DedupFrom {
    fn dedup_from(&mut self, first: usize);
}

impl DedupFrom for Vec<Hit> {
    fn dedup_from(&mut self, first: usize) {
        let mut kept = first;
        for at in first..self.len() {
            if at == first || self[at] != self[kept - 1] {
                self[kept] = self[at];
                kept += 1;
            }
        }
        self.truncate(kept);
    }
}
