//! The worker: all scratch of scoring, reused from text to text.

mod collect;
mod guess;
mod judge;
mod lines;
mod review;
mod spans;
mod topic;

use std::{fmt, iter, ops::Range};

use crate::{
    analysis::{Analysis, Sentence, rounded},
    clause::{self, Clause},
    evidence::{Applied, Judged, Refusal},
    gates::Opening,
    lexicon::{cues::CueBits, groups::opens, trie::Walk},
    matcher::{Finder, Hit, Matches, Scene},
    modifier::predicate::{self, Predicate},
    morph::{Lattice, Morph, Token, expand},
    score::{Combination, Stance},
    scorer::{Scorer, Shared},
    sentiment::{Polarity, SentimentScratch},
    text::{Form, Normalized, Sentences},
};
use collect::Found;
use lines::Lines;
use topic::Topics;

/// Normalised bytes that are matched at a time: keeps memory bounded whatever
/// the length of the text. A comment is hardly ever longer.
const BLOCK: usize = 1 << 17;

/// Bytes a worker keeps of the buffers that grow with the whole text.
const KEEP: usize = 1 << 20;

/// Scores one text after another with its own scratch; one per thread.
///
/// Made by [`Scorer::worker`], owned, and `Send + 'static`. Once warm it does
/// not allocate for texts like those it has seen; after a giant text it gives
/// memory back.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::{Analysis, Scorer};
///
/// let mut worker = Scorer::new()?.worker();
/// let mut analysis = Analysis::new();
/// for text in ["환불 안 해주네요", "배송 빨라요"] {
///     worker.score_into(text, &mut analysis);
///     println!("{} themes", analysis.themes().len());
/// }
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
pub struct Worker {
    scorer: Scorer,
    scratch: Scratch,
}

impl Worker {
    pub(crate) fn new(scorer: Scorer) -> Self {
        Self {
            scorer,
            scratch: Scratch::default(),
        }
    }

    /// Scores `text` into `analysis`, replacing what it held. Never fails;
    /// linear in the length of the text.
    pub fn score_into(&mut self, text: &str, analysis: &mut Analysis) {
        self.scratch.score(self.scorer.shared(), text, analysis);
    }

    /// The scorer that made it.
    #[must_use]
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}

/// Everything a text is worked out in.
#[derive(Default)]
pub(crate) struct Scratch {
    normalized: Normalized,
    sentiment: SentimentScratch,
    /// Whether rules are looked at even where no evidence can come of it.
    thorough: bool,
    pub(crate) sentences: Vec<Range<usize>>,
    /// What each of them opens.
    open: Vec<Opening>,
    walk: Walk,
    lattice: Lattice,
    tokens: Vec<Token>,
    morphs: Vec<Morph>,
    /// Of each sentence of the block.
    sentence_morphs: Vec<Range<u32>>,
    cues: Vec<CueBits>,
    finder: Finder,
    hits: Vec<Hit>,
    sentence_hits: Vec<Range<u32>>,
    clauses: Vec<Clause>,
    predicates: Vec<Predicate>,
    pub(crate) matches: Matches,
    /// Sorted by theme and clause, the strongest of a clause first.
    pub(crate) judged: Vec<Judged>,
    /// Numbers of the matches that are no evidence.
    pub(crate) refused: Vec<(u32, Refusal)>,
    pub(crate) applied: Vec<Applied>,
    topics: Topics,
    lines: Lines,
    combined: Vec<Combination>,
    found: Vec<Found>,
    order: Vec<u32>,
    ranges: Vec<(u32, u32)>,
}

/// Looks at a judged block; see [`Scratch::score_watched`].
pub(crate) type Watch<'a> = dyn FnMut(&Scratch, &Normalized, &str, Range<usize>) + 'a;

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").finish_non_exhaustive()
    }
}

impl Scratch {
    /// Scratch for those who look at what becomes of rules besides evidence.
    pub(crate) fn thorough() -> Self {
        Self {
            thorough: true,
            ..Self::default()
        }
    }

    pub(crate) fn score(&mut self, shared: &Shared, text: &str, out: &mut Analysis) {
        self.score_watched(shared, text, out, &mut |_, _, _, _| {});
    }

    /// Scores and lets somebody look at each block of sentences once it is
    /// judged: at the scratch, the normalised text and the way back from it,
    /// and the numbers of the sentences.
    pub(crate) fn score_watched(
        &mut self,
        shared: &Shared,
        text: &str,
        out: &mut Analysis,
        watch: &mut Watch<'_>,
    ) {
        out.clear();
        out.fingerprint.clone_from(&shared.fingerprint);
        out.sentiment = Polarity::default();
        self.normalized.assign(text, Form::Full);
        let normalized = std::mem::take(&mut self.normalized);
        self.read(shared, &normalized, normalized.text(text), out, watch);
        self.normalized = normalized;
        self.normalized.shrink_to(KEEP);
        if self.sentiment.capacity() > KEEP {
            self.sentiment.shrink();
        }
        self.sentences.shrink_to(KEEP / size_of::<Range<usize>>());
        self.open.shrink_to(KEEP / size_of::<Opening>());
        self.topics.shrink_to(KEEP / size_of::<(u64, u64)>());
        self.lines.shrink_to(KEEP);
    }

    /// What one rule says of a short text: the stance of each of its pieces
    /// of evidence, those of no weight left out.
    pub(crate) fn stances(&mut self, shared: &Shared, text: &str, rule: u16) -> Vec<Stance> {
        self.score(shared, text, &mut Analysis::new());
        self.judged
            .iter()
            .filter(|judged| judged.rule == rule && judged.weight > 0.0)
            .map(|judged| judged.stance)
            .collect()
    }

    /// Rules whose concepts meet in a short text, with the number of the
    /// clause: before any modifier.
    pub(crate) fn matched(&mut self, shared: &Shared, text: &str) -> Vec<(u16, u32)> {
        self.score(shared, text, &mut Analysis::new());
        let matches = self.matches.matches.iter();
        matches.map(|found| (found.rule, found.clause)).collect()
    }

    fn read(
        &mut self,
        shared: &Shared,
        map: &Normalized,
        text: &str,
        out: &mut Analysis,
        watch: &mut Watch<'_>,
    ) {
        self.sentences.clear();
        self.sentences.extend(Sentences::new(text));
        self.lines.cut(text, &self.sentences);
        shared.open(text, &self.sentences, &mut self.walk, &mut self.open);
        if self.thorough && shared.gates.at(&self.open).are_shut() {
            Opening::read_all(&mut self.open);
        }
        let mut feelings: &[Polarity] = &[];
        if let Some(table) = &shared.sentiment {
            table.scan(text, &self.sentences, &mut self.sentiment);
            let comment = self.sentiment.comment();
            out.sentiment = Polarity {
                score: rounded(comment.score),
                confidence: rounded(comment.confidence),
                ..comment
            };
            feelings = self.sentiment.sentences();
        }
        let feelings = feelings
            .iter()
            .copied()
            .chain(iter::repeat(Polarity::default()));
        for (range, sentiment) in self.sentences.iter().zip(feelings) {
            out.sentences.push(Sentence {
                span: map.to_original(range.clone()),
                sentiment,
            });
        }
        let themes = shared.lexicon.themes.len();
        self.judged.clear();
        self.topics.clear();
        self.combined.clear();
        self.combined.resize(themes, Combination::default());
        self.found.clear();
        let mut first = 0;
        while first < self.sentences.len() {
            let start = self.sentences[first].start;
            let mut last = first + 1;
            while last < self.sentences.len() && self.sentences[last].end - start <= BLOCK {
                last += 1;
            }
            let sentences = &self.sentences[first..last];
            let thorough = self.thorough || !shared.prefilter;
            let doors = shared.gates.at(&self.open[first..last]);
            // One block is the whole comment: others may have opened the topic
            // that a rule leans on.
            let whole = first == 0 && last == self.sentences.len();
            let passes = !(whole && !thorough && doors.are_shut())
                && self
                    .finder
                    .open(&shared.lexicon, text, sentences, doors, thorough);
            if whole && !passes && !thorough {
                self.matches.clear();
                break;
            }
            // What no rule asks of is not cut up unless one that matched leans
            // on it.
            let sifts = whole && !thorough && self.finder.sifts(&shared.lexicon);
            self.see(shared, text, first..last, sifts, thorough);
            let doors = shared.gates.at(&self.open[first..last]);
            let passes = self.finder.choose(&shared.lexicon, doors);
            if whole && !thorough && !(passes && self.keeps(shared, text, first..last, sifts)) {
                self.finder.note(false);
                self.matches.clear();
                break;
            }
            if thorough {
                self.finder.want_all(&shared.lexicon);
            } else {
                self.finder.note(passes);
                self.finder.want(&shared.lexicon, true);
            }
            self.find(shared, text, first..last);
            self.evaluate(shared, text, thorough);
            self.judge(shared, text, first as u32);
            self.collect(shared, map, text, out);
            watch(self, map, text, first..last);
            first = last;
        }
        self.guess(shared, map, text, out);
        self.finish(shared, out);
    }

    /// Whether a rule matches that needs no other: if not, nothing comes of the
    /// comment, whatever the modifiers would make of it. When it `sifts`, the
    /// sentences no rule asked of were not seen; here they are if one does.
    fn keeps(&mut self, shared: &Shared, text: &str, sentences: Range<usize>, sifts: bool) -> bool {
        if !sifts {
            return true;
        }
        self.finder.want(&shared.lexicon, false);
        self.find(shared, text, sentences.clone());
        self.evaluate(shared, text, false);
        let rules = &shared.lexicon.rules;
        let mut matches = self.matches.matches.iter();
        if !matches.any(|found| opens(&rules[usize::from(found.rule)])) {
            return false;
        }
        if self.finder.reopen(&shared.lexicon) {
            self.see(shared, text, sentences.clone(), false, false);
            let doors = shared.gates.at(&self.open[sentences]);
            self.finder.choose(&shared.lexicon, doors);
        }
        true
    }

    /// Morphemes of some sentences, and what stands in them; when it `sifts`,
    /// only of those some rule asks of.
    fn see(
        &mut self,
        shared: &Shared,
        text: &str,
        sentences: Range<usize>,
        sifts: bool,
        thorough: bool,
    ) {
        let tables = shared.dictionary.tables();
        self.morphs.clear();
        self.sentence_morphs.clear();
        let doors = shared.gates.at(&self.open[sentences.clone()]);
        for (number, sentence) in self.sentences[sentences].iter().enumerate() {
            let closed = doors.is_closed(number);
            if closed || sifts && !self.finder.asks(number) {
                self.finder.pass_over(&shared.lexicon, doors, !closed);
                let end = self.morphs.len() as u32;
                self.sentence_morphs.push(end..end);
                continue;
            }
            self.tokens.clear();
            let body = &text[sentence.clone()];
            self.lattice
                .tokenize(tables, body, sentence.start, &mut self.tokens);
            let first = self.morphs.len() as u32;
            expand(tables, text, &self.tokens, &mut self.morphs);
            let range = first..self.morphs.len() as u32;
            self.finder.see(
                &shared.lexicon,
                tables,
                text,
                (number, sentence.clone()),
                &self.morphs,
                range.clone(),
                doors,
                thorough,
            );
            self.sentence_morphs.push(range);
        }
    }

    /// Hits and clauses of the sentences that were seen.
    fn find(&mut self, shared: &Shared, text: &str, sentences: Range<usize>) {
        let tables = shared.dictionary.tables();
        self.cues.clear();
        self.cues.resize(self.morphs.len(), 0);
        self.hits.clear();
        self.sentence_hits.clear();
        self.clauses.clear();
        self.predicates.clear();
        for (number, sentence) in self.sentences[sentences].iter().enumerate() {
            let range = self.sentence_morphs[number].clone();
            let first_hit = self.hits.len() as u32;
            self.finder.find(
                &shared.lexicon,
                tables,
                text,
                (number, sentence.start as u32..sentence.end as u32),
                &self.morphs,
                range.clone(),
                &mut self.hits,
                &mut self.cues,
            );
            self.sentence_hits.push(first_hit..self.hits.len() as u32);
            let first_clause = self.clauses.len();
            let link = |morph: &Morph| shared.lexicon.link(morph.key);
            clause::cut(
                &self.morphs,
                &self.cues,
                range.clone(),
                number as u32,
                link,
                &mut self.clauses,
            );
            for number in first_clause..self.clauses.len() {
                predicate::collect(
                    text,
                    &self.morphs,
                    &self.cues,
                    number as u32,
                    &self.clauses[number],
                    range.end,
                    &mut self.predicates,
                );
            }
        }
    }

    /// Matches of the rules that were chosen.
    fn evaluate(&mut self, shared: &Shared, text: &str, thorough: bool) {
        let mut matches = std::mem::take(&mut self.matches);
        let scene = self.scene(shared, text);
        if thorough {
            let all = || (0..=u16::MAX).take(shared.lexicon.rules.len());
            matches.find(scene, |_| all(), all());
        } else {
            matches.find(
                scene,
                |sentence| self.finder.near(sentence),
                self.finder.far(),
            );
        }
        self.matches = matches;
    }

    /// What the rules of the block were evaluated over.
    pub(crate) fn scene<'a>(&'a self, shared: &'a Shared, text: &'a str) -> Scene<'a> {
        Scene {
            lexicon: &shared.lexicon,
            text,
            morphs: &self.morphs,
            hits: &self.hits,
            clauses: &self.clauses,
            sentence_hits: &self.sentence_hits,
            roll: None,
        }
    }
}
