//! The lattice: mecab-ko's result from lindera's structures.
//!
//! MeCab's semantics, after `mecab-ko` 0.9.2: whitespace is no node but is
//! skipped, and a word that follows whitespace pays the left-space penalty of
//! its part of speech; unknown words are proposed where the dictionary has
//! none or the character category asks for them. Of equal paths MeCab takes
//! the one whose last word begins later (ㅋㅋㅋ ㅋㅋ).

use lindera_dictionary::dictionary::character_definition::CategoryId;

use super::dictionary::{Tables, UnknownEntry};

/// Longest run of one character category that becomes one unknown word, in
/// characters after the first: MeCab's `max-grouping-size`.
const MAX_GROUPING: usize = 24;

/// Most characters one lattice is built over; longer text is cut before.
pub(crate) const MAX_CHARS: usize = 2048;

/// One word of the best path. Offsets are bytes of the text given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) word: Word,
}

/// What a token is: an entry of the dictionary or a guess by characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// Lexeme id.
    Known(u32),
    /// Character category and number of the entry in it.
    Unknown(u16, u16),
    /// Number of the user's word.
    User(u16),
}

/// No node.
const NONE: u32 = u32::MAX;

/// Bits of a rank that count the words of one position.
const RANK_BITS: u32 = 20;

#[derive(Clone, Copy)]
struct Node {
    cost: i32,
    /// Of nodes of the same end and cost the one of lowest rank is taken:
    /// words that begin later rank lower, else those found first.
    rank: u32,
    /// Another node with the same end.
    next: u32,
    /// The node before.
    before: u32,
    /// First character of the word, after skipped blanks.
    start: u16,
    right: u16,
    word: Word,
}

impl Node {
    /// Where the node before ends.
    fn from(&self) -> usize {
        MAX_CHARS - (self.rank >> RANK_BITS) as usize
    }
}

/// The nodes that end at one place.
#[derive(Clone, Copy)]
struct End {
    /// The last node of their chain, or [`NONE`].
    last: u32,
    /// What the cheapest of them cost at most, whatever follows: those that
    /// cost more, whatever follows, are on no best path.
    most: i32,
}

/// A node that ends where words are added.
#[derive(Clone, Copy)]
struct Left {
    /// Cost in the upper half, rank in the lower.
    key: i64,
    node: u32,
    right: u16,
}

impl Left {
    fn cost(&self) -> i32 {
        (self.key >> 32) as i32
    }
}

/// The cheapest left neighbour found for one left id at one position.
#[derive(Clone, Copy)]
struct Best {
    stamp: u32,
    node: u32,
    cost: i32,
}

/// Scratch of the Viterbi search; reused, bounded by [`MAX_CHARS`].
#[derive(Default)]
pub(crate) struct Lattice {
    chars: Vec<char>,
    bytes: Vec<u32>,
    categories: Vec<CategoryId>,
    /// All nodes; those that begin earlier come first.
    nodes: Vec<Node>,
    ends: Vec<End>,
    lefts: Vec<Left>,
    best: Vec<Best>,
    stamp: u32,
    path: Vec<Token>,
}

impl Lattice {
    /// Appends the tokens of `text` to `out`; offsets count from `offset`.
    ///
    /// Text over [`MAX_CHARS`] characters is cut at the last blank before the
    /// limit, else at the limit.
    pub(crate) fn tokenize(
        &mut self,
        tables: &Tables,
        text: &str,
        offset: usize,
        out: &mut Vec<Token>,
    ) {
        let mut rest = text;
        let mut offset = offset;
        while !rest.is_empty() {
            let cut = piece_len(rest);
            self.piece(tables, &rest[..cut], offset, out);
            rest = &rest[cut..];
            offset += cut;
        }
    }

    fn piece(&mut self, tables: &Tables, text: &str, offset: usize, out: &mut Vec<Token>) {
        self.chars.clear();
        self.bytes.clear();
        self.categories.clear();
        for (byte, c) in text.char_indices() {
            self.chars.push(c);
            self.bytes.push((offset + byte) as u32);
            self.categories
                .push(tables.characters.lookup_categories(c)[0]);
        }
        self.bytes.push((offset + text.len()) as u32);
        let n = self.chars.len();
        self.ends.clear();
        let none = End {
            last: NONE,
            most: i32::MAX,
        };
        self.ends.resize(n + 1, none);
        let unused = Best {
            stamp: 0,
            node: NONE,
            cost: 0,
        };
        self.best.resize(tables.bounds.lefts.len(), unused);
        self.nodes.clear();
        self.nodes.push(Node {
            cost: 0,
            rank: 0,
            next: NONE,
            before: NONE,
            start: 0,
            right: 0,
            word: Word::Unknown(0, 0),
        });
        self.ends[0].last = 0;

        let mut last = n;
        for pos in 0..n {
            if self.ends[pos].last == NONE {
                continue;
            }
            let mut start = pos;
            while start < n && self.categories[start] == tables.space {
                start += 1;
            }
            if start == n {
                last = pos;
                break;
            }
            self.extend(tables, pos, start, n);
        }
        self.back_trace(tables, last, out);
    }

    /// Adds every word that may begin at `start` behind the nodes that end at
    /// `pos`; between the two only blanks stand.
    fn extend(&mut self, tables: &Tables, pos: usize, start: usize, n: usize) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            self.best.iter_mut().for_each(|best| best.stamp = 0);
            self.stamp = 1;
        }
        let spaced = start > pos;
        self.line_up(tables, pos);
        let mut found = false;
        let Self {
            chars,
            categories,
            nodes,
            ends,
            lefts,
            best,
            stamp,
            ..
        } = self;
        let mut rank = ((MAX_CHARS - pos) as u32) << RANK_BITS;
        let cheapest_left = lefts.first().map_or(0, Left::cost);
        let mut add = |end: usize, left_id: u32, right: u32, cost: i32, word: Word| {
            rank += 1;
            let end = &mut ends[end];
            let [least, most] = tables.bounds.rights[right as usize].map(i32::from);
            let before = i32::from(tables.bounds.lefts[left_id as usize]);
            if cheapest_left + before + cost + least > end.most {
                return;
            }
            let best = &mut best[left_id as usize];
            if best.stamp != *stamp {
                let (cost, node) = cheapest(tables, lefts, left_id);
                *best = Best {
                    stamp: *stamp,
                    node,
                    cost,
                };
            }
            let cost = best.cost + cost;
            if cost + least > end.most {
                return;
            }
            end.most = end.most.min(cost + most);
            let next = std::mem::replace(&mut end.last, nodes.len() as u32);
            nodes.push(Node {
                cost,
                rank,
                next,
                before: best.node,
                start: start as u16,
                right: right as u16,
                word,
            });
        };
        for (records, len) in tables.prefix.common_prefix_search(&chars[start..]) {
            for record in records.chunks_exact(10) {
                found = true;
                let (lexeme, mut cost, left_id, right) = Tables::entry(record);
                if spaced {
                    let class = usize::from(tables.lexemes.class(lexeme));
                    cost += tables.class_penalty.get(class).copied().unwrap_or(0);
                }
                add(start + len, left_id, right, cost, Word::Known(lexeme));
            }
        }
        if let Some(users) = &tables.users {
            users.search(&chars[start..], |number, len| {
                found = true;
                let entry = &users.entries[usize::from(number)];
                let cost = entry.cost + if spaced { entry.penalty } else { 0 };
                add(
                    start + len,
                    entry.left,
                    entry.right,
                    cost,
                    Word::User(number),
                );
            });
        }
        let category = categories[start];
        let definition = tables.characters.lookup_definition(category);
        if !found || definition.invoke {
            let mut guess = |len: usize| {
                for (number, entry) in tables.unknown[category.0].iter().enumerate() {
                    let UnknownEntry {
                        cost,
                        left,
                        right,
                        penalty,
                        ..
                    } = *entry;
                    let cost = cost + if spaced { penalty } else { 0 };
                    let word = Word::Unknown(category.0 as u16, number as u16);
                    add(start + len, left, right, cost, word);
                }
            };
            let group = if definition.group {
                group_len(tables, chars, start, category)
            } else {
                0
            };
            let mut guessed = false;
            if group > 0 {
                guess(group);
                guessed = true;
            }
            for len in 1..=definition.length as usize {
                if start + len > n {
                    break;
                }
                if len != group {
                    guess(len);
                    guessed = true;
                }
                if start + len < n && categories[start + len] != category {
                    break;
                }
            }
            if !guessed && !found {
                guess(1);
            }
        }
    }

    /// Puts the nodes that end at `pos` into `lefts`, the cheapest first.
    fn line_up(&mut self, tables: &Tables, pos: usize) {
        let Self {
            nodes, ends, lefts, ..
        } = self;
        lefts.clear();
        let End { last, most } = ends[pos];
        let mut number = last;
        while let Some(node) = nodes.get(number as usize) {
            let right = usize::from(node.right);
            if node.cost + i32::from(tables.bounds.rights[right][0]) <= most {
                lefts.push(Left {
                    key: i64::from(node.cost) << 32 | i64::from(node.rank),
                    node: number,
                    right: node.right,
                });
            }
            number = node.next;
        }
        lefts.sort_unstable_by_key(|left| left.key);
    }

    fn back_trace(&mut self, tables: &Tables, last: usize, out: &mut Vec<Token>) {
        self.line_up(tables, last);
        let (_, mut number) = cheapest(tables, &self.lefts, 0);
        self.path.clear();
        let mut end = last;
        while end != 0 {
            let Some(node) = self.nodes.get(number as usize) else {
                return;
            };
            self.path.push(Token {
                start: self.bytes[usize::from(node.start)],
                end: self.bytes[end],
                word: node.word,
            });
            end = node.from();
            number = node.before;
        }
        out.extend(self.path.iter().rev());
    }
}

/// Cost and number of the cheapest way to a word of a left id; `lefts` are in
/// order of their own cost.
fn cheapest(tables: &Tables, lefts: &[Left], left_id: u32) -> (i32, u32) {
    let row = tables.matrix.row(left_id);
    // Nothing behind a left that is dearer than the best by more than this
    // can be cheaper.
    let least = i64::from(tables.bounds.lefts[left_id as usize]) << 32;
    let (mut key, mut node) = (i64::MAX, NONE);
    for left in lefts {
        if left.key + least > key {
            break;
        }
        let cost = i64::from(row[usize::from(left.right)]) << 32;
        if left.key + cost < key {
            (key, node) = (left.key + cost, left.node);
        }
    }
    ((key >> 32) as i32, node)
}

/// Bytes of the next piece of at most [`MAX_CHARS`] characters.
fn piece_len(text: &str) -> usize {
    if text.len() <= MAX_CHARS {
        return text.len();
    }
    let Some((limit, _)) = text.char_indices().nth(MAX_CHARS) else {
        return text.len();
    };
    match text[..limit].rfind(char::is_whitespace) {
        Some(blank) if blank > 0 => blank,
        _ => limit,
    }
}

/// Characters of the run of `category` that begins at `start`, or 0 when the
/// run is longer than MeCab groups.
fn group_len(tables: &Tables, chars: &[char], start: usize, category: CategoryId) -> usize {
    let len = 1 + chars[start + 1..]
        .iter()
        .take(MAX_GROUPING + 1)
        .take_while(|&&c| tables.characters.lookup_categories(c).contains(&category))
        .count();
    if len > MAX_GROUPING + 1 { 0 } else { len }
}
