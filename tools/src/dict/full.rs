//! The whole dictionary as a directory, by lindera-dictionary's own builder.

use super::source::{Source, SourceMatrix, SourceRow};
use crate::error::{Error, Result};
use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// lindera's columns of ko-dic, and the left-space penalties of its `dicrc`.
const METADATA: &str = r#"{
  "name": "ko-dic", "encoding": "UTF-8", "default_word_cost": -10000, "default_left_context_id": 0,
  "default_right_context_id": 0, "default_field_value": "*", "flexible_csv": false,
  "skip_invalid_cost_or_id": false, "normalize_details": false,
  "dictionary_schema": { "fields": ["surface", "left_context_id", "right_context_id", "cost", "part_of_speech_tag",
    "meaning", "presence_absence", "reading", "type", "first_part_of_speech", "last_part_of_speech", "expression"] },
  "user_dictionary_schema": { "fields": ["surface", "part_of_speech_tag", "reading"] },
  "space_penalty": { "rules": [
    { "pos": ["EC", "EF", "EP", "ETM", "ETN", "VCP", "XSA", "XSN", "XSV"], "cost": 3000 },
    { "pos": ["JC", "JKB", "JKC", "JKG", "JKO", "JKQ", "JKS", "JKV", "JX"], "cost": 6000 } ] }
}"#;

/// Writes the sources to a temporary directory and builds from there.
pub fn write(source: &Source, out: &Path) -> Result<()> {
    let dir = tempfile::tempdir().map_err(Error::io(&std::env::temp_dir()))?;
    let file = |name: &str, content: &mut dyn FnMut(&mut dyn Write) -> std::io::Result<()>| {
        let path = dir.path().join(name);
        let mut file = BufWriter::new(File::create(&path).map_err(Error::io(&path))?);
        content(&mut file)
            .and_then(|()| file.flush())
            .map_err(Error::io(&path))
    };
    file("ko-dic.csv", &mut |file| {
        source.rows.iter().try_for_each(|row| line(file, row))
    })?;
    file("unk.def", &mut |file| {
        source.unknown.iter().try_for_each(|row| line(file, row))
    })?;
    file("char.def", &mut |file| {
        file.write_all(source.characters.to_text().as_bytes())
    })?;
    file("matrix.def", &mut |file| matrix(file, &source.matrix))?;

    // A directory that is there half would be taken for a dictionary: build beside it and rename.
    let parent = out
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if out.exists() {
        return Err(Error::content(out, "is there already"));
    }
    std::fs::create_dir_all(parent).map_err(Error::io(parent))?;
    let built = tempfile::tempdir_in(parent).map_err(Error::io(parent))?;
    DictionaryBuilder::new(Metadata::load(METADATA.as_bytes())?)
        .build_dictionary(dir.path(), built.path())?;
    std::fs::rename(built.keep(), out).map_err(Error::io(out))
}

pub(super) fn line(file: &mut dyn Write, row: &SourceRow) -> std::io::Result<()> {
    let surface = match row.surface.contains([',', '"']) {
        true => format!("\"{}\"", row.surface.replace('"', "\"\"")),
        false => row.surface.clone(),
    };
    writeln!(
        file,
        "{surface},{},{},{},{}",
        row.left, row.right, row.cost, row.features
    )
}

pub(super) fn matrix(file: &mut dyn Write, matrix: &SourceMatrix) -> std::io::Result<()> {
    writeln!(file, "{} {}", matrix.rights, matrix.lefts)?;
    for (left, row) in matrix.costs.chunks_exact(matrix.rights).enumerate() {
        for (right, cost) in row.iter().enumerate() {
            writeln!(file, "{right} {left} {cost}")?;
        }
    }
    Ok(())
}
