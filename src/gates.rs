//! Which rules stand behind the gate of the classifier.

use std::sync::Arc;

use crate::{
    classifier::Record,
    lexicon::{compile::Rule, model::Topic},
};

/// Of each rule, the themes one of which a sentence must open.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    /// A bit of a theme; none where the rule stands before the gate.
    of_rule: Vec<u8>,
    /// Whether nothing comes of a comment all of whose sentences stay closed.
    shut: bool,
}

impl Gates {
    /// Themes as the classifier has them, with their numbers. Rules that it does
    /// not know stand before the gate, and those that lean on a topic, which
    /// others must set: what they ask for is too plain to name a theme.
    pub(crate) fn new(
        rules: &[Rule],
        records: &[Option<Record>],
        themes: &[Option<(u16, Arc<str>)>],
    ) -> Self {
        let bit = |rule: &Rule| {
            let is_its = |theme: &Option<(u16, Arc<str>)>| {
                theme.as_ref().is_some_and(|theme| theme.0 == rule.theme)
            };
            themes.iter().position(is_its).map_or(0, |at| 1 << at)
        };
        let of_rule: Vec<u8> = rules
            .iter()
            .zip(records)
            .map(|(rule, record)| match record {
                Some(_) if rule.settings.topic != Topic::Needs => bit(rule),
                _ => 0,
            })
            .collect();
        let mut free = rules.iter().zip(&of_rule).filter(|(_, gate)| **gate == 0);
        let shut = free.all(|(rule, _)| rule.settings.topic == Topic::Needs);
        Self { of_rule, shut }
    }

    /// With the themes that the sentences of a block open.
    pub(crate) fn at<'a>(&'a self, themes: &'a [u8]) -> Doors<'a> {
        let any = themes.iter().fold(0, |any, one| any | one);
        Doors {
            gates: self,
            themes,
            any,
        }
    }
}

/// The gates of a block of sentences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doors<'a> {
    gates: &'a Gates,
    themes: &'a [u8],
    /// The themes that some sentence opens.
    any: u8,
}

impl Doors<'_> {
    /// Whether a rule is asked in a sentence, by its number in the block.
    #[inline]
    pub(crate) fn lets(self, rule: u16, sentence: usize) -> bool {
        self.gates.lets(rule, self.themes[sentence])
    }

    /// Whether a rule is asked in some sentence.
    #[inline]
    pub(crate) fn lets_anywhere(self, rule: u16) -> bool {
        self.gates.lets(rule, self.any)
    }

    /// Whether nobody reads a sentence.
    #[inline]
    pub(crate) fn is_closed(self, sentence: usize) -> bool {
        self.gates.shut && self.themes[sentence] == 0
    }

    /// Whether nothing can come of the block, if it is the whole comment.
    pub(crate) fn are_shut(self) -> bool {
        self.gates.shut && self.any == 0
    }
}

impl Gates {
    /// Whether a rule is asked in a sentence that opens these themes.
    pub(crate) fn lets(&self, rule: u16, themes: u8) -> bool {
        let gate = self.of_rule[usize::from(rule)];
        gate == 0 || gate & themes != 0
    }
}
