//! The body of a pack: columns that compress well.

use super::{Matrix, Pack, PackError, Row};
use std::collections::{BTreeMap, HashMap};

/// A row without parts.
const PLAIN: u8 = 0;
/// Parts that spell the surface: their lengths and tags are stored.
const SPELT: u8 = 1;
/// Parts with the tags of the row's own compound tag: their lemmas are stored.
const LEMMAS: u8 = 2;
/// Anything else, stored as it is.
const VERBATIM: u8 = 3;

const SECTIONS: usize = 21;

/// Left id, right id and tag: what most rows share with thousands of others.
type Class = (u16, u16, u16);

impl Pack {
    /// Writes the body, not yet compressed.
    ///
    /// Rows must be sorted by surface bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut columns: [Vec<u8>; SECTIONS] = Default::default();
        let [
            prefix,
            suffix_len,
            suffix_low,
            suffix_high,
            counts,
            class_ids,
            costs,
            kinds,
            lengths,
            sequence_ids,
            texts,
            tags,
            sequences,
            classes,
            left_order,
            right_order,
            matrix_low,
            matrix_high,
            char_def,
            unknown,
            unknown_tags,
        ] = &mut columns;

        let ranked = rank(self.rows.iter().map(|row| (row.left, row.right, row.tag)));
        let mut costs_of: HashMap<Class, BTreeMap<i16, usize>> = HashMap::new();
        for row in &self.rows {
            *costs_of
                .entry((row.left, row.right, row.tag))
                .or_default()
                .entry(row.cost)
                .or_default() += 1;
        }
        let usual = |class: &Class| {
            let by_count = costs_of[class]
                .iter()
                .max_by_key(|&(cost, count)| (count, std::cmp::Reverse(cost)));
            by_count.map_or(0, |(cost, _)| *cost)
        };
        let class_id: HashMap<Class, usize> =
            ranked.iter().enumerate().map(|(i, &c)| (c, i)).collect();
        let spelt: Vec<Option<(Vec<u8>, String)>> = self.rows.iter().map(spelt_parts).collect();
        let ranked_sequences = rank(
            spelt
                .iter()
                .flatten()
                .map(|(_, sequence)| sequence.as_str()),
        );
        let sequence_id: HashMap<&str, usize> = ranked_sequences
            .iter()
            .enumerate()
            .map(|(i, &s)| (s, i))
            .collect();

        let mut previous: Vec<u16> = Vec::new();
        let mut start = 0;
        for group in self.rows.chunk_by(|a, b| a.surface == b.surface) {
            let units: Vec<u16> = group[0].surface.encode_utf16().collect();
            let shared = previous
                .iter()
                .zip(&units)
                .take(255)
                .take_while(|(a, b)| a == b)
                .count();
            prefix.push(shared as u8);
            suffix_len.push((units.len() - shared) as u8);
            for unit in &units[shared..] {
                let [low, high] = unit.to_le_bytes();
                suffix_low.push(low);
                suffix_high.push(high);
            }
            previous = units;
            push_varint(counts, group.len() as u32);
            for (row, spelt) in group.iter().zip(&spelt[start..]) {
                let class = (row.left, row.right, row.tag);
                push_varint(class_ids, class_id[&class] as u32);
                push_varint(
                    costs,
                    zigzag(i32::from(row.cost) - i32::from(usual(&class))),
                );
                if row.expression == "*" {
                    kinds.push(PLAIN);
                } else if let Some((lens, sequence)) = spelt {
                    kinds.push(SPELT);
                    lengths.extend_from_slice(lens);
                    push_varint(sequence_ids, sequence_id[sequence.as_str()] as u32);
                } else if let Some(lemmas) =
                    lemmas_under(&row.expression, &self.tags[usize::from(row.tag)])
                {
                    kinds.push(LEMMAS);
                    texts.extend_from_slice(lemmas.as_bytes());
                    texts.push(b'\n');
                } else {
                    kinds.push(VERBATIM);
                    texts.extend_from_slice(row.expression.as_bytes());
                    texts.push(b'\n');
                }
            }
            start += group.len();
        }
        *tags = self.tags.join("\n").into_bytes();
        *sequences = ranked_sequences.join("\n").into_bytes();
        let class_lines: Vec<String> = ranked
            .iter()
            .map(|class| format!("{}\t{}\t{}\t{}", class.0, class.1, class.2, usual(class)))
            .collect();
        *classes = class_lines.join("\n").into_bytes();
        *left_order = self
            .matrix
            .left_order
            .iter()
            .flat_map(|id| id.to_le_bytes())
            .collect();
        *right_order = self
            .matrix
            .right_order
            .iter()
            .flat_map(|id| id.to_le_bytes())
            .collect();
        for delta in self.matrix.deltas() {
            let [low, high] = delta.to_le_bytes();
            matrix_low.push(low);
            matrix_high.push(high);
        }
        char_def.clone_from(&self.char_def);
        unknown.clone_from(&self.unknown);
        *unknown_tags = self.unknown_tags.join("\n").into_bytes();

        let mut body = Vec::new();
        for column in &columns {
            body.extend_from_slice(&(column.len() as u32).to_le_bytes());
        }
        columns
            .iter()
            .for_each(|column| body.extend_from_slice(column));
        body
    }

    /// Reads a body that was inflated.
    ///
    /// # Errors
    ///
    /// [`PackError::Damaged`] where the columns do not fit together.
    pub fn decode(level: u8, body: &[u8]) -> Result<Self, PackError> {
        let mut at = SECTIONS * 4;
        let mut columns = [Column::default(); SECTIONS];
        for (i, column) in columns.iter_mut().enumerate() {
            let head = body
                .get(i * 4..i * 4 + 4)
                .ok_or(PackError::Damaged("no section table"))?;
            let end = at + u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
            column.0 = body
                .get(at..end)
                .ok_or(PackError::Damaged("a section ends early"))?;
            at = end;
        }
        let [
            prefix,
            mut suffix_len,
            mut suffix_low,
            mut suffix_high,
            mut counts,
            mut class_ids,
            mut costs,
            mut kinds,
            mut lengths,
            mut sequence_ids,
            mut texts,
            tags,
            sequences,
            classes,
            left_order,
            right_order,
            matrix_low,
            matrix_high,
            char_def,
            unknown,
            unknown_tags,
        ] = columns;

        let tags = tags.lines()?;
        let sequences = sequences.lines()?;
        let classes: Vec<(Class, i16)> = classes
            .lines()?
            .iter()
            .map(|line| class_line(line))
            .collect::<Option<_>>()
            .ok_or(BAD_ROW)?;
        let matrix = Matrix::from_deltas(left_order.0, right_order.0, matrix_low.0, matrix_high.0)?;

        let mut rows = Vec::with_capacity(kinds.0.len());
        let mut units: Vec<u16> = Vec::new();
        for &shared in prefix.0 {
            units.truncate(usize::from(shared));
            for _ in 0..suffix_len.byte()? {
                units.push(u16::from_le_bytes([
                    suffix_low.byte()?,
                    suffix_high.byte()?,
                ]));
            }
            let surface = String::from_utf16(&units)
                .map_err(|_| PackError::Damaged("a surface is no text"))?;
            for _ in 0..counts.varint()? {
                let &((left, right, tag), usual) =
                    classes.get(class_ids.varint()? as usize).ok_or(BAD_ROW)?;
                let row_tag = tags.get(usize::from(tag)).ok_or(BAD_ROW)?;
                if left >= matrix.lefts || right >= matrix.rights {
                    return Err(BAD_ROW);
                }
                let cost = i32::from(usual).wrapping_add(unzigzag(costs.varint()?));
                let cost = i16::try_from(cost).map_err(|_| BAD_ROW)?;
                let expression = match kinds.byte()? {
                    PLAIN => "*".to_owned(),
                    SPELT => {
                        let sequence = sequences
                            .get(sequence_ids.varint()? as usize)
                            .ok_or(BAD_ROW)?;
                        spell(&surface, sequence, &mut lengths)?
                    }
                    LEMMAS => join(texts.line()?.split('+'), row_tag.split('+')).ok_or(BAD_ROW)?,
                    VERBATIM => texts.line()?.to_owned(),
                    _ => return Err(BAD_ROW),
                };
                rows.push(Row {
                    surface: surface.clone(),
                    left,
                    right,
                    cost,
                    tag,
                    expression,
                });
            }
        }
        Ok(Self {
            level,
            tags: tags.into_iter().map(str::to_owned).collect(),
            rows,
            matrix,
            char_def: char_def.0.to_vec(),
            unknown: unknown.0.to_vec(),
            unknown_tags: unknown_tags
                .lines()?
                .into_iter()
                .map(str::to_owned)
                .collect(),
        })
    }
}

const BAD_ROW: PackError = PackError::Damaged("its columns do not fit together");

impl Matrix {
    /// Differences to the row above and then to the column before, in packed order.
    fn deltas(&self) -> Vec<i16> {
        let (lefts, rights) = (usize::from(self.lefts), usize::from(self.rights));
        let mut sorted = vec![0i16; lefts * rights];
        for (left, &row) in self.left_order.iter().enumerate() {
            for (right, &column) in self.right_order.iter().enumerate() {
                sorted[usize::from(row) * rights + usize::from(column)] =
                    self.costs[left * rights + right];
            }
        }
        for i in (rights..sorted.len()).rev() {
            sorted[i] = sorted[i].wrapping_sub(sorted[i - rights]);
        }
        for row in sorted.chunks_exact_mut(rights.max(1)) {
            for i in (1..row.len()).rev() {
                row[i] = row[i].wrapping_sub(row[i - 1]);
            }
        }
        sorted
    }

    fn from_deltas(
        lefts: &[u8],
        rights: &[u8],
        low: &[u8],
        high: &[u8],
    ) -> Result<Self, PackError> {
        let ids = |bytes: &[u8]| -> Vec<u16> {
            bytes
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
                .collect()
        };
        let (left_order, right_order) = (ids(lefts), ids(rights));
        let (rows, columns) = (left_order.len(), right_order.len());
        let bad = PackError::Damaged("its matrix has another size");
        // lindera reads both sizes as `i16`.
        if rows > 0x7fff
            || columns > 0x7fff
            || low.len() != rows * columns
            || high.len() != low.len()
        {
            return Err(bad);
        }
        let place = |order: &[u16]| {
            let mut places = vec![0usize; order.len()];
            for (id, &place) in order.iter().enumerate() {
                *places.get_mut(usize::from(place))? = id;
            }
            Some(places)
        };
        let (row_ids, column_ids) = (
            place(&left_order).ok_or(bad.clone())?,
            place(&right_order).ok_or(bad)?,
        );
        let mut costs = vec![0i16; low.len()];
        let mut above = vec![0i16; columns];
        let mut bytes = low.iter().zip(high);
        for &left in &row_ids {
            let mut sum = 0i16;
            let row = &mut costs[left * columns..(left + 1) * columns];
            for (above, &right) in above.iter_mut().zip(&column_ids) {
                if let Some((&low, &high)) = bytes.next() {
                    sum = sum.wrapping_add(i16::from_le_bytes([low, high]));
                }
                *above = above.wrapping_add(sum);
                row[right] = *above;
            }
        }
        Ok(Self {
            lefts: rows as u16,
            rights: columns as u16,
            costs,
            left_order,
            right_order,
        })
    }
}

/// Lengths of all parts but the last, and the tags, of parts that spell the surface.
fn spelt_parts(row: &Row) -> Option<(Vec<u8>, String)> {
    let mut rest = row.surface.as_str();
    let (mut lengths, mut tags) = (Vec::new(), Vec::new());
    for part in row.expression.split('+') {
        let (lemma, tag) = part.split_once('/')?;
        rest = rest.strip_prefix(lemma).filter(|_| !lemma.is_empty())?;
        lengths.push(u8::try_from(lemma.chars().count()).ok()?);
        tags.push(tag);
    }
    lengths.pop();
    (rest.is_empty() && !tags.is_empty()).then(|| (lengths, tags.join("+")))
}

fn spell(surface: &str, sequence: &str, lengths: &mut Column<'_>) -> Result<String, PackError> {
    let parts = sequence.split('+').count();
    let mut rest = surface.chars();
    let mut out = String::with_capacity(surface.len() + sequence.len() + parts);
    for (i, tag) in sequence.split('+').enumerate() {
        if i > 0 {
            out.push('+');
        }
        let length = if i + 1 < parts {
            usize::from(lengths.byte()?)
        } else {
            usize::MAX
        };
        out.extend(rest.by_ref().take(length));
        out.push('/');
        out.push_str(tag);
    }
    Ok(out)
}

/// The lemmas of an expression whose tags are those of `tag`, else nothing.
fn lemmas_under(expression: &str, tag: &str) -> Option<String> {
    let parts: Vec<(&str, &str)> = expression
        .split('+')
        .map(|part| part.split_once('/'))
        .collect::<Option<_>>()?;
    let same = parts.iter().map(|part| part.1).eq(tag.split('+'));
    same.then(|| {
        parts
            .iter()
            .map(|part| part.0)
            .collect::<Vec<_>>()
            .join("+")
    })
}

fn join<'a>(
    lemmas: impl Iterator<Item = &'a str>,
    mut tags: impl Iterator<Item = &'a str>,
) -> Option<String> {
    let mut out = String::new();
    for lemma in lemmas {
        if !out.is_empty() {
            out.push('+');
        }
        out.push_str(lemma);
        out.push('/');
        out.push_str(tags.next()?);
    }
    Some(out)
}

fn class_line(line: &str) -> Option<(Class, i16)> {
    let mut fields = line.split('\t');
    let class = (
        fields.next()?.parse().ok()?,
        fields.next()?.parse().ok()?,
        fields.next()?.parse().ok()?,
    );
    Some((class, fields.next()?.parse().ok()?))
}

/// Distinct values, the most frequent first.
fn rank<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    let mut ranked: Vec<(T, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    ranked.into_iter().map(|(value, _)| value).collect()
}

fn zigzag(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)) as u32
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}

fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A cursor over one section.
#[derive(Clone, Copy, Default)]
struct Column<'a>(&'a [u8]);

impl<'a> Column<'a> {
    fn byte(&mut self) -> Result<u8, PackError> {
        let (&first, rest) = self
            .0
            .split_first()
            .ok_or(PackError::Damaged("a column ends early"))?;
        self.0 = rest;
        Ok(first)
    }

    fn varint(&mut self) -> Result<u32, PackError> {
        let mut value = 0u32;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(PackError::Damaged("a number is too long"))
    }

    fn line(&mut self) -> Result<&'a str, PackError> {
        let end = self
            .0
            .iter()
            .position(|&byte| byte == b'\n')
            .ok_or(PackError::Damaged("a column ends early"))?;
        let line = &self.0[..end];
        self.0 = &self.0[end + 1..];
        std::str::from_utf8(line).map_err(|_| PackError::Damaged("a line is no text"))
    }

    fn lines(&self) -> Result<Vec<&'a str>, PackError> {
        let text =
            std::str::from_utf8(self.0).map_err(|_| PackError::Damaged("a line is no text"))?;
        Ok(text.lines().collect())
    }
}
