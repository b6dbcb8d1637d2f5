//! Words of the concepts by the dictionary keys of their morphemes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    compile::ConceptId,
    lists::Lists,
    table::{Numbers, Table},
};

/// Which word sequences begin with a morpheme.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct WordIndex {
    /// Which dictionary keys have elements: most have none.
    #[serde(skip)]
    marks: Vec<Mark>,
    /// These keys, ascending, and their elements.
    keys: Table,
    lists: Lists,
    texts: BTreeMap<String, Vec<Element>>,
    /// Where an element says: how many words begin with it, and of each the
    /// concept, how many members it has besides, and these.
    starts: Table,
}

/// 64 dictionary keys.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// Those that have elements.
    keys: u64,
    /// How many before them do.
    before: u32,
}

/// A member of a word as the matcher sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Element(u32);

impl Element {
    /// Which member it is: one number for each.
    #[inline]
    pub(crate) fn member(self) -> u32 {
        self.0 >> 1
    }

    /// May also stand inside a compound.
    #[inline]
    pub(crate) fn parts(self) -> bool {
        self.0 & 1 == 1
    }
}

/// What must follow the first element, and the concept it then is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) rest: Numbers<'a>,
    pub(crate) concept: ConceptId,
}

/// A member while words are read: its dictionary keys, or the text of a token
/// outside the dictionary; the words that begin with it.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) keys: Vec<u32>,
    pub(super) text: Option<String>,
    pub(super) parts: bool,
    pub(super) starts: Vec<(Vec<u32>, ConceptId)>,
}

impl WordIndex {
    pub(super) fn new(members: &[Member]) -> Self {
        let mut new = Self::default();
        // Members are numbered by where their words stand.
        let mut places = Vec::with_capacity(members.len());
        let mut next = 0;
        for member in members {
            places.push(next);
            let words = member.starts.iter();
            next += 1 + words.map(|(rest, _)| 2 + rest.len() as u32).sum::<u32>();
        }
        let mut by_key: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (member, &place) in members.iter().zip(&places) {
            let element = place << 1 | u32::from(member.parts);
            for &key in &member.keys {
                by_key.entry(key).or_default().push(element);
            }
            if let Some(text) = &member.text {
                let texts = new.texts.entry(text.clone()).or_default();
                texts.push(Element(element));
            }
            new.starts.push(member.starts.len() as u32);
            for (rest, concept) in &member.starts {
                new.starts.extend([(*concept).into(), rest.len() as u32]);
                let rest = rest.iter().map(|&member| places[member as usize]);
                new.starts.extend(rest);
            }
        }
        new.keys = by_key.keys().copied().collect();
        new.lists = Lists::new(by_key.into_values());
        new
    }

    /// Elements a dictionary key stands for.
    #[inline]
    pub(crate) fn of_key(&self, key: u32) -> impl Iterator<Item = Element> + '_ {
        let mark = self.marks.get(key as usize / 64).copied();
        let mark = mark.unwrap_or_default();
        let bit = 1 << (key % 64);
        let list = (mark.keys & bit != 0).then(|| {
            let before = (mark.keys & (bit - 1)).count_ones();
            self.lists.of((mark.before + before) as usize)
        });
        list.into_iter().flat_map(Numbers::iter).map(Element)
    }

    /// Marks the keys that have elements, of so many.
    pub(super) fn open(&mut self, keys: usize) {
        self.marks = vec![Mark::default(); keys.div_ceil(64)];
        for key in self.keys.all().iter() {
            if let Some(mark) = self.marks.get_mut(key as usize / 64) {
                mark.keys |= 1 << (key % 64);
            }
        }
        let mut before = 0;
        for mark in &mut self.marks {
            mark.before = before;
            before += mark.keys.count_ones();
        }
    }

    /// Elements a token outside the dictionary stands for.
    pub(crate) fn of_text(&self, lower: &str) -> &[Element] {
        self.texts.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The words that begin with an element.
    #[inline]
    pub(crate) fn starts(&self, element: Element) -> impl Iterator<Item = Word<'_>> {
        let starts = self.starts.all().from(element.member() as usize);
        let (count, mut rest) = (starts.at(0), starts.from(1));
        (0..count).map(move |_| {
            let (concept, length) = (rest.at(0), rest.at(1));
            let (members, others) = rest.from(2).split_at(length as usize);
            rest = others;
            Word {
                rest: members,
                concept: concept as ConceptId,
            }
        })
    }
}
