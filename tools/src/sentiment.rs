//! `tools sentiment`: learns the sentiment table, and measures one.

mod additions;
mod config;
pub mod corpus;
mod documents;
mod evaluate;
mod grams;
mod learn;
pub mod logistic;
#[allow(dead_code)] // the example prints the names
#[path = "../../examples/evaluate/noise.rs"]
mod noise;
#[allow(dead_code)] // the build script and the library use the rest
#[path = "../../src/sentiment/pack.rs"]
mod pack;
mod platt;
pub(crate) mod random;
mod removals;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use hasoyeon::sentiment::SentimentTable;

/// Why a command stopped; the message is for a person.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The sentiment table: learn it, measure it.
#[derive(Debug, Args)]
pub struct SentimentArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Learn a table from corpora and write it packed.
    Learn(LearnArgs),
    /// Measure a table on a tab-separated file: id, text, label.
    Evaluate(evaluate::EvaluateArgs),
}

/// Where `learn` reads and writes.
#[derive(Debug, Args)]
struct LearnArgs {
    /// What to learn from, and how.
    #[arg(long, default_value = "data/sentiment/learn.toml")]
    config: PathBuf,
    /// Folder of the corpora the config names.
    #[arg(long)]
    corpora: PathBuf,
    /// Tab-separated files with a header and columns `id` and `text`, of which
    /// nothing may be learned.
    #[arg(long)]
    exclude: Vec<PathBuf>,
    /// Where the packed table goes.
    #[arg(long, default_value = "data/sentiment/table.bin")]
    out: PathBuf,
    /// Write the table that was measured, without the held-out rows, instead of
    /// one that has learned from them too.
    #[arg(long)]
    measure: bool,
    /// Learn from the sources of these names alone, without the curated words:
    /// for comparing, e.g. `--only NSMC --measure`. May be repeated.
    #[arg(long, value_name = "SOURCE")]
    only: Vec<String>,
}

/// Runs a command.
///
/// # Errors
/// When a file cannot be read or written, or is not what it should be.
pub fn run(args: SentimentArgs) -> Result<(), Failure> {
    match args.command {
        Command::Learn(args) => run_learn(&args),
        Command::Evaluate(args) => evaluate::run(&args),
    }
}

/// Text as the scanner will see it: the library's own normalisation.
fn normalized(text: &str) -> String {
    hasoyeon::text::normalize(text).text(text).to_owned()
}

fn run_learn(args: &LearnArgs) -> Result<(), Failure> {
    let mut config = config::Config::read(&args.config)?;
    config.keep_only(&args.only)?;
    let mut excluded = corpus::Excluded::default();
    for path in &args.exclude {
        for [id, text] in corpus::columns(path, ["id", "text"])? {
            excluded.insert(&id, &text);
        }
    }
    let removals = removals::Removals::read(&args.config.with_file_name(&config.removed))?;
    let (film, grams) = removals.len();
    println!("{film} words blanked in film reviews, {grams} grams forbidden");
    let (mut documents, dropped) = documents::read(&config, &args.corpora, &excluded, &removals)?;
    println!("{} texts; left out: {dropped:?}", documents.len());
    let extra = args.config.with_file_name(&config.extra.file);
    let spellings = match args.only[..] {
        [] => additions::read(&extra, config.extra.cap)?,
        _ => Vec::new(),
    };
    documents::add(&config, &spellings, &mut documents);
    println!("{} curated spellings", spellings.len());
    let always = additions::short(&spellings, config.longest);
    let fitted = learn::fit(&config, &mut documents, &always, &removals);
    let measured = learn::quantise(&config, &fitted);
    let table = SentimentTable::from_bytes(&measured.to_bytes())?;
    let (parameters, figures) = platt::calibrate(&config, &documents, &table, measured.parameters);
    println!("{figures}");
    let mut pack = measured;
    if !args.measure {
        for d in documents.iter_mut().filter(|d| d.held) {
            d.held = false;
            if config.source[d.source].film {
                d.text = removals.blank(&d.text);
            }
        }
        pack = learn::quantise(
            &config,
            &learn::fit(&config, &mut documents, &always, &removals),
        );
    }
    pack.parameters.slope = parameters.slope;
    pack.header = header(&config, pack.grams.len(), &figures);
    let bytes = pack.to_bytes();
    std::fs::write(&args.out, &bytes).map_err(|e| format!("{}: {e}", args.out.display()))?;
    println!(
        "{}: {} grams, {} bytes",
        args.out.display(),
        pack.grams.len(),
        bytes.len()
    );
    Ok(())
}

fn header(config: &config::Config, grams: usize, figures: &str) -> String {
    let mut out = format!(
        "version: {}\nseed: {}\ngrams: {grams}\n",
        config.version, config.seed
    );
    for s in &config.source {
        out += &format!("source: {} ({})\n", s.name, s.licence);
    }
    out + figures
}
