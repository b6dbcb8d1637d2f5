//! What is looked for in the text without blanks: strings of the concepts,
//! literals that announce patterns, surfaces of words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    compile::ConceptId,
    pattern::Pattern,
    rows::{Row, Rows},
    trie::Trie,
};

/// All texts, found in one pass.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct StringIndex {
    trie: Trie,
    /// Per text: where its targets end; surfaces come last.
    ends: Vec<u32>,
    targets: Vec<Target>,
    /// Where blanks may stand in a string, as numbers of its characters.
    blanks: Vec<Vec<u16>>,
    /// Sets of literals, as numbers of their texts.
    sets: Vec<Vec<u32>>,
    /// Per text: the sets it is in.
    marks: Vec<Row>,
    rows: Rows,
    pub(crate) patterns: Vec<Pattern>,
    /// Patterns no literal announces.
    pub(crate) always: Vec<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Target {
    /// A string, and the number of the blanks it allows.
    Text { concept: ConceptId, blanks: u16 },
    /// A literal of the set that announces a pattern.
    Trigger { pattern: u16 },
    /// A literal of a further set that patterns need.
    Literal { set: u16 },
    /// A surface of a member of a word; for the prefilter.
    Surface { member: u32 },
}

/// The characters of a text as they are compared: without blanks, ASCII in
/// lower case.
pub(crate) fn squeeze(text: &str) -> impl Iterator<Item = char> + '_ {
    let solid = text.chars().filter(|c| !c.is_whitespace());
    solid.map(|c| c.to_ascii_lowercase())
}

impl StringIndex {
    pub(super) fn new(
        texts: BTreeMap<String, Vec<Target>>,
        blanks: Vec<Vec<u16>>,
        patterns: Vec<Pattern>,
        always: Vec<u16>,
    ) -> Self {
        let solid = texts.into_iter().filter(|(text, _)| !text.is_empty());
        let (keys, lists): (Vec<Vec<char>>, Vec<Vec<Target>>) = solid
            .map(|(text, targets)| (text.chars().collect(), targets))
            .unzip();
        let (trie, numbers) = Trie::new(&keys);
        let mut by_number: Vec<&[Target]> = vec![&[]; lists.len()];
        for (list, number) in lists.iter().zip(numbers) {
            by_number[number as usize] = list;
        }
        let mut index = Self {
            trie,
            blanks,
            patterns,
            always,
            ..Self::default()
        };
        let is_surface = |target: &&Target| matches!(target, Target::Surface { .. });
        for (text, list) in (0..).zip(by_number) {
            let (surfaces, told): (Vec<_>, Vec<_>) = list.iter().partition(is_surface);
            for &target in told.into_iter().chain(surfaces) {
                match target {
                    Target::Literal { set } => {
                        let set = usize::from(set);
                        let sets = index.sets.len().max(set + 1);
                        index.sets.resize(sets, Vec::new());
                        index.sets[set].push(text);
                    }
                    target => index.targets.push(target),
                }
            }
            index.ends.push(index.targets.len() as u32);
        }
        index.mark();
        index
    }

    /// Works out which sets each text is in.
    fn mark(&mut self) {
        let mut sets = vec![Vec::new(); self.len()];
        for (set, texts) in (0..).zip(&self.sets) {
            for &text in texts {
                sets[text as usize].push(set);
            }
        }
        let rows = &mut self.rows;
        self.marks = sets.into_iter().map(|sets| rows.push(sets)).collect();
    }

    /// Sets of literals, as numbers of their texts.
    pub(crate) fn sets(&self) -> &[Vec<u32>] {
        &self.sets
    }

    /// The sets of literals a text is in, as words and bits.
    #[inline]
    pub(crate) fn sets_of(&self, text: u32) -> impl Iterator<Item = (u32, u64)> + '_ {
        self.rows.of(self.marks[text as usize])
    }

    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// What a text stands for.
    #[inline]
    pub(crate) fn targets(&self, text: u32) -> &[Target] {
        let before = (text as usize).checked_sub(1);
        let start = before.map_or(0, |before| self.ends[before]);
        &self.targets[start as usize..self.ends[text as usize] as usize]
    }

    /// Numbers of the characters of a string that a blank may stand before.
    pub(crate) fn blanks(&self, number: u16) -> &[u16] {
        &self.blanks[usize::from(number)]
    }

    /// What the texts are found by.
    #[inline]
    pub(crate) fn trie(&self) -> &Trie {
        &self.trie
    }
}
