//! A user's own additions to a table, and bad ones refused.

use std::collections::BTreeMap;

use super::pack::{Gram, MAX_CODE, MAX_GRAM, Pack, Parameters};

/// Strongest weight of a gram, in units.
const UNITS: f32 = 127.0;

/// Reads `text TAB weight` lines into a table of their own. Lines that are
/// empty or begin with `# ` are passed over.
///
/// `weight` is −1 to 1, in strengths of the strongest gram a table can hold.
///
/// # Errors
/// Line number (from 1) and reason of the first bad line.
pub(super) fn parse(tsv: &str) -> Result<Pack, (usize, String)> {
    let mut entries: BTreeMap<Vec<char>, (usize, i8)> = BTreeMap::new();
    for (n, line) in tsv.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with("# ") || line == "#" {
            continue;
        }
        let at = n + 1;
        let Some((text, rest)) = line.split_once('\t') else {
            return Err((at, "expected `text`, a tab, and a weight".into()));
        };
        let cell = rest.split('\t').next().unwrap_or(rest).trim();
        let weight: f32 = cell
            .parse()
            .map_err(|_| (at, format!("{cell:?} is not a number")))?;
        if !(-1.0..=1.0).contains(&weight) {
            return Err((at, format!("the weight {cell} is not within -1 to 1")));
        }
        let gram: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        if gram.is_empty() || gram.len() > MAX_GRAM {
            return Err((
                at,
                format!(
                    "{text:?} has {} characters without blanks, 1 to {MAX_GRAM} are possible",
                    gram.len()
                ),
            ));
        }
        let weight = (weight * UNITS).round() as i8;
        if let Some((before, _)) = entries.insert(gram, (at, weight)) {
            return Err((at, format!("{text:?} stands in line {before} already")));
        }
    }
    let mut alphabet: Vec<char> = entries.keys().flatten().copied().collect();
    alphabet.sort_unstable();
    alphabet.dedup();
    if alphabet.len() > usize::from(MAX_CODE) {
        return Err((0, format!("more than {MAX_CODE} different characters")));
    }
    let grams = entries.iter().map(|(text, &(_, polarity))| {
        let mut codes = [0u16; MAX_GRAM];
        for (code, c) in codes.iter_mut().zip(text) {
            *code = alphabet.binary_search(c).map_or(0, |i| i as u16 + 1);
        }
        Gram {
            codes,
            polarity,
            stance: polarity.saturating_abs(),
        }
    });
    let grams = grams.collect();
    Ok(Pack {
        header: String::new(),
        parameters: Parameters::default(),
        alphabet,
        grams,
    })
}
