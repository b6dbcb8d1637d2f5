//! A trie as it is stored, and how it is laid out from that.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::{NONE, Root, Trie, codes::Codes, slots::Places};

/// A trie as it is stored: level by level, a node's place tells its children.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Levels {
    /// The characters by their codes, ascending.
    pub(super) chars: String,
    /// Per node but the root: the code of the character that leads to it.
    pub(super) labels: Vec<u32>,
    /// Per node, the root first: how many children it has.
    pub(super) counts: Vec<u32>,
    /// Per node but the root: whether a text ends there. Texts are numbered
    /// in this order.
    pub(super) ends: Vec<bool>,
}

impl From<Levels> for Trie {
    fn from(levels: Levels) -> Self {
        let chars: Vec<char> = levels.chars.chars().collect();
        let unknown = chars.len();
        let mut places = Places::new(levels.labels.len(), unknown + 1);
        let nothing = Root {
            text: NONE,
            base: 0,
        };
        let mut trie = Self {
            codes: Codes::new(&chars),
            unknown: unknown as u32,
            roots: vec![nothing; unknown + 1],
            ..Self::default()
        };
        let mut texts = levels.ends.iter().scan(0, |next, &ends| {
            let text = if ends { *next } else { NONE };
            *next += u32::from(ends);
            Some(text)
        });
        let mut counts = levels.counts.iter().map(|&count| count as usize);
        let firsts = counts.next().unwrap_or(0);
        // Nodes behind the first level, and where theirs are to be told.
        let (firsts, mut rest) = levels.labels.split_at(firsts);
        for &label in firsts {
            trie.roots[label as usize].text = texts.next().unwrap_or(NONE);
        }
        let mut taken = Vec::with_capacity(rest.len());
        for (number, count) in counts.enumerate() {
            if count == 0 {
                continue;
            }
            let (labels, others) = rest.split_at(count);
            rest = others;
            let base = places.take(labels);
            if let Some(&first) = firsts.get(number) {
                trie.roots[first as usize].base = base;
                for &label in labels {
                    trie.pairs.add(first, label);
                }
            } else {
                let slot: u32 = taken[number - firsts.len()];
                places.slots[slot as usize].base = base;
            }
            for &label in labels {
                places.slots[(base + label) as usize].text = texts.next().unwrap_or(NONE);
                taken.push(base + label);
            }
        }
        trie.slots = places.finish(unknown + 1);
        trie
    }
}

impl From<Trie> for Levels {
    fn from(trie: Trie) -> Self {
        let mut levels = Self {
            chars: trie.codes.chars().into_iter().collect(),
            ..Self::default()
        };
        let mut add = |label: u32, text: u32| {
            levels.labels.push(label);
            levels.ends.push(text != NONE);
        };
        let children = trie.children();
        let mut queue = VecDeque::new();
        let firsts = (0..).zip(&trie.roots);
        for (label, root) in firsts.filter(|(_, root)| root.text != NONE || root.base != 0) {
            add(label, root.text);
            queue.push_back(root.base);
        }
        let mut counts = vec![queue.len() as u32];
        while let Some(base) = queue.pop_front() {
            let slots = children.of(base);
            counts.push(slots.len() as u32);
            for &at in slots {
                let slot = trie.slots[at as usize];
                add(slot.label, slot.text);
                queue.push_back(slot.base);
            }
        }
        levels.counts = counts;
        levels
    }
}
