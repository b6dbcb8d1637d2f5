//! mecab-ko-dic's own release: CSV files, `matrix.def`, `char.def`, `unk.def`.

use super::source::{CHARACTERS, Category, Characters, Source, SourceMatrix, SourceRow};
use crate::error::{Error, Result};
use flate2::read::GzDecoder;
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Reads a gzipped tar archive whose files lie in one top folder.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Source> {
    let mut source = Source::default();
    let mut archive = tar::Archive::new(GzDecoder::new(bytes));
    let mut seen = [false; 3];
    for entry in archive.entries().map_err(Error::io(path))? {
        let mut entry = entry.map_err(Error::io(path))?;
        let inner = entry.path().map_err(Error::io(path))?.into_owned();
        // Folders below hold user dictionaries and tools.
        let components = inner
            .components()
            .filter(|part| part.as_os_str() != ".")
            .count();
        let name = inner
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or("")
            .to_owned();
        let wanted =
            name.ends_with(".csv") || ["matrix.def", "char.def", "unk.def"].contains(&&name[..]);
        if components != 2 || !wanted || !entry.header().entry_type().is_file() {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).map_err(Error::io(path))?;
        let place = path.join(&inner);
        match &name[..] {
            "matrix.def" => (source.matrix, seen[0]) = (matrix(&place, &text)?, true),
            "char.def" => (source.characters, seen[1]) = (characters(&place, &text)?, true),
            "unk.def" => (source.unknown, seen[2]) = (rows(&place, &text)?, true),
            _ => source.rows.extend(rows(&place, &text)?),
        }
    }
    if seen.contains(&false) || source.rows.is_empty() {
        return Err(Error::content(
            path,
            "matrix.def, char.def, unk.def or the CSV files are missing",
        ));
    }
    Ok(source)
}

fn rows(path: &Path, text: &str) -> Result<Vec<SourceRow>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let bad = |reason: &str| Error::content(path, format!("row {}: {reason}", i + 1));
        let record = record.map_err(|error| bad(&error.to_string()))?;
        let number = |field: usize| record.get(field).unwrap_or("").trim();
        let ids = (|| {
            Some((
                number(1).parse().ok()?,
                number(2).parse().ok()?,
                number(3).parse().ok()?,
            ))
        })()
        .ok_or_else(|| bad("two context ids and a cost expected after the surface"))?;
        let row = SourceRow::from_features(record.get(0).unwrap_or(""), ids, record.iter().skip(4))
            .ok_or_else(|| bad("12 columns expected"))?;
        rows.push(row);
    }
    Ok(rows)
}

fn matrix(path: &Path, text: &str) -> Result<SourceMatrix> {
    let mut numbers = text.split_ascii_whitespace().map(str::parse::<i32>);
    let mut next = || numbers.next().and_then(std::result::Result::ok);
    let mut read = || {
        let (rights, lefts) = (
            usize::try_from(next()?).ok()?,
            usize::try_from(next()?).ok()?,
        );
        let mut costs = vec![0; lefts.checked_mul(rights).filter(|&cells| cells < 1 << 30)?];
        while let Some(right) = next() {
            let (right, left, cost) = (
                usize::try_from(right).ok()?,
                usize::try_from(next()?).ok()?,
                next()?,
            );
            *costs
                .get_mut(right + left * rights)
                .filter(|_| right < rights)? = i16::try_from(cost).ok()?;
        }
        Some(SourceMatrix {
            lefts,
            rights,
            costs,
        })
    };
    read()
        .ok_or_else(|| Error::content(path, "two sizes, then lines of two ids and a cost expected"))
}

fn characters(path: &Path, text: &str) -> Result<Characters> {
    let mut characters = Characters {
        categories: Vec::new(),
        of: vec![vec![0]; CHARACTERS],
    };
    let mut ids: HashMap<String, u8> = HashMap::new();
    let lines = text.lines().map(|line| {
        line.split('#')
            .next()
            .unwrap_or("")
            .split_whitespace()
            .collect::<Vec<_>>()
    });
    for (i, fields) in lines.enumerate().filter(|(_, fields)| !fields.is_empty()) {
        let bad = || {
            Error::content(
                path,
                format!("line {}: no category and no range of characters", i + 1),
            )
        };
        if let Some(range) = fields[0].strip_prefix("0x") {
            let (low, high) = range.split_once("..0x").unwrap_or((range, range));
            let code = |digits| usize::from_str_radix(digits, 16).map_err(|_| bad());
            let of: Vec<u8> = fields[1..]
                .iter()
                .map(|name| ids.get(*name).copied())
                .collect::<Option<_>>()
                .ok_or_else(bad)?;
            // The default category first, the others in their order, as `char.bin` has them.
            let mut of: Vec<u8> = of;
            if let [_, others @ ..] = &mut of[..] {
                others.sort_unstable();
            }
            let end = (code(high)? + 1).min(CHARACTERS);
            // As in MeCab, a later line wins.
            characters
                .of
                .get_mut(code(low)?..end)
                .ok_or_else(bad)?
                .fill(of);
        } else if let [name, invoke, group, length] = fields[..] {
            let id = u8::try_from(ids.len()).map_err(|_| bad())?;
            ids.insert(name.to_owned(), id);
            characters.categories.push(Category {
                name: name.to_owned(),
                invoke: invoke == "1",
                group: group == "1",
                length: length.parse().map_err(|_| bad())?,
            });
        } else {
            return Err(bad());
        }
    }
    if characters
        .categories
        .first()
        .is_none_or(|category| category.name != "DEFAULT")
    {
        return Err(Error::content(path, "the first category is not DEFAULT"));
    }
    Ok(characters)
}

#[cfg(test)]
mod tests;
