//! The author's next words: what sets complaints of a theme apart and is not
//! evidence yet.
//!
//! ```text
//! cargo run --release --example suggest -- gold.tsv
//! cargo run --release --example suggest -- gold.tsv --theme compensation --against mention --top 30
//! ```
//!
//! Reads a gold file as `evaluate` does. In the texts that complain on a
//! theme, what lies inside evidence of that theme is passed over; what is left
//! is compared with other texts by log-odds with an informative Dirichlet
//! prior (Monroe, Colaresi and Quinn 2008): the z-score says how sure the
//! difference is. A text counts once for each feature.

mod corpus;
mod features;
#[path = "../evaluate/gold.rs"]
mod gold;
mod odds;
#[path = "../evaluate/parts.rs"]
mod parts;
#[path = "../evaluate/table.rs"]
mod table;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, ValueEnum};

use corpus::Corpus;
use gold::{COMPLAINT, Gold, NONE, STANCES, Want};
use parts::Parts;
use table::{Failure, Table};

/// Suggests words for a theme from labelled texts.
///
/// `in` counts the complaints that have the feature outside the evidence,
/// `missed` those of them that are not called a complaint, `against` the other
/// texts that have it anywhere. Examples of missed complaints come first.
#[derive(Parser)]
struct Options {
    /// Tab-separated texts with their labels: id, text, a column per theme.
    gold: PathBuf,
    #[command(flatten)]
    parts: Parts,
    /// Only this theme.
    #[arg(long, value_name = "ID")]
    theme: Option<String>,
    /// The texts that complaints are compared with.
    #[arg(long, value_enum, default_value = "all")]
    against: Against,
    /// Features to print of each kind.
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Against {
    /// Texts that talk about the theme without a complaint.
    Mention,
    /// Texts that do not talk about the theme.
    None,
    /// Both.
    All,
}

impl Against {
    /// True for cells on the other side.
    fn takes(self, want: Want) -> bool {
        let mention = self != Self::None;
        let none = self != Self::Mention;
        want.is_judged()
            && !want.has(COMPLAINT)
            && (mention || !want.has(1))
            && (none || !want.has(NONE))
    }

    fn name(self) -> &'static str {
        match self {
            Self::Mention => STANCES[1],
            Self::None => STANCES[NONE],
            Self::All => "none and mention",
        }
    }
}

fn main() -> ExitCode {
    let done =
        run(&Options::parse()).map(|report| io::stdout().lock().write_all(report.as_bytes()));
    match done {
        Ok(Ok(())) => ExitCode::SUCCESS,
        // A reader that has seen enough, such as head, is no error.
        Ok(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("error: cannot write: {error}");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<String, Failure> {
    let lexicon = options.parts.lexicon()?;
    let table = Table::read(&options.gold)?;
    let gold = Gold::new(table, |column| {
        lexicon.themes().any(|theme| theme.id == column)
    })?;
    let themes: Vec<usize> = match &options.theme {
        Some(theme) => vec![gold.theme(theme)?],
        None if gold.themes.is_empty() => {
            let themes: Vec<_> = lexicon.themes().map(|theme| theme.id).collect();
            let reason = format!("no column of {}", themes.join(", "));
            return Err(Failure(format!("{}:1: {reason}", gold.table.name)));
        }
        None => (0..gold.themes.len()).collect(),
    };
    let corpus = Corpus::read(options, &gold)?;
    let mut out = String::new();
    for theme in themes {
        corpus.suggest(options, &gold, theme, &mut out);
    }
    Ok(out)
}
