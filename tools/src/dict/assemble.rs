//! From source rows to a pack.

use super::contexts::Contexts;
use super::definitions::Definitions;
use super::level::{Level, Priors};
use super::source::{Source, SourceRow};
use crate::error::Result;
use crate::words::list::Changes;
use hasoyeon_ko_dic::pack::{self, Pack, Row};
use std::collections::BTreeMap;

/// Takes the rows of a level, as `words.csv` changes them.
pub fn assemble(source: &Source, changes: &Changes, level: Level) -> Result<Pack> {
    let priors = Priors::new(&source.rows);
    let mut rows: Vec<&SourceRow> = source
        .rows
        .iter()
        .filter(|row| priors.level(row) <= level && !changes.removed.contains(row))
        .chain(&changes.added)
        .collect();
    rows.sort_by(|a, b| (a.surface.as_bytes(), a.cost, a).cmp(&(b.surface.as_bytes(), b.cost, b)));
    let rows = without_ties(&rows);

    let contexts = Contexts::merge(&source.matrix, rows.iter().copied().chain(&source.unknown));
    let mut tags: BTreeMap<&str, u16> = rows.iter().map(|row| (&row.tag[..], 0)).collect();
    tags.values_mut()
        .enumerate()
        .for_each(|(i, id)| *id = i as u16);
    let packed = rows.iter().map(|row| Row {
        surface: row.surface.clone(),
        left: contexts.left(row.left),
        right: contexts.right(row.right),
        cost: row.cost,
        tag: tags[&row.tag[..]],
        expression: parts(&row.expression),
    });
    let packed = packed.collect();

    let unknown = source.unknown.iter().map(|row| {
        let (left, right) = (contexts.left(row.left), contexts.right(row.right));
        format!("{},{left},{right},{},{}\n", row.surface, row.cost, row.tag)
    });
    let definitions = Definitions::build(&source.characters, &unknown.collect::<String>())?;
    Ok(Pack {
        level: level.letter(),
        tags: tags.into_keys().map(str::to_owned).collect(),
        rows: packed,
        matrix: contexts.matrix,
        char_def: definitions.char_def,
        unknown: definitions.unknown,
        unknown_tags: source.unknown.iter().map(|row| row.tag.clone()).collect(),
    })
}

/// Packs to bytes.
pub fn seal(pack: &Pack) -> Vec<u8> {
    let body = pack.encode();
    pack::seal(
        pack.level,
        body.len(),
        &miniz_oxide::deflate::compress_to_vec_zlib(&body, 10),
    )
}

/// Rows with the same surface, ids and cost can never be told apart: the plain
/// one stays (안주고 is not from 줏다), but 거, 게 and 걸 are forms of 것.
fn without_ties<'a>(rows: &[&'a SourceRow]) -> Vec<&'a SourceRow> {
    let mut kept: Vec<&SourceRow> = Vec::with_capacity(rows.len());
    for same_surface in rows.chunk_by(|a, b| a.surface == b.surface) {
        let start = kept.len();
        for row in same_surface {
            let node = (row.left, row.right, row.cost);
            match kept[start..]
                .iter_mut()
                .find(|other| (other.left, other.right, other.cost) == node)
            {
                Some(other) if rank(row) < rank(other) => *other = row,
                Some(_) => {}
                None => kept.push(row),
            }
        }
    }
    kept
}

fn rank(row: &SourceRow) -> (bool, bool, &str, &str) {
    let thing = row.tag == "NNB" && row.expression == "것/NNB/*";
    (!thing, row.kind == "Inflect", &row.tag, &row.expression)
}

/// An expression without its semantic fields; `*` where a part has no lemma.
fn parts(expression: &str) -> String {
    let part = |part| {
        let mut fields = str::split(part, '/');
        let (lemma, tag) = (fields.next()?, fields.next()?);
        (!lemma.is_empty() && !tag.is_empty() && tag != "*").then(|| format!("{lemma}/{tag}"))
    };
    expression
        .split('+')
        .map(part)
        .collect::<Option<Vec<_>>>()
        .map_or_else(|| "*".to_owned(), |parts| parts.join("+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(tag: &str, kind: &str, expression: &str) -> SourceRow {
        SourceRow {
            tag: tag.to_owned(),
            kind: kind.to_owned(),
            expression: expression.to_owned(),
            ..SourceRow::default()
        }
    }

    #[test]
    fn of_two_equal_nodes_one_stays() {
        let (plain, stem) = (row("VV", "*", "*"), row("VV", "Inflect", "줏/VV/*"));
        for rows in [[&plain, &stem], [&stem, &plain]] {
            assert_eq!(without_ties(&rows), [&plain]);
        }
        let (plain, thing) = (row("NNB", "*", "*"), row("NNB", "Inflect", "것/NNB/*"));
        for rows in [[&plain, &thing], [&thing, &plain]] {
            assert_eq!(without_ties(&rows), [&thing]);
        }
        let dearer = SourceRow {
            cost: 1,
            ..plain.clone()
        };
        assert_eq!(without_ties(&[&plain, &dearer]), [&plain, &dearer]);
    }

    #[test]
    fn expressions_lose_their_semantic_fields() {
        assert_eq!(parts("했/VV/*+더라구요/EC/*"), "했/VV+더라구요/EC");
        assert_eq!(parts("*"), "*");
        // Seven rows of mecab-ko-dic have a part without lemma.
        assert_eq!(parts("존/NNP/인명+/NNP/인명+홀/NNP/인명"), "*");
    }
}
