//! Building a lexeme table from dictionary rows.

use super::{
    CLASSES, COMPOUND, FORMAT_VERSION, HEADER_LEN, INFLECTED, KEY_LEXEMES, KEY_TAGS, KEY_TEXTS,
    LEXEME_CLASSES, LEXEME_PARTS, LEXEME_TEXTS, LISTED, LISTS, LexemeTable, MAGIC, SECTIONS, TAGS,
    TEXT, UNKNOWN, expression,
};
use std::collections::HashMap;

/// Collects dictionary rows; the id of a lexeme is its place among them.
///
/// ```
/// let mut rows = hasoyeon_ko_dic::LexemeTableBuilder::new();
/// rows.push("했", "VV+EP", "하/VV/*+았/EP/*");
/// rows.push("전화", "NNG", "*");
/// let table = rows.build();
/// assert_eq!(table.surface(1), "전화");
/// assert_eq!(table.key_lemma(table.own_key(0)), "하");
/// ```
#[derive(Clone, Debug, Default)]
pub struct LexemeTableBuilder {
    texts: Texts,
    /// Tags of single morphemes, in the order in which they came up.
    tags: Vec<String>,
    classes: Vec<String>,
    tag_ids: HashMap<String, u16>,
    class_ids: HashMap<String, u16>,
    unknown: Vec<u32>,
    /// Text and tag of each morpheme, in the order in which they came up.
    morphemes: Vec<(u32, u16)>,
    morpheme_ids: HashMap<(u32, u16), u32>,
    lexeme_texts: Vec<u32>,
    lexeme_classes: Vec<u16>,
    lexeme_parts: Vec<u32>,
    lists: Vec<u32>,
    folded: String,
}

/// Length-prefixed strings, each stored once.
#[derive(Clone, Debug, Default)]
struct Texts {
    bytes: Vec<u8>,
    offsets: HashMap<String, u32>,
}

impl Texts {
    fn intern(&mut self, text: &str) -> u32 {
        let text = clip(text);
        if let Some(&offset) = self.offsets.get(text) {
            return offset;
        }
        let offset = self.bytes.len() as u32;
        self.bytes.push(text.len() as u8);
        self.bytes.extend_from_slice(text.as_bytes());
        self.offsets.insert(text.to_owned(), offset);
        offset
    }

    fn get(&self, offset: u32) -> &[u8] {
        let start = offset as usize;
        &self.bytes[start + 1..start + 1 + usize::from(self.bytes[start])]
    }
}

/// Lengths are one byte; the longest surface of mecab-ko-dic has 51.
fn clip(text: &str) -> &str {
    let mut end = text.len().min(255);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

impl LexemeTableBuilder {
    /// A builder without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row: its surface, its tag as mecab-ko writes it (`XSA+EC`), and
    /// its expression (`하/XSA/*+아서/EC/*`; the third field may be missing)
    /// or `*`. Gives the id of the lexeme.
    pub fn push(&mut self, surface: &str, tag: &str, expression: &str) -> u32 {
        let id = self.lexeme_texts.len() as u32;
        let mut folded = std::mem::take(&mut self.folded);
        let text = self.texts.intern(surface);
        let class = self.class(tag);
        self.lexeme_texts.push(text);
        self.lexeme_classes.push(class);
        expression::fold_into(surface, &mut folded);
        let own_text = if folded == surface {
            text
        } else {
            self.texts.intern(&folded)
        };

        let parts = if expression == "*" {
            None
        } else {
            expression::parts(expression)
        };
        let word = if let Some(parts) = parts {
            let head = self.lists.len();
            self.lists.extend([0, 0]);
            let (mut spelt, mut rest, mut after_ha) = (true, surface, false);
            for (lemma, part_tag) in parts.take(254) {
                rest = rest.strip_prefix(lemma).unwrap_or_else(|| {
                    spelt = false;
                    rest
                });
                expression::fold_into(lemma, &mut folded);
                if part_tag.starts_with('E') {
                    expression::spell_ending(&mut folded, after_ha);
                }
                after_ha = folded.ends_with('하');
                let lemma = self.texts.intern(&folded);
                let part = self.morpheme(lemma, part_tag);
                self.lists.push(part);
            }
            spelt &= rest.is_empty();
            let count = self.lists.len() - head - 2;
            let inflected = tag.contains('+') || (count == 1 && !spelt);
            if count == 1 && spelt && !inflected {
                // 잠자리 is listed as its own only part.
                let part = self.lists[head + 2];
                self.lists.truncate(head);
                part
            } else {
                let own = if inflected {
                    self.lists[head + 2]
                } else {
                    self.morpheme(own_text, tag)
                };
                let compound = if spelt && !inflected { COMPOUND } else { 0 };
                let inflected = if inflected { INFLECTED } else { 0 };
                self.lists[head] = LISTED | compound | inflected | (count as u32 + 1).min(255);
                self.lists[head + 1] = own;
                LISTED | head as u32
            }
        } else {
            self.morpheme(own_text, tag)
        };
        self.lexeme_parts.push(word);
        self.folded = folded;
        id
    }

    /// Adds an unknown-word entry; they are numbered in the order of the calls.
    pub fn push_unknown(&mut self, tag: &str) {
        let text = self.texts.intern(tag);
        self.unknown.push(text);
    }

    fn class(&mut self, tag: &str) -> u16 {
        id_in(tag, &mut self.classes, &mut self.class_ids)
    }

    fn morpheme(&mut self, text: u32, tag: &str) -> u32 {
        let tag = id_in(tag, &mut self.tags, &mut self.tag_ids);
        let next = self.morphemes.len() as u32;
        let id = *self.morpheme_ids.entry((text, tag)).or_insert(next);
        if id == next {
            self.morphemes.push((text, tag));
        }
        id
    }

    /// Numbers the keys, inverts the rows and writes the image.
    #[must_use]
    pub fn build(mut self) -> LexemeTable {
        let mut order: Vec<u32> = (0..self.morphemes.len() as u32).collect();
        let sort_key = |id: &u32| {
            let (text, tag) = self.morphemes[*id as usize];
            (self.texts.get(text), self.tags[usize::from(tag)].as_bytes())
        };
        // Rows come nearly sorted, and a stable sort makes use of it.
        order.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        let mut key_of = vec![0u32; order.len()];
        for (key, &id) in order.iter().enumerate() {
            key_of[id as usize] = key as u32;
        }
        self.renumber(&key_of);
        let key_lexemes = self.invert(order.len());

        let tag_texts: Vec<u32> = self.tags.iter().map(|tag| self.texts.intern(tag)).collect();
        let classes: Vec<u32> = self
            .classes
            .iter()
            .flat_map(|tag| {
                [
                    self.texts.intern(tag),
                    left_space_penalty(tag).cast_unsigned(),
                ]
            })
            .collect();
        let keys = order.iter().map(|&id| self.morphemes[id as usize]);
        let (key_texts, key_tags): (Vec<u32>, Vec<u16>) = keys.unzip();

        let mut image = vec![0; HEADER_LEN];
        let mut ends = [0; SECTIONS];
        let mut section = |id: usize, bytes: &mut dyn Iterator<Item = u8>| {
            image.extend(bytes);
            if id != TEXT {
                image.resize(image.len().next_multiple_of(4), 0);
            }
            ends[id] = image.len() as u32;
        };
        section(LEXEME_TEXTS, &mut words(&self.lexeme_texts));
        section(LEXEME_CLASSES, &mut halves(&self.lexeme_classes));
        section(LEXEME_PARTS, &mut words(&self.lexeme_parts));
        section(KEY_TEXTS, &mut words(&key_texts));
        section(KEY_TAGS, &mut halves(&key_tags));
        section(KEY_LEXEMES, &mut words(&key_lexemes));
        section(LISTS, &mut words(&self.lists));
        section(CLASSES, &mut words(&classes));
        section(TAGS, &mut words(&tag_texts));
        section(UNKNOWN, &mut words(&self.unknown));
        section(TEXT, &mut self.texts.bytes.iter().copied());
        image[..8].copy_from_slice(&MAGIC);
        let counts = [
            self.lexeme_texts.len(),
            order.len(),
            self.classes.len(),
            self.tags.len(),
        ];
        let header = [FORMAT_VERSION]
            .into_iter()
            .chain(counts.map(|count| count as u32))
            .chain(ends);
        for (place, word) in image[8..HEADER_LEN].chunks_exact_mut(4).zip(header) {
            place.copy_from_slice(&word.to_le_bytes());
        }
        LexemeTable::load(image).expect("the builder writes what the table reads")
    }

    /// Puts key numbers in place of the numbers given on the way.
    fn renumber(&mut self, key_of: &[u32]) {
        for word in &mut self.lexeme_parts {
            if *word & LISTED == 0 {
                *word = key_of[*word as usize];
            }
        }
        let mut at = 0;
        while at < self.lists.len() {
            let len = (self.lists[at] & 0xff) as usize;
            for word in &mut self.lists[at + 1..=at + len] {
                *word = key_of[*word as usize];
            }
            at += 1 + len;
        }
    }

    /// For each key its lexeme, or where the list of its lexemes stands.
    fn invert(&mut self, keys: usize) -> Vec<u32> {
        let mut postings: Vec<(u32, u32)> =
            Vec::with_capacity(self.lexeme_parts.len() + self.lists.len());
        for (lexeme, &word) in self.lexeme_parts.iter().enumerate() {
            let lexeme = lexeme as u32;
            if word & LISTED == 0 {
                postings.push((word, lexeme));
            } else {
                let head = (word & !LISTED) as usize;
                let len = (self.lists[head] & 0xff) as usize;
                postings.extend(
                    self.lists[head + 1..=head + len]
                        .iter()
                        .map(|&key| (key, lexeme)),
                );
            }
        }
        postings.sort_unstable();
        postings.dedup();
        let mut key_lexemes = vec![0; keys];
        for group in postings.chunk_by(|a, b| a.0 == b.0) {
            let (key, lexeme) = group[0];
            key_lexemes[key as usize] = if group.len() == 1 {
                lexeme
            } else {
                let head = self.lists.len() as u32;
                self.lists.push(group.len() as u32);
                self.lists.extend(group.iter().map(|&(_, lexeme)| lexeme));
                LISTED | head
            };
        }
        key_lexemes
    }
}

fn id_in(name: &str, names: &mut Vec<String>, ids: &mut HashMap<String, u16>) -> u16 {
    if let Some(&id) = ids.get(name) {
        return id;
    }
    let Ok(id) = u16::try_from(names.len()) else {
        return u16::MAX;
    };
    names.push(name.to_owned());
    ids.insert(name.to_owned(), id);
    id
}

/// mecab-ko-dic's `left-space-penalty-factor`. Its `pos-id.def` comes to the
/// same as the first tag for every row of the dictionary.
fn left_space_penalty(tag: &str) -> i32 {
    match tag.split('+').next() {
        Some("JC" | "JKB" | "JKC" | "JKG" | "JKO" | "JKQ" | "JKS" | "JKV" | "JX") => 6000,
        Some("EC" | "EF" | "EP" | "ETM" | "ETN" | "VCP" | "XSA" | "XSN" | "XSV") => 3000,
        _ => 0,
    }
}

fn words(values: &[u32]) -> impl Iterator<Item = u8> {
    values.iter().flat_map(|value| value.to_le_bytes())
}

fn halves(values: &[u16]) -> impl Iterator<Item = u8> {
    values.iter().flat_map(|value| value.to_le_bytes())
}
