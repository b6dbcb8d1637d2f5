//! Theme dictionaries: what to look for, written as data.
//!
//! A [`Lexicon`] is read from TOML files (`data/README.md` describes them),
//! checked to the last line, and refused with every defect at once.

pub(crate) mod check;
pub(crate) mod compile;
pub(crate) mod cues;
mod defect;
mod embedded;
pub(crate) mod model;
mod parse;
mod reader;
pub(crate) mod word;

use std::{fmt, path::Path, sync::Arc};

pub use defect::{Defect, Defects};

use crate::{error::Error, morph::Dictionary};
use compile::Compiled;
use cues::Cue;
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

    /// All `*.toml` files of a directory, in order of their names.
    ///
    /// # Errors
    ///
    /// [`Error::is_io`] when the directory or a file cannot be read,
    /// [`Error::is_lexicon`] with every defect when a file is wrong. Nothing
    /// is half-loaded.
    pub fn from_dir(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let entries = std::fs::read_dir(path).map_err(|error| Error::io(path, error))?;
        let mut files = Vec::new();
        for entry in entries {
            let file = entry.map_err(|error| Error::io(path, error))?.path();
            if file.extension().is_some_and(|extension| extension == "toml") {
                files.push(file);
            }
        }
        files.sort();
        if files.is_empty() {
            let nothing = std::io::Error::new(std::io::ErrorKind::NotFound, "no *.toml file in it");
            return Err(Error::io(path, nothing));
        }
        let mut report = Report::default();
        let mut sources = Vec::new();
        for file in files {
            let bytes = std::fs::read(&file).map_err(|error| Error::io(&file, error))?;
            let name = file.display().to_string();
            match String::from_utf8(bytes) {
                Ok(text) => sources.push(Source { name, text }),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
                    let place = Place {
                        file: report.sources.len() as u32,
                        offset: valid as u32,
                    };
                    report.sources.push(Source { name, text });
                    report.add(place, "the file", "bytes that are not UTF-8", "UTF-8 text");
                }
            }
        }
        Self::read(report, sources)
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
        let sources = sources.into_iter().map(|(name, text)| Source {
            name: name.into(),
            text: text.into(),
        });
        Self::read(Report::default(), sources.collect())
    }

    fn read(mut report: Report, sources: Vec<Source>) -> Result<Self, Error> {
        let mut model = Model::default();
        for source in sources {
            parse::file(&mut report, source, &mut model);
        }
        let has = |prefix: &str| model.concepts.iter().any(|c| c.id.starts_with(prefix));
        let (cues, common) = (has("cues."), has("common."));
        if !cues {
            parse::file(&mut report, embedded::CUES.into(), &mut model);
        }
        if !common {
            parse::file(&mut report, embedded::COMMON.into(), &mut model);
        }
        check::model(&mut report, &model);
        for (id, _) in Cue::ALL {
            if !model.concepts.iter().any(|concept| concept.id == *id) {
                let expected = format!("[concepts.{}]", &id["cues.".len()..]);
                report.add(Place::default(), "cues", format!("no concept {id}"), expected);
            }
        }
        if report.defects.is_empty() {
            return Ok(Self {
                inner: Arc::new(Inner {
                    sources: report.sources,
                    model,
                }),
            });
        }
        // Words are checked too, so that one load names everything.
        #[cfg(feature = "embedded")]
        compile::compile(&mut report, &model, Dictionary::embedded().tables());
        Err(Error::lexicon(Defects::new(report.defects)))
    }

    /// The themes in order of their files.
    pub fn themes(&self) -> impl ExactSizeIterator<Item = ThemeInfo<'_>> {
        self.inner.model.themes.iter().map(|theme| ThemeInfo {
            id: &theme.id,
            ko: &theme.name_ko,
            en: &theme.name_en,
        })
    }

    /// Checks every word against a dictionary.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with one defect for each word the dictionary does
    /// not know; each names the nearest word it does know.
    pub fn check(&self, dictionary: &Dictionary) -> Result<(), Error> {
        self.compile(dictionary).map(|_| ())
    }

    pub(crate) fn compile(&self, dictionary: &Dictionary) -> Result<Compiled, Error> {
        let mut report = Report {
            sources: self.inner.sources.clone(),
            defects: Vec::new(),
        };
        let compiled = compile::compile(&mut report, &self.inner.model, dictionary.tables());
        if report.defects.is_empty() {
            Ok(compiled)
        } else {
            Err(Error::lexicon(Defects::new(report.defects)))
        }
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
