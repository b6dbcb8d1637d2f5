//! The embedded themes, compiled ahead for the embedded dictionary.
//!
//! `data/themes.bin` is written by `tools themes build`; the build script
//! compares the hash in its head with the theme files, and where they differ
//! (somebody edited a theme) the files are compiled at start instead, which
//! takes many times as long. A test keeps the two the same.

use super::{compile::Compiled, embedded};
use crate::morph::Dictionary;

/// First bytes of the file; the last is the version of the form.
#[cfg(any(precompiled_themes, feature = "embedded"))]
const MAGIC: &[u8; 8] = b"hasoyeo\x13";

#[cfg(precompiled_themes)]
const BYTES: &[u8] = include_bytes!("../../data/themes.bin");

/// What the build script found up to date, if it was compiled for this
/// dictionary.
#[cfg(precompiled_themes)]
pub(crate) fn compiled(dictionary: &Dictionary) -> Option<Compiled> {
    // Behind the magic stands the hash, which the build script compared.
    let body = BYTES.strip_prefix(MAGIC)?.get(8..)?;
    let (name, rest) = postcard::take_from_bytes::<&str>(body).ok()?;
    if name != dictionary.name() {
        return None;
    }
    let compiled: Compiled = postcard::from_bytes(rest).ok()?;
    Some(compiled.open(dictionary.tables()))
}

#[cfg(not(precompiled_themes))]
pub(crate) fn compiled(_: &Dictionary) -> Option<Compiled> {
    None
}

/// The bytes of `data/themes.bin` for the embedded themes and dictionary; for
/// the tool that writes it and the test that compares it.
///
/// # Errors
///
/// When a theme names a word the dictionary does not know.
#[cfg(feature = "embedded")]
#[doc(hidden)]
pub fn precompile() -> Result<Vec<u8>, crate::Error> {
    let dictionary = Dictionary::embedded();
    let (dictionary, compiled) = super::Lexicon::embedded().compile(&dictionary, &[])?;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(hash().to_le_bytes());
    let encode = |error: postcard::Error| crate::Error::dictionary("themes.bin", error);
    let bytes = postcard::to_extend(dictionary.name(), bytes).map_err(encode)?;
    postcard::to_extend(&compiled, bytes).map_err(encode)
}

/// The texts of the embedded lexicon in the order it reads them.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    let themes = embedded::THEMES.iter().map(|&(_, text)| text);
    themes.chain(embedded::LIBRARIES.iter().map(|&(_, _, text)| text))
}

/// FNV-1a over the theme files, as the build script counts it: name and text
/// of each, in order of their names, each closed by the byte 255.
#[cfg(feature = "embedded")]
fn hash() -> u64 {
    let mut files: Vec<(&str, &str)> = embedded::THEMES.to_vec();
    files.extend(
        embedded::LIBRARIES
            .iter()
            .map(|&(_, name, text)| (name, text)),
    );
    files.sort_unstable();
    let mut hash = crate::scorer::Fnv::new();
    for (name, text) in files {
        hash.add(name.as_bytes());
        hash.add(text.as_bytes());
    }
    hash.finish()
}
