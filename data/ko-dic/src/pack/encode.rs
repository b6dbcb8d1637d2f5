//! Writing the body of a pack.

use super::columns::{Class, LEMMAS, PLAIN, SECTIONS, SPELT, VERBATIM};
use super::{Matrix, Pack, Row};
use std::collections::{BTreeMap, HashMap};

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
}

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

fn push_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
