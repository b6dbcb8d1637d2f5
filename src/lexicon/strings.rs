//! What is looked for in the text without blanks: strings of the concepts,
//! literals that announce patterns, surfaces of words.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{
    compile::ConceptId,
    further::{Further, ends},
    lists::Lists,
    pattern::Pattern,
    table::{Numbers, Table},
    trie::Trie,
};

/// All texts, found in one pass.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct StringIndex {
    /// Finds texts by the places of their records.
    trie: Trie,
    /// The records of the texts: see [`Record`].
    records: Table,
    /// Where blanks may stand in a string, as numbers of its characters.
    blanks: Lists,
    pub(crate) patterns: Vec<Pattern>,
    /// Literals that patterns need besides those that announce them.
    pub(crate) further: Further,
    /// Patterns no literal announces.
    pub(crate) always: Vec<u16>,
    #[serde(skip)]
    draft: Draft,
}

/// All there is to be found, for those who work out what it brings about.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Finds texts by their numbers.
    pub(super) trie: Trie,
    /// Per text: what it stands for. Those that do for nothing but literals of
    /// further sets come last, and are not looked for.
    pub(super) targets: Vec<Vec<Target>>,
    /// How many do for more.
    pub(super) told: usize,
    /// Sets of literals, as numbers of their texts.
    pub(super) sets: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What a text stands for, side by side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    /// What it brings about: a number for the prefilter, which texts share.
    pub(crate) bearing: u32,
    strings: Numbers<'a>,
    patterns: Numbers<'a>,
    /// Members of words it is a surface of.
    pub(crate) members: Numbers<'a>,
}

/// Words of a record before what it lists: the bearing, and three counts in
/// one; or, where one of them is larger, a mark and the counts.
const HEAD: usize = 2;
const LONG_HEAD: usize = 5;
const COUNT_BITS: usize = 10;
const LARGE: u32 = 1 << 31;

/// How long the head of a record is, and how many it lists of each.
#[inline(always)]
fn counts(record: Numbers<'_>) -> (usize, [usize; 3]) {
    let all = record.at(1);
    if all & LARGE == 0 {
        let count = |kind: usize| (all >> (kind * COUNT_BITS)) as usize % (1 << COUNT_BITS);
        (HEAD, [0, 1, 2].map(count))
    } else {
        (LONG_HEAD, [2, 3, 4].map(|at| record.at(at) as usize))
    }
}

impl<'a> Record<'a> {
    /// Strings: their concepts, and the numbers of the blanks they allow.
    #[inline]
    pub(crate) fn strings(self) -> impl Iterator<Item = (ConceptId, u16)> + 'a {
        halves(self.strings)
    }

    /// Whether it stands for more than strings.
    pub(crate) fn is_more(self) -> bool {
        self.patterns.len() + self.members.len() > 0
    }

    /// Patterns it announces: their concepts, and their numbers.
    #[inline]
    pub(crate) fn patterns(self) -> impl Iterator<Item = (ConceptId, u16)> + 'a {
        halves(self.patterns)
    }
}

#[inline]
fn halves(items: Numbers<'_>) -> impl Iterator<Item = (u16, u16)> + '_ {
    items.iter().map(|item| ((item >> 16) as u16, item as u16))
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
        let texts = texts.into_iter().filter(|(text, _)| !text.is_empty());
        let mut texts: Vec<(Vec<char>, Vec<Target>)> = texts
            .map(|(text, targets)| (text.chars().collect(), targets))
            .collect();
        let chars: Vec<char> = texts.iter().flat_map(|(text, _)| text).copied().collect();
        let keys: Vec<Vec<char>> = texts.iter().map(|(text, _)| text.clone()).collect();
        let (mut all, all_numbers) = Trie::new(&keys, &chars);
        // By the number they are found by, those that are not looked for last.
        let is_literal = |target: &Target| matches!(target, Target::Literal { .. });
        let is_told = |targets: &[Target]| !targets.iter().all(is_literal);
        let told: Vec<Vec<char>> = texts
            .iter()
            .filter(|(_, targets)| is_told(targets))
            .map(|(text, _)| text.clone())
            .collect();
        let (trie, told_numbers) = Trie::new(&told, &chars);
        let mut next = told.len() as u32;
        let mut told_numbers = told_numbers.into_iter();
        let mut renumbered = HashMap::new();
        let mut by_number = Vec::with_capacity(texts.len());
        for ((text, targets), old) in texts.drain(..).zip(all_numbers) {
            let number = if is_told(&targets) {
                told_numbers.next().unwrap_or(next)
            } else {
                next += 1;
                next - 1
            };
            renumbered.insert(old, number);
            by_number.push((number, text, targets));
        }
        by_number.sort_unstable_by_key(|&(number, ..)| number);
        all.renumber(|old| renumbered[&old]);

        let mut index = Self {
            trie,
            blanks: Lists::new(
                blanks
                    .into_iter()
                    .map(|list| list.into_iter().map(u32::from)),
            ),
            patterns,
            always,
            ..Self::default()
        };
        let mut set_ends: Vec<Vec<u32>> = Vec::new();
        let mut draft = Draft {
            trie: all,
            told: told.len(),
            ..Draft::default()
        };
        for (number, text, targets) in by_number {
            for target in &targets {
                if let Target::Literal { set } = *target {
                    let set = usize::from(set);
                    let sets = draft.sets.len().max(set + 1);
                    draft.sets.resize(sets, Vec::new());
                    set_ends.resize(sets, Vec::new());
                    draft.sets[set].push(number);
                    set_ends[set].push(ends(&index.trie.codes_of(&text)));
                }
            }
            if is_told(&targets) {
                index.record(number, &targets);
            }
            draft.targets.push(targets);
        }
        index.further = Further::new(index.patterns.iter().map(|pattern| {
            let sets = pattern.sets.iter();
            sets.map(|&set| set_ends[usize::from(set)].clone())
                .collect()
        }));
        index.draft = draft;
        index
    }

    /// Appends the record of a text.
    fn record(&mut self, number: u32, targets: &[Target]) {
        let [mut strings, mut patterns, mut members] = [const { Vec::new() }; 3];
        let both = |concept: ConceptId, other: u16| u32::from(concept) << 16 | u32::from(other);
        for target in targets {
            match *target {
                Target::Text { concept, blanks } => strings.push(both(concept, blanks)),
                Target::Trigger { pattern } => {
                    let concept = self.patterns[usize::from(pattern)].concept;
                    patterns.push(both(concept, pattern));
                }
                Target::Surface { member } => members.push(member),
                Target::Literal { .. } => {}
            }
        }
        let lists = [strings, patterns, members];
        let counts = lists.each_ref().map(|list| list.len() as u32);
        self.records.push(number);
        if counts.iter().any(|count| count >> COUNT_BITS != 0) {
            self.records.push(LARGE);
            self.records.extend(counts);
        } else {
            let [a, b, c] = counts;
            self.records
                .push(a | b << COUNT_BITS | c << (2 * COUNT_BITS));
        }
        self.records.extend(lists.into_iter().flatten());
    }

    /// The texts are worked out: finds them by the places of their records.
    /// `bearings` tells by their numbers what they bring about.
    pub(super) fn close(&mut self, bearings: &[u32]) {
        self.draft = Draft::default();
        let mut places = Vec::new();
        let records = self.records.all();
        let mut at = 0;
        while at < records.len() {
            places.push(at as u32);
            let (head, counts) = counts(records.from(at));
            at += head + counts.iter().sum::<usize>();
        }
        let mut numbers = places.iter().zip(bearings).peekable();
        self.records.update(|at, word| {
            let is_head = |&(&place, _): &(&u32, &u32)| place as usize == at;
            numbers
                .next_if(is_head)
                .map_or(word, |(_, &bearing)| bearing)
        });
        self.trie.renumber(|number| places[number as usize]);
    }

    pub(super) fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What a text stands for.
    #[inline(always)]
    pub(crate) fn of(&self, text: u32) -> Record<'_> {
        let record = self.records.all().from(text as usize);
        let (head, [strings, patterns, members]) = counts(record);
        let (strings, rest) = record.from(head).split_at(strings);
        let (patterns, rest) = rest.split_at(patterns);
        let (members, _) = rest.split_at(members);
        Record {
            bearing: record.at(0),
            strings,
            patterns,
            members,
        }
    }

    /// How many patterns a text announces.
    #[inline]
    pub(crate) fn patterns_of(&self, text: u32) -> usize {
        let (_, [_, patterns, _]) = counts(self.records.all().from(text as usize));
        patterns
    }

    /// Numbers of the characters of a string that a blank may stand before.
    pub(crate) fn blanks(&self, number: u16) -> Numbers<'_> {
        self.blanks.of(usize::from(number))
    }

    /// What the texts are found by.
    #[inline]
    pub(crate) fn trie(&self) -> &Trie {
        &self.trie
    }
}
