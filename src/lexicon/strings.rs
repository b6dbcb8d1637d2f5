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
    marks: Vec<Mark>,
    /// Lists of sets, and rows of a bit for each set.
    #[serde(skip)]
    lists: Vec<u16>,
    #[serde(skip)]
    rows: Vec<u64>,
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
#[derive(Clone, Copy, Debug)]
enum Mark {
    /// The text is a surface and no more.
    Untold,
    /// A range of the lists.
    List(u32, u32),
    /// So many that a bit for each set is shorter: the start of a row.
    Row(u32),
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
        let texts = self.ends.len();
        let mut ends = vec![0u32; texts + 1];
        for &text in self.sets.iter().flatten() {
            ends[text as usize + 1] += 1;
        }
        for text in 0..texts {
            ends[text + 1] += ends[text];
        }
        let starts = ends.clone();
        self.lists = vec![0; ends[texts] as usize];
        for (set, texts) in (0..).zip(&self.sets) {
            for &text in texts {
                let at = &mut ends[text as usize];
                self.lists[*at as usize] = set;
                *at += 1;
            }
        }
        let words = self.words();
        let surface = |target: &Target| matches!(target, Target::Surface { .. });
        self.rows.clear();
        self.marks = Vec::with_capacity(texts);
        for text in 0..texts {
            let (start, end) = (starts[text], starts[text + 1]);
            let mark = if end - start > words as u32 {
                let row = self.rows.len();
                self.rows.resize(row + words, 0);
                for &set in &self.lists[start as usize..end as usize] {
                    self.rows[row + usize::from(set) / 64] |= 1 << (set % 64);
                }
                Mark::Row(row as u32)
            } else if start < end || !self.targets(text as u32).iter().all(surface) {
                Mark::List(start, end)
            } else {
                Mark::Untold
            };
            self.marks.push(mark);
        }
    }

    /// How many words a bit for each set takes.
    fn words(&self) -> usize {
        self.sets.len().div_ceil(64)
    }

    /// Adds the sets a text is in. False for a text that is a surface and no
    /// more.
    #[inline]
    pub(crate) fn mark(&self, text: u32, bits: &mut SetBits) -> bool {
        match self.marks[text as usize] {
            Mark::Untold => return false,
            Mark::List(start, end) => {
                let list = &self.lists[start as usize..end as usize];
                list.iter().for_each(|&set| bits.add(set));
            }
            Mark::Row(row) => {
                for (word, more) in bits.0.iter_mut().zip(&self.rows[row as usize..]) {
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
