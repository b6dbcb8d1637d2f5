//! What is looked for in the text without blanks: strings of the concepts,
//! literals that announce patterns, surfaces of words.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};

use super::{compile::ConceptId, pattern::Pattern, trie::Trie};

/// All texts, found in one pass.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct StringIndex {
    trie: Trie,
    /// Per text: where its targets end.
    ends: Vec<u32>,
    targets: Vec<Target>,
    /// Where blanks may stand in a string, as numbers of its characters.
    blanks: Vec<Vec<u16>>,
    /// Sets of literals, as numbers of their texts.
    sets: Vec<Vec<u32>>,
    /// Per text: the sets it is in.
    #[serde(skip)]
    marks: Vec<Marks>,
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

/// The sets of literals a text is in.
#[derive(Debug)]
enum Marks {
    /// A surface and no more.
    Untold,
    Few(Vec<u16>),
    /// So many that a bit for each set is shorter.
    Row(SetBits),
}

/// One bit per set of literals.
#[derive(Debug, Default)]
pub(crate) struct SetBits(Vec<u64>);

impl SetBits {
    #[inline]
    fn add(&mut self, set: u16) {
        self.0[usize::from(set) / 64] |= 1 << (set % 64);
    }

    #[inline]
    fn has(&self, set: u16) -> bool {
        self.0[usize::from(set) / 64] >> (set % 64) & 1 == 1
    }
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
        for (text, list) in (0..).zip(by_number) {
            for &target in list {
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
        index.open();
        index
    }

    /// What follows from what was read.
    pub(super) fn open(&mut self) {
        let mut sets_of: Vec<Vec<u16>> = vec![Vec::new(); self.ends.len()];
        for (set, texts) in (0..).zip(&self.sets) {
            for &text in texts {
                sets_of[text as usize].push(set);
            }
        }
        let words = self.words();
        let marks = (0..).zip(sets_of).map(|(text, sets)| {
            let surface = |target: &Target| matches!(target, Target::Surface { .. });
            if sets.len() > words {
                let mut row = SetBits(vec![0; words]);
                sets.into_iter().for_each(|set| row.add(set));
                Marks::Row(row)
            } else if !sets.is_empty() || !self.targets(text).iter().all(surface) {
                Marks::Few(sets)
            } else {
                Marks::Untold
            }
        });
        self.marks = marks.collect();
    }

    /// How many words a bit for each set takes.
    fn words(&self) -> usize {
        self.sets.len().div_ceil(64)
    }

    /// Adds the sets a text is in. False for a text that is a surface and no
    /// more.
    #[inline]
    pub(crate) fn mark(&self, text: u32, bits: &mut SetBits) -> bool {
        match &self.marks[text as usize] {
            Marks::Untold => return false,
            Marks::Few(sets) => sets.iter().for_each(|&set| bits.add(set)),
            Marks::Row(row) => {
                for (word, more) in bits.0.iter_mut().zip(&row.0) {
                    *word |= more;
                }
            }
        }
        true
    }

    /// Empties the sets.
    pub(crate) fn clear(&self, bits: &mut SetBits) {
        bits.0.clear();
        bits.0.resize(self.words(), 0);
    }

    /// True when a literal of each further set of a pattern stands there.
    pub(crate) fn meets(&self, pattern: u16, bits: &SetBits) -> bool {
        let mut sets = self.patterns[usize::from(pattern)].sets.iter();
        sets.all(|&set| bits.has(set))
    }

    /// What a text stands for.
    pub(crate) fn targets(&self, text: u32) -> &[Target] {
        let before = (text as usize).checked_sub(1);
        let start = before.map_or(0, |before| self.ends[before]);
        &self.targets[start as usize..self.ends[text as usize] as usize]
    }

    /// Numbers of the characters of a string that a blank may stand before.
    pub(crate) fn blanks(&self, number: u16) -> &[u16] {
        &self.blanks[usize::from(number)]
    }

    /// Calls `found` with the place and the number of every text that stands
    /// in squeezed characters, in order of their beginnings.
    pub(crate) fn find(&self, chars: &[char], found: impl FnMut(Range<usize>, u32)) {
        self.trie.find(chars, found);
    }
}
