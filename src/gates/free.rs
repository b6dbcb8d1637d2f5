//! Texts that tell where rules that stand before the gate may find something.

use std::collections::BTreeMap;

use crate::lexicon::{
    compile::Compiled,
    trie::{Trie, Walk},
};

/// What a text tells of the comment it stands in.
const SENTENCE: u32 = 1;
const COMMENT: u32 = 2;

/// Where rules that no gate keeps may find something: each needs some text, and
/// that stands in the sentence, or, for rules that reach from one to another, in
/// the comment.
#[derive(Debug)]
pub(crate) struct FreeTexts {
    texts: Trie,
    /// Whether some tell of the whole comment.
    reach: bool,
}

impl FreeTexts {
    /// Texts of the rules that are free; none where one of them may find
    /// something in any text.
    pub(super) fn new(lexicon: &Compiled, is_free: impl Fn(u16) -> bool) -> Option<Self> {
        let groups = &lexicon.groups;
        let [near, far] = groups.looked_from(is_free);
        let meets = |bits: &[u64], row| {
            let mut words = groups.rows().of(row);
            words.any(|(word, held)| bits[word as usize] & held != 0)
        };
        let always = lexicon.prefilter.always.iter();
        let mut always = always.map(|&concept| groups.of_concept(concept));
        if always.any(|row| meets(&near, row) || meets(&far, row)) {
            return None;
        }
        let mut texts: BTreeMap<Vec<char>, u32> = BTreeMap::new();
        for (row, text) in groups.texts_told() {
            let tells = [(SENTENCE, &near), (COMMENT, &far)];
            let tells = tells.iter().filter(|(_, bits)| meets(bits, row));
            let told = tells.fold(0, |told, (one, _)| told | one);
            if told != 0 {
                *texts.entry(text).or_default() |= told;
            }
        }
        let (texts, told): (Vec<_>, Vec<_>) = texts.into_iter().unzip();
        let (mut trie, numbers) = Trie::new(&texts, &[]);
        let mut of_number = vec![0; told.len()];
        for (&told, number) in told.iter().zip(numbers) {
            of_number[number as usize] = told;
        }
        trie.renumber(|number| of_number[number as usize]);
        Some(Self {
            texts: trie,
            reach: told.iter().any(|told| told & COMMENT != 0),
        })
    }

    /// Whether such a rule may find something in a sentence; and whether one that
    /// reaches further may in the comment.
    #[inline]
    pub(super) fn call(&self, sentence: &str, walk: &mut Walk) -> [bool; 2] {
        let mut told = 0;
        walk.read(&self.texts, sentence);
        walk.find(&self.texts, |_, one| told |= one);
        [told & SENTENCE != 0, told & COMMENT != 0]
    }

    /// Whether rules reach from one sentence to another.
    pub(super) fn reach(&self) -> bool {
        self.reach
    }
}
