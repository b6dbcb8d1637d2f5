//! Strings of a block of text, found in one pass over its characters without
//! blanks; with them what announces patterns, and what the prefilter asks.

use std::ops::Range;

use super::prefilter::Probe;
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    strings::{SetBits, Target},
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
    /// The block is one sentence: sets and anchors are those of that.
    single: bool,
    probe: Probe,
    /// Sets of literals that stand in the sentence.
    sets: SetBits,
    triggered: Vec<u16>,
    /// Pattern, and the squeezed character a literal that announces it stands
    /// at; ascending once the sentence is read.
    anchors: Vec<(u16, u32)>,
}

/// Where a text stands in the squeezed characters.
#[derive(Clone, Copy, Debug)]
struct Stand {
    first: u32,
    end: u32,
    text: u32,
}

impl Strings {
    /// Looks a block of sentences through; `end` is told when one is over.
    pub(super) fn open(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        mut end: impl FnMut(&mut Probe),
    ) {
        self.chars.clear();
        self.places.clear();
        self.stands.clear();
        self.next = 0;
        self.single = sentences.len() == 1;
        self.probe.clear(lexicon);
        let index = &lexicon.strings;
        for sentence in sentences {
            let first = self.chars.len();
            for (at, c) in text[sentence.clone()].char_indices() {
                if !c.is_whitespace() {
                    self.chars.push(c.to_ascii_lowercase());
                    self.places.push((sentence.start + at) as u32);
                }
            }
            index.clear(&mut self.sets);
            self.anchors.clear();
            let Self {
                chars,
                stands,
                probe,
                sets,
                anchors,
                ..
            } = self;
            index.find(&chars[first..], |range, text| {
                for target in index.targets(text) {
                    match *target {
                        Target::Surface { member } => probe.member(member),
                        Target::Text { concept, .. } => probe.concept(lexicon, concept),
                        Target::Trigger { pattern } => {
                            anchors.push((pattern, (first + range.start) as u32));
                        }
                        Target::Literal { .. } => {}
                    }
                }
                if index.mark(text, sets) {
                    stands.push(Stand {
                        first: (first + range.start) as u32,
                        end: (first + range.end) as u32,
                        text,
                    });
                }
            });
            for &(pattern, _) in &*anchors {
                if index.meets(pattern, sets) {
                    let concept = index.patterns[usize::from(pattern)].concept;
                    probe.concept(lexicon, concept);
                }
            }
            end(probe);
        }
    }

    pub(super) fn probe(&self) -> &Probe {
        &self.probe
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
        if !self.single {
            index.clear(&mut self.sets);
            self.anchors.clear();
        }
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
            if !self.single {
                index.mark(stand.text, &mut self.sets);
            }
            for target in index.targets(stand.text) {
                match *target {
                    Target::Surface { .. } | Target::Literal { .. } => {}
                    Target::Text { concept, blanks } => {
                        if self.blanks_fit(stand, index.blanks(blanks)) {
                            found(concept, start..end);
                        }
                    }
                    Target::Trigger { .. } if self.single => {}
                    Target::Trigger { pattern } => self.anchors.push((pattern, stand.first)),
                }
            }
        }
        self.anchors.sort_unstable();
        for announced in self.anchors.chunk_by(|a, b| a.0 == b.0) {
            let pattern = announced[0].0;
            if index.meets(pattern, &self.sets) {
                self.triggered.push(pattern);
            }
        }
        // Ascending, so that the order of hits does not hang on the text.
        self.triggered.sort_unstable();
    }

    /// Where in a sentence matches of a pattern may begin, in bytes of the
    /// sentence: before the literals that announce it.
    pub(super) fn starts(
        &self,
        lexicon: &Compiled,
        pattern: u16,
        sentence: Range<u32>,
    ) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.anchors.partition_point(|anchor| anchor.0 < pattern);
        let anchors = self.anchors[first..].iter();
        let anchors = anchors.take_while(move |anchor| anchor.0 == pattern);
        let reach = lexicon.strings.patterns[usize::from(pattern)].reach;
        let known = reach.is_some().then_some(anchors);
        let range = move |&(_, at): &(u16, u32)| {
            let start = at.checked_sub(u32::from(reach.unwrap_or(0)) + 1);
            // Blanks before the first character may belong to the match.
            let start = start.map_or(sentence.start, |before| {
                let before = before as usize;
                self.places[before] + self.chars[before].len_utf8() as u32
            });
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
    fn blanks_fit(&self, stand: Stand, blanks: &[u16]) -> bool {
        let (first, end) = (stand.first as usize, stand.end as usize);
        (first + 1..end).all(|at| {
            let width = self.chars[at - 1].len_utf8() as u32;
            self.places[at] == self.places[at - 1] + width
                || blanks.contains(&((at - first) as u16))
        })
    }
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
        let mut matches = 0;
        for (number, text) in texts.enumerate() {
            let body = &*text.text;
            let sentence = 0..body.len() as u32;
            let whole = 0..body.len();
            strings.open(lexicon, body, std::slice::from_ref(&whole), |_| {});
            strings.sentence(lexicon, sentence.clone(), |_, _| {});
            trail.open(body);
            for (at, pattern) in (0..).zip(&lexicon.strings.patterns) {
                if (usize::from(at) + number) % SHARE != 0 {
                    continue;
                }
                let mut found = Vec::new();
                if strings.triggered().contains(&at) {
                    let starts = strings.starts(lexicon, at, sentence.clone());
                    pattern.find(body, starts, &mut trail, |range| found.push(range));
                }
                assert_eq!(found, pattern.find_by_regex(body), "{at} in {body:?}");
                matches += found.len();
            }
        }
        assert!(matches > 100, "{matches}");
    }
}
