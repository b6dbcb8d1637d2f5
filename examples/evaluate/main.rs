//! Measures scores against labels that readers gave.
//!
//! ```text
//! cargo run --release --example evaluate -- gold.tsv
//! cargo run --release --example evaluate -- gold.tsv --lexicon my-themes --by-rule --errors 10
//! cargo run --release --example evaluate -- gold.tsv --predictions scored.jsonl --json
//! cargo run --release --example evaluate -- polarity.tsv
//! ```
//!
//! A gold file is tab-separated, without quoting: `id`, `text`, and a column
//! for each theme with `none`, `mention` or `complaint`; `none|mention` where
//! both are right, `-` where nothing is judged; a column `overall` with `neg`,
//! `neu` or `pos`. A polarity file has `id`, `text` and `label`. Other columns
//! are there to group by.

mod answer;
mod calibration;
mod cues;
mod errors;
mod figures;
mod gold;
mod groups;
mod noise;
mod parts;
mod polarity;
mod print;
mod random;
mod rules;
mod table;
#[cfg(test)]
mod tests;
mod themes;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use hasoyeon::{Scorer, sentiment::SentimentTable};

use answer::{Answer, Given};
use gold::Gold;
use groups::Grouping;
use parts::Parts;
use table::{Failure, Table};

/// Measures themes and sentiment against a labelled file.
///
/// Exit code 1 when a file cannot be used, or the given answers are faulty: an
/// id missing, unknown or answered twice, a theme twice in one answer, or a
/// stance that its score contradicts (complaint means 0.5 or more).
#[derive(Parser)]
struct Options {
    /// Tab-separated texts with their labels.
    gold: PathBuf,
    #[command(flatten)]
    parts: Parts,
    /// A packed sentiment table to use instead of the embedded one.
    #[arg(long, value_name = "FILE")]
    sentiment: Option<PathBuf>,
    /// Judge these answers (lines as score_jsonl writes them) instead of scoring.
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "sentiment")]
    predictions: Option<PathBuf>,
    /// Words that readers marked (tab-separated: id, theme, spans), to be
    /// compared with the evidence.
    #[arg(long, value_name = "FILE")]
    cues: Option<PathBuf>,
    /// Figures for each value of a column; `source` is the id up to its first
    /// colon. May be repeated.
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// Figures for each of three folds (FNV-1a of the id, modulo 3).
    #[arg(long)]
    folds: bool,
    /// Leave out rows whose cell in a column begins so: note=doubtful.
    #[arg(long, value_name = "COLUMN=BEGINNING")]
    without: Vec<String>,
    /// Hits and precision of every rule, and the rules that never hit.
    #[arg(long)]
    by_rule: bool,
    /// Print the N worst errors of each kind, with their evidence.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Seed of the resamples and of the noise.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let done = run(&options).map(|report| io::stdout().lock().write_all(report.as_bytes()));
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
    let mut table = Table::read(&options.gold)?;
    let skipped = skip(&mut table, &options.without)?;
    let given = options
        .predictions
        .as_deref()
        .map(Given::read)
        .transpose()?;
    let lexicon = options.parts.lexicon()?;
    let gold = Gold::new(table, |column| {
        lexicon.themes().any(|theme| theme.id == column)
            || given.as_ref().is_some_and(|given| given.names(column))
    })?;
    if gold.table.rows.is_empty() {
        return Err(Failure(format!("{}: no rows", gold.table.name)));
    }
    let is_polarity = gold.themes.is_empty() && gold.table.column("label").is_some();
    if gold.themes.is_empty() && !is_polarity && gold.table.column("overall").is_none() {
        let themes: Vec<_> = lexicon.themes().map(|theme| theme.id).collect();
        let reason = format!("no column of {}, overall or label", themes.join(", "));
        return Err(Failure(format!("{}:1: {reason}", gold.table.name)));
    }
    let scorer = given.is_none().then(|| scorer(options)).transpose()?;
    let request = Request {
        grouping: grouping(options),
        errors: options.errors,
        seed: options.seed,
        answers_by: match (&scorer, &options.predictions) {
            (Some(scorer), _) => format!("scorer {}", scorer.fingerprint()),
            (None, path) => path.iter().map(|path| path.display().to_string()).collect(),
        },
    };
    let answers = answers(&gold, scorer.as_ref(), given, &skipped)?;
    if is_polarity {
        polarity(options, &request, &gold, &answers, scorer.as_ref())
    } else {
        themes(options, &request, &gold, &answers, &skipped)
    }
}

/// What is asked of any file.
struct Request {
    grouping: Vec<Grouping>,
    errors: usize,
    seed: u64,
    /// The scorer's fingerprint, or the file the answers come from.
    answers_by: String,
}

/// Takes rows out; gives their ids.
fn skip(table: &mut Table, without: &[String]) -> Result<Vec<String>, Failure> {
    let id = table.required("id")?;
    let mut skipped = Vec::new();
    for one in without {
        let (column, beginning) = one
            .split_once('=')
            .ok_or_else(|| Failure(format!("--without {one}: COLUMN=BEGINNING belongs there")))?;
        let column = table.required(column)?;
        let out = table
            .rows
            .extract_if(.., |row| row.cells[column].starts_with(beginning));
        skipped.extend(out.map(|mut row| row.cells.swap_remove(id)));
    }
    Ok(skipped)
}

fn scorer(options: &Options) -> Result<Scorer, Failure> {
    let mut builder = options.parts.builder()?;
    if let Some(path) = &options.sentiment {
        builder = builder.sentiment_table(SentimentTable::from_path(path)?);
    }
    Ok(builder.build()?)
}

fn answers(
    gold: &Gold,
    scorer: Option<&Scorer>,
    given: Option<Given>,
    skipped: &[String],
) -> Result<Vec<Answer>, Failure> {
    let rows = gold.table.rows.iter();
    if let Some(mut given) = given {
        given.forget(skipped);
        let ids: Vec<_> = rows.map(|row| gold.id(row)).collect();
        return given.into_answers(&ids);
    }
    match scorer {
        Some(scorer) => answer::score(scorer, rows.map(|row| gold.text(row))),
        None => Ok(Vec::new()),
    }
}

fn grouping(options: &Options) -> Vec<Grouping> {
    let columns = options.by.iter().cloned().map(Grouping::Column);
    columns
        .chain(options.folds.then_some(Grouping::Fold))
        .collect()
}

fn themes(
    options: &Options,
    request: &Request,
    gold: &Gold,
    answers: &[Answer],
    skipped: &[String],
) -> Result<String, Failure> {
    let mut report = themes::Report::of(request, gold, answers)?;
    if let Some(path) = &options.cues {
        let cues = cues::read(&Table::read(path)?, gold, skipped)?;
        report.evidence = Some(themes::evidence(gold, answers, &cues)?);
    }
    if options.by_rule {
        let all = rules::ids(options.parts.lexicon.as_deref())?;
        report.by_rule = Some(rules::by_rule(gold, answers, &all));
    }
    written(options, &report)
}

fn polarity(
    options: &Options,
    request: &Request,
    gold: &Gold,
    answers: &[Answer],
    scorer: Option<&Scorer>,
) -> Result<String, Failure> {
    if options.cues.is_some() || options.by_rule {
        let reason = "--cues and --by-rule need columns of themes";
        return Err(Failure(format!("{}:1: {reason}", gold.table.name)));
    }
    let mut report = polarity::Report::of(request, gold, answers)?;
    if let Some(scorer) = scorer {
        report.disturb(gold, scorer)?;
    }
    written(options, &report)
}

fn written(
    options: &Options,
    report: &(impl serde::Serialize + std::fmt::Display),
) -> Result<String, Failure> {
    if !options.json {
        return Ok(report.to_string());
    }
    let json = serde_json::to_string_pretty(report);
    let json = json.map_err(|error| Failure(format!("cannot write JSON: {error}")))?;
    Ok(json + "\n")
}
