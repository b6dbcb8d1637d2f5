//! Which context ids ordinary texts ask for.

use crate::error::{Error, Result};
use crate::sentiment::corpus;
use hasoyeon::text::normalize;
use hasoyeon_ko_dic::{Order, WordsView, bounds, order, words};
use std::fmt::Write;
use std::path::PathBuf;

/// How often the words that may stand in the texts have each id, by its place.
struct Uses {
    lefts: Vec<f64>,
    rights: Vec<f64>,
}

/// The lines of `uses.txt`: ids in order of use in corpora, each of which weighs
/// the same.
pub fn lines(corpora: &[PathBuf]) -> Result<String> {
    let bounds = bounds();
    let mut uses = Uses {
        lefts: vec![0.0; bounds.lefts.len()],
        rights: vec![0.0; bounds.rights.len()],
    };
    let table = words();
    for path in corpora {
        let rows = corpus::read(path).map_err(Error::Sentiment)?;
        let chars: usize = rows.iter().map(|row| row.text.chars().count()).sum();
        let weight = 1e6 / chars.max(1) as f64;
        for row in &rows {
            uses.add(table.view(), normalize(&row.text).text(&row.text), weight);
        }
    }
    let order = order();
    let mut lines = "# Context ids, those most used first: `tools dict uses`.\n".to_owned();
    let sides: [(_, _, fn(&Order, u16) -> u16); 2] = [
        ("left", &uses.lefts, Order::left),
        ("right", &uses.rights, Order::right),
    ];
    for (name, counts, place) in sides {
        let ids = 1..counts.len() as u16;
        let count = |id: u16| counts[usize::from(place(&order, id))];
        let mut ids: Vec<u16> = ids.filter(|&id| count(id) > 0.0).collect();
        // Stable: ids of equal use stay in the order of the pack.
        ids.sort_by(|&a, &b| count(b).total_cmp(&count(a)));
        lines.push_str(name);
        for id in ids {
            // Writing to a string does not fail.
            let _ = write!(lines, " {id}");
        }
        lines.push('\n');
    }
    Ok(lines)
}

impl Uses {
    /// Adds the words that begin at any character of a text.
    fn add(&mut self, words: WordsView<'_>, text: &str, weight: f64) {
        let codes: Vec<u16> = text.chars().map(|c| words.code(c)).collect();
        for start in 0..codes.len() {
            let mut rest = codes[start..].iter();
            let mut step = rest.next().map(|&code| words.first(code));
            while let Some(here) = step {
                let mut number = here.entry();
                while let Some((at, entry)) = number.and_then(|at| Some((at, words.entry(at)?))) {
                    self.lefts[usize::from(entry.left)] += weight;
                    self.rights[usize::from(entry.right)] += weight;
                    number = (!entry.last).then_some(at + 1);
                }
                let next = rest.next().filter(|_| here.has_more());
                step = next.and_then(|&code| words.next(here, code));
            }
        }
    }
}
