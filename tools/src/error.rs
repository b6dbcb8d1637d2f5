//! What can go wrong, with the file it went wrong in.

use hasoyeon_ko_dic::pack::PackError;
use lindera_dictionary::error::LinderaError;
use std::path::{Path, PathBuf};
use thiserror::Error;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, Error)]
pub enum Error {
    #[error("{path}: {source}")]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(
        "{path}: neither python_mecab_ko_dic-2.1.1.post2-py3-none-any.whl (sha256 {sha256} found, {wanted_sha256} wanted) \
         nor mecab-ko-dic-2.1.1-20180720.tar.gz (md5 {md5} found, {wanted_md5} wanted): {reason}"
    )]
    Origin {
        path: PathBuf,
        reason: &'static str,
        sha256: String,
        wanted_sha256: &'static str,
        md5: String,
        wanted_md5: &'static str,
    },
    #[error("{path}: {reason}")]
    Content { path: PathBuf, reason: String },
    #[error("{path}: {source}")]
    Pack { path: PathBuf, source: PackError },
    #[error("lindera-dictionary: {0}")]
    Lindera(#[from] LinderaError),
    #[error("{0}")]
    Differs(String),
    #[error("{0}")]
    Themes(#[from] hasoyeon::Error),
    #[error("{0}")]
    Sentiment(crate::sentiment::Failure),
}

impl Error {
    /// An I/O error at a path, to be used with `map_err`.
    pub fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }

    pub fn content(path: &Path, reason: impl Into<String>) -> Self {
        Self::Content {
            path: path.to_owned(),
            reason: reason.into(),
        }
    }
}
