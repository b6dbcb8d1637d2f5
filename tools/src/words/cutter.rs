//! Cuts text as mecab-ko does, over the tables of a pack.
//!
//! Blanks are skipped and penalised, not words. Plain and slow on purpose: it
//! is what cuts are compared with.

use crate::error::{Error, Result};
use hasoyeon_ko_dic::LexemeTable;
use hasoyeon_ko_dic::Order;
use hasoyeon_ko_dic::expand;
use hasoyeon_ko_dic::pack::Pack;
use lindera_dictionary::dictionary::character_definition::{CategoryId, CharacterDefinition};
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use std::ops::Range;
use std::path::Path;

/// The longest run of characters that makes one unknown word, as in MeCab.
const MAX_GROUP: usize = 24;

pub struct Cutter {
    words: PrefixDictionary,
    matrix: ConnectionCostMatrix,
    characters: CharacterDefinition,
    unknown: UnknownDictionary,
    space: CategoryId,
    pub lexemes: LexemeTable,
}

/// A stretch of the text and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// In bytes of the text.
    pub range: Range<usize>,
    pub tag: String,
    /// The dictionary row; none for an unknown word.
    pub lexeme: Option<u32>,
}

#[derive(Clone, Copy)]
struct Node {
    cost: i32,
    right: u32,
    start: usize,
    /// Where the node before ends and its place among those that end there.
    previous: (usize, usize),
    word: u32,
    known: bool,
}

/// What a word brings along, whatever its place.
#[derive(Clone, Copy)]
struct Entry {
    cost: i32,
    left: u32,
    right: u32,
    word: u32,
    known: bool,
}

impl Cutter {
    pub fn new(pack: &Pack) -> Result<Self> {
        let tables = expand::tables(pack, &Order::default());
        let trie = crawdad::Trie::from_keys(expand::surfaces(pack))
            .map_err(|error| Error::content(Path::new(crate::dict::PACK), error.to_string()))?;
        let characters = CharacterDefinition::load(&pack.char_def)?;
        let space = characters
            .category_id_by_name("SPACE")
            .unwrap_or(CategoryId(0));
        Ok(Self {
            words: PrefixDictionary::load(
                trie.serialize_to_vec(),
                tables.vals_index,
                tables.vals,
                tables.words_index,
                tables.words,
            )?,
            matrix: ConnectionCostMatrix::load(tables.matrix)?,
            characters,
            unknown: UnknownDictionary::load(&pack.unknown)?,
            space,
            lexemes: tables.lexemes,
        })
    }

    /// The cheapest way through a line.
    pub fn cut(&self, text: &str) -> Vec<Cut> {
        let chars: Vec<char> = text.chars().collect();
        let category: Vec<CategoryId> = chars
            .iter()
            .map(|&c| self.characters.lookup_categories(c)[0])
            .collect();
        let mut ends: Vec<Vec<Node>> = vec![Vec::new(); chars.len() + 1];
        ends[0].push(Node {
            cost: 0,
            right: 0,
            start: 0,
            previous: (0, 0),
            word: 0,
            known: false,
        });
        let mut last = 0;
        for position in 0..chars.len() {
            if ends[position].is_empty() {
                continue;
            }
            let blanks = category[position..]
                .iter()
                .take_while(|&&id| id == self.space)
                .count();
            let start = position + blanks;
            if start == chars.len() {
                last = position;
                continue;
            }
            let found = self.known_words(&chars[start..], |entry, length| {
                self.add(&mut ends, position, start, start + length, entry);
            });
            self.unknown_words(&chars, &category, start, found, |entry, length| {
                self.add(&mut ends, position, start, start + length, entry);
            });
        }
        if !ends[chars.len()].is_empty() {
            last = chars.len();
        }
        let row = self.matrix.row(0);
        let best = (0..ends[last].len())
            .min_by_key(|&i| ends[last][i].cost + i32::from(row[ends[last][i].right as usize]));
        let mut cuts = Vec::new();
        let bytes: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let mut at = (last, best.unwrap_or(0));
        while at.0 > 0 {
            let node = ends[at.0][at.1];
            cuts.push(self.name(&node, bytes[node.start]..bytes[at.0]));
            at = node.previous;
        }
        cuts.reverse();
        cuts
    }

    fn name(&self, node: &Node, range: Range<usize>) -> Cut {
        if node.known {
            let tag = self
                .lexemes
                .class_tag(self.lexemes.class(node.word))
                .to_owned();
            return Cut {
                range,
                tag,
                lexeme: Some(node.word),
            };
        }
        Cut {
            range,
            tag: self.lexemes.unknown_tag(node.word).unwrap_or("").to_owned(),
            lexeme: None,
        }
    }

    fn known_words(&self, rest: &[char], mut add: impl FnMut(Entry, usize)) -> bool {
        let mut found = false;
        for (entries, length) in self.words.common_prefix_search(rest) {
            for entry in entries.chunks_exact(10) {
                found = true;
                let half = |at: usize| u16::from_le_bytes([entry[at], entry[at + 1]]);
                let word = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
                let (left, right) = (half(6).into(), half(8).into());
                add(
                    Entry {
                        cost: half(4).cast_signed().into(),
                        left,
                        right,
                        word,
                        known: true,
                    },
                    length,
                );
            }
        }
        found
    }

    fn unknown_words(
        &self,
        chars: &[char],
        category: &[CategoryId],
        start: usize,
        found: bool,
        mut add: impl FnMut(Entry, usize),
    ) {
        let own = category[start];
        let definition = self.characters.lookup_definition(own);
        if found && !definition.invoke {
            return;
        }
        let mut emit = |length: usize| {
            for &word in self.unknown.lookup_word_ids(own) {
                let entry = self.unknown.word_entry(word);
                let (left, right) = (entry.left_id(), entry.right_id());
                add(
                    Entry {
                        cost: entry.word_cost().into(),
                        left,
                        right,
                        word,
                        known: false,
                    },
                    length,
                );
            }
        };
        let (mut group, mut any) = (0, definition.length > 0);
        if definition.group {
            let alike = |&c: &char| self.characters.lookup_categories(c).contains(&own);
            group = 1 + chars[start + 1..].iter().take_while(|c| alike(c)).count();
            if group <= MAX_GROUP + 1 {
                emit(group);
                any = true;
            } else {
                group = 0;
            }
        }
        for length in 1..=definition.length as usize {
            if start + length > chars.len() {
                break;
            }
            if length != group {
                emit(length);
            }
            if category.get(start + length).is_some_and(|&id| id != own) {
                break;
            }
        }
        if !any && !found {
            emit(1);
        }
    }

    fn add(&self, ends: &mut [Vec<Node>], from: usize, start: usize, end: usize, entry: Entry) {
        let row = self.matrix.row(entry.left);
        let cost = |node: &Node| node.cost + i32::from(row[node.right as usize]);
        let Some(i) = (0..ends[from].len()).min_by_key(|&i| cost(&ends[from][i])) else {
            return;
        };
        let penalty = match entry.known && start > from {
            true => self.lexemes.class_penalty(self.lexemes.class(entry.word)),
            false => 0,
        };
        ends[end].push(Node {
            cost: cost(&ends[from][i]) + entry.cost + penalty,
            right: entry.right,
            start,
            previous: (from, i),
            word: entry.word,
            known: entry.known,
        });
    }
}
