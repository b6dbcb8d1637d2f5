//! A trie level by level, and how it is laid out from that.

use super::{NONE, Trie, codes::Codes, slots::Places, starts::Starts};

/// A trie level by level: a node's place tells its children.
#[derive(Default)]
pub(super) struct Levels {
    /// The characters by their codes, ascending.
    pub(super) chars: Vec<char>,
    /// Per node but the root: the code of the character that leads to it.
    pub(super) labels: Vec<u32>,
    /// Per node, the root first: how many children it has.
    pub(super) counts: Vec<u32>,
    /// Per node but the root: whether a text ends there. Texts are numbered
    /// in this order.
    pub(super) ends: Vec<bool>,
    pub(super) starts: Starts,
}

impl From<Levels> for Trie {
    fn from(levels: Levels) -> Self {
        let unknown = levels.chars.len();
        let mut places = Places::new(levels.labels.len(), unknown + 1);
        // Per code: the text, and the base.
        let mut roots = vec![[NONE, 0]; unknown + 1];
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
            roots[label as usize][0] = texts.next().unwrap_or(NONE);
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
                roots[first as usize][1] = base;
            } else {
                let slot: u32 = taken[number - firsts.len()];
                places.slots[slot as usize].base = base;
            }
            for &label in labels {
                places.slots[(base + label) as usize].text = texts.next().unwrap_or(NONE);
                taken.push(base + label);
            }
        }
        let (slots, forks) = places.finish(unknown + 1);
        Self {
            codes: Codes::new(&levels.chars),
            unknown: unknown as u32,
            roots: roots.into_iter().flatten().collect(),
            starts: levels.starts,
            slots,
            forks,
        }
    }
}
