//! Which concepts are worth finding: those of the rules that may find
//! something, and the cues.

use crate::bits::Bits;
use crate::lexicon::compile::{Compiled, ConceptId};

/// Concepts that are wanted, and those that bring them about.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    concepts: Bits,
    /// The same and all they include.
    sought: Bits,
}

impl Wanted {
    fn clear(&mut self, lexicon: &Compiled) {
        self.concepts.clear(lexicon.concepts.len());
        self.sought.clear(lexicon.concepts.len());
    }

    /// Wants every concept.
    pub(crate) fn assign_all(&mut self, lexicon: &Compiled) {
        self.clear(lexicon);
        for concept in 0..lexicon.concepts.len() as u32 {
            self.concepts.add(concept);
            self.sought.add(concept);
        }
    }

    /// Wants what these rules ask for, and `cues` what the modifiers do.
    pub(super) fn assign(&mut self, lexicon: &Compiled, rules: &[u16], cues: bool) {
        self.clear(lexicon);
        for [concepts, sought] in lexicon.wishes.of(rules, cues) {
            self.concepts.add_all(concepts);
            self.sought.add_all(sought);
        }
    }

    #[inline]
    pub(crate) fn wants(&self, concept: ConceptId) -> bool {
        self.concepts.has(u32::from(concept))
    }

    /// Whether the concept brings about one that is wanted.
    #[inline]
    pub(crate) fn seeks(&self, concept: ConceptId) -> bool {
        self.sought.has(u32::from(concept))
    }
}
