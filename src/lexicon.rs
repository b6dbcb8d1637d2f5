//! Theme dictionaries: what to look for, written as data.
//!
//! A [`Lexicon`] is read from TOML files (`data/README.md` describes them),
//! checked to the last line, and refused with every defect at once.

mod builder;
pub(crate) mod check;
pub(crate) mod compile;
mod content;
pub(crate) mod cues;
pub(crate) mod defect;
mod embedded;
mod files;
pub(crate) mod further;
pub(crate) mod groups;
mod lists;
pub(crate) mod literals;
mod meetings;
mod merge;
pub(crate) mod model;
mod odds;
mod parse;
pub(crate) mod pattern;
pub(crate) mod phrase;
pub(crate) mod precompiled;
mod prefilter;
mod reader;
mod recover;
pub(crate) mod rows;
mod rule;
pub(crate) mod strings;
mod surfaces;
pub(crate) mod table;
pub(crate) mod trie;
mod user;
mod warning;
mod wishes;
pub(crate) mod word;
pub(crate) mod words;

use std::{fmt, path::Path, sync::Arc};

#[cfg(feature = "embedded")]
#[doc(hidden)]
pub use precompiled::precompile;

pub use defect::{Defect, Defects};
pub use warning::{Warning, WarningKind};

use crate::{
    error::Error,
    morph::{Dictionary, UserWord},
};
use check::Unread;
use compile::Compiled;
use content::Contents;
use defect::{Place, Report, Source};
use model::Model;

/// A set of themes, checked for form. Immutable and cheap to clone.
///
/// ```
/// use hasoyeon::lexicon::Lexicon;
///
/// let lexicon = Lexicon::embedded();
/// let ids: Vec<_> = lexicon.themes().map(|theme| theme.id).collect();
/// assert!(ids.contains(&"harassment_calls"));
/// ```
#[derive(Clone)]
pub struct Lexicon {
    inner: Arc<Inner>,
}

struct Inner {
    sources: Vec<Source>,
    model: Model,
}

/// A rule as its file describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleInfo<'a> {
    /// Full id: `harassment_calls.night-call`.
    pub id: &'a str,
    /// Id of its theme.
    pub theme: &'a str,
    /// What it stands for, in the author's words.
    pub why: &'a str,
    /// Names what it says: a hash of it and of all it asks for, which changes
    /// with either. By it the [`classifier`](crate::classifier) knows the rules
    /// it was learned with.
    pub content: u64,
}

/// A theme as its file names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeInfo<'a> {
    /// Stable id: `harassment_calls`.
    pub id: &'a str,
    /// Korean name.
    pub ko: &'a str,
    /// English name.
    pub en: &'a str,
}

impl Lexicon {
    /// The themes inside the crate: compensation, harassment calls and forced
    /// migration.
    ///
    /// Panics: none; a test reads the same files.
    #[must_use]
    pub fn embedded() -> Self {
        let sources = embedded::THEMES.iter().copied();
        Self::from_sources(sources).expect("the files inside the crate are tested")
    }

    /// All `*.toml` files of a directory, in order of their names. The concepts
    /// of `common.toml` and `cues.toml` come from the crate unless the
    /// directory has files with those ids.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`] when the directory or a file cannot be read,
    /// [`Error::is_lexicon`] with every defect when a file is wrong. Nothing
    /// is half-loaded.
    ///
    /// ```
    /// use hasoyeon::lexicon::Lexicon;
    ///
    /// # let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/data/themes");
    /// let lexicon = Lexicon::from_dir(dir)?;
    /// assert_eq!(lexicon.themes().len(), 3);
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    pub fn from_dir(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load(None, files::of_dir(path.as_ref(), 1)?)
    }

    /// Files already in memory, each with the name messages call it by.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with every defect.
    pub fn from_sources<N, T>(sources: impl IntoIterator<Item = (N, T)>) -> Result<Self, Error>
    where
        N: Into<String>,
        T: Into<String>,
    {
        Self::load(None, files::of_memory(sources, 1))
    }

    /// This lexicon with another one on top; neither is changed.
    ///
    /// Later wins, entry by entry: a concept, rule, theme name or user word of
    /// `other` takes the place of the one with its id, everything else is
    /// added. What `other` switches off (`off`) or extends (`[extend]`)
    /// is switched off or extended here. An ending of `other` replaces the
    /// same form.
    ///
    /// ```
    /// use hasoyeon::lexicon::Lexicon;
    ///
    /// let noise = r#"
    /// schema = 1
    /// id = "noise"
    /// [concepts.loud]
    /// words = ["소음/NNG"]
    /// [[rule]]
    /// id = "loud"
    /// all = ["loud"]
    /// weight = 0.6
    /// why = "시끄럽다"
    /// hit = ["층간 소음 때문에 못 살겠어요"]
    /// miss = ["조용하고 좋아요"]
    /// "#;
    /// let noise = Lexicon::from_sources([("noise.toml", noise)])?;
    /// let both = Lexicon::embedded().merge(&noise)?;
    /// assert_eq!(both.themes().len(), 4);
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] when the two do not fit together, as when a
    /// concept of `other` makes includes go in a circle.
    pub fn merge(&self, other: &Lexicon) -> Result<Self, Error> {
        let above = self.layers();
        let own = other.inner.sources.iter().filter(|source| source.layer > 0);
        let files = own.map(|source| {
            let layer = above + source.layer;
            files::File::text(Source::new(source.name.clone(), source.text.clone(), layer))
        });
        Self::load(Some(self), files.collect())
    }

    /// This lexicon with the `*.toml` files of a directory on top, as
    /// [`merge`](Self::merge) puts them; they may name, extend and switch off
    /// what this one holds.
    ///
    /// # Errors
    ///
    /// As [`from_dir`](Self::from_dir).
    pub fn merge_dir(&self, path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load(Some(self), files::of_dir(path.as_ref(), self.layers() + 1)?)
    }

    /// This lexicon with files in memory on top, as
    /// [`merge_dir`](Self::merge_dir) does it for files on disk.
    ///
    /// ```
    /// use hasoyeon::lexicon::Lexicon;
    ///
    /// let ours = r#"
    /// schema = 1
    /// id = "ours"
    /// off = ["forced_migration"]
    /// [extend.concepts."common.company"]
    /// strings = ["하소연텔레콤"]
    /// "#;
    /// let lexicon = Lexicon::embedded().merge_sources([("ours.toml", ours)])?;
    /// assert!(lexicon.themes().all(|theme| theme.id != "forced_migration"));
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with every defect.
    pub fn merge_sources<N, T>(
        &self,
        sources: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, Error>
    where
        N: Into<String>,
        T: Into<String>,
    {
        Self::load(Some(self), files::of_memory(sources, self.layers() + 1))
    }

    fn load(base: Option<&Self>, files: Vec<files::File>) -> Result<Self, Error> {
        let mut report = Report::on(base.map_or(&[], |base| &base.inner.sources));
        let mut model = base.map_or_else(Model::default, |base| base.inner.model.clone());
        let mut unread = Unread::default();
        let mut read = Vec::with_capacity(files.len());
        for file in files {
            match file.broken_at {
                None => read.push(parse::file(&mut report, file.source)),
                Some(at) => {
                    unread.theme(&parse::stem(&file.source.name));
                    let place = Place::new(report.sources.len() as u32, at..at);
                    report.sources.push(file.source);
                    report.add(place, "the file", "bytes that are not UTF-8", "UTF-8 text");
                }
            }
        }
        if base.is_none() {
            for &(id, name, text) in embedded::LIBRARIES {
                if !read.iter().any(|file| file.id == id) {
                    let library = parse::file(&mut report, Source::new(name, text, 0));
                    merge::put(&mut report, &mut model, library);
                }
            }
        }
        for file in read {
            unread.part(&file, &report.sources[file.number as usize].text);
            merge::put(&mut report, &mut model, file);
        }
        check::model(&mut report, &model, &unread);
        if report.defects.is_empty() {
            let sources = report.sources;
            return Ok(Self {
                inner: Arc::new(Inner { sources, model }),
            });
        }
        // Words are checked too, so that one load names everything.
        #[cfg(feature = "embedded")]
        if let Ok(dictionary) = user::dictionary(&mut report, &model, &Dictionary::embedded(), &[])
        {
            compile::compile(&mut report, &model, dictionary.tables());
        }
        Err(Error::lexicon(Defects::new(report.defects)))
    }

    /// How many merges it is made of.
    fn layers(&self) -> u32 {
        let layers = self.inner.sources.iter().map(|source| source.layer);
        layers.max().unwrap_or(0)
    }

    /// The themes in order of their files.
    pub fn themes(&self) -> impl ExactSizeIterator<Item = ThemeInfo<'_>> {
        self.inner.model.themes.iter().map(|theme| ThemeInfo {
            id: &theme.id,
            ko: &theme.name_ko,
            en: &theme.name_en,
        })
    }

    /// The rules in order of their files.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = RuleInfo<'_>> {
        let mut contents = Contents::new(&self.inner.model);
        self.inner.model.rules.iter().map(move |rule| RuleInfo {
            id: &rule.id,
            theme: &rule.theme,
            why: &rule.why,
            content: contents.of_rule(rule),
        })
    }

    /// Checks every word against a dictionary.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with one defect for each word the dictionary does
    /// not know; each names the nearest word it does know.
    pub fn check(&self, dictionary: &Dictionary) -> Result<(), Error> {
        self.compile(dictionary, &[]).map(|_| ())
    }

    /// Makes the lexicon ready for a dictionary, to which its own words and
    /// `words` are added.
    pub(crate) fn compile(
        &self,
        dictionary: &Dictionary,
        words: &[UserWord],
    ) -> Result<(Dictionary, Compiled), Error> {
        let mut report = Report::on(&self.inner.sources);
        let model = &self.inner.model;
        let dictionary = user::dictionary(&mut report, model, dictionary, words)?;
        let compiled = compile::compile(&mut report, model, dictionary.tables());
        if report.defects.is_empty() {
            Ok((dictionary, compiled))
        } else {
            Err(Error::lexicon(Defects::new(report.defects)))
        }
    }

    pub(crate) fn sources(&self) -> &[Source] {
        &self.inner.sources
    }

    pub(crate) fn model(&self) -> &Model {
        &self.inner.model
    }

    /// The files' bytes, for hashing.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.inner.sources.iter().map(|source| source.text.as_str())
    }
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lexicon")
            .field("themes", &self.inner.model.themes.len())
            .field("concepts", &self.inner.model.concepts.len())
            .field("rules", &self.inner.model.rules.len())
            .finish()
    }
}
