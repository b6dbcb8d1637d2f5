//! Words the user adds to a dictionary: each behaves like a word it has.

use std::collections::HashMap;

use super::{dictionary::Tables, tag::Tag};
use crate::{
    error::Error,
    text::{Form, Normalized},
};

/// Longest surface, in characters: keeps the search linear in the text.
const MAX_SURFACE: usize = 64;

/// A word a dictionary lacks, such as a brand or a new coinage.
///
/// It is cut wherever its letters stand and the sentence around it allows a
/// word like the one it is likened to: it takes that word's connection
/// classes and cost. Letters A–Z match in either case.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::morph::{Dictionary, Tag, Tokenizer, UserWord};
///
/// let words = [UserWord::new("하소연폰", Tag::Nng, "전화")];
/// let dictionary = Dictionary::embedded().with_words(words)?;
/// let morphemes = Tokenizer::new(dictionary).morphemes("하소연폰이 안 켜져요");
/// assert_eq!((morphemes[0].surface.as_str(), morphemes[1].surface.as_str()), ("하소연폰", "이"));
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserWord {
    surface: String,
    tag: Tag,
    like: String,
}

impl UserWord {
    /// A word of this `surface` and `tag` that behaves like the dictionary's
    /// word `like` of the same tag. The surface is normalised as texts are.
    pub fn new(surface: impl AsRef<str>, tag: Tag, like: impl Into<String>) -> Self {
        let surface = surface.as_ref().trim();
        let mut normalized = Normalized::new();
        normalized.assign(surface, Form::Full);
        Self {
            surface: normalized.text(surface).to_owned(),
            tag,
            like: like.into(),
        }
    }

    /// The word as it stands in texts, normalised.
    #[must_use]
    pub fn surface(&self) -> &str {
        &self.surface
    }

    /// Its part of speech.
    #[must_use]
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// The word of the dictionary it behaves like.
    #[must_use]
    pub fn like(&self) -> &str {
        &self.like
    }
}

/// A word in the lattice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserEntry {
    pub(crate) tag: Tag,
    /// Key of (surface, tag): the dictionary's, or one behind all of those.
    pub(crate) key: u32,
    pub(crate) cost: i32,
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) penalty: i32,
}

/// User words in a trie of characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct UserWords {
    words: Vec<UserWord>,
    pub(crate) entries: Vec<UserEntry>,
    /// Keys the dictionary lacks, counted from its last.
    keys: Vec<(String, Tag)>,
    steps: HashMap<(u32, char), u32>,
    /// Per node of the trie: entries that end there.
    ends: Vec<Vec<u16>>,
}

impl UserWords {
    /// Words for the tables of a dictionary.
    pub(super) fn new(tables: &Tables, words: Vec<UserWord>) -> Result<Self, Error> {
        let mut users = Self {
            ends: vec![Vec::new()],
            ..Self::default()
        };
        let first = tables.lexemes.key_count() as u32;
        for word in &words {
            let refuse = |reason: String| {
                Error::dictionary(format_args!("user word {:?}", word.surface), reason)
            };
            let chars = word.surface.chars().count();
            if chars == 0 || chars > MAX_SURFACE || word.surface.contains(char::is_whitespace) {
                return Err(refuse(format!(
                    "not 1 to {MAX_SURFACE} characters without blanks"
                )));
            }
            let Some(mut entry) = tables.model(&word.like, word.tag) else {
                return Err(refuse(format!(
                    "no entry {}/{} to be like",
                    word.like, word.tag
                )));
            };
            let key = tables.lexemes.key(&word.surface, word.tag.as_str());
            entry.key = key.unwrap_or_else(|| first + users.new_key(&word.surface, word.tag));
            let number = u16::try_from(users.entries.len())
                .map_err(|_| refuse("one of more than 65,536".to_owned()))?;
            users.entries.push(entry);
            users.plant(&word.surface, number);
        }
        users.words = words;
        Ok(users)
    }

    fn new_key(&mut self, surface: &str, tag: Tag) -> u32 {
        let same = |key: &(String, Tag)| key.0 == surface && key.1 == tag;
        let at = self.keys.iter().position(same).unwrap_or_else(|| {
            self.keys.push((surface.to_owned(), tag));
            self.keys.len() - 1
        });
        at as u32
    }

    fn plant(&mut self, surface: &str, number: u16) {
        let mut node = 0;
        for c in surface.chars() {
            let next = self.ends.len() as u32;
            node = *self
                .steps
                .entry((node, c.to_ascii_lowercase()))
                .or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        self.ends[node as usize].push(number);
    }

    /// Calls `found` with each word that begins the characters: its number
    /// and its length.
    pub(super) fn search(&self, chars: &[char], mut found: impl FnMut(u16, usize)) {
        let mut node = 0;
        for (at, c) in chars.iter().enumerate() {
            match self.steps.get(&(node, c.to_ascii_lowercase())) {
                Some(&next) => node = next,
                None => return,
            }
            for &number in &self.ends[node as usize] {
                found(number, at + 1);
            }
        }
    }

    /// The words as they were given.
    pub(super) fn words(&self) -> &[UserWord] {
        &self.words
    }

    /// The key of a word the dictionary lacks, counted from its last.
    pub(super) fn key(&self, lemma: &str, tag: Tag) -> Option<u32> {
        let same = |key: &(String, Tag)| key.0 == lemma && key.1 == tag;
        self.keys.iter().position(same).map(|at| at as u32)
    }

    /// Words the dictionary lacks, in order of their keys.
    pub(super) fn keys(&self) -> &[(String, Tag)] {
        &self.keys
    }
}

impl Tables {
    /// How a word of the dictionary connects, to liken others to it.
    pub(super) fn model(&self, like: &str, tag: Tag) -> Option<UserEntry> {
        let words = self.words.view().entries_of(like);
        words
            .filter(|&(lexeme, _)| self.tags_of(self.lexemes.class(lexeme)) == [tag])
            .min_by_key(|&(lexeme, entry)| (entry.cost, lexeme))
            .map(|(_, entry)| UserEntry {
                tag,
                key: 0,
                cost: entry.cost.into(),
                left: entry.left.into(),
                right: entry.right.into(),
                penalty: entry.penalty.into(),
            })
    }

    /// The key of a lemma and a tag, user words included.
    pub(crate) fn key(&self, lemma: &str, tag: Tag) -> Option<u32> {
        let first = self.lexemes.key_count() as u32;
        self.lexemes.key(lemma, tag.as_str()).or_else(|| {
            let key = self.users.as_ref()?.key(lemma, tag)?;
            Some(first + key)
        })
    }

    /// The keys of a lemma with their tags, user words included.
    pub(crate) fn keys_with_lemma<'t>(
        &'t self,
        lemma: &'t str,
    ) -> impl Iterator<Item = (u32, Tag)> + 't {
        let first = self.lexemes.key_count() as u32;
        let known = self
            .lexemes
            .keys_with_lemma(lemma)
            .filter_map(|key| Some((key, self.lexemes.key_tag(key).parse().ok()?)));
        let added = self.users.iter().flat_map(move |users| {
            let keys = (first..).zip(users.keys());
            keys.filter(move |(_, key)| key.0 == lemma)
                .map(|(number, key)| (number, key.1))
        });
        known.chain(added)
    }

    /// The user's words: their keys and surfaces.
    pub(crate) fn user_surfaces(&self) -> impl Iterator<Item = (u32, &str)> {
        let users = self.users.iter();
        users.flat_map(|users| {
            let keys = users.entries.iter().map(|entry| entry.key);
            keys.zip(users.words.iter().map(UserWord::surface))
        })
    }

    /// How many keys there are, user words included.
    pub(crate) fn key_count(&self) -> usize {
        self.lexemes.key_count() + self.users.as_ref().map_or(0, |users| users.keys().len())
    }
}
