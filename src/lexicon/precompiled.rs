//! The embedded themes, compiled ahead for the embedded dictionary.
//!
//! `data/themes.bin` is written by `tools themes build`; the build script
//! compares the hashes in its head with the theme files and with what follows,
//! and where they differ (somebody edited a theme, or the file is damaged) the
//! files are compiled at start instead, which takes many times as long. A test
//! keeps the two the same.
//!
//! Its tables are plain numbers that are read where they stand: opening it
//! neither decodes nor copies them, and what no comment asks for is never
//! fetched from the disk.

#[cfg(feature = "embedded")]
use super::pattern::Pattern;
use super::{compile::Compiled, embedded};
use crate::{fingerprint::Fnv, morph::Dictionary};

/// First bytes of the file; the last is the version of the form.
#[cfg(any(precompiled_themes, feature = "embedded"))]
const MAGIC: &[u8; 8] = b"hasoyeo\x49";

#[cfg(precompiled_themes)]
const BYTES: &[u8] = include_bytes!("../../data/themes.bin");

/// Behind the magic: hashes of the theme files, of the body, and of the texts
/// as [`fingerprint`] gives it.
#[cfg(precompiled_themes)]
const HASHES: usize = 24;

/// What the build script found up to date, if it was compiled for this
/// dictionary.
#[cfg(precompiled_themes)]
pub(crate) fn compiled(dictionary: &Dictionary) -> Option<Compiled> {
    let body = BYTES.strip_prefix(MAGIC)?.get(HASHES..)?;
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
    let (dictionary, mut compiled) = super::Lexicon::embedded().compile(&dictionary, &[])?;
    let encode = |error: postcard::Error| crate::Error::dictionary("themes.bin", error);
    let patterns = &mut compiled.strings.patterns;
    patterns
        .iter_mut()
        .try_for_each(Pattern::prepare)
        .map_err(encode)?;
    let body = postcard::to_extend(dictionary.name(), Vec::new()).map_err(encode)?;
    let body = postcard::to_extend(&compiled, body).map_err(encode)?;
    let mut body_hash = Fnv::new();
    body_hash.add(&body);
    let mut bytes = MAGIC.to_vec();
    for hash in [hash(), body_hash.finish(), fingerprint_of(texts())] {
        bytes.extend(hash.to_le_bytes());
    }
    bytes.extend(body);
    Ok(bytes)
}

/// What stands for the texts of a lexicon in the fingerprint of a scorer.
pub(crate) fn fingerprint_of<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hash = Fnv::new();
    texts.for_each(|text| hash.add(text.as_bytes()));
    hash.finish()
}

/// The same of the embedded lexicon.
pub(crate) fn fingerprint() -> u64 {
    #[cfg(precompiled_themes)]
    if let Some(hash) = BYTES.get(24..).and_then(<[u8]>::first_chunk) {
        return u64::from_le_bytes(*hash);
    }
    fingerprint_of(texts())
}

/// The texts of the embedded lexicon in the order it reads them.
fn texts() -> impl Iterator<Item = &'static str> {
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
    let mut hash = Fnv::new();
    for (name, text) in files {
        hash.add(name.as_bytes());
        hash.add(text.as_bytes());
    }
    hash.finish()
}
