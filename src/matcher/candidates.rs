//! Which rules may find something in a block, by the concepts that stand there.

use crate::{
    bits::Bits,
    gates::Doors,
    lexicon::{
        compile::{Compiled, ConceptId},
        groups::opens,
    },
};

/// The rules of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Groups of concepts that stand in the sentence, in the comment so far.
    sentence: Bits,
    comment: Bits,
    known: Bits,
    rules: Vec<u16>,
    /// Rules that reach no further than their sentence, one sentence behind
    /// the other, and where those of each end; behind them, all others.
    places: Vec<u16>,
    ends: Vec<usize>,
}

impl Candidates {
    /// Takes up another block.
    pub(super) fn clear(&mut self, lexicon: &Compiled) {
        self.comment.clear(lexicon.meetings.len());
        self.known.clear(lexicon.rules.len());
        self.rules.clear();
        self.places.clear();
        self.ends.clear();
    }

    /// Takes the rules that may find something in a sentence with these
    /// concepts.
    pub(super) fn sentence(&mut self, lexicon: &Compiled, concepts: &Bits, doors: Doors<'_>) {
        let meetings = &lexicon.meetings;
        self.sentence.clear(meetings.len());
        for concept in concepts.numbers() {
            self.sentence
                .add_all(meetings.of_concept(concept as ConceptId));
        }
        let sentence = std::mem::take(&mut self.sentence);
        let number = self.ends.len();
        self.take(lexicon, &sentence, false, |rule| doors.lets(rule, number));
        self.ends.push(self.places.len());
        self.comment.add_all(sentence.held());
        self.sentence = sentence;
    }

    /// The block is over: takes the rules that reach from one sentence to
    /// another.
    pub(super) fn end(&mut self, lexicon: &Compiled, doors: Doors<'_>) {
        let comment = std::mem::take(&mut self.comment);
        self.take(lexicon, &comment, true, |rule| doors.lets_anywhere(rule));
        self.comment = comment;
    }

    /// Takes the rules all of whose groups are there, if the gate lets them:
    /// those that reach beyond their sentence, or the others.
    fn take(&mut self, lexicon: &Compiled, held: &Bits, far: bool, is_let: impl Fn(u16) -> bool) {
        let Self {
            known,
            rules,
            places,
            ..
        } = self;
        let has = |group| held.has(group);
        lexicon.meetings.each(held.held(), has, far, |rule| {
            if is_let(rule) {
                places.push(rule);
                if known.add(rule.into()) {
                    rules.push(rule);
                }
            }
        });
    }

    /// The rules that reach no further than a sentence and may find something in
    /// it, by its number in the block.
    pub(super) fn of_sentence(&self, number: usize) -> impl Iterator<Item = u16> + '_ {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.places[start..self.ends[number]].iter().copied()
    }

    /// The rules that reach from one sentence to another and may find something.
    pub(super) fn far(&self) -> impl Iterator<Item = u16> + '_ {
        let far = self.ends.last().map_or(0, |&end| end);
        self.places[far..].iter().copied()
    }

    /// All of them.
    pub(super) fn rules(&self) -> &[u16] {
        &self.rules
    }

    /// False when no rule can find anything by itself.
    pub(super) fn passes(&self, lexicon: &Compiled) -> bool {
        self.rules
            .iter()
            .any(|&rule| opens(&lexicon.rules[usize::from(rule)]))
    }
}
