//! `char_def.bin` and `unk.bin`, written by lindera-dictionary's own builders.

use super::source::Characters;
use crate::error::{Error, Result};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;

/// Character definition and unknown-word entries in lindera's form.
pub struct Definitions {
    pub char_def: Vec<u8>,
    pub unknown: Vec<u8>,
}

impl Definitions {
    /// `unknown` are the lines of `unk.def`.
    pub fn build(characters: &Characters, unknown: &str) -> Result<Self> {
        // The builders read and write files only.
        let dir = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
        let write = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, text).map_err(Error::io(&path))
        };
        write("char.def", &characters.to_text())?;
        write("unk.def", unknown)?;
        let builder = DictionaryBuilder::new(Metadata::default());
        let definition = builder.build_character_definition(dir.path(), dir.path())?;
        builder.build_unknown_dictionary(dir.path(), dir.path(), &definition, None)?;
        let read = |name: &str| {
            let path = dir.path().join(name);
            std::fs::read(&path).map_err(Error::io(&path))
        };
        Ok(Self {
            char_def: read("char_def.bin")?,
            unknown: read("unk.bin")?,
        })
    }
}
