//! Which rules may find something in a block, by the concepts that stand there.

use super::presence::Bits;
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    model::Topic,
};

/// The rules of a block; owns the scratch.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Groups of concepts that stand in the sentence, in the comment so far.
    sentence: Bits,
    comment: Bits,
    known: Bits,
    rules: Vec<u16>,
}

impl Candidates {
    /// Takes up another block.
    pub(super) fn clear(&mut self, lexicon: &Compiled) {
        self.comment.clear(lexicon.groups.words * 64);
        self.known.clear(lexicon.rules.len());
        self.rules.clear();
    }

    /// Takes the rules that may find something in a sentence with these
    /// concepts.
    pub(super) fn sentence(&mut self, lexicon: &Compiled, concepts: &Bits) {
        let groups = &lexicon.groups;
        self.sentence.clear(groups.words * 64);
        for concept in concepts.numbers() {
            let row = groups.of_concept(concept as ConceptId);
            self.sentence.add_all(groups.rows().of(row));
        }
        let sentence = std::mem::take(&mut self.sentence);
        self.take(lexicon, &sentence, false);
        self.comment.add_all(sentence.held());
        self.sentence = sentence;
    }

    /// The block is over: takes the rules that reach from one sentence to
    /// another.
    pub(super) fn end(&mut self, lexicon: &Compiled) {
        let comment = std::mem::take(&mut self.comment);
        self.take(lexicon, &comment, true);
        self.comment = comment;
    }

    /// Takes the rules all of whose groups are there: those that reach beyond
    /// their sentence, or the others.
    fn take(&mut self, lexicon: &Compiled, held: &Bits, far: bool) {
        let groups = &lexicon.groups;
        for (word, bits) in held.held() {
            let mut bits = bits & groups.pivots(word);
            while bits != 0 {
                let group = word * 64 + bits.trailing_zeros();
                bits &= bits - 1;
                for &rule in groups.rules(group, far) {
                    if groups.meets(rule, |group| held.has(group)) && self.known.add(rule) {
                        self.rules.push(rule as u16);
                    }
                }
            }
        }
    }

    pub(super) fn rules(&self) -> &[u16] {
        &self.rules
    }

    /// False when no rule can find anything by itself.
    pub(super) fn passes(&self, lexicon: &Compiled) -> bool {
        self.rules.iter().any(|&rule| opens(lexicon, rule))
    }
}

/// What leans on a topic needs another rule to open it.
pub(super) fn opens(lexicon: &Compiled, rule: u16) -> bool {
    lexicon.rules[usize::from(rule)].settings.topic != Topic::Needs
}
