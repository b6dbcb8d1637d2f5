//! Texts with the labels a reader gave them.

use std::collections::HashMap;

use super::table::{Failure, Row, Table};

/// What a text says on a theme, in the order of [`Want`]'s bits.
pub const STANCES: [&str; 3] = ["none", "mention", "complaint"];
pub const NONE: usize = 0;
pub const COMPLAINT: usize = 2;

/// The labels that are right for one cell: several when readers may differ,
/// none at all when the cell is not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Want(u8);

impl Want {
    /// Reads a cell such as `complaint`, `none|mention` or `-`.
    pub fn parse(cell: &str, labels: &[&str; 3]) -> Result<Self, String> {
        if matches!(cell, "" | "-") {
            return Ok(Self::default());
        }
        let mut bits = 0;
        for part in cell.split('|') {
            match labels.iter().position(|label| *label == part) {
                Some(label) => bits |= 1 << label,
                None => return Err(format!("{part:?} where {} or - belongs", labels.join(", "))),
            }
        }
        Ok(Self(bits))
    }

    /// True when the cell says anything.
    pub fn is_judged(self) -> bool {
        self.0 != 0
    }

    /// True when `label` is right.
    pub fn has(self, label: usize) -> bool {
        self.0 & 1 << label != 0
    }

    /// True when `label` and no other is right.
    pub fn is_only(self, label: usize) -> bool {
        self.0 == 1 << label
    }
}

/// A table of labelled texts.
pub struct Gold {
    pub table: Table,
    /// Names of the judged themes, in the order of their columns.
    pub themes: Vec<String>,
    /// Per row, the right labels of each theme.
    pub wants: Vec<Vec<Want>>,
    id: usize,
    text: usize,
}

impl Gold {
    /// Takes the columns that `is_theme` knows as themes.
    pub fn new(table: Table, is_theme: impl Fn(&str) -> bool) -> Result<Self, Failure> {
        let (id, text) = (table.required("id")?, table.required("text")?);
        let columns: Vec<usize> = (0..table.columns.len())
            .filter(|&n| n != id && n != text && is_theme(&table.columns[n]))
            .collect();
        let mut lines = HashMap::new();
        let mut wants = Vec::new();
        for row in &table.rows {
            if let Some(line) = lines.insert(&row.cells[id], row.line) {
                let id = &row.cells[id];
                return Err(table.wrong(row, format_args!("id {id} stands in line {line} too")));
            }
            let cells = columns.iter().map(|&n| {
                Want::parse(&row.cells[n], &STANCES).map_err(|reason| {
                    table.wrong(row, format_args!("{}: {reason}", table.columns[n]))
                })
            });
            wants.push(cells.collect::<Result<_, _>>()?);
        }
        Ok(Self {
            themes: columns.iter().map(|&n| table.columns[n].clone()).collect(),
            wants,
            id,
            text,
            table,
        })
    }

    pub fn id<'t>(&self, row: &'t Row) -> &'t str {
        &row.cells[self.id]
    }

    pub fn text<'t>(&self, row: &'t Row) -> &'t str {
        &row.cells[self.text]
    }

    /// Where a theme's column stands among the judged ones.
    pub fn theme(&self, name: &str) -> Result<usize, Failure> {
        let themes = &self.themes;
        themes
            .iter()
            .position(|theme| theme == name)
            .ok_or_else(|| {
                let judged = if themes.is_empty() {
                    "none".to_owned()
                } else {
                    themes.join(", ")
                };
                Failure(format!(
                    "{}: no theme {name:?}; judged: {judged}",
                    self.table.name
                ))
            })
    }
}
