//! The lattice: mecab-ko's result from lindera's structures.
//!
//! MeCab's semantics, after `mecab-ko` 0.9.2: whitespace is no node but is
//! skipped, and a word that follows whitespace pays the left-space penalty of
//! its part of speech; unknown words are proposed where the dictionary has
//! none or the character category asks for them. Of equal paths MeCab takes
//! the one whose last word begins later (ㅋㅋㅋ ㅋㅋ).

mod paths;

use hasoyeon_ko_dic::WordsView;
use lindera_dictionary::dictionary::character_definition::CategoryId;

use self::paths::{Adder, Candidate, End, Node};
use super::dictionary::Tables;

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

/// Scratch of the Viterbi search; reused, bounded by [`MAX_CHARS`].
#[derive(Default)]
pub(crate) struct Lattice {
    chars: Vec<char>,
    bytes: Vec<u32>,
    categories: Vec<CategoryId>,
    ends: Vec<End>,
    /// Those that begin earlier come first.
    nodes: Vec<Node>,
    path: Vec<Token>,
    codes: Vec<u16>,
    /// Surfaces that begin at each character, shorter ones first.
    surfaces: Vec<Surface>,
    /// Where those of each character begin.
    starts: Vec<u32>,
}

/// A surface of the dictionary in the text.
#[derive(Clone, Copy)]
struct Surface {
    /// Number of its first entry.
    entry: u32,
    /// Its characters.
    len: u32,
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
        self.codes.clear();
        let words = tables.words.view();
        for (byte, c) in text.char_indices() {
            self.chars.push(c);
            self.codes.push(words.code(c));
            self.bytes.push((offset + byte) as u32);
            self.categories
                .push(tables.characters.lookup_categories(c)[0]);
        }
        self.bytes.push((offset + text.len()) as u32);
        self.look_up(words);
        let n = self.chars.len();
        if self.ends.len() <= n {
            self.ends.resize_with(n + 1, End::default);
        }
        self.ends[..=n].iter_mut().for_each(End::clear);
        self.ends[0].begin();
        self.nodes.clear();

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

    /// Finds all surfaces in the text. No search waits for another, and none
    /// for the costs of the words: tables in far memory are read at once.
    fn look_up(&mut self, words: WordsView<'_>) {
        self.surfaces.clear();
        self.starts.clear();
        let mut rest = self.codes.as_slice();
        while let Some((&code, behind)) = rest.split_first() {
            self.starts.push(self.surfaces.len() as u32);
            let mut step = words.first(code);
            let mut len = 1;
            let mut codes = behind.iter();
            loop {
                if let Some(entry) = step.entry() {
                    self.surfaces.push(Surface { entry, len });
                }
                let next = codes.next().and_then(|&code| words.next(step, code));
                let Some(next) = next else {
                    break;
                };
                step = next;
                len += 1;
            }
            rest = behind;
        }
        self.starts.push(self.surfaces.len() as u32);
    }

    /// Adds every word that may begin at `start` behind the nodes that end at
    /// `pos`; between the two only blanks stand.
    fn extend(&mut self, tables: &Tables, pos: usize, start: usize, n: usize) {
        let spaced = start > pos;
        let Self {
            chars,
            categories,
            ends,
            nodes,
            surfaces,
            starts,
            ..
        } = self;
        let words = tables.words.view();
        // No word ends where it began.
        let (before, behind) = ends.split_at_mut(start + 1);
        let mut adder = Adder::new(tables, &mut before[pos], (pos, start), nodes);
        let mut found = false;
        let of_start = starts[start] as usize..starts[start + 1] as usize;
        for surface in &surfaces[of_start] {
            found = true;
            let end = &mut behind[surface.len as usize - 1];
            let mut number = surface.entry;
            while let Some(entry) = words.entry(number) {
                let penalty = if spaced { entry.penalty } else { 0 };
                let word = Candidate {
                    left: entry.left.into(),
                    right: entry.right.into(),
                    cost: i32::from(entry.cost) + i32::from(penalty),
                    word: Word::Known(number),
                };
                adder.add(end, word);
                if entry.last {
                    break;
                }
                number += 1;
            }
        }
        if let Some(users) = &tables.users {
            users.search(&chars[start..], |number, len| {
                found = true;
                let entry = &users.entries[usize::from(number)];
                let word = Candidate {
                    left: entry.left,
                    right: entry.right,
                    cost: entry.cost + if spaced { entry.penalty } else { 0 },
                    word: Word::User(number),
                };
                adder.add(&mut behind[len - 1], word);
            });
        }
        let category = categories[start];
        let definition = tables.characters.lookup_definition(category);
        if !found || definition.invoke {
            let mut guess = |len: usize| {
                for (number, entry) in tables.unknown[category.0].iter().enumerate() {
                    let word = Candidate {
                        left: entry.left,
                        right: entry.right,
                        cost: entry.cost + if spaced { entry.penalty } else { 0 },
                        word: Word::Unknown(category.0 as u16, number as u16),
                    };
                    adder.add(&mut behind[len - 1], word);
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

    fn back_trace(&mut self, tables: &Tables, last: usize, out: &mut Vec<Token>) {
        let mut rank = self.ends[last].last_word(tables);
        self.path.clear();
        let mut end = last;
        while end != 0 {
            let from = rank.from();
            let Some(node) = self.nodes.get(self.ends[from].first + rank.number()) else {
                return;
            };
            self.path.push(Token {
                start: self.bytes[usize::from(node.start)],
                end: self.bytes[end],
                word: node.word,
            });
            end = from;
            rank = node.before;
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
