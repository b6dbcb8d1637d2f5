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

#[derive(Clone, Copy)]
struct Node {
    cost: i32,
    right: u32,
    /// Where the node before ends, and its number there.
    from: u32,
    from_index: u32,
    /// First character of the word, after skipped blanks.
    start: u32,
    word: Word,
}

/// The cheapest left neighbour found for one left id at one position.
#[derive(Clone, Copy)]
struct Best {
    stamp: u32,
    index: u32,
    cost: i32,
}

/// Scratch of the Viterbi search; reused, bounded by [`MAX_CHARS`].
#[derive(Default)]
pub(crate) struct Lattice {
    chars: Vec<char>,
    bytes: Vec<u32>,
    categories: Vec<CategoryId>,
    ends: Vec<Vec<Node>>,
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
        if self.ends.len() <= n {
            self.ends.resize_with(n + 1, Vec::new);
        }
        for nodes in &mut self.ends[..=n] {
            nodes.clear();
        }
        if self.best.is_empty() {
            let size = tables.matrix.backward_size.max(tables.matrix.forward_size) as usize;
            self.best.resize(
                size,
                Best {
                    stamp: 0,
                    index: 0,
                    cost: 0,
                },
            );
        }
        self.ends[0].push(Node {
            cost: 0,
            right: 0,
            from: u32::MAX,
            from_index: 0,
            start: 0,
            word: Word::Unknown(0, 0),
        });

        let mut last = n;
        for pos in 0..n {
            if self.ends[pos].is_empty() {
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
        // The list is taken out so that words ending later can be added while
        // it is read; no word ends where it began.
        let left = std::mem::take(&mut self.ends[pos]);
        let mut found = false;
        let Self {
            chars,
            categories,
            ends,
            best,
            stamp,
            ..
        } = self;
        let mut add = |end: usize, left_id: u32, right: u32, cost: i32, word: Word| {
            let slot = &mut best[left_id as usize];
            if slot.stamp != *stamp {
                let row = tables.matrix.row(left_id);
                let (mut cheapest, mut index) = (i32::MAX, 0);
                for (i, node) in left.iter().enumerate() {
                    let cost = node.cost + i32::from(row[node.right as usize]);
                    if cost < cheapest || (cost == cheapest && node.from > left[index].from) {
                        cheapest = cost;
                        index = i;
                    }
                }
                *slot = Best {
                    stamp: *stamp,
                    index: index as u32,
                    cost: cheapest,
                };
            }
            ends[end].push(Node {
                cost: slot.cost + cost,
                right,
                from: pos as u32,
                from_index: slot.index,
                start: start as u32,
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
        self.ends[pos] = left;
    }

    fn back_trace(&mut self, tables: &Tables, last: usize, out: &mut Vec<Token>) {
        let row = tables.matrix.row(0);
        let Some((index, _)) = self.ends[last].iter().enumerate().min_by_key(|&(i, node)| {
            let cost = node.cost + i32::from(row[node.right as usize]);
            (cost, std::cmp::Reverse(node.from), i)
        }) else {
            return;
        };
        self.path.clear();
        let (mut end, mut index) = (last, index);
        while end != 0 {
            let node = self.ends[end][index];
            self.path.push(Token {
                start: self.bytes[node.start as usize],
                end: self.bytes[end],
                word: node.word,
            });
            end = node.from as usize;
            index = node.from_index as usize;
        }
        out.extend(self.path.iter().rev());
    }
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
