//! Context ids: those that a set of rows uses, without duplicates, the busy ones first.

use super::source::{SourceMatrix, SourceRow};
use hasoyeon_ko_dic::pack::Matrix;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// New ids for old ones, and the matrix under the new ids.
pub struct Contexts {
    left: BTreeMap<u16, u16>,
    right: BTreeMap<u16, u16>,
    pub matrix: Matrix,
}

impl Contexts {
    /// Drops the rows and columns that no entry uses and merges those that are
    /// equal, which loses nothing. Id 0 stays that of the sentence borders.
    pub fn merge<'a>(
        matrix: &SourceMatrix,
        rows: impl Iterator<Item = &'a SourceRow> + Clone,
    ) -> Self {
        let left_weights = weights(rows.clone().map(|row| (row.left, row.cost)));
        let right_weights = weights(rows.map(|row| (row.right, row.cost)));
        let cell = |left: u16, right: u16| {
            matrix.costs[usize::from(left) * matrix.rights + usize::from(right)]
        };

        let by_left = left_weights.keys().map(|&left| {
            let costs: Vec<i16> = right_weights
                .keys()
                .map(|&right| cell(left, right))
                .collect();
            (left, costs)
        });
        let lefts = Axis::new(by_left.collect(), &left_weights);
        let by_right = right_weights.keys().map(|&right| {
            // Columns are compared over the merged rows only, in their packed order.
            let costs: Vec<i16> = lefts.packed.iter().map(|&left| cell(left, right)).collect();
            (right, costs)
        });
        let rights = Axis::new(by_right.collect(), &right_weights);

        let mut costs = vec![0; lefts.packed.len() * rights.packed.len()];
        for (left, &row) in lefts.order.iter().enumerate() {
            for (right, &column) in rights.order.iter().enumerate() {
                costs[left * rights.order.len() + right] = cell(
                    lefts.packed[usize::from(row)],
                    rights.packed[usize::from(column)],
                );
            }
        }
        let matrix = Matrix {
            lefts: lefts.order.len() as u16,
            rights: rights.order.len() as u16,
            costs,
            left_order: lefts.order,
            right_order: rights.order,
        };
        Self {
            left: lefts.new_ids,
            right: rights.new_ids,
            matrix,
        }
    }

    pub fn left(&self, id: u16) -> u16 {
        self.left[&id]
    }

    pub fn right(&self, id: u16) -> u16 {
        self.right[&id]
    }
}

/// One side of the matrix after merging.
struct Axis {
    new_ids: BTreeMap<u16, u16>,
    /// For each place in packed order an old id of that group.
    packed: Vec<u16>,
    /// For each new id its place in packed order.
    order: Vec<u16>,
}

impl Axis {
    fn new(mut costs_of: Vec<(u16, Vec<i16>)>, weights: &BTreeMap<u16, u128>) -> Self {
        // Sorted by content: similar neighbours make small differences.
        costs_of.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        let groups: Vec<Vec<u16>> = costs_of
            .chunk_by(|a, b| a.1 == b.1)
            .map(|group| group.iter().map(|line| line.0).collect())
            .collect();
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by_key(|&place| {
            let weight: u128 = groups[place].iter().map(|id| weights[id]).sum();
            (!groups[place].contains(&0), Reverse(weight), place)
        });
        let mut new_ids = BTreeMap::new();
        for (new, &place) in order.iter().enumerate() {
            new_ids.extend(groups[place].iter().map(|&old| (old, new as u16)));
        }
        Self {
            new_ids,
            packed: groups.iter().map(|group| group[0]).collect(),
            order: order.iter().map(|&place| place as u16).collect(),
        }
    }
}

/// How busy each id is. A cost is about -800 ln p, so 555 of it halve the
/// frequency; whole powers of two are the same on every machine.
fn weights(ids: impl Iterator<Item = (u16, i16)>) -> BTreeMap<u16, u128> {
    let mut weights = BTreeMap::from([(0, 0)]);
    for (id, cost) in ids {
        *weights.entry(id).or_default() += 1u128 << (60 - i32::from(cost) / 555).clamp(0, 100);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_keeps_every_cost() {
        // Left ids 1 and 2 are equal for the right ids in use, left id 3 is not used.
        let matrix = SourceMatrix {
            lefts: 4,
            rights: 4,
            costs: vec![0, 1, 2, 99, 5, 6, 7, 98, 5, 6, 7, 97, 9, 9, 9, 9],
        };
        let row = |left, right, cost| SourceRow {
            left,
            right,
            cost,
            ..SourceRow::default()
        };
        let rows = [row(1, 1, 3000), row(2, 2, -500), row(1, 2, 0)];
        let contexts = Contexts::merge(&matrix, rows.iter());
        assert_eq!((contexts.matrix.lefts, contexts.matrix.rights), (2, 3));
        assert_eq!((contexts.left(0), contexts.right(0)), (0, 0));
        assert_eq!(contexts.left(1), contexts.left(2));
        // The dearer row's id comes last.
        assert!(contexts.right(2) < contexts.right(1));
        for left in 0..3 {
            for right in 0..3 {
                let new = usize::from(contexts.left(left)) * 3 + usize::from(contexts.right(right));
                let old = usize::from(left) * 4 + usize::from(right);
                assert_eq!(contexts.matrix.costs[new], matrix.costs[old]);
            }
        }
    }
}
