//! A full dictionary from disk: lindera keeps no list of its surfaces, so the
//! serialised trie is walked backwards, node by node, to name each entry.

use std::path::Path;

use hasoyeon_ko_dic::{LexemeTable, LexemeTableBuilder};
use lindera_dictionary::dictionary::Dictionary as LinderaDictionary;

use crate::error::Error;

/// Bytes of a serialised word entry: id, cost, left id, right id.
const RECORD: usize = 10;

/// No surface is so long; damaged nodes may go in a circle.
const MAX_DEPTH: usize = 1 << 10;

/// Bits of a trie node that are no flag.
const MASK: u32 = 0x7fff_ffff;

/// The lexeme table of a dictionary directory.
pub(super) fn lexemes(path: &Path, dictionary: &LinderaDictionary) -> Result<LexemeTable, Error> {
    let read = |name: &str| {
        let file = path.join(name);
        std::fs::read(&file).map_err(|error| Error::io(file, error))
    };
    let refuse = |reason: &str| Error::dictionary(path.display(), reason);
    let schema = &dictionary.metadata.dictionary_schema;
    // A detail record begins behind surface, two ids and cost.
    let column = |name: &str| schema.get_field_index(name).and_then(|at| at.checked_sub(4));
    let tag = column("part_of_speech_tag").or_else(|| column("pos"));
    let (Some(tag), Some(expression)) = (tag, column("expression")) else {
        return Err(refuse(
            "its schema has no part_of_speech_tag and expression: not a ko-dic",
        ));
    };
    let (trie, counts, values) = (read("dict.trie")?, read("dict.valsidx")?, read("dict.vals")?);
    let surfaces = Trie::read(&trie)
        .and_then(|trie| trie.surfaces(counts.len() / 4))
        .ok_or_else(|| refuse("dict.trie is damaged"))?;
    let entries = values.len() / RECORD;
    let mut surface_of: Vec<Option<u32>> = vec![None; entries];
    for (ordinal, bounds) in counts.windows(8).step_by(4).enumerate() {
        let (start, end) = (u32_at(bounds, 0) as usize, u32_at(bounds, 4) as usize);
        for record in start..end {
            let id = values
                .get(record * RECORD..record * RECORD + 4)
                .map(|bytes| u32_at(bytes, 0) as usize)
                .ok_or_else(|| refuse("dict.valsidx points past dict.vals"))?;
            *surface_of
                .get_mut(id)
                .ok_or_else(|| refuse("dict.vals names a word that does not exist"))? =
                Some(ordinal as u32);
        }
    }
    let mut builder = LexemeTableBuilder::new();
    for (id, ordinal) in surface_of.into_iter().enumerate() {
        let surface = ordinal
            .and_then(|ordinal| surfaces.get(ordinal as usize))
            .ok_or_else(|| refuse("dict.vals and dict.trie do not belong together"))?;
        let mut fields = [None; 2];
        for (number, field) in dictionary.word_details_iter(id).enumerate() {
            if number == tag {
                fields[0] = Some(field);
            } else if number == expression {
                fields[1] = Some(field);
            }
        }
        let [Some(tag), Some(expression)] = fields else {
            return Err(refuse("dict.words lacks the columns of ko-dic"));
        };
        builder.push(surface, tag, expression);
    }
    Ok(builder.build())
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// A crawdad trie: a code per character, and nodes of base and check.
struct Trie<'a> {
    characters: Vec<char>,
    nodes: &'a [u8],
}

impl<'a> Trie<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let word = |at: usize| bytes.get(at..at + 4).map(|bytes| u32_at(bytes, 0));
        let table = word(0)? as usize;
        let alphabet = word(4 + table.checked_mul(4)?)? as usize;
        let mut characters = vec!['\0'; alphabet.min(table) + 1];
        for ordinal in 0..table {
            let code = word(4 + ordinal * 4)? as usize;
            if let Some(slot) = characters.get_mut(code) {
                *slot = char::from_u32(ordinal as u32)?;
            }
        }
        let nodes = bytes.get(4 + table * 4 + 8..)?;
        Some(Self { characters, nodes })
    }

    fn node(&self, at: u32) -> Option<(u32, u32)> {
        let at = at as usize * 8;
        let bytes = self.nodes.get(at..at + 8)?;
        Some((u32_at(bytes, 0), u32_at(bytes, 4)))
    }

    /// The surface of every key by its ordinal: from each leaf up to the root.
    fn surfaces(&self, keys: usize) -> Option<Vec<String>> {
        let mut surfaces = vec![String::new(); keys];
        let mut letters = Vec::new();
        for leaf in 1..(self.nodes.len() / 8) as u32 {
            let (base, check) = self.node(leaf)?;
            if base & !MASK == 0 || self.node(check & MASK).is_none() {
                continue;
            }
            letters.clear();
            let (mut at, mut steps) = (leaf, 0);
            while at != 0 {
                let (_, check) = self.node(at)?;
                let parent = check & MASK;
                let code = (self.node(parent)?.0 & MASK) ^ at;
                // Code 0 ends a key that is a prefix of others.
                if code != 0 {
                    letters.push(*self.characters.get(code as usize)?);
                }
                at = parent;
                steps += 1;
                if steps > MAX_DEPTH {
                    return None;
                }
            }
            let surface = surfaces.get_mut((base & MASK) as usize)?;
            surface.extend(letters.iter().rev());
        }
        Some(surfaces)
    }
}
