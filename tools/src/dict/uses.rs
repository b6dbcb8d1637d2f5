//! Which context ids ordinary texts ask for.

use crate::error::{Error, Result};
use crate::sentiment::corpus;
use hasoyeon::text::normalize;
use hasoyeon_ko_dic::{WordsView, bounds, order, words};
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
    let Uses { lefts, rights } = uses;
    let left = line("left", lefts.len(), |id| lefts[usize::from(order.left(id))]);
    let right = line("right", rights.len(), |id| {
        rights[usize::from(order.right(id))]
    });
    let title = "# Context ids, those most used first: `tools dict uses`.";
    Ok(format!("{title}\n{left}\n{right}\n"))
}

/// The ids of a side that are used, most used first.
fn line(side: &str, count: usize, uses: impl Fn(u16) -> f64) -> String {
    let mut ids: Vec<u16> = (1..count as u16).filter(|&id| uses(id) > 0.0).collect();
    // Stable: ids of equal use stay in the order of the pack.
    ids.sort_by(|&a, &b| uses(b).total_cmp(&uses(a)));
    let ids = ids.iter().map(u16::to_string);
    let words: Vec<String> = std::iter::once(side.to_owned()).chain(ids).collect();
    words.join(" ")
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
