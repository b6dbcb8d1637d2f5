//! Where concepts stand: words over morphemes, strings and patterns over text.

use std::ops::Range;

use crate::{
    lexicon::{
        compile::{Compiled, ConceptId, Element, Word},
        cues::CueBits,
        strings::Target,
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
    bare: String,
    /// For each byte of `bare`, its place in the normalised text.
    places: Vec<u32>,
    triggered: Vec<u16>,
    /// Per pattern, which of its sets of literals stand in the sentence.
    seen: Vec<u8>,
}

impl Finder {
    /// Appends every hit of the sentence to `hits`, sorted by place, and sets
    /// the cue bits of the morphemes the cues cover.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn find(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        sentence: Range<u32>,
        morphs: &[Morph],
        range: Range<u32>,
        hits: &mut Vec<Hit>,
        cues: &mut [CueBits],
    ) {
        let first = hits.len();
        self.words(lexicon, tables, text, morphs, range.clone(), hits);
        self.strings(lexicon, tables, text, sentence, morphs, range, hits);
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
                    if let Some(last) = self.rest(word, at, morphs, range.start) {
                        let (first, last) = (range.start + at as u32, range.start + last as u32);
                        for &concept in &lexicon.closure[usize::from(word.concept)] {
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

    #[allow(clippy::too_many_arguments)]
    fn strings(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        sentence: Range<u32>,
        morphs: &[Morph],
        range: Range<u32>,
        hits: &mut Vec<Hit>,
    ) {
        let range_of_morphs = range.clone();
        self.triggered.clear();
        self.triggered.extend_from_slice(&lexicon.strings.always);
        let body = &text[sentence.start as usize..sentence.end as usize];
        self.squeeze(body, sentence.start);
        let morphs_of = |start: u32, end: u32| -> Option<(u32, u32)> {
            let slice = &morphs[range.start as usize..range.end as usize];
            let first = slice.partition_point(|morph| morph.end <= start);
            let last = slice.partition_point(|morph| morph.start < end);
            (first < last).then(|| (range.start + first as u32, range.start + last as u32 - 1))
        };
        let push = |concept: ConceptId, start: u32, end: u32, hits: &mut Vec<Hit>| {
            if let Some((first, last)) = morphs_of(start, end) {
                for &concept in &lexicon.closure[usize::from(concept)] {
                    hits.push(Hit {
                        concept,
                        first,
                        last,
                        start,
                        end,
                    });
                }
            }
        };
        let mut triggered = std::mem::take(&mut self.triggered);
        let mut seen = std::mem::take(&mut self.seen);
        seen.clear();
        seen.resize(lexicon.strings.patterns.len(), 0);
        lexicon.strings.find(&self.bare, |range, targets| {
            for target in targets {
                match target {
                    Target::Trigger { pattern, set } => {
                        let seen = &mut seen[usize::from(*pattern)];
                        let all = (1u8 << lexicon.strings.patterns[usize::from(*pattern)].sets) - 1;
                        // A pattern is run once all its sets are seen.
                        if *seen != all {
                            *seen |= 1 << set;
                            if *seen == all {
                                triggered.push(*pattern);
                            }
                        }
                    }
                    Target::Text { concept, blanks } => {
                        let start = self.places[range.start];
                        if self.blanks_fit(range.start, range.end, blanks)
                            && begins(tables, text, morphs, range_of_morphs.clone(), start)
                        {
                            let last = range.end - 1;
                            push(*concept, start, self.places[last] + self.width(last), hits);
                        }
                    }
                }
            }
        });
        self.triggered = triggered;
        self.seen = seen;
        // Ascending, so that the order of hits does not hang on the automaton.
        self.triggered.sort_unstable();
        for &number in &self.triggered {
            let pattern = &lexicon.strings.patterns[usize::from(number)];
            let Some(regex) = pattern.regex() else {
                continue;
            };
            for found in regex.find_iter(body) {
                // Blanks a pattern asks for at its ends are no words.
                let words = &body[found.range()];
                let start = found.start() + words.len() - words.trim_start().len();
                let start = sentence.start + start as u32;
                let end =
                    sentence.start + (found.end() - words.len() + words.trim_end().len()) as u32;
                push(pattern.concept, start, end, hits);
            }
        }
    }

    /// The text without blanks and in lower case, with the way back.
    fn squeeze(&mut self, body: &str, offset: u32) {
        self.bare.clear();
        self.places.clear();
        for (at, c) in body.char_indices() {
            if c.is_whitespace() {
                continue;
            }
            self.bare.push(c.to_ascii_lowercase());
            let place = offset + at as u32;
            self.places.extend((0..c.len_utf8()).map(|_| place));
        }
    }

    /// Bytes of the character that holds a byte of `bare`.
    fn width(&self, at: usize) -> u32 {
        let place = self.places[at];
        let run = self.places[..=at].iter().rev().take_while(|&&p| p == place);
        run.count() as u32
    }

    /// True when blanks stand in the text only where the string allows them.
    fn blanks_fit(&self, from: usize, to: usize, blanks: &[u16]) -> bool {
        let mut at = from;
        while at < to {
            let width = self.bare[at..].chars().next().map_or(1, char::len_utf8);
            let next = at + width;
            if next < to
                && self.places[next] != self.places[at] + width as u32
                && !blanks.contains(&((next - from) as u16))
            {
                return false;
            }
            at = next;
        }
        true
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
