//! What the dictionary's rows mean: the morphemes of each, and where each morpheme stands.
//!
//! A **lexeme** is one row of the dictionary; its id is the word id that
//! lindera's tables give. A **morpheme key** is a distinct pair of lemma and
//! tag, numbered in the order of lemma bytes and then of tag bytes. A
//! **class** is a distinct compound tag.
//!
//! The table is one flat little-endian image. Loading checks its header and
//! its length only; every read is bounds-checked, so that a broken image
//! gives empty answers and never a panic.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

// Spelled out, because the build script reaches this file by `#[path]` too.
#[path = "lexeme/builder.rs"]
mod builder;
#[path = "lexeme/error.rs"]
mod error;
#[path = "lexeme/expression.rs"]
mod expression;
#[path = "lexeme/nearest.rs"]
mod nearest;

pub use builder::LexemeTableBuilder;
pub use error::LexemeError;

const MAGIC: [u8; 8] = *b"kolexeme";
const FORMAT_VERSION: u32 = 1;
/// Set in a word that is an offset into [`LISTS`] and not the value itself.
const LISTED: u32 = 1 << 31;
const COMPOUND: u32 = 1 << 8;
const INFLECTED: u32 = 1 << 9;

// Sections of the image. All but the last hold `u32` words, or `u16` in pairs.
const LEXEME_TEXTS: usize = 0;
const LEXEME_CLASSES: usize = 1;
const LEXEME_PARTS: usize = 2;
const KEY_TEXTS: usize = 3;
const KEY_TAGS: usize = 4;
const KEY_LEXEMES: usize = 5;
const LISTS: usize = 6;
const CLASSES: usize = 7;
const TAGS: usize = 8;
const UNKNOWN: usize = 9;
const TEXT: usize = 10;
const SECTIONS: usize = 11;
/// Magic, version, four counts and the ends of the sections.
const HEADER_LEN: usize = 8 + 4 + 4 * 4 + SECTIONS * 4;

/// The morphemes of every dictionary row, and the reverse index.
///
/// Ids that are out of range give empty strings, empty iterators and 0.
#[derive(Clone, Debug)]
pub struct LexemeTable {
    bytes: Cow<'static, [u8]>,
    sections: [(usize, usize); SECTIONS],
    lexemes: u32,
    keys: u32,
    classes: u32,
    tags: u32,
}

impl LexemeTable {
    /// Takes an image, checking its header and its length.
    ///
    /// # Errors
    ///
    /// Says whether the bytes are no table, of another version or damaged.
    pub fn load(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, LexemeError> {
        let bytes = bytes.into();
        let head = bytes.get(..HEADER_LEN).ok_or(LexemeError::NotATable)?;
        if head[..8] != MAGIC {
            return Err(LexemeError::NotATable);
        }
        let word = |i: usize| word_at(&head[8..], i).unwrap_or(0);
        if word(0) != FORMAT_VERSION {
            return Err(LexemeError::Version(word(0)));
        }
        let [lexemes, keys, classes, tags] = [word(1), word(2), word(3), word(4)];
        let mut sections = [(0, 0); SECTIONS];
        let mut start = HEADER_LEN;
        for (i, section) in sections.iter_mut().enumerate() {
            let end = word(5 + i) as usize;
            *section = (start, end);
            if end < start || (i < TEXT && !(end - start).is_multiple_of(4)) {
                return Err(LexemeError::Damaged);
            }
            start = end;
        }
        let words = |section: usize| (sections[section].1 - sections[section].0) as u64 / 4;
        let fits = start == bytes.len()
            && [LEXEME_TEXTS, LEXEME_PARTS]
                .iter()
                .all(|&s| words(s) == lexemes.into())
            && [KEY_TEXTS, KEY_LEXEMES]
                .iter()
                .all(|&s| words(s) == keys.into())
            && words(LEXEME_CLASSES) == u64::from(lexemes).div_ceil(2)
            && words(KEY_TAGS) == u64::from(keys).div_ceil(2)
            && words(CLASSES) == u64::from(classes) * 2
            && words(TAGS) == tags.into()
            && classes <= 1 << 16
            && tags <= 1 << 16;
        if !fits {
            return Err(LexemeError::Damaged);
        }
        Ok(Self {
            bytes,
            sections,
            lexemes,
            keys,
            classes,
            tags,
        })
    }

    /// The image, to be stored and loaded again.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Number of lexemes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lexemes as usize
    }

    /// Whether the table holds no lexeme.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lexemes == 0
    }

    /// The string that a lexeme matches.
    #[must_use]
    pub fn surface(&self, lexeme: u32) -> &str {
        self.text(LEXEME_TEXTS, lexeme)
    }

    /// The class of a lexeme.
    #[must_use]
    #[inline]
    pub fn class(&self, lexeme: u32) -> u16 {
        self.half(LEXEME_CLASSES, lexeme)
    }

    /// Number of classes.
    #[must_use]
    pub fn class_count(&self) -> usize {
        self.classes as usize
    }

    /// The tag of a class as mecab-ko writes it: `NNG`, `XSA+EC`.
    #[must_use]
    pub fn class_tag(&self, class: u16) -> &str {
        self.text(CLASSES, u32::from(class) * 2)
    }

    /// What a word of this class costs more after a blank.
    #[must_use]
    pub fn class_penalty(&self, class: u16) -> i32 {
        self.word(CLASSES, u32::from(class) * 2 + 1)
            .unwrap_or(0)
            .cast_signed()
    }

    /// The morphemes of a lexeme, in order: the parts of a compound or of an
    /// inflected form, else the one key of the word itself. The parts of a few
    /// nouns do not spell them (고춧값 is 고추 and 값): these are neither
    /// [compounds](Self::is_compound) nor [inflected](Self::is_inflected).
    #[must_use]
    #[inline]
    pub fn keys_of(&self, lexeme: u32) -> Ids<'_> {
        match self.parts(lexeme) {
            Some((_, list)) => Ids {
                bytes: list.get(4..).unwrap_or(&[]),
            },
            None => Ids {
                bytes: self.words(LEXEME_PARTS, lexeme),
            },
        }
    }

    /// The key of a lexeme as a whole (surface and tag); of an inflected one
    /// the key of its first part.
    #[must_use]
    #[inline]
    pub fn own_key(&self, lexeme: u32) -> u32 {
        match self.parts(lexeme) {
            Some((_, list)) => word_at(list, 0).unwrap_or(0),
            None => self.word(LEXEME_PARTS, lexeme).unwrap_or(0),
        }
    }

    /// Whether a lexeme has one tag and parts whose lemmas spell its surface.
    #[must_use]
    #[inline]
    pub fn is_compound(&self, lexeme: u32) -> bool {
        self.parts(lexeme)
            .is_some_and(|(head, _)| head & COMPOUND != 0)
    }

    /// Whether a lexeme has a compound tag or a stem that its surface does not spell.
    #[must_use]
    pub fn is_inflected(&self, lexeme: u32) -> bool {
        self.parts(lexeme)
            .is_some_and(|(head, _)| head & INFLECTED != 0)
    }

    /// Number of morpheme keys.
    #[must_use]
    pub fn key_count(&self) -> usize {
        self.keys as usize
    }

    /// The lemma of a key.
    #[must_use]
    pub fn key_lemma(&self, key: u32) -> &str {
        self.text(KEY_TEXTS, key)
    }

    /// The tag of a key.
    #[must_use]
    pub fn key_tag(&self, key: u32) -> &str {
        if key < self.keys {
            self.text(TAGS, u32::from(self.half(KEY_TAGS, key)))
        } else {
            ""
        }
    }

    /// The key of a lemma and a tag.
    #[must_use]
    pub fn key(&self, lemma: &str, tag: &str) -> Option<u32> {
        let wanted = (lemma.as_bytes(), tag.as_bytes());
        let at = self.first_key(|key| {
            (self.key_lemma(key).as_bytes(), self.key_tag(key).as_bytes()).cmp(&wanted)
        });
        (at < self.keys && self.key_lemma(at) == lemma && self.key_tag(at) == tag).then_some(at)
    }

    /// The keys of a lemma, whatever their tag.
    #[must_use]
    pub fn keys_with_lemma(&self, lemma: &str) -> Range<u32> {
        let bytes = lemma.as_bytes();
        let start = self.first_key(|key| self.key_lemma(key).as_bytes().cmp(bytes));
        // A lemma has at most as many keys as there are tags.
        let same = (start..self.keys).take_while(|&key| self.key_lemma(key) == lemma);
        start..start + same.take(self.tags as usize).count() as u32
    }

    /// Every lexeme that has the key as one of its parts or as its own, ascending.
    #[must_use]
    pub fn lexemes_of(&self, key: u32) -> Ids<'_> {
        let bytes = match self.word(KEY_LEXEMES, key) {
            Some(word) if word & LISTED != 0 => self.list(word).map_or(&[][..], |(_, list)| list),
            _ => self.words(KEY_LEXEMES, key),
        };
        Ids { bytes }
    }

    /// The key that someone who wrote a lemma and a tag most likely meant: the
    /// same lemma with another tag, else a lemma few letters away.
    #[must_use]
    pub fn nearest(&self, lemma: &str, tag: &str) -> Option<u32> {
        nearest::nearest(self, lemma, tag)
    }

    /// The tag of an unknown-word entry; `None` where there is no such entry.
    #[must_use]
    pub fn unknown_tag(&self, unknown: u32) -> Option<&str> {
        self.word(UNKNOWN, unknown)
            .map(|_| self.text(UNKNOWN, unknown))
    }

    /// The first key that does not order below what is looked for.
    fn first_key(&self, order: impl Fn(u32) -> Ordering) -> u32 {
        let (mut low, mut high) = (0, self.keys);
        while low < high {
            let middle = low + (high - low) / 2;
            if order(middle) == Ordering::Less {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Flags and list (own key, then the parts) of a lexeme that has parts.
    #[inline]
    fn parts(&self, lexeme: u32) -> Option<(u32, &[u8])> {
        let word = self
            .word(LEXEME_PARTS, lexeme)
            .filter(|word| word & LISTED != 0)?;
        self.list(word)
    }

    /// A list's head word (its length in the low 8 bits, or in all of them
    /// for lexemes of a key) and its words.
    #[inline]
    fn list(&self, word: u32) -> Option<(u32, &[u8])> {
        let lists = self.section(LISTS);
        let start = (word & !LISTED) as usize * 4;
        let head = word_at(lists.get(start..)?, 0)?;
        let len = if head & LISTED != 0 {
            head & 0xff
        } else {
            head
        } as usize;
        Some((
            head,
            lists.get(start + 4..start.checked_add(4 + len.checked_mul(4)?)?)?,
        ))
    }

    #[inline]
    fn section(&self, section: usize) -> &[u8] {
        let (start, end) = self.sections[section];
        &self.bytes[start..end]
    }

    /// The one word `i` of a section, as bytes; empty where there is none.
    #[inline]
    fn words(&self, section: usize, i: u32) -> &[u8] {
        let start = i as usize * 4;
        self.section(section).get(start..start + 4).unwrap_or(&[])
    }

    #[inline]
    fn word(&self, section: usize, i: u32) -> Option<u32> {
        word_at(self.section(section), i as usize)
    }

    #[inline]
    fn half(&self, section: usize, i: u32) -> u16 {
        let start = i as usize * 2;
        match self.section(section).get(start..start + 2) {
            Some(&[low, high]) => u16::from_le_bytes([low, high]),
            _ => 0,
        }
    }

    fn text(&self, section: usize, i: u32) -> &str {
        let text = || {
            let start = self.word(section, i)? as usize;
            let text = self.section(TEXT);
            let len = usize::from(*text.get(start)?);
            std::str::from_utf8(text.get(start + 1..start + 1 + len)?).ok()
        };
        text().unwrap_or("")
    }
}

#[inline]
fn word_at(bytes: &[u8], i: usize) -> Option<u32> {
    let start = i.checked_mul(4)?;
    match bytes.get(start..start.checked_add(4)?) {
        Some(&[a, b, c, d]) => Some(u32::from_le_bytes([a, b, c, d])),
        _ => None,
    }
}

/// Ids read from a table.
#[derive(Clone, Debug)]
pub struct Ids<'a> {
    bytes: &'a [u8],
}

impl Iterator for Ids<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (word, rest) = self.bytes.split_first_chunk::<4>()?;
        self.bytes = rest;
        Some(u32::from_le_bytes(*word))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.bytes.len() / 4, Some(self.bytes.len() / 4))
    }
}

impl ExactSizeIterator for Ids<'_> {}
