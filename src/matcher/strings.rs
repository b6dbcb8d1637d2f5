//! Strings of a block of text, found in one pass over its characters without
//! blanks; with them what announces patterns, and what the prefilter asks.

mod probe;

use std::ops::Range;

use super::{prefilter::Probe, wanted::Wanted};
use crate::bits::Bits;
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    further::Glance,
    table::Numbers,
    trie::{Live, Walk},
};

/// The strings of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Strings {
    /// Sentences that were read, without blanks, ASCII in lower case, as the
    /// index has them; each with its end.
    codes: Vec<u32>,
    /// The bytes of the text at which these characters stand.
    places: Vec<u32>,
    live: Live,
    /// Whatever text of the index stands there.
    stands: Vec<Stand>,
    /// The sentences, once they were read.
    parts: Vec<Option<Part>>,
    /// What else stands in one of them, and its number.
    glance: Glance,
    glanced_at: Option<usize>,
    pub(super) probe: Probe,
    walk: Walk,
    /// Numbers of sentences that were not yet looked at closer.
    left: Vec<usize>,
    /// Strings of concepts in the sentences that were seen.
    texts: Vec<Text>,
    /// Where literals announce patterns that may stand there; ascending within
    /// a sentence.
    anchors: Vec<Anchor>,
    /// The patterns that are wanted of the sentence asked for last; ascending.
    triggered: Vec<u16>,
}

/// A sentence that was read.
#[derive(Clone, Debug)]
struct Part {
    /// Its characters, the end left out.
    chars: Range<u32>,
    /// Its stands.
    stands: Range<usize>,
    /// Once it was seen: its strings and its anchors.
    texts: Range<usize>,
    anchors: Range<usize>,
}

/// A string of a concept, and the number of the blanks it allows.
#[derive(Clone, Copy, Debug)]
struct Text {
    concept: ConceptId,
    blanks: u16,
    /// The number of its stand.
    stand: u32,
}

/// Where a text stands in the squeezed characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    pub(super) first: u32,
    end: u32,
    pub(super) text: u32,
}

/// A pattern, its concept, and behind them the squeezed character a literal that
/// announces it stands at: one number, for the sake of sorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Anchor(u64);

impl Anchor {
    fn new(pattern: u16, concept: ConceptId, at: u32) -> Self {
        Self(u64::from(pattern) << 48 | u64::from(concept) << 32 | u64::from(at))
    }

    fn pattern(self) -> u16 {
        (self.0 >> 48) as u16
    }

    fn concept(self) -> ConceptId {
        (self.0 >> 32) as ConceptId
    }

    fn at(self) -> u32 {
        self.0 as u32
    }
}

impl Strings {
    /// Takes up a block of so many sentences.
    pub(super) fn open(&mut self, sentences: usize) {
        self.codes.clear();
        self.places.clear();
        self.stands.clear();
        self.texts.clear();
        self.anchors.clear();
        self.parts.clear();
        self.parts.resize(sentences, None);
        self.glanced_at = None;
    }

    /// Notes where texts stand in a sentence, unless that was done.
    fn read(&mut self, lexicon: &Compiled, text: &str, number: usize, sentence: Range<usize>) {
        if self.parts[number].is_some() {
            return;
        }
        let Self {
            codes,
            places,
            live,
            stands,
            ..
        } = self;
        let trie = lexicon.strings.trie();
        let (first, stand) = (codes.len(), stands.len());
        trie.codes(&text[sentence.clone()], |at, code| {
            codes.push(code);
            places.push((sentence.start + at) as u32);
        });
        codes.push(trie.end());
        places.push(sentence.end as u32);
        let start = first as u32;
        trie.find(&codes[first..], live, |range, text| {
            stands.push(Stand {
                first: start + range.start,
                end: start + range.end,
                text,
            });
        });
        // Strings across blanks they do not allow stand for nothing.
        let mut kept = stand;
        for at in stand..stands.len() {
            let one = stands[at];
            stands[kept] = one;
            let solid = is_solid(places, text, one);
            kept += usize::from(
                solid || {
                    let record = lexicon.strings.of(one.text);
                    let fits =
                        |blanks| blanks_fit(places, text, one, lexicon.strings.blanks(blanks));
                    let mut strings = record.strings();
                    record.is_more() || strings.any(|(_, blanks)| fits(blanks))
                },
            );
        }
        stands.truncate(kept);
        self.parts[number] = Some(Part {
            chars: start..codes.len() as u32 - 1,
            stands: stand..kept,
            texts: 0..0,
            anchors: 0..0,
        });
    }

    /// Glances at a sentence that was read, unless that was done last.
    fn glance(&mut self, number: usize) {
        if self.glanced_at != Some(number)
            && let Some(part) = &self.parts[number]
        {
            let Range { start, end } = part.chars;
            self.glance
                .assign(&self.codes[start as usize..end as usize]);
            self.glanced_at = Some(number);
        }
    }

    /// Adds every concept that a sentence may have by its strings, and that is
    /// sought if not all are.
    pub(super) fn see(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        (number, sentence): (usize, Range<usize>),
        sought: Option<&Bits>,
        concepts: &mut Bits,
    ) {
        let seeks = |concept: ConceptId| sought.is_none_or(|all| all.has(concept.into()));
        let index = &lexicon.strings;
        self.read(lexicon, text, number, sentence);
        self.glance(number);
        let Some(part) = &mut self.parts[number] else {
            return;
        };
        let stands = part.stands.clone();
        let (first_text, first_anchor) = (self.texts.len(), self.anchors.len());
        // The records come from far in memory: asked for at once, none waits
        // for what is done with those before it.
        let listed: usize = self.stands[stands.clone()]
            .iter()
            .map(|stand| index.patterns_of(stand.text))
            .sum();
        self.anchors.reserve(listed);
        for number in stands {
            let stand = self.stands[number];
            let record = index.of(stand.text);
            for (concept, blanks) in record.strings().filter(|one| seeks(one.0)) {
                concepts.add(concept.into());
                self.texts.push(Text {
                    concept,
                    blanks,
                    stand: number as u32,
                });
            }
            for (concept, pattern) in record.patterns() {
                if seeks(concept) && index.further.may_stand(pattern, &self.glance) {
                    concepts.add(concept.into());
                    self.anchors
                        .push(Anchor::new(pattern, concept, stand.first));
                }
            }
        }
        part.texts = first_text..self.texts.len();
        part.anchors = first_anchor..self.anchors.len();
        self.anchors[first_anchor..].sort_unstable();
        for &pattern in &index.always {
            let concept = index.patterns[usize::from(pattern)].concept;
            concepts.add(concept.into());
        }
    }

    /// Calls `found` with the concept and the bytes of every string that is
    /// wanted in a sentence that was seen, and chooses the patterns that are.
    pub(super) fn sentence(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        number: usize,
        wanted: &Wanted,
        mut found: impl FnMut(ConceptId, Range<u32>),
    ) {
        let index = &lexicon.strings;
        let sought = |pattern: u16| wanted.seeks(index.patterns[usize::from(pattern)].concept);
        let mut triggered = std::mem::take(&mut self.triggered);
        triggered.clear();
        triggered.extend(index.always.iter().copied().filter(|&one| sought(one)));
        if let Some(part) = &self.parts[number] {
            for &Text {
                concept,
                blanks,
                stand,
            } in &self.texts[part.texts.clone()]
            {
                let stand = self.stands[stand as usize];
                if wanted.seeks(concept) && self.fits(text, stand, index.blanks(blanks)) {
                    let start = self.places[stand.first as usize];
                    found(concept, start..end_of(&self.places, text, stand.end - 1));
                }
            }
            let announced = self.anchors[part.anchors.clone()].iter();
            let wanted = announced.filter(|anchor| wanted.seeks(anchor.concept()));
            triggered.extend(wanted.map(|anchor| anchor.pattern()));
        }
        // Ascending, so that the order of hits does not hang on the text.
        if !index.always.is_empty() {
            triggered.sort_unstable();
        }
        triggered.dedup();
        self.triggered = triggered;
    }

    /// Where the literals that announce a pattern stand in a sentence that was
    /// seen, as numbers of its characters without blanks.
    pub(super) fn anchors(&self, number: usize, pattern: u16) -> impl Iterator<Item = u32> + '_ {
        let part = self.parts[number].as_ref();
        let place = part.map_or(0, |part| part.chars.start);
        let anchors = part.map_or(&[][..], |part| &self.anchors[part.anchors.clone()]);
        let first = anchors.partition_point(|anchor| anchor.pattern() < pattern);
        let anchors = anchors[first..].iter();
        let anchors = anchors.take_while(move |anchor| anchor.pattern() == pattern);
        anchors.map(move |anchor| anchor.at() - place)
    }

    /// The patterns that may stand in the sentence asked for last.
    pub(super) fn triggered(&self) -> &[u16] {
        &self.triggered
    }

    /// True when blanks stand in the text only where the string allows them.
    fn fits(&self, text: &str, stand: Stand, blanks: Numbers<'_>) -> bool {
        is_solid(&self.places, text, stand) || blanks_fit(&self.places, text, stand, blanks)
    }
}

/// The byte behind a squeezed character, given where these stand.
fn end_of(places: &[u32], text: &str, at: u32) -> u32 {
    let start = places[at as usize];
    let rest = text[start as usize..].chars();
    start + rest.take(1).map(char::len_utf8).sum::<usize>() as u32
}

/// True when a text takes as many bytes as its characters, if these take three
/// each: no blank stands in it.
#[inline]
fn is_solid(places: &[u32], text: &str, stand: Stand) -> bool {
    let (first, last) = (stand.first as usize, stand.end as usize - 1);
    let between = &text.as_bytes()[places[first] as usize..places[last] as usize];
    between.len() == 3 * (last - first) && between.iter().all(|&byte| byte > b' ')
}

/// True when blanks stand in the text only where the string allows them.
fn blanks_fit(places: &[u32], text: &str, stand: Stand, blanks: Numbers<'_>) -> bool {
    let first = stand.first as usize;
    (first + 1..stand.end as usize).all(|at| {
        places[at] == end_of(places, text, at as u32 - 1)
            || blanks.iter().any(|blank| blank as usize == at - first)
    })
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
        let mut concepts = Bits::default();
        concepts.clear(lexicon.concepts.len());
        let mut matches = 0;
        for (number, text) in texts.enumerate() {
            let body = &*text.text;
            let whole = 0..body.len();
            strings.open(1);
            strings.see(lexicon, body, (0, whole), None, &mut concepts);
            strings.sentence(lexicon, body, 0, &wanted, |_, _| {});
            trail.open(body);
            for (at, pattern) in (0..).zip(&lexicon.strings.patterns) {
                if (usize::from(at) + number) % SHARE != 0 {
                    continue;
                }
                let mut found = Vec::new();
                if strings.triggered().contains(&at) {
                    let anchors = strings.anchors(0, at);
                    pattern.find(body, anchors, &mut trail, |range| found.push(range));
                }
                assert_eq!(found, pattern.find_by_regex(body), "{at} in {body:?}");
                matches += found.len();
            }
        }
        assert!(matches > 100, "{matches}");
    }
}
