//! Reading the body of a pack.

use super::columns::{Class, LEMMAS, PLAIN, SECTIONS, SPELT, VERBATIM};
use super::{Matrix, Pack, PackError, Row};

impl Pack {
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

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
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
