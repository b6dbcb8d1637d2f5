//! Which comments no rule can find anything in, without cutting them up.
//!
//! A rule needs a concept of each of its groups, and a concept needs one of
//! its words, strings or patterns. Whatever the matcher finds, some text stands
//! for it in the comment: the string itself, a literal the pattern needs, a
//! surface of the word in the dictionary. Blanks left out and ASCII in lower
//! case on both sides, such a text still stands there in one piece. So the one
//! look for strings tells, along the way, which concepts may stand in a
//! comment, and thereby whether any rule may.
//!
//! The answer may be yes for nothing, never no for something.

use super::presence::Presence;
use crate::lexicon::{
    compile::{Compiled, ConceptId, Rule},
    model::{Topic, Within},
};

/// What may stand in a sentence, and in the comment so far.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    sentence: Presence,
    comment: Presence,
    /// One bit per member of a word.
    bits: Vec<u64>,
    members: Vec<u32>,
    passes: bool,
}

impl Probe {
    /// Takes up another comment.
    pub(crate) fn clear(&mut self, lexicon: &Compiled) {
        self.passes = false;
        self.comment.clear(lexicon.concepts.len());
        self.clear_sentence(lexicon);
    }

    fn clear_sentence(&mut self, lexicon: &Compiled) {
        self.sentence.clear(lexicon.concepts.len());
        for member in self.members.drain(..) {
            self.bits[member as usize / 64] = 0;
        }
        let members = lexicon.prefilter.announced.len();
        self.bits.resize(members.div_ceil(64), 0);
    }

    /// A string of the concept stands there, or all a pattern of it needs.
    #[inline]
    pub(crate) fn concept(&mut self, lexicon: &Compiled, concept: ConceptId) {
        for &one in &lexicon.closure[usize::from(concept)] {
            self.sentence.add(one);
        }
    }

    /// A surface of the member of a word stands there.
    #[inline]
    pub(crate) fn member(&mut self, member: u32) {
        let (word, bit) = (member as usize / 64, 1 << (member % 64));
        if self.bits[word] & bit == 0 {
            self.bits[word] |= bit;
            self.members.push(member);
        }
    }

    /// The sentence is over: whether a rule may find something in it.
    pub(crate) fn end_sentence(&mut self, lexicon: &Compiled) {
        if !self.passes {
            self.conclude(lexicon);
            self.passes = any_rule(lexicon, &self.sentence, false);
        }
        self.clear_sentence(lexicon);
    }

    /// The same, and the rules that may, into `rules`.
    pub(crate) fn count_sentence(&mut self, lexicon: &Compiled, rules: &mut Vec<u16>) {
        self.conclude(lexicon);
        rules.extend(all_rules(lexicon, &self.sentence, false));
        self.clear_sentence(lexicon);
    }

    /// Rules that reach beyond their sentence and may find something, into
    /// `rules`, once all sentences are over.
    pub(crate) fn count_comment(&self, lexicon: &Compiled, rules: &mut Vec<u16>) {
        rules.extend(all_rules(lexicon, &self.comment, true));
    }

    /// False when no rule can find anything in the comment whose sentences
    /// are over.
    pub(crate) fn passes(&self, lexicon: &Compiled) -> bool {
        self.passes || any_rule(lexicon, &self.comment, true)
    }

    /// Adds what stands there whenever something else does.
    fn conclude(&mut self, lexicon: &Compiled) {
        for &concept in &lexicon.prefilter.always {
            self.concept(lexicon, concept);
        }
        for at in 0..self.members.len() {
            for word in &lexicon.prefilter.announced[self.members[at] as usize] {
                let stands = |&one: &u32| self.bits[one as usize / 64] >> (one % 64) & 1 == 1;
                if word.rest.iter().all(stands) {
                    self.concept(lexicon, word.concept);
                }
            }
        }
        for &concept in self.sentence.found() {
            self.comment.add(concept);
        }
    }
}

/// Whether a rule may find something where these concepts stand: one of those
/// that reach beyond a sentence, or of the others.
fn any_rule(lexicon: &Compiled, concepts: &Presence, far: bool) -> bool {
    concepts.found().iter().any(|&concept| {
        let mut rules = lexicon.rules_of[usize::from(concept)].iter();
        rules.any(|&rule| may(&lexicon.rules[usize::from(rule)], concepts, far))
    })
}

fn all_rules(lexicon: &Compiled, concepts: &Presence, far: bool) -> impl Iterator<Item = u16> {
    let rules = (0..).zip(&lexicon.rules);
    rules.filter_map(move |(number, rule): (u16, &Rule)| may(rule, concepts, far).then_some(number))
}

fn may(rule: &Rule, concepts: &Presence, far: bool) -> bool {
    let settings = rule.settings;
    // What leans on a topic needs another rule to open it.
    (settings.within == Within::Comment) == far
        && settings.topic != Topic::Needs
        && concepts.meets(rule)
}
