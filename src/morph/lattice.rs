//! The lattice: mecab-ko's result from lindera's structures.
//!
//! MeCab's semantics, after `mecab-ko` 0.9.2: whitespace is no node but is
//! skipped, and a word that follows whitespace pays the left-space penalty of
//! its part of speech; unknown words are proposed where the dictionary has
//! none or the character category asks for them. Of equal paths MeCab takes
//! the one whose last word begins later (ㅋㅋㅋ ㅋㅋ).

mod paths;

use hasoyeon_ko_dic::{Entry, Step, WordsView};
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
    /// Beginnings of surfaces, by where they begin; surfaces as they are found.
    live: Vec<(u32, Step)>,
    found: Vec<(u32, Surface)>,
    /// Surfaces that begin at each character, shorter ones first.
    surfaces: Vec<Surface>,
    /// Where those of each character begin.
    starts: Vec<u32>,
}

/// A surface of the dictionary in the text.
#[derive(Clone, Copy, Default)]
struct Surface {
    /// Number of its first entry.
    number: u32,
    /// Its characters.
    len: u32,
    entry: Option<Entry>,
}

impl Surface {
    fn new(words: WordsView<'_>, number: u32, len: u32) -> Self {
        Self {
            number,
            len,
            entry: words.entry(number),
        }
    }
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
            self.extend(tables, words, pos, start, n);
        }
        self.back_trace(tables, last, out);
    }

    /// Finds all surfaces in the text. All beginnings go on together, a
    /// character at a time, and the first entry of each is read at once: no
    /// search waits for what another asks of far memory.
    fn look_up(&mut self, words: WordsView<'_>) {
        let Self {
            codes,
            live,
            found,
            surfaces,
            starts,
            ..
        } = self;
        found.clear();
        live.clear();
        starts.clear();
        starts.resize(codes.len() + 2, 0);
        for (at, &code) in (0..).zip(codes.iter()) {
            let step = words.first(code);
            if let Some(entry) = step.entry() {
                starts[at as usize + 2] += 1;
                found.push((at, Surface::new(words, entry, 1)));
            }
            if step.has_more() {
                live.push((at, step));
            }
        }
        let mut len = 1;
        while !live.is_empty() {
            let mut kept = 0;
            for number in 0..live.len() {
                let (at, step) = live[number];
                let code = codes.get((at + len) as usize);
                let Some(next) = code.and_then(|&code| words.next(step, code)) else {
                    continue;
                };
                if let Some(entry) = next.entry() {
                    starts[at as usize + 2] += 1;
                    found.push((at, Surface::new(words, entry, len + 1)));
                }
                live[kept] = (at, next);
                kept += usize::from(next.has_more());
            }
            live.truncate(kept);
            len += 1;
        }
        // Side by side by where they begin, the shorter still first.
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        surfaces.resize(found.len(), Surface::default());
        for &(at, surface) in found.iter() {
            let place = &mut starts[at as usize + 1];
            surfaces[*place as usize] = surface;
            *place += 1;
        }
    }

    /// Adds every word that may begin at `start` behind the nodes that end at
    /// `pos`; between the two only blanks stand.
    fn extend(
        &mut self,
        tables: &Tables,
        words: WordsView<'_>,
        pos: usize,
        start: usize,
        n: usize,
    ) {
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
        // No word ends where it began.
        let (before, behind) = ends.split_at_mut(start + 1);
        let mut adder = Adder::new(tables, &mut before[pos], (pos, start), nodes);
        let mut found = false;
        let of_start = starts[start] as usize..starts[start + 1] as usize;
        for surface in &surfaces[of_start] {
            found = true;
            let end = &mut behind[surface.len as usize - 1];
            let mut number = surface.number;
            let mut next = surface.entry;
            while let Some(entry) = next {
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
                next = words.entry(number);
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
                adder.add_one(&mut behind[len - 1], word);
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
                    adder.add_one(&mut behind[len - 1], word);
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
