//! `tools odds`: how often syllables and pairs of them stand in what people
//! write.

use crate::error::{Error, Result};
use crate::output;
use crate::sentiment::corpus;
use clap::Args;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::PathBuf;

/// Pairs and single characters that are kept: more tell no more.
const PAIRS: usize = 2000;
const SINGLE: usize = 1500;

/// Counts in corpora, each of which weighs the same.
#[derive(Args)]
pub struct Arguments {
    /// Tab-separated files with a header and columns `id` and `text`, `.gz` or
    /// plain
    #[arg(required = true, value_name = "FILE")]
    corpora: Vec<PathBuf>,
    /// Where to write it
    #[arg(long, value_name = "FILE", default_value = "data/odds.txt")]
    out: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut singles: HashMap<String, f64> = HashMap::new();
    let mut pairs = singles.clone();
    for path in &arguments.corpora {
        let rows = corpus::read(path).map_err(Error::Sentiment)?;
        let texts: Vec<Vec<char>> = rows.iter().map(|row| squeezed(&row.text)).collect();
        let chars: usize = texts.iter().map(Vec::len).sum();
        let weight = 1e6 / chars.max(1) as f64 / arguments.corpora.len() as f64;
        for text in &texts {
            for c in text {
                *singles.entry(c.to_string()).or_default() += weight;
            }
            for pair in text.windows(2) {
                *pairs.entry(pair.iter().collect()).or_default() += weight;
            }
        }
    }
    let mut out = String::new();
    for (counts, most) in [(singles, SINGLE), (pairs, PAIRS)] {
        let mut counts: Vec<(String, f64)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (text, count) in &counts[..counts.len().min(most)] {
            // Writing to a string does not fail.
            let _ = writeln!(out, "{text} {}", count.round().max(1.0));
        }
    }
    output::write(&arguments.out, out.as_bytes())?;
    println!("{}: {} bytes", arguments.out.display(), out.len());
    Ok(())
}

/// As the library compares texts: blanks left out, ASCII in lower case.
fn squeezed(text: &str) -> Vec<char> {
    let solid = text.chars().filter(|c| !c.is_whitespace());
    solid.map(|c| c.to_ascii_lowercase()).collect()
}
