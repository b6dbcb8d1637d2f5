//! Texts grouped by a column, by their source, or into folds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    gold::Gold,
    table::{Failure, Row},
};

/// What texts are grouped by.
#[derive(Clone, Debug)]
pub enum Grouping {
    /// A column's cells; `source`, where no column has that name, is what
    /// stands before the first `:` of the id.
    Column(String),
    /// FNV-1a of the id, modulo 3.
    Fold,
}

/// Figures of one group.
#[derive(Serialize)]
pub struct Group<F> {
    pub by: String,
    pub value: String,
    pub figures: F,
}

impl Grouping {
    fn name(&self) -> &str {
        match self {
            Self::Column(name) => name,
            Self::Fold => "fold",
        }
    }

    fn key(&self, gold: &Gold) -> Result<impl Fn(&Row) -> String, Failure> {
        let column = match self {
            Self::Column(name) if name == "source" => gold.table.column(name),
            Self::Column(name) => Some(gold.table.required(name)?),
            Self::Fold => None,
        };
        let fold = matches!(self, Self::Fold);
        Ok(move |row: &Row| match column {
            Some(column) => row.cells[column].clone(),
            None if fold => (fnv1a(gold.id(row)) % 3).to_string(),
            None => gold
                .id(row)
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// Figures of every group, in the order of their names; `items` belong to
    /// the rows in order.
    pub fn groups<T, F>(
        &self,
        gold: &Gold,
        items: &[T],
        figures: impl Fn(&[&T]) -> F,
    ) -> Result<Vec<Group<F>>, Failure> {
        let key = self.key(gold)?;
        let mut groups = BTreeMap::<String, Vec<&T>>::new();
        for (row, item) in gold.table.rows.iter().zip(items) {
            groups.entry(key(row)).or_default().push(item);
        }
        let groups = groups.into_iter().map(|(value, items)| Group {
            by: self.name().to_owned(),
            value,
            figures: figures(&items),
        });
        Ok(groups.collect())
    }
}

/// FNV-1a of 64 bits.
pub fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
