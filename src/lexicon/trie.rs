//! Texts in a trie whose nodes stand level by level.

mod codes;
mod pairs;

use std::{collections::VecDeque, ops::Range};

use serde::{Deserialize, Serialize};

use codes::Codes;
use pairs::Pairs;

/// The number of nothing.
const NONE: u32 = u32::MAX;

/// More children than this are searched by halves.
const FEW: usize = 8;

/// Texts as a trie. Children of a node stand side by side, ascending, and
/// behind those of the nodes before it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Levels", into = "Levels")]
pub(crate) struct Trie {
    codes: Codes,
    nodes: Vec<Node>,
    /// Per node: the text that ends there.
    texts: Vec<u32>,
    /// Per code: its node of the first level.
    roots: Vec<Root>,
    pairs: Pairs,
}

/// What begins with a character; nothing where no child is.
#[derive(Clone, Copy, Debug)]
struct Root {
    text: u32,
    from: u32,
    to: u32,
}

/// A node as it is walked; its children end where those of the next begin.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// Code of the character that leads to it.
    label: u32,
    from: u32,
}

/// A trie as it is stored: level by level, a node's place tells its children.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Levels {
    /// The characters by their codes, ascending.
    chars: String,
    /// Per node but the root: the code of the character that leads to it.
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
        let chars: Vec<char> = levels.chars.chars().collect();
        let codes = Codes::new(&chars);
        let mut from = roots;
        let mut nodes = Vec::with_capacity(levels.labels.len() + 1);
        let mut texts = Vec::with_capacity(levels.labels.len());
        let mut text = 0;
        let counts = levels.counts.iter().skip(1);
        for ((&label, &ends), &count) in levels.labels.iter().zip(&levels.ends).zip(counts) {
            nodes.push(Node { label, from });
            texts.push(if ends { text } else { NONE });
            text += u32::from(ends);
            from += count;
        }
        // Where the children of the last one end.
        nodes.push(Node { label: 0, from });
        let mut trie = Self {
            codes,
            nodes,
            texts,
            roots: vec![
                Root {
                    text: NONE,
                    from: 0,
                    to: 0
                };
                chars.len()
            ],
            pairs: Pairs::default(),
        };
        let mut pairs = Vec::new();
        for root in 0..roots {
            let first = trie.label(root);
            let nodes = trie.children(root);
            trie.roots[first as usize] = Root {
                text: trie.texts[root as usize],
                from: nodes.start,
                to: nodes.end,
            };
            pairs.extend(nodes.map(|node| (first, trie.label(node), node)));
        }
        trie.pairs = Pairs::new(&pairs);
        trie
    }
}

impl From<Trie> for Levels {
    fn from(trie: Trie) -> Self {
        let nodes = 0..trie.texts.len() as u32;
        let begins = |root: &&Root| root.text != NONE || root.from < root.to;
        let roots = trie.roots.iter().filter(begins).count();
        let counts = nodes.clone().map(|node| trie.children(node).len() as u32);
        Self {
            chars: trie.codes.chars().into_iter().collect(),
            labels: nodes.map(|node| trie.label(node)).collect(),
            counts: std::iter::once(roots as u32).chain(counts).collect(),
            ends: trie.texts.iter().map(|&text| text != NONE).collect(),
        }
    }
}

impl Trie {
    /// A trie of texts that are ascending, distinct and not empty, and the
    /// number that each is found by.
    pub(crate) fn new(texts: &[Vec<char>]) -> (Self, Vec<u32>) {
        let mut levels = Levels::default();
        let mut chars: Vec<char> = texts.iter().flatten().copied().collect();
        chars.sort_unstable();
        chars.dedup();
        let codes = Codes::new(&chars);
        levels.chars = chars.into_iter().collect();
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
                levels.labels.push(codes.of(group[0][depth]));
                queue.push_back((at..at + group.len(), depth + 1));
                at += group.len();
                count += 1;
            }
            levels.counts.push(count);
        }
        (levels.into(), numbers)
    }

    /// Finds the texts by other numbers than their own, less than 2³² - 1.
    pub(crate) fn renumber(&mut self, numbers: impl Fn(u32) -> u32) {
        let nodes = self.texts.iter_mut();
        let roots = self.roots.iter_mut().map(|root| &mut root.text);
        for text in nodes.chain(roots).filter(|text| **text != NONE) {
            *text = numbers(*text);
        }
    }

    /// All texts by their numbers.
    pub(crate) fn texts(&self) -> Vec<Vec<char>> {
        let chars = self.codes.chars();
        let mut texts = vec![Vec::new(); self.texts.iter().filter(|&&text| text != NONE).count()];
        // Parents stand before their children.
        let mut paths: Vec<Vec<char>> = vec![Vec::new(); self.texts.len()];
        for node in 0..self.texts.len() {
            paths[node].push(chars[self.nodes[node].label as usize]);
            let path = std::mem::take(&mut paths[node]);
            for child in self.children(node as u32) {
                paths[child as usize].clone_from(&path);
            }
            if self.texts[node] != NONE {
                texts[self.texts[node] as usize] = path;
            }
        }
        texts
    }

    /// Calls `each` with the place and the code of every character of a text
    /// but the blanks.
    #[inline]
    pub(crate) fn codes(&self, text: &str, each: impl FnMut(usize, u32)) {
        self.codes.each(text, each);
    }

    /// Calls `found` with the place and the number of every text that stands
    /// in characters given as codes, in order of their beginnings.
    #[inline]
    pub(crate) fn find(&self, codes: &[u32], mut found: impl FnMut(Range<usize>, u32)) {
        for (start, &first) in codes.iter().enumerate() {
            let Some(&root) = self.roots.get(first as usize) else {
                continue;
            };
            if root.text != NONE {
                found(start..start + 1, root.text);
            }
            let Some(&second) = codes.get(start + 1) else {
                break;
            };
            if !self.pairs.may(first, second) {
                continue;
            }
            let fits =
                |node: u32| node >= root.from && node < root.to && self.label(node) == second;
            let Some(mut node) = self.pairs.find(first, second, fits) else {
                continue;
            };
            let mut at = start + 2;
            loop {
                let text = self.texts[node as usize];
                if text != NONE {
                    found(start..at, text);
                }
                let Some(&next) = codes.get(at) else {
                    break;
                };
                match self.child(node, next) {
                    Some(child) => node = child,
                    None => break,
                }
                at += 1;
            }
        }
    }

    #[inline]
    fn label(&self, node: u32) -> u32 {
        self.nodes[node as usize].label
    }

    #[inline]
    fn children(&self, node: u32) -> Range<u32> {
        self.nodes[node as usize].from..self.nodes[node as usize + 1].from
    }

    #[inline]
    fn child(&self, node: u32, code: u32) -> Option<u32> {
        let Range { start, end } = self.children(node);
        let children = &self.nodes[start as usize..end as usize];
        let at = if children.len() <= FEW {
            let mut labels = children.iter().map(|child| child.label);
            labels.position(|label| label == code)?
        } else {
            let label = |child: &Node| child.label;
            children.binary_search_by_key(&code, label).ok()?
        };
        Some(start + at as u32)
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
        let mut codes = Vec::new();
        trie.codes(body, |_, code| codes.push(code));
        let body: Vec<char> = body.chars().collect();
        let mut out = Vec::new();
        trie.find(&codes, |range, number| {
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
