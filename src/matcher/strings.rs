//! Strings of a block of text, found in one pass over its characters without
//! blanks; with them what announces patterns, and what the prefilter asks.

use std::ops::Range;

use super::{
    prefilter::{Probe, meets},
    presence::Bits,
    wanted::Wanted,
};
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    strings::Target,
};

/// The strings of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// A sentence without blanks, ASCII in lower case, as the index has it.
    codes: Vec<u32>,
    /// The bytes of the text at which characters stand, of sentences that were
    /// read.
    places: Vec<u32>,
    /// Whatever text of the index stands there.
    stands: Vec<Stand>,
    /// The sentences, once they were read.
    parts: Vec<Option<Part>>,
    pub(super) probe: Probe,
    /// Of the sentence asked for last: sets of literals, patterns with the squeezed
    /// character a literal that announces them stands at, the patterns that
    /// may stand in it; both ascending.
    sets: Bits,
    anchors: Vec<(u16, u32)>,
    triggered: Vec<u16>,
}

/// A sentence that was read.
#[derive(Clone, Debug)]
struct Part {
    /// Its first place.
    place: u32,
    /// Its stands, in order of their beginnings.
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
    /// Looks a block of sentences through. False when no rule can find anything
    /// in it, if it is the whole comment.
    pub(super) fn open(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
    ) -> bool {
        self.places.clear();
        self.stands.clear();
        self.parts.clear();
        self.parts.resize(sentences.len(), None);
        self.probe.clear(lexicon);
        for (number, sentence) in sentences.iter().enumerate() {
            let body = &text[sentence.clone()];
            self.probe.sentence(lexicon, body, &mut self.codes);
            if self.probe.end_sentence(lexicon, sentences.len() == 1) {
                self.read(lexicon, text, number, sentence.clone());
                let stands = stands(&self.stands, &self.parts[number]);
                let settled = self.probe.settle(lexicon, number, stands);
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
                    self.probe.look(lexicon, number, stands);
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
        self.codes.clear();
        index.codes(&text[sentence.clone()], |at, code| {
            self.codes.push(code);
            self.places.push((sentence.start + at) as u32);
        });
        index.find(&self.codes, |range, text| {
            self.stands.push(Stand {
                first: (first + range.start) as u32,
                end: (first + range.end) as u32,
                text,
            });
        });
        self.parts[number] = Some(Part {
            place: first as u32,
            stands: stand..self.stands.len(),
            settled: false,
        });
    }

    /// Calls `found` with the concept and the bytes of every string of a
    /// sentence that is wanted, and notes the patterns that may stand in it.
    pub(super) fn sentence(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        (number, sentence): (usize, Range<u32>),
        wanted: &Wanted,
        mut found: impl FnMut(ConceptId, Range<u32>),
    ) {
        let index = &lexicon.strings;
        let bytes = sentence.start as usize..sentence.end as usize;
        self.read(lexicon, text, number, bytes);
        let mut anchors = std::mem::take(&mut self.anchors);
        let mut sets = std::mem::take(&mut self.sets);
        anchors.clear();
        for &stand in stands(&self.stands, &self.parts[number]) {
            for target in index.targets(stand.text) {
                match *target {
                    Target::Text { concept, blanks } => {
                        if wanted.seeks(concept)
                            && self.blanks_fit(text, stand, index.blanks(blanks))
                        {
                            let start = self.places[stand.first as usize];
                            found(concept, start..self.end_of(text, stand.end - 1));
                        }
                    }
                    Target::Trigger { pattern } => {
                        if wanted.seeks(index.patterns[usize::from(pattern)].concept) {
                            anchors.push((pattern, stand.first));
                        }
                    }
                    // No more but surfaces.
                    Target::Surface { .. } => break,
                    Target::Literal { .. } => {}
                }
            }
        }
        anchors.sort_unstable();
        let known = self.probe.sets_of(number);
        if known.is_none() && !anchors.is_empty() {
            sets.clear(index.sets().len());
            for stand in stands(&self.stands, &self.parts[number]) {
                sets.add_all(index.sets_of(stand.text));
            }
        }
        let known = known.unwrap_or(&sets);
        let sought = |&pattern: &u16| wanted.seeks(index.patterns[usize::from(pattern)].concept);
        self.triggered.clear();
        self.triggered
            .extend(index.always.iter().copied().filter(sought));
        let announced = anchors.chunk_by(|a, b| a.0 == b.0);
        let announced = announced.map(|anchors| anchors[0].0);
        self.triggered
            .extend(announced.filter(|&pattern| meets(index, known, pattern)));
        // Ascending, so that the order of hits does not hang on the text.
        self.triggered.sort_unstable();
        self.anchors = anchors;
        self.sets = sets;
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
    /// sentence: before the literals that announce it.
    pub(super) fn starts<'a>(
        &'a self,
        lexicon: &Compiled,
        text: &'a str,
        pattern: u16,
        (number, sentence): (usize, Range<u32>),
    ) -> impl Iterator<Item = Range<usize>> + 'a {
        let first = self.anchors.partition_point(|anchor| anchor.0 < pattern);
        let anchors = self.anchors[first..].iter();
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

    /// The patterns that may stand in the sentence asked for last.
    pub(super) fn triggered(&self) -> &[u16] {
        &self.triggered
    }

    /// True when blanks stand in the text only where the string allows them.
    fn blanks_fit(&self, text: &str, stand: Stand, blanks: &[u16]) -> bool {
        let (first, end) = (stand.first as usize, stand.end as usize);
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
        let mut wanted = Wanted::default();
        wanted.assign_all(lexicon);
        let mut matches = 0;
        for (number, text) in texts.enumerate() {
            let body = &*text.text;
            let sentence = 0..body.len() as u32;
            let whole = 0..body.len();
            strings.open(lexicon, body, std::slice::from_ref(&whole));
            strings.sentence(lexicon, body, (0, sentence.clone()), &wanted, |_, _| {});
            trail.open(body);
            for (at, pattern) in (0..).zip(&lexicon.strings.patterns) {
                if (usize::from(at) + number) % SHARE != 0 {
                    continue;
                }
                let mut found = Vec::new();
                if strings.triggered().contains(&at) {
                    let starts = strings.starts(lexicon, body, at, (0, sentence.clone()));
                    pattern.find(body, starts, &mut trail, |range| found.push(range));
                }
                assert_eq!(found, pattern.find_by_regex(body), "{at} in {body:?}");
                matches += found.len();
            }
        }
        assert!(matches > 100, "{matches}");
    }
}
