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

use serde::{Deserialize, Serialize};

use super::presence::Presence;
use crate::lexicon::{
    compile::{Compiled, ConceptId, Rule},
    model::Topic,
};

/// What brings concepts about besides their strings and patterns.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Prefilter {
    /// Concepts that may stand in any text.
    always: Vec<ConceptId>,
    /// Per member of a word: the words it announces.
    announced: Vec<Vec<Announced>>,
}

/// A word one member of which stands in the comment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Announced {
    /// The members besides that one.
    pub(crate) rest: Vec<u32>,
    pub(crate) concept: ConceptId,
}

/// What may stand in a comment.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    concepts: Presence,
    /// One bit per member of a word.
    bits: Vec<u64>,
    members: Vec<u32>,
}

impl Prefilter {
    pub(crate) fn new(members: usize) -> Self {
        Self {
            always: Vec::new(),
            announced: std::iter::repeat_with(Vec::new).take(members).collect(),
        }
    }

    /// The concept may stand in any text.
    pub(crate) fn always(&mut self, concept: ConceptId) {
        if !self.always.contains(&concept) {
            self.always.push(concept);
        }
    }

    /// The member stands in every text the word stands in.
    pub(crate) fn announce(&mut self, member: u32, word: Announced) {
        let words = &mut self.announced[member as usize];
        if !words.contains(&word) {
            words.push(word);
        }
    }
}

impl Probe {
    pub(crate) fn clear(&mut self, lexicon: &Compiled) {
        self.concepts.clear(lexicon.concepts.len());
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
            self.concepts.add(one);
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

    /// False when no rule can find anything in the comment.
    pub(crate) fn passes(&mut self, lexicon: &Compiled) -> bool {
        self.conclude(lexicon);
        self.concepts.found().iter().any(|&concept| {
            let mut rules = lexicon.rules_of[usize::from(concept)].iter();
            rules.any(|&rule| self.may(&lexicon.rules[usize::from(rule)]))
        })
    }

    /// The rules that may find something in a comment that passes.
    pub(crate) fn rules<'l>(&self, lexicon: &'l Compiled) -> impl Iterator<Item = u16> {
        let rules = (0..).zip(&lexicon.rules);
        rules.filter_map(|(number, rule): (u16, &'l Rule)| self.may(rule).then_some(number))
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
    }

    fn may(&self, rule: &Rule) -> bool {
        // What leans on a topic needs another rule to open it.
        rule.settings.topic != Topic::Needs && self.concepts.meets(rule)
    }
}
