//! Sentences that no rule asks of are passed over.

use super::Finder;
use crate::{
    gates::Doors,
    lexicon::compile::{Compiled, Rule},
};

impl Finder {
    /// Whether it is known which sentences of the comment rules ask of, and
    /// nothing of the others matters for what matches: that of a part in the
    /// clause, which the next morpheme tells, may.
    pub(crate) fn sifts(&self, lexicon: &Compiled) -> bool {
        let candidates = self.strings.probe.candidates();
        let mut rules = candidates
            .iter()
            .map(|&rule| &lexicon.rules[usize::from(rule)]);
        !candidates.is_empty() && !rules.any(Rule::asks_for_roles)
    }

    /// Whether a rule asks of a sentence, by its number in the block.
    pub(crate) fn asks(&self, sentence: usize) -> bool {
        self.strings.probe.asks(sentence)
    }

    /// The next sentence of the block is not looked at.
    pub(crate) fn pass_over(&mut self, lexicon: &Compiled, doors: Doors<'_>, again: bool) {
        self.passed_over |= again;
        self.sightings.begin(lexicon);
        self.candidates
            .sentence(lexicon, &self.sightings.concepts, doors);
    }

    /// Takes up the block again if sentences were passed over; false if not.
    pub(crate) fn reopen(&mut self, lexicon: &Compiled) -> bool {
        if self.passed_over {
            self.passed_over = false;
            self.sightings.clear();
            self.candidates.clear(lexicon);
            return true;
        }
        false
    }
}
