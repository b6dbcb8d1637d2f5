//! Texts in a trie whose nodes stand level by level.

use std::{collections::VecDeque, ops::Range};

use serde::{Deserialize, Serialize};

/// A text number that stands for none.
const NONE: u32 = u32::MAX;

/// The syllables are looked up directly: 가 is the first, 힣 the last.
const FIRST_SYLLABLE: u32 = 0xac00;
const SYLLABLES: usize = 11_172;

/// Texts as a trie. Children of a node stand side by side, ascending, and
/// behind those of the nodes before it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Levels", into = "Levels")]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    /// How many nodes stand on the first level.
    roots: u32,
    /// Nodes of the first level by syllable.
    syllables: Vec<u32>,
}

/// A node as it is walked.
#[derive(Clone, Copy, Debug)]
struct Node {
    label: u32,
    text: u32,
    /// Its first child and the one behind its last.
    from: u32,
    to: u32,
}

/// A trie as it is stored: level by level, a node's place tells its children.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Levels {
    /// Per node but the root: the character that leads to it.
    labels: Vec<u32>,
    /// Per node, the root first: how many children it has.
    counts: Vec<u32>,
    /// Per node but the root: whether a text ends there. Texts are numbered
    /// in this order.
    ends: Vec<bool>,
}

impl From<Levels> for Trie {
    fn from(levels: Levels) -> Self {
        let roots = levels.counts.first().copied().unwrap_or(0);
        let mut child = roots;
        let mut text = 0;
        let counts = levels.counts.iter().skip(1);
        let stored = levels.labels.iter().zip(&levels.ends).zip(counts);
        let nodes: Vec<Node> = stored
            .map(|((&label, &ends), &count)| {
                let from = child;
                child += count;
                text += u32::from(ends);
                Node {
                    label,
                    text: if ends { text - 1 } else { NONE },
                    from,
                    to: child,
                }
            })
            .collect();
        let mut syllables = vec![NONE; SYLLABLES];
        for (number, node) in (0..roots).zip(&nodes) {
            let slot = node.label.wrapping_sub(FIRST_SYLLABLE) as usize;
            if let Some(slot) = syllables.get_mut(slot) {
                *slot = number;
            }
        }
        Self {
            nodes,
            roots,
            syllables,
        }
    }
}

impl From<Trie> for Levels {
    fn from(trie: Trie) -> Self {
        let counts = trie.nodes.iter().map(|node| node.to - node.from);
        Self {
            labels: trie.nodes.iter().map(|node| node.label).collect(),
            counts: std::iter::once(trie.roots).chain(counts).collect(),
            ends: trie.nodes.iter().map(|node| node.text != NONE).collect(),
        }
    }
}

impl Trie {
    /// A trie of texts that are ascending, distinct and not empty, and the
    /// number that each is found by.
    pub(crate) fn new(texts: &[Vec<char>]) -> (Self, Vec<u32>) {
        let mut levels = Levels::default();
        let mut numbers = vec![NONE; texts.len()];
        let mut next = 0;
        let mut queue = VecDeque::from([(0..texts.len(), 0)]);
        while let Some((range, depth)) = queue.pop_front() {
            let mut at = range.start;
            if depth > 0 {
                let ends = texts[at].len() == depth;
                levels.ends.push(ends);
                if ends {
                    numbers[at] = next;
                    next += 1;
                    at += 1;
                }
            }
            let mut count = 0;
            for group in texts[at..range.end].chunk_by(|a, b| a[depth] == b[depth]) {
                levels.labels.push(u32::from(group[0][depth]));
                queue.push_back((at..at + group.len(), depth + 1));
                at += group.len();
                count += 1;
            }
            levels.counts.push(count);
        }
        (levels.into(), numbers)
    }

    /// Calls `found` with the place and the number of every text that stands
    /// in `chars`, in order of their beginnings.
    pub(crate) fn find(&self, chars: &[char], mut found: impl FnMut(Range<usize>, u32)) {
        for start in 0..chars.len() {
            let Some(mut node) = self.root(chars[start]) else {
                continue;
            };
            let mut at = start + 1;
            loop {
                if node.text != NONE {
                    found(start..at, node.text);
                }
                if at == chars.len() || node.from == node.to {
                    break;
                }
                match self.child(node.from, node.to, chars[at]) {
                    Some(next) => node = next,
                    None => break,
                }
                at += 1;
            }
        }
    }

    fn root(&self, c: char) -> Option<Node> {
        let slot = u32::from(c).wrapping_sub(FIRST_SYLLABLE) as usize;
        match self.syllables.get(slot) {
            Some(&number) => self.nodes.get(number as usize).copied(),
            None => self.child(0, self.roots, c),
        }
    }

    fn child(&self, from: u32, to: u32, c: char) -> Option<Node> {
        let children = self.nodes.get(from as usize..to as usize)?;
        // Most nodes have one or two children.
        if children.len() <= 4 {
            return children
                .iter()
                .find(|node| node.label == u32::from(c))
                .copied();
        }
        let at = children
            .binary_search_by_key(&u32::from(c), |node| node.label)
            .ok()?;
        Some(children[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str], body: &str) -> Vec<String> {
        let mut texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        texts.sort();
        let (trie, numbers) = Trie::new(&texts);
        let trie = Trie::from(Levels::from(trie));
        let body: Vec<char> = body.chars().collect();
        let mut out = Vec::new();
        trie.find(&body, |range, number| {
            let at = numbers.iter().position(|&n| n == number).expect("known");
            assert_eq!(texts[at], body[range]);
            out.push(texts[at].iter().collect());
        });
        out
    }

    #[test]
    fn overlapping_texts_are_all_found() {
        let texts = [
            "환불",
            "환불안",
            "불안",
            "환",
            "해줘",
            "안해줘요",
            "lte",
            "ㅠㅠ",
        ];
        assert_eq!(
            found(&texts, "환불안해줘요lteㅠㅠ"),
            [
                "환",
                "환불",
                "환불안",
                "불안",
                "안해줘요",
                "해줘",
                "lte",
                "ㅠㅠ"
            ]
        );
        assert_eq!(found(&texts, "보상lt"), [""; 0]);
        assert_eq!(found(&[], "보상"), [""; 0]);
        assert_eq!(found(&texts, ""), [""; 0]);
    }

    #[test]
    fn agrees_with_searching_for_each() {
        let texts = [
            "가",
            "가나",
            "나가",
            "가나다",
            "다",
            "a가",
            "가a",
            "가b",
            "가c",
            "가d",
        ];
        let body = "가나다a가나가나a가a가d";
        let mut wanted: Vec<(usize, &str)> = texts
            .iter()
            .flat_map(|&text| {
                (0..body.len())
                    .filter(move |&at| body.is_char_boundary(at) && body[at..].starts_with(text))
                    .map(move |at| (at, text))
            })
            .collect();
        wanted.sort_by_key(|&(at, text)| (at, text.len()));
        let wanted: Vec<_> = wanted.into_iter().map(|(_, text)| text).collect();
        assert_eq!(found(&texts, body), wanted);
    }
}
