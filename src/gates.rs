//! Which rules stand behind the gate of the classifier.

mod free;

use std::{ops::Range, sync::Arc};

use crate::{
    bits::Bits,
    classifier::{Classifier, GATE_LANES, Record},
    lexicon::{
        compile::{Compiled, Rule},
        model::Topic,
        trie::Walk,
    },
};
use free::FreeTexts;

/// What a sentence opens: the themes that may be named, those that likely are,
/// and whether rules that no gate keeps may find something.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opening(u16);

impl Opening {
    /// Everything.
    const ALL: Self = Self(u16::MAX);

    /// Rules that no gate keeps.
    const FREE: u16 = 1 << (2 * GATE_LANES);

    /// Bits of the themes that may be named.
    #[inline]
    pub(crate) fn themes(self) -> u8 {
        self.0 as u8 & ((1 << GATE_LANES) - 1)
    }

    /// Whether a theme is likely named, by its place in the classifier.
    #[inline]
    pub(crate) fn is_likely(self, lane: usize) -> bool {
        lane < GATE_LANES && self.0 >> (GATE_LANES + lane) & 1 == 1
    }

    /// With what another sentence opens.
    #[inline]
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Has sentences read that no theme opens: the gate still keeps its rules out,
    /// but what it holds back can be told.
    pub(crate) fn read_all(open: &mut [Self]) {
        open.iter_mut().for_each(|one| one.0 |= Self::FREE);
    }

    /// Whether nobody reads the sentence.
    #[inline]
    fn is_closed(self) -> bool {
        self.0 & (Self::FREE | ((1 << GATE_LANES) - 1)) == 0
    }
}

/// Of each rule, the themes one of which a sentence must open.
#[derive(Debug, Default)]
pub(crate) struct Gates {
    /// A bit of a theme; none where the rule stands before the gate.
    of_rule: Vec<u8>,
    free: Free,
    /// Whether a rule that the classifier does not know leans on a topic: where
    /// one may be set, it is asked in the whole comment.
    leans: bool,
    /// Per set of themes: the concepts that rules asked where these are open, and
    /// modifiers, look for.
    sought: Vec<Bits>,
}

/// Rules that stand before the gate.
#[derive(Debug, Default)]
enum Free {
    /// There are none, but for those that lean on others.
    #[default]
    None,
    /// They find nothing without one of these texts.
    With(Box<FreeTexts>),
    /// They may find something anywhere.
    Anywhere,
}

impl Gates {
    /// Themes as the classifier has them, with their numbers. Rules that it does
    /// not know stand before the gate, and so do those that lean on a topic, which
    /// others must set: what they ask for is too plain to name a theme. Those of
    /// them that it knows are asked where others have a sentence read.
    pub(crate) fn new(
        lexicon: &Compiled,
        records: &[Option<Record>],
        themes: &[Option<(u16, Arc<str>)>],
    ) -> Self {
        let bit = |rule: &Rule| {
            let is_its = |theme: &Option<(u16, Arc<str>)>| {
                theme.as_ref().is_some_and(|theme| theme.0 == rule.theme)
            };
            themes.iter().position(is_its).map_or(0, |at| 1 << at)
        };
        let of_rule: Vec<u8> = lexicon
            .rules
            .iter()
            .zip(records)
            .map(|(rule, record)| match record {
                Some(_) if rule.settings.topic != Topic::Needs => bit(rule),
                _ => 0,
            })
            .collect();
        let mut free = lexicon.rules.iter().zip(&of_rule);
        let free = match free.any(|(rule, gate)| *gate == 0 && rule.settings.topic != Topic::Needs)
        {
            false => Free::None,
            true => FreeTexts::new(lexicon, |rule| of_rule[usize::from(rule)] == 0)
                .map_or(Free::Anywhere, |texts| Free::With(texts.into())),
        };
        let mut known = lexicon.rules.iter().zip(records);
        let leans = |(rule, record): (&Rule, &Option<Record>)| {
            record.is_none() && rule.settings.topic == Topic::Needs
        };
        Self {
            free,
            leans: known.any(leans),
            sought: sought(lexicon, &of_rule),
            of_rule,
        }
    }

    /// What each sentence opens; all, where the classifier has no gate.
    pub(crate) fn open(
        &self,
        classifier: Option<&Classifier>,
        text: &str,
        sentences: &[Range<usize>],
        walk: &mut Walk,
        open: &mut Vec<Opening>,
    ) {
        open.clear();
        let Some(gate) = classifier.and_then(Classifier::gate) else {
            open.resize(sentences.len(), Opening::ALL);
            return;
        };
        let opening = |sentence: &Range<usize>| {
            let body = &text[sentence.clone()];
            Opening(gate.themes(body).into())
        };
        open.extend(sentences.iter().map(opening));
        let mut all = matches!(self.free, Free::Anywhere);
        if let Free::With(texts) = &self.free {
            for (sentence, opening) in sentences.iter().zip(open.iter_mut()) {
                if texts.reach() || opening.is_closed() {
                    let [here, further] = texts.call(&text[sentence.clone()], walk);
                    opening.0 |= if here { Opening::FREE } else { 0 };
                    all |= further;
                }
            }
        }
        all |= self.leans && open.iter().any(|one| !one.is_closed());
        if all {
            Opening::read_all(open);
        }
    }

    /// With what the sentences of a block open.
    pub(crate) fn at<'a>(&'a self, open: &'a [Opening]) -> Doors<'a> {
        let any = open
            .iter()
            .fold(Opening::default(), |any, one| any.and(*one));
        Doors {
            gates: self,
            open,
            any,
        }
    }

    /// Whether a rule is asked in a sentence.
    pub(crate) fn lets(&self, rule: u16, open: Opening) -> bool {
        let gate = self.of_rule[usize::from(rule)];
        gate == 0 || gate & open.themes() != 0
    }
}

/// Per set of themes: what the rules whose gates they open look for.
fn sought(lexicon: &Compiled, of_rule: &[u8]) -> Vec<Bits> {
    let asked = |gate: u8| -> Vec<u16> {
        let rules = (0..).zip(of_rule).filter(|(_, one)| **one == gate);
        rules.map(|(rule, _)| rule).collect()
    };
    let everywhere = asked(0);
    let of_theme: Vec<Vec<u16>> = (0..GATE_LANES).map(|lane| asked(1 << lane)).collect();
    let sought = |themes: usize| {
        let mut bits = Bits::default();
        bits.clear(lexicon.concepts.len());
        let lanes = (0..GATE_LANES).filter(|lane| themes >> lane & 1 == 1);
        for rules in lanes.map(|lane| &of_theme[lane]).chain([&everywhere]) {
            for [_, sought] in lexicon.wishes.of(rules, true) {
                bits.add_all(sought);
            }
        }
        bits
    };
    (0..1 << GATE_LANES).map(sought).collect()
}

/// The gates of a block of sentences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doors<'a> {
    gates: &'a Gates,
    open: &'a [Opening],
    /// What some sentence opens.
    any: Opening,
}

impl Doors<'_> {
    /// Whether a rule is asked in a sentence, by its number in the block.
    #[inline]
    pub(crate) fn lets(self, rule: u16, sentence: usize) -> bool {
        self.gates.lets(rule, self.open[sentence])
    }

    /// Whether a rule is asked in some sentence.
    #[inline]
    pub(crate) fn lets_anywhere(self, rule: u16) -> bool {
        self.gates.lets(rule, self.any)
    }

    /// What the rules that are asked somewhere, and modifiers, look for.
    pub(crate) fn sought(&self) -> Option<&Bits> {
        self.gates.sought.get(usize::from(self.any.themes()))
    }

    /// Whether nobody reads a sentence.
    #[inline]
    pub(crate) fn is_closed(self, sentence: usize) -> bool {
        self.open[sentence].is_closed()
    }

    /// The sentences of the block that somebody reads, with their numbers.
    pub(crate) fn open_of<S>(self, sentences: &[S]) -> impl Iterator<Item = (usize, &S)> {
        let all = sentences.iter().enumerate();
        all.filter(move |(number, _)| !self.is_closed(*number))
    }

    /// Whether nothing can come of the block, if it is the whole comment.
    pub(crate) fn are_shut(self) -> bool {
        self.any.is_closed()
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use crate::scorer::Scorer;

    #[test]
    fn the_classifier_was_learned_with_every_embedded_rule() {
        let scorer = Scorer::new().unwrap();
        let shared = scorer.shared();
        let rules = shared.lexicon.rules.iter().zip(&shared.records);
        let unknown: Vec<&str> = rules
            .filter(|(_, record)| record.is_none())
            .map(|(rule, _)| &*rule.id)
            .collect();
        assert!(
            unknown.is_empty(),
            "rules new or changed since the classifier was learned, so that neither gate nor \
             review know them: {unknown:?}; run `cargo run --release -p hasoyeon-tools -- themes \
             learn`"
        );
    }
}
