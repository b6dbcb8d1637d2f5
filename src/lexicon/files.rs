//! Theme files before they are parsed.

use std::{io, path::Path};

use super::defect::Source;
use crate::error::Error;

/// A file and, when it is not UTF-8, the byte at which it stops being so.
pub(super) struct File {
    pub(super) source: Source,
    pub(super) broken_at: Option<usize>,
}

impl File {
    pub(super) fn text(source: Source) -> Self {
        Self {
            source,
            broken_at: None,
        }
    }
}

/// Named texts.
pub(super) fn of_memory<N, T>(sources: impl IntoIterator<Item = (N, T)>, layer: u32) -> Vec<File>
where
    N: Into<String>,
    T: Into<String>,
{
    let sources = sources.into_iter();
    sources
        .map(|(name, text)| File::text(Source::new(name, text, layer)))
        .collect()
}

/// The `*.toml` files of a directory in order of their names.
pub(super) fn of_dir(path: &Path, layer: u32) -> Result<Vec<File>, Error> {
    let entries = std::fs::read_dir(path).map_err(|error| Error::io(path, error))?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.map_err(|error| Error::io(path, error))?.path();
        if file
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(file);
        }
    }
    if files.is_empty() {
        let nothing = io::Error::new(io::ErrorKind::NotFound, "no *.toml file in it");
        return Err(Error::io(path, nothing));
    }
    files.sort();
    let read = |file: &std::path::PathBuf| {
        let bytes = std::fs::read(file).map_err(|error| Error::io(file, error))?;
        let name = file.display().to_string();
        Ok(match String::from_utf8(bytes) {
            Ok(text) => File::text(Source::new(name, text, layer)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                File {
                    source: Source::new(name, text, layer),
                    broken_at: Some(at),
                }
            }
        })
    };
    files.iter().map(read).collect()
}
