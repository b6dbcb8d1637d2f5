//! Where concepts stand: words over morphemes, strings and patterns over text.

mod border;
mod sift;

use std::ops::Range;

use self::border::begins;
use super::{
    candidates::Candidates,
    habit::Habit,
    sightings::{Sightings, WordSighting},
    strings::Strings,
    wanted::Wanted,
};
use crate::{
    bits::Bits,
    gates::Doors,
    lexicon::{
        compile::{Compiled, ConceptId},
        cues::CueBits,
        pattern::Pattern,
        phrase::Trail,
        words::{Element, Word},
    },
    morph::{Morph, NO_KEY, Tables},
};

/// Bytes of a text that hardly ever has nothing: `growth` in `benches/ratios.rs`
/// shows what share is let through.
const LONG: usize = 4096;

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
    sightings: Sightings,
    candidates: Candidates,
    wanted: Wanted,
    trail: Trail,
    habit: Habit,
    /// Whether sentences of the block were passed over.
    passed_over: bool,
}

impl Finder {
    /// Takes up a block of sentences. False when no rule can find anything in
    /// it, if it is the whole comment; `thorough` does not ask.
    pub(crate) fn open(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        doors: Doors<'_>,
        thorough: bool,
    ) -> bool {
        self.strings.open(sentences.len());
        self.strings.probe.clear(lexicon, sentences.len());
        self.passed_over = false;
        self.sightings.clear();
        self.candidates.clear(lexicon);
        // Where nearly every comment has something, asking first costs more
        // than it saves; a long one always has.
        let passes = thorough
            || self.habit.is_dense()
            || text.len() > LONG
            || self.strings.probe(lexicon, text, sentences, doors);
        if !passes {
            self.habit.note(false);
        }
        passes
    }

    /// Chooses the rules that may find something in the block, whose sentences
    /// were seen. False when there are none, if the block is the whole comment.
    pub(crate) fn choose(&mut self, lexicon: &Compiled, doors: Doors<'_>) -> bool {
        self.candidates.end(lexicon, doors);
        self.candidates.passes(lexicon)
    }

    /// Notes whether rules may have found something in the comment.
    pub(crate) fn note(&mut self, found: bool) {
        self.habit.note(found);
    }

    /// Wants what the chosen rules ask for; `cues` too, when it is to be judged.
    pub(crate) fn want(&mut self, lexicon: &Compiled, cues: bool) {
        self.wanted.assign(lexicon, self.candidates.rules(), cues);
    }

    /// Wants everything.
    pub(crate) fn want_all(&mut self, lexicon: &Compiled) {
        self.wanted.assign_all(lexicon);
    }

    /// The rules that were chosen for a sentence, by its number in the block, and
    /// reach no further.
    pub(crate) fn near(&self, sentence: usize) -> impl Iterator<Item = u16> + '_ {
        self.candidates.of_sentence(sentence)
    }

    /// The rules that were chosen for the block, as they reach from one sentence
    /// to another.
    pub(crate) fn far(&self) -> impl Iterator<Item = u16> + '_ {
        self.candidates.far()
    }

    /// The rules that may find something in a comment, ascending.
    pub(crate) fn count(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        doors: Doors<'_>,
    ) -> Vec<u16> {
        self.strings.open(sentences.len());
        self.strings.probe.clear(lexicon, sentences.len());
        self.strings.probe(lexicon, text, sentences, doors);
        let mut rules = self.strings.probe.candidates().to_vec();
        rules.sort_unstable();
        rules
    }

    /// Notes what stands in the next sentence of the block, of what open themes
    /// ask for; when `thorough`, of everything.
    #[allow(clippy::too_many_arguments)]
    pub(crate) fn see(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        sentence: (usize, Range<usize>),
        morphs: &[Morph],
        range: Range<u32>,
        doors: Doors<'_>,
        thorough: bool,
    ) {
        self.sightings.begin(lexicon);
        let sought = doors.sought().filter(|_| !thorough);
        self.words(lexicon, tables, text, morphs, range, sought);
        let concepts = &mut self.sightings.concepts;
        self.strings.see(lexicon, text, sentence, sought, concepts);
        self.candidates
            .sentence(lexicon, &self.sightings.concepts, doors);
    }

    /// Appends every hit of a sentence that is wanted to `hits`, sorted by
    /// place, and sets the cue bits of the morphemes the cues cover.
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
        let wanted = &self.wanted;
        for &word in self.sightings.words_of(number) {
            if wanted.seeks(word.concept) {
                let start = morphs[word.first as usize].start;
                let end = morphs[word.last as usize].end;
                let concepts = lexicon.closure(word.concept);
                for concept in concepts.filter(|&concept| wanted.wants(concept)) {
                    hits.push(Hit {
                        concept,
                        first: word.first,
                        last: word.last,
                        start,
                        end,
                    });
                }
            }
        }
        self.texts(
            lexicon,
            tables,
            text,
            (number, sentence),
            morphs,
            range,
            hits,
        );
        let place = |hit: &Hit| u64::from(hit.start) << 32 | u64::from(hit.end);
        hits[first..].sort_unstable_by_key(|hit| (place(hit), hit.concept));
        hits.dedup_from(first);
        for hit in &hits[first..] {
            if let Some(cue) = lexicon.cue_of[usize::from(hit.concept)] {
                for flags in &mut cues[hit.first as usize..=hit.last as usize] {
                    *flags |= cue.bit();
                }
            }
        }
    }

    /// Notes the words of a sentence.
    fn words(
        &mut self,
        lexicon: &Compiled,
        tables: &Tables,
        text: &str,
        morphs: &[Morph],
        range: Range<u32>,
        sought: Option<&Bits>,
    ) {
        let seeks = |concept: ConceptId| sought.is_none_or(|all| all.has(concept.into()));
        self.elements.clear();
        self.bounds.clear();
        for morph in &morphs[range.start as usize..range.end as usize] {
            self.bounds.push(self.elements.len() as u32);
            if morph.key == NO_KEY || morph.tag.is_open() {
                let surface = &text[morph.start as usize..morph.end as usize];
                self.lower.clear();
                self.lower
                    .extend(surface.chars().flat_map(char::to_lowercase));
                let known = lexicon.words.of_text(&self.lower);
                self.elements.extend_from_slice(known);
            }
            if morph.key == NO_KEY {
                continue;
            }
            self.elements.extend(lexicon.words.of_key(morph.key));
            if let Some(lexeme) = morph.compound {
                for key in tables.lexemes.keys_of(lexeme) {
                    let inside = lexicon.words.of_key(key);
                    self.elements.extend(inside.filter(|one| one.parts()));
                }
            }
        }
        self.bounds.push(self.elements.len() as u32);
        let mut sightings = std::mem::take(&mut self.sightings);
        for at in 0..range.len() {
            for &element in self.at(at) {
                let words = lexicon.words.starts(element);
                for word in words.filter(|word| seeks(word.concept)) {
                    if let Some(last) = self.rest(word, at, morphs, range.start) {
                        sightings.concepts.add(word.concept.into());
                        sightings.words.push(WordSighting {
                            concept: word.concept,
                            first: range.start + at as u32,
                            last: range.start + last as u32,
                        });
                    }
                }
            }
        }
        sightings.end_words();
        self.sightings = sightings;
    }

    fn at(&self, at: usize) -> &[Element] {
        &self.elements[self.bounds[at] as usize..self.bounds[at + 1] as usize]
    }

    /// The last morpheme of the word that begins at `at`, if it goes on so.
    /// Particles may stand between the members.
    fn rest(&self, word: Word<'_>, at: usize, morphs: &[Morph], base: u32) -> Option<usize> {
        let mut last = at;
        let count = self.bounds.len() - 1;
        for member in word.rest.iter() {
            let mut next = last + 1;
            loop {
                if next >= count {
                    return None;
                }
                if self
                    .at(next)
                    .iter()
                    .any(|element| element.member() == member)
                {
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
            let concepts = lexicon.closure(concept);
            for concept in concepts.filter(|&concept| wanted.wants(concept)) {
                hits.push(Hit {
                    concept,
                    first,
                    last,
                    start: place.start,
                    end: place.end,
                });
            }
        };
        self.strings
            .sentence(lexicon, text, number, wanted, |concept, place| {
                if begins(tables, text, morphs, range.clone(), place.start) {
                    push(concept, place, hits);
                }
            });
        let body = &text[sentence.start as usize..sentence.end as usize];
        let patterns = &lexicon.strings.patterns;
        let triggered = self.strings.triggered();
        if !triggered.is_empty() {
            self.trail.open(body);
            // Phrases come from far in memory: asked for at once, none waits for
            // another.
            let triggered = triggered.iter().map(|&at| &patterns[usize::from(at)]);
            // One runs at a time.
            let most = triggered.map(Pattern::branches).max();
            self.trail.reserve(most.unwrap_or_default());
        }
        for &at in self.strings.triggered() {
            let pattern = &patterns[usize::from(at)];
            let anchors = self.strings.anchors(number, at);
            pattern.find(body, anchors, &mut self.trail, |found| {
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
