//! Which rules may find anything in a comment, without cutting it up.
//!
//! A rule needs a concept of each of its groups, and a concept needs one of
//! its words, strings or patterns. Whatever the matcher finds, some text stands
//! for it in the comment: the string itself, a literal the pattern needs, a
//! surface of the word in the dictionary. Blanks left out and ASCII in lower
//! case on both sides, such a text still stands there in one piece. So one look
//! for texts tells which groups may stand in a comment, and thereby which rules
//! may find something: first by what each text may bring about; then, of the
//! rules that leaves, by the pairs of characters their patterns need, by what
//! patterns and words need besides, and at last by whether the patterns are
//! there. So it is also known which sentences these rules ask of.
//!
//! The answer may be yes for nothing, never no for something.

use super::strings::Stand;
use crate::{
    bits::Bits,
    gates::Doors,
    lexicon::{
        compile::Compiled, further::Glance, groups::Needs, phrase::Trail, rows::Row, trie::Walk,
    },
};

/// Where so many rules may find something by the texts, some will: to look
/// closer costs more than it saves.
const MANY: usize = 16;

/// What may stand in a sentence, and in the comment so far.
#[derive(Debug, Default)]
pub(super) struct Probe {
    /// Groups that a text of the sentence, of the comment, may bring about.
    sentence: Bits,
    comment: Bits,
    stood: Stood,
    /// Of sentences of several: their numbers, with the words and bits that texts
    /// of them may bring about.
    told: Vec<(u32, u32, u64)>,
    /// Groups of the sentences that were.
    held: Bits,
    doubtful: Vec<u32>,
    rules: Bits,
    candidates: Vec<u16>,
    /// Per sentence, whether one of these asks of it.
    asked: Vec<bool>,
    /// Of sentences that were searched: their numbers, with the words and bits
    /// of the groups that may stand there.
    seen: Vec<(u32, u32, u64)>,
    rows: Vec<Row>,
    wanted: Bits,
    anchors: Vec<u32>,
    trail: Trail,
}

/// What is known of one sentence.
#[derive(Debug, Default)]
struct Stood {
    /// What its texts bring about.
    bearings: Bits,
    /// Members of words.
    members: Bits,
    /// Numbers of what stands there if more does.
    doubts: Vec<u32>,
    /// Patterns that may stand there.
    patterns: Vec<u16>,
    /// Groups that may stand there; those of them that patterns need not bring
    /// about, or do.
    groups: Bits,
    sure: Bits,
}

/// A sentence that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'a> {
    pub(super) number: usize,
    pub(super) body: &'a str,
    /// The texts that stand in it.
    pub(super) stands: &'a [Stand],
    /// The number of its first character among those that were read.
    pub(super) first: u32,
    pub(super) glance: &'a Glance,
}

impl Stood {
    /// Takes up a sentence.
    fn assign(&mut self, lexicon: &Compiled, read: Read<'_>) {
        let groups = &lexicon.groups;
        self.bearings.clear(groups.bearing_count());
        self.members.clear(lexicon.prefilter.members as usize);
        self.doubts.clear();
        self.patterns.clear();
        self.sure.clear(groups.words * 64);
        let mut add = |row| self.sure.add_all(groups.rows().of(row));
        for &concept in &lexicon.prefilter.always {
            add(groups.of_concept(concept));
        }
        // The records come from far in memory: all are asked for at once.
        let listed = read.stands.iter();
        let listed = listed.map(|stand| lexicon.strings.patterns_of(stand.text));
        self.doubts.reserve(listed.sum());
        for stand in read.stands {
            let text = lexicon.strings.of(stand.text);
            for member in text.members.iter() {
                self.members.add(member);
            }
            if self.bearings.add(text.bearing) {
                let (firm, doubts) = groups.bearing(text.bearing);
                add(firm);
                self.doubts.extend(doubts.iter());
            }
        }
        for &doubt in &self.doubts {
            let doubt = groups.doubt(doubt);
            match doubt.needs {
                Needs::Pattern(pattern) => {
                    if lexicon.strings.further.may_stand(pattern, read.glance) {
                        self.patterns.push(pattern);
                    }
                }
                Needs::Members(members) => {
                    if members.iter().all(|one| self.members.has(one)) {
                        add(groups.of_concept(doubt.concept));
                    }
                }
            }
        }
        self.groups.clear(groups.words * 64);
        self.groups.add_all(self.sure.held());
        for &pattern in &self.patterns {
            let concept = lexicon.strings.patterns[usize::from(pattern)].concept;
            let row = groups.of_concept(concept);
            self.groups.add_all(groups.rows().of(row));
        }
    }

    /// Looks for the patterns these rules ask for.
    fn search(
        &mut self,
        lexicon: &Compiled,
        read: Read<'_>,
        rules: &[u32],
        (wanted, anchors, trail): (&mut Bits, &mut Vec<u32>, &mut Trail),
    ) {
        let groups = &lexicon.groups;
        wanted.clear(groups.words * 64);
        let asked = rules.iter().flat_map(|&rule| groups.of_rule(rule));
        asked.for_each(|group| wanted.add_word(group / 64, 1 << (group % 64)));
        self.patterns.sort_unstable();
        self.patterns.dedup();
        let mut open = false;
        for &number in &self.patterns {
            let pattern = &lexicon.strings.patterns[usize::from(number)];
            let row = groups.of_concept(pattern.concept);
            let mut words = groups.rows().of(row);
            if !words.any(|(word, bits)| bits & wanted.word(word) & !self.sure.word(word) != 0) {
                continue;
            }
            if !open {
                trail.open(read.body);
                open = true;
            }
            anchors.clear();
            for stand in read.stands {
                let mut announced = lexicon.strings.of(stand.text).patterns();
                if announced.any(|(_, one)| one == number) {
                    anchors.push(stand.first - read.first);
                }
            }
            anchors.sort_unstable();
            let mut found = false;
            pattern.find(read.body, anchors.iter().copied(), trail, |_| found = true);
            if found {
                self.sure.add_all(groups.rows().of(row));
            }
        }
    }
}

impl Probe {
    /// Takes up another comment of so many sentences.
    pub(super) fn clear(&mut self, lexicon: &Compiled, sentences: usize) {
        self.comment.clear(lexicon.groups.words * 64);
        self.rules.clear(lexicon.rules.len());
        self.held.clear(lexicon.groups.words * 64);
        self.candidates.clear();
        self.asked.clear();
        self.asked.resize(sentences, false);
        self.seen.clear();
        self.told.clear();
        self.clear_sentence(lexicon);
    }

    fn clear_sentence(&mut self, lexicon: &Compiled) {
        self.sentence.clear(lexicon.groups.words * 64);
        for &concept in &lexicon.prefilter.always {
            let row = lexicon.groups.of_concept(concept);
            self.sentence.add_all(lexicon.groups.rows().of(row));
        }
    }

    /// Looks for texts in a sentence.
    pub(super) fn sentence(&mut self, lexicon: &Compiled, body: &str, walk: &mut Walk) {
        let groups = &lexicon.groups;
        self.rows.clear();
        groups.find(body, walk, |row| self.rows.push(row));
        // All are asked for at once: none waits for what is done with the others.
        let rows = groups.rows();
        if self.rows.iter().map(|&row| rows.len(row)).sum::<u32>() > 0 {
            for &row in &self.rows {
                self.sentence.add_all(rows.of(row));
            }
        }
    }

    /// The sentence of this number is over: true when a rule may find something
    /// in it by its texts; [`Probe::settle`] then wants them. When it is the
    /// `whole` comment, rules that reach further are asked for with the others.
    pub(super) fn end_sentence(
        &mut self,
        lexicon: &Compiled,
        number: usize,
        whole: bool,
        doors: Doors<'_>,
    ) -> bool {
        self.doubtful.clear();
        let doubtful = &mut self.doubtful;
        each(lexicon, &self.sentence, false, |rule| doubtful.push(rule));
        // Rules that find something in several ways come more than once.
        doubtful.sort_unstable();
        doubtful.dedup();
        if whole {
            each(lexicon, &self.sentence, true, |rule| doubtful.push(rule));
        } else {
            self.comment.add_all(self.sentence.held());
            let held = self.sentence.held();
            self.told
                .extend(held.map(|(word, bits)| (number as u32, word, bits)));
        }
        self.clear_sentence(lexicon);
        self.doubtful
            .retain(|&rule| doors.lets(rule as u16, number));
        !self.doubtful.is_empty()
    }

    /// Drops rules of the sentence that ended last, or of the comment, whose
    /// patterns cannot stand there. False when none is left.
    pub(super) fn glance(&mut self, lexicon: &Compiled, glance: &Glance) -> bool {
        let Compiled {
            groups, strings, ..
        } = lexicon;
        self.doubtful
            .retain(|&rule| groups.may_stand(rule, strings, glance));
        !self.doubtful.is_empty()
    }

    /// Takes the rules that may find something in the sentence that ended last.
    pub(super) fn settle(&mut self, lexicon: &Compiled, read: Read<'_>) {
        let Self {
            doubtful, stood, ..
        } = self;
        if doubtful.len() < MANY {
            stood.assign(lexicon, read);
            doubtful.retain(|&rule| lexicon.groups.meets(rule, |group| stood.groups.has(group)));
            if !doubtful.is_empty() {
                let scratch = (&mut self.wanted, &mut self.anchors, &mut self.trail);
                stood.search(lexicon, read, doubtful, scratch);
                doubtful.retain(|&rule| {
                    let mut groups = lexicon.groups.of_rule(rule);
                    groups.all(|group| stood.sure.has(group))
                });
            }
        }
        if !self.doubtful.is_empty() {
            self.asked[read.number] = true;
        }
        self.take();
    }

    /// Looks closer at a sentence of several.
    pub(super) fn look(&mut self, lexicon: &Compiled, read: Read<'_>) {
        self.stood.assign(lexicon, read);
        self.held.add_all(self.stood.groups.held());
    }

    /// Whether by its texts the rarest group of a rule that reaches from one
    /// sentence to another may stand in that of this number.
    pub(super) fn has_pivots(&self, lexicon: &Compiled, number: usize) -> bool {
        let mut rules = self.doubtful.iter();
        rules.any(|&rule| self.tells(number, lexicon.groups.pivot(rule)))
    }

    /// Whether by its texts a group of such a rule may stand in the sentence of
    /// this number; of groups nobody asks texts for that is not known.
    pub(super) fn has_groups(&self, lexicon: &Compiled, number: usize) -> bool {
        let mut rules = self.doubtful.iter();
        // All its bits count, not only the first of each group: the rarest ones
        // are asked for, whichever they are.
        rules.any(|&rule| !lexicon.groups.meets(rule, |bit| !self.tells(number, bit)))
    }

    /// Whether texts of a sentence may bring a bit about.
    fn tells(&self, number: usize, bit: u32) -> bool {
        let first = self.told.partition_point(|told| (told.0 as usize) < number);
        let told = self.told[first..].iter();
        let mut told = told.take_while(|told| told.0 as usize == number);
        told.any(|&(_, word, bits)| word == bit / 64 && bits >> (bit % 64) & 1 == 1)
    }

    /// Sentences in which their rarest groups may stand were looked at closer:
    /// drops rules whose does not. False when none is left.
    pub(super) fn pivots_looked(&mut self, lexicon: &Compiled) -> bool {
        let Self { doubtful, held, .. } = self;
        doubtful.retain(|&rule| held.has(lexicon.groups.pivot(rule)));
        !doubtful.is_empty()
    }

    /// Every sentence in which groups of theirs may stand was looked at closer:
    /// drops rules that reach from one to another and cannot find anything.
    /// False when none is left.
    pub(super) fn looked(&mut self, lexicon: &Compiled) -> bool {
        let Self { doubtful, held, .. } = self;
        let groups = &lexicon.groups;
        doubtful.retain(|&rule| groups.meets(rule, |bit| !groups.is_asked(bit) || held.has(bit)));
        held.clear(lexicon.groups.words * 64);
        !doubtful.is_empty()
    }

    /// Looks for what those rules ask for in a sentence of several.
    pub(super) fn search(&mut self, lexicon: &Compiled, read: Read<'_>) {
        let Self {
            doubtful, stood, ..
        } = self;
        stood.assign(lexicon, read);
        let scratch = (&mut self.wanted, &mut self.anchors, &mut self.trail);
        stood.search(lexicon, read, doubtful, scratch);
        self.held.add_all(stood.sure.held());
        let held = stood.sure.held();
        self.seen
            .extend(held.map(|(word, bits)| (read.number as u32, word, bits)));
    }

    /// The comment of several sentences is over: true when a rule that reaches
    /// from one to another may find something by their texts.
    pub(super) fn end_comment(&mut self, lexicon: &Compiled, doors: Doors<'_>) -> bool {
        self.doubtful.clear();
        let doubtful = &mut self.doubtful;
        each(lexicon, &self.comment, true, |rule| {
            if doors.lets_anywhere(rule as u16) {
                doubtful.push(rule);
            }
        });
        !self.doubtful.is_empty()
    }

    /// Takes the rules that reach from one sentence to another and may find
    /// something; every sentence was searched.
    pub(super) fn settle_comment(&mut self, lexicon: &Compiled) {
        let Self {
            doubtful,
            held,
            asked,
            ..
        } = self;
        doubtful.retain(|&rule| {
            let mut groups = lexicon.groups.of_rule(rule);
            groups.all(|group| held.has(group))
        });
        for &(number, word, bits) in &self.seen {
            let has = |group: u32| group / 64 == word && bits >> (group % 64) & 1 == 1;
            let mut rules = doubtful.iter();
            asked[number as usize] |= rules.any(|&rule| lexicon.groups.of_rule(rule).any(has));
        }
        self.take();
    }

    /// Whether a rule that may find something asks of a sentence.
    pub(super) fn asks(&self, number: usize) -> bool {
        self.asked.get(number).is_none_or(|&asked| asked)
    }

    fn take(&mut self) {
        for &rule in &self.doubtful {
            if self.rules.add(rule) {
                self.candidates.push(rule as u16);
            }
        }
    }

    /// Rules that may find something in the comment.
    pub(super) fn candidates(&self) -> &[u16] {
        &self.candidates
    }

    /// False when no rule can find anything in the comment.
    pub(super) fn passes(&self) -> bool {
        !self.candidates.is_empty()
    }
}

/// Calls `found` with each rule that has all its groups.
fn each(lexicon: &Compiled, groups: &Bits, far: bool, found: impl FnMut(u32)) {
    let has = |group| groups.has(group);
    lexicon.groups.each(groups.held(), has, far, found);
}
