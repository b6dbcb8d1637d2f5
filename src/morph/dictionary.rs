//! The morphological dictionary: lindera's tables and our own.

use std::{fmt, path::Path, sync::Arc};

use hasoyeon_ko_dic::{Bounds, Costs, LexemeTable, Order, Words};
use lindera_dictionary::dictionary::{
    Dictionary as LinderaDictionary,
    character_definition::{CategoryId, CharacterDefinition},
    metadata::Metadata,
    unknown_dictionary::UnknownDictionary,
};

use super::{
    tag::Tag,
    user::{UserWord, UserWords},
};
use crate::error::Error;

/// A Korean morphological dictionary: which strings are words, what they are
/// made of, and what it costs to put one after another.
///
/// Immutable, `Send + Sync`, and cheap to clone: clones share the tables.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::morph::Dictionary;
///
/// let dictionary = Dictionary::embedded();
/// assert!(dictionary.contains("전화", "NNG"));
/// assert!(!dictionary.contains("전화", "VV"));
/// # }
/// ```
#[derive(Clone)]
pub struct Dictionary {
    tables: Arc<Tables>,
}

/// Everything the lattice and the matcher read.
#[derive(Clone)]
pub(crate) struct Tables {
    pub(crate) words: Arc<Words>,
    pub(crate) costs: Arc<Costs>,
    pub(crate) bounds: Bounds,
    pub(crate) characters: Arc<CharacterDefinition>,
    pub(crate) lexemes: Arc<LexemeTable>,
    /// Words added to those of the dictionary.
    pub(crate) users: Option<UserWords>,
    /// Unknown-word entries by character category.
    pub(crate) unknown: Vec<Vec<UnknownEntry>>,
    pub(crate) space: CategoryId,
    /// Where the tags of each class stand in `tags`.
    class_tags: Vec<(u32, u32)>,
    tags: Vec<Tag>,
    name: String,
}

/// What lindera's tables lack, or have in another form.
struct Own {
    lexemes: LexemeTable,
    words: Words,
    bounds: Bounds,
    costs: Costs,
    /// Of the context ids in all but the lexemes.
    order: Order,
}

/// A word the dictionary does not list, as its characters suggest it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnknownEntry {
    pub(crate) tag: Tag,
    pub(crate) cost: i32,
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) penalty: i32,
}

impl Dictionary {
    /// The dictionary inside the crate: mecab-ko-dic 2.1.1 without hanja
    /// surfaces and without proper nouns its training never met, with the
    /// words of `data/ko-dic/words.csv`. Loading decodes nothing and takes
    /// about a millisecond.
    ///
    /// Panics: none; the tables are checked when the crate is built.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn embedded() -> Self {
        use std::sync::OnceLock;
        static EMBEDDED: OnceLock<Dictionary> = OnceLock::new();
        EMBEDDED
            .get_or_init(|| {
                Self::load_embedded().expect("the tables were checked when the crate was built")
            })
            .clone()
    }

    #[cfg(feature = "embedded")]
    fn load_embedded() -> Result<Self, Error> {
        use hasoyeon_ko_dic::lindera as tables;

        let refuse = |table: &'static str| {
            move |error: lindera_dictionary::error::LinderaError| {
                Error::dictionary_caused("embedded dictionary", table, error.to_string())
            }
        };
        let characters =
            CharacterDefinition::load(tables::CHAR_DEF).map_err(refuse("character definition"))?;
        let own = Own {
            lexemes: hasoyeon_ko_dic::lexeme_table(),
            words: hasoyeon_ko_dic::words(),
            bounds: hasoyeon_ko_dic::bounds(),
            costs: hasoyeon_ko_dic::costs(),
            order: hasoyeon_ko_dic::order(),
        };
        Self::assemble(
            own,
            characters.into(),
            &UnknownDictionary::load(tables::UNKNOWN).map_err(refuse("unknown words"))?,
            &Metadata::load(tables::METADATA).map_err(refuse("metadata"))?,
            format!("ko-dic {}", hasoyeon_ko_dic::VERSION),
        )
    }

    /// A full ko-dic from a directory that lindera 6.2 built
    /// (`char_def.bin`, `dict.*`, `matrix.mtx`, `metadata.json`, `unk.bin`).
    ///
    /// The lexeme table, its reverse index and the table of words are made
    /// while loading, which takes up to five seconds and about 300 MB for the
    /// 816,283 entries of mecab-ko-dic 2.1.1.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`] when the directory cannot be read,
    /// [`Error::is_dictionary`] when its files are not a Korean dictionary of
    /// this format.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        std::fs::read_dir(path).map_err(|error| Error::io(path, error))?;
        let dictionary =
            LinderaDictionary::load_from_path_with_options(path, false).map_err(|error| {
                Error::dictionary_caused(
                    path.display(),
                    format!("not a dictionary built by lindera 6.2: {error}"),
                    error.to_string(),
                )
            })?;
        let (lexemes, words) = super::full::tables(path, &dictionary)?;
        let name = format!("{} {} entries", dictionary.metadata.name, lexemes.len());
        let matrix = dictionary.connection_cost_matrix;
        let own = Own {
            lexemes,
            words,
            bounds: Bounds::of(matrix.costs(), matrix.forward_size as usize),
            costs: Costs::of(matrix.costs(), matrix.forward_size as usize),
            order: Order::default(),
        };
        Self::assemble(
            own,
            dictionary.character_definition,
            &dictionary.unknown_dictionary,
            &dictionary.metadata,
            name,
        )
    }

    fn assemble(
        own: Own,
        characters: Arc<CharacterDefinition>,
        unknown: &UnknownDictionary,
        metadata: &Metadata,
        name: String,
    ) -> Result<Self, Error> {
        let Own {
            lexemes,
            words,
            bounds,
            costs,
            order,
        } = own;
        let space = characters
            .category_id_by_name("SPACE")
            .ok_or_else(|| Error::dictionary(&name, "no character category SPACE"))?;
        let mut tags = Vec::new();
        let mut class_tags = Vec::new();
        for class in 0..lexemes.class_count() {
            let first = tags.len() as u32;
            let text = lexemes.class_tag(class as u16);
            for part in text.split('+') {
                tags.push(part.parse().unwrap_or(Tag::Unknown));
            }
            class_tags.push((first, tags.len() as u32));
        }
        let penalties = metadata.space_penalty.clone().unwrap_or_default();
        let unknown = (0..characters.categories().len())
            .map(|category| {
                unknown
                    .lookup_word_ids(CategoryId(category))
                    .iter()
                    .map(|&id| {
                        let entry = unknown.word_entry(id);
                        let tag = unknown
                            .word_details_iter(id)
                            .and_then(|mut details| details.next())
                            .unwrap_or("UNKNOWN");
                        UnknownEntry {
                            tag: tag.parse().unwrap_or(Tag::Unknown),
                            cost: i32::from(entry.word_cost()),
                            left: order.left(entry.left_id() as u16).into(),
                            right: order.right(entry.right_id() as u16).into(),
                            penalty: penalties.cost_for_tag(tag),
                        }
                    })
                    .collect()
            })
            .collect();
        Ok(Self {
            tables: Arc::new(Tables {
                words: Arc::new(words),
                costs: Arc::new(costs),
                bounds,
                characters,
                lexemes: Arc::new(lexemes),
                users: None,
                unknown,
                space,
                class_tags,
                tags,
                name,
            }),
        })
    }

    /// This dictionary with more words in it; the tables are shared.
    ///
    /// # Errors
    ///
    /// [`Error::is_dictionary`] when a word is blank, has a blank in it or is
    /// longer than 64 characters, or when the word it is likened to is not in
    /// the dictionary with that one tag.
    ///
    /// See [`UserWord`] for an example.
    pub fn with_words(&self, words: impl IntoIterator<Item = UserWord>) -> Result<Self, Error> {
        let before = self
            .tables
            .users
            .iter()
            .flat_map(|users| users.words().iter().cloned());
        let words: Vec<UserWord> = before.chain(words).collect();
        let mut tables = Tables::clone(&self.tables);
        tables.users = if words.is_empty() {
            None
        } else {
            Some(UserWords::new(&self.tables, words)?)
        };
        Ok(Self {
            tables: Arc::new(tables),
        })
    }

    /// True when an entry has just this surface and tag, so that a user word
    /// may be likened to it.
    pub(crate) fn holds(&self, surface: &str, tag: Tag) -> bool {
        self.tables.model(surface, tag).is_some()
    }

    /// True when a word of this lemma and tag stands in the dictionary, alone
    /// or as a part of an inflected or compound one.
    #[must_use]
    pub fn contains(&self, lemma: &str, tag: &str) -> bool {
        tag.parse()
            .is_ok_and(|tag| self.tables.key(lemma, tag).is_some())
    }

    /// How many entries the dictionary holds.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.tables.lexemes.len()
    }

    /// Name, version and size, as [`Scorer::fingerprint`](crate::Scorer::fingerprint) hashes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.tables.name
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dictionary")
            .field("name", &self.tables.name)
            .field("entries", &self.entries())
            .finish()
    }
}

impl Tables {
    /// The tags of a word class, one per morpheme.
    pub(crate) fn tags_of(&self, class: u16) -> &[Tag] {
        let (start, end) = self.class_tags[usize::from(class)];
        &self.tags[start as usize..end as usize]
    }
}
