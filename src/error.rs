//! The one error type of the crate: opaque, with a kind and predicates.

use std::{fmt, path::PathBuf};

use crate::lexicon::Defects;

/// What went wrong, by the room it went wrong in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or directory could not be read.
    Io,
    /// A morphological dictionary is unusable.
    Dictionary,
    /// A theme dictionary has defects.
    Lexicon,
    /// A sentiment table is unusable.
    Sentiment,
}

/// Why something could not be loaded. Text never fails, only files do.
///
/// The message names every defect with its file, line and entry; the cause is
/// kept as [`source`](std::error::Error::source).
///
/// ```
/// use hasoyeon::lexicon::Lexicon;
///
/// let error = Lexicon::from_dir("no/such/place").unwrap_err();
/// assert!(error.is_io());
/// assert!(error.to_string().contains("no/such/place"));
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Inner>);

#[derive(Debug, thiserror::Error)]
enum Inner {
    #[error("cannot read {path}: {source}")]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{place}: {reason}")]
    Dictionary {
        place: String,
        reason: String,
        #[source]
        source: Option<Cause>,
    },
    #[error("{0}")]
    Lexicon(Defects),
    #[error("{place}: {reason}")]
    Sentiment { place: String, reason: String },
}

/// Keeps a foreign error as the cause without putting its type in our API.
type Cause = Box<dyn std::error::Error + Send + Sync>;

impl Error {
    #[cold]
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        let path = path.into();
        Self(Box::new(Inner::Io { path, source }))
    }

    #[cold]
    pub(crate) fn dictionary(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self(Box::new(Inner::Dictionary {
            place: place.to_string(),
            reason: reason.to_string(),
            source: None,
        }))
    }

    #[cold]
    pub(crate) fn dictionary_caused(
        place: impl fmt::Display,
        reason: impl fmt::Display,
        source: impl Into<Cause>,
    ) -> Self {
        Self(Box::new(Inner::Dictionary {
            place: place.to_string(),
            reason: reason.to_string(),
            source: Some(source.into()),
        }))
    }

    #[cold]
    pub(crate) fn lexicon(defects: Defects) -> Self {
        Self(Box::new(Inner::Lexicon(defects)))
    }

    #[cold]
    #[allow(dead_code)]
    pub(crate) fn sentiment(place: impl fmt::Display, reason: impl fmt::Display) -> Self {
        Self(Box::new(Inner::Sentiment {
            place: place.to_string(),
            reason: reason.to_string(),
        }))
    }

    /// The room the error comes from.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match &*self.0 {
            Inner::Io { .. } => ErrorKind::Io,
            Inner::Dictionary { .. } => ErrorKind::Dictionary,
            Inner::Lexicon(_) => ErrorKind::Lexicon,
            Inner::Sentiment { .. } => ErrorKind::Sentiment,
        }
    }

    /// True when a file or directory could not be read.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.kind() == ErrorKind::Io
    }

    /// True when a morphological dictionary was refused.
    #[must_use]
    pub fn is_dictionary(&self) -> bool {
        self.kind() == ErrorKind::Dictionary
    }

    /// True when a theme dictionary was refused; see [`Error::defects`].
    #[must_use]
    pub fn is_lexicon(&self) -> bool {
        self.kind() == ErrorKind::Lexicon
    }

    /// True when a sentiment table was refused.
    #[must_use]
    pub fn is_sentiment(&self) -> bool {
        self.kind() == ErrorKind::Sentiment
    }

    /// Every defect of a refused theme dictionary; empty for other kinds.
    #[must_use]
    pub fn defects(&self) -> &[crate::lexicon::Defect] {
        match &*self.0 {
            Inner::Lexicon(defects) => defects.as_slice(),
            _ => &[],
        }
    }
}
