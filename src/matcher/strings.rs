//! Strings of a block of text, found in one pass over its characters without
//! blanks; with them what announces patterns, and what the prefilter asks.

use std::ops::Range;

use super::{
    prefilter::{Probe, meets},
    sightings::{Sightings, TextSighting},
};
use crate::lexicon::{compile::Compiled, strings::Target, trie::Walk};

/// The strings of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Strings {
    walk: Walk,
    /// The bytes of the text at which characters stand, of sentences that were
    /// read.
    places: Vec<u32>,
    /// Whatever text of the index stands there.
    stands: Vec<Stand>,
    /// The sentences, once they were read.
    parts: Vec<Option<Part>>,
    pub(super) probe: Probe,
}

/// A sentence that was read.
#[derive(Clone, Debug)]
struct Part {
    /// Its first place.
    place: u32,
    /// Its stands.
    stands: Range<usize>,
    /// Whether it was looked at closer.
    settled: bool,
}

/// Where a text stands in the squeezed characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub(super) first: u32,
    end: u32,
    pub(super) text: u32,
}

impl Strings {
    /// Takes up a block of so many sentences.
    pub(super) fn open(&mut self, sentences: usize) {
        self.places.clear();
        self.stands.clear();
        self.parts.clear();
        self.parts.resize(sentences, None);
    }

    /// Looks the block through. False when no rule can find anything in it, if
    /// it is the whole comment.
    pub(super) fn probe(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
    ) -> bool {
        self.probe.clear(lexicon);
        for (number, sentence) in sentences.iter().enumerate() {
            let body = &text[sentence.clone()];
            self.probe.sentence(lexicon, body, &mut self.walk);
            if self.probe.end_sentence(lexicon, sentences.len() == 1) {
                self.read(lexicon, text, number, sentence.clone());
                let stands = stands(&self.stands, &self.parts[number]);
                let settled = self.probe.settle(lexicon, stands);
                if let Some(part) = &mut self.parts[number] {
                    part.settled = settled;
                }
            }
        }
        if sentences.len() > 1 && self.probe.end_comment(lexicon) {
            for (number, sentence) in sentences.iter().enumerate() {
                self.read(lexicon, text, number, sentence.clone());
                let part = &self.parts[number];
                if part.as_ref().is_some_and(|part| !part.settled) {
                    let stands = stands(&self.stands, part);
                    self.probe.look(lexicon, stands);
                }
            }
            self.probe.settle_comment(lexicon);
        }
        self.probe.passes()
    }

    /// Notes where texts stand in a sentence, unless that was done.
    fn read(&mut self, lexicon: &Compiled, text: &str, number: usize, sentence: Range<usize>) {
        if self.parts[number].is_some() {
            return;
        }
        let index = &lexicon.strings;
        let (first, stand) = (self.places.len(), self.stands.len());
        let Self {
            walk,
            places,
            stands,
            ..
        } = self;
        let start = sentence.start;
        walk.read(index.trie(), &text[sentence], |at| {
            places.push((start + at) as u32);
        });
        walk.find(index.trie(), |range, text| {
            stands.push(Stand {
                first: first as u32 + range.start,
                end: first as u32 + range.end,
                text,
            });
        });
        self.parts[number] = Some(Part {
            place: first as u32,
            stands: stand..self.stands.len(),
            settled: false,
        });
    }

    /// Notes what stands in a sentence.
    pub(super) fn sight(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        (number, sentence): (usize, Range<usize>),
        out: &mut Sightings,
    ) {
        let index = &lexicon.strings;
        self.read(lexicon, text, number, sentence);
        let anchors = out.anchors.len();
        for &stand in stands(&self.stands, &self.parts[number]) {
            out.sets.add_all(index.sets_of(stand.text));
            for target in index.targets(stand.text) {
                match *target {
                    Target::Text { concept, blanks } => {
                        out.concepts.add(concept.into());
                        out.texts.push(TextSighting {
                            concept,
                            blanks,
                            first: stand.first,
                            end: stand.end,
                        });
                    }
                    Target::Trigger { pattern } => out.anchors.push((pattern, stand.first)),
                    // No more but surfaces.
                    Target::Surface { .. } => break,
                    Target::Literal { .. } => {}
                }
            }
        }
        let found = &mut out.anchors[anchors..];
        found.sort_unstable();
        let patterns = out.patterns.len();
        let announced = found.chunk_by(|a, b| a.0 == b.0);
        let announced = announced.map(|anchors| anchors[0].0);
        out.patterns
            .extend(announced.filter(|&pattern| meets(index, &out.sets, pattern)));
        out.patterns.extend_from_slice(&index.always);
        // Ascending, so that the order of hits does not hang on the text.
        out.patterns[patterns..].sort_unstable();
        for &pattern in &out.patterns[patterns..] {
            let concept = index.patterns[usize::from(pattern)].concept;
            out.concepts.add(concept.into());
        }
    }

    /// The bytes of a string, if blanks stand only where it allows them.
    pub(super) fn place_of(&self, lexicon: &Compiled, text: &str, sighting: TextSighting) -> Option<Range<u32>> {
        let TextSighting { first, end, .. } = sighting;
        let blanks = lexicon.strings.blanks(sighting.blanks);
        self.blanks_fit(text, first as usize..end as usize, blanks)
            .then(|| self.places[first as usize]..self.end_of(text, end - 1))
    }

    /// The byte behind a squeezed character.
    fn end_of(&self, text: &str, at: u32) -> u32 {
        let start = self.places[at as usize];
        let width = text[start as usize..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        start + width as u32
    }

    /// Where in a sentence matches of a pattern may begin, in bytes of the
    /// sentence: before the literals that announce it, whose anchors these are.
    pub(super) fn starts<'a>(
        &'a self,
        lexicon: &Compiled,
        text: &'a str,
        pattern: u16,
        (number, sentence): (usize, Range<u32>),
        anchors: &'a [(u16, u32)],
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let first = anchors.partition_point(|anchor| anchor.0 < pattern);
        let anchors = anchors[first..].iter();
        let anchors = anchors.take_while(move |anchor| anchor.0 == pattern);
        let reach = lexicon.strings.patterns[usize::from(pattern)].reach;
        let known = reach.is_some().then_some(anchors);
        let place = self.parts[number].as_ref().map_or(0, |part| part.place);
        let range = move |&(_, at): &(u16, u32)| {
            let start = at.checked_sub(u32::from(reach.unwrap_or(0)) + 1);
            let start = start.filter(|&before| before >= place);
            // Blanks before the first character may belong to the match.
            let start = start.map_or(sentence.start, |before| self.end_of(text, before));
            let end = self.places[at as usize] + 1;
            let start = start.max(sentence.start) - sentence.start;
            start as usize..(end - sentence.start) as usize
        };
        let whole = reach.is_none().then_some(0..usize::MAX);
        known.into_iter().flatten().map(range).chain(whole)
    }

    /// True when blanks stand in the text only where the string allows them.
    fn blanks_fit(&self, text: &str, string: Range<usize>, blanks: &[u16]) -> bool {
        let Range { start: first, end } = string;
        // What takes as many bytes as its characters has no blanks.
        let (start, last) = (self.places[first], self.places[end - 1]);
        let between = &text.as_bytes()[start as usize..last as usize];
        if between.len() == 3 * (end - 1 - first) && between.iter().all(|&byte| byte > b' ') {
            return true;
        }
        (first + 1..end).all(|at| {
            self.places[at] == self.end_of(text, at as u32 - 1)
                || blanks.contains(&((at - first) as u16))
        })
    }
}

/// The stands of a sentence that was read.
fn stands<'a>(stands: &'a [Stand], part: &Option<Part>) -> &'a [Stand] {
    part.as_ref()
        .map_or(&[], |part| &stands[part.stands.clone()])
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, phrase::Trail};

    /// Sentences of the themes are shared out among the patterns: each pattern
    /// reads some of them, not all.
    const SHARE: usize = 4;

    #[test]
    fn patterns_are_announced_and_begin_where_they_are_looked_for() {
        let scorer = crate::Scorer::new().expect("embedded");
        let lexicon = &scorer.shared().lexicon;
        let written = Lexicon::embedded();
        let rules = written.model().rules.iter();
        let texts = rules.flat_map(|rule| rule.hit.iter().chain(&rule.miss));
        let (mut strings, mut trail) = (Strings::default(), Trail::default());
        let mut sightings = Sightings::default();
        let mut matches = 0;
        for (number, text) in texts.enumerate() {
            let body = &*text.text;
            let sentence = 0..body.len() as u32;
            let whole = 0..body.len();
            strings.open(1);
            sightings.clear();
            sightings.begin(lexicon);
            strings.sight(lexicon, body, (0, whole), &mut sightings);
            trail.open(body);
            for (at, pattern) in (0..).zip(&lexicon.strings.patterns) {
                if (usize::from(at) + number) % SHARE != 0 {
                    continue;
                }
                let mut found = Vec::new();
                if sightings.patterns.contains(&at) {
                    let anchors = &sightings.anchors;
                    let starts = strings.starts(lexicon, body, at, (0, sentence.clone()), anchors);
                    pattern.find(body, starts, &mut trail, |range| found.push(range));
                }
                assert_eq!(found, pattern.find_by_regex(body), "{at} in {body:?}");
                matches += found.len();
            }
        }
        assert!(matches > 100, "{matches}");
    }
}
