//! The pipe others build on: comments in, one analysis per line out.
//!
//! ```text
//! cargo run --release --example score_jsonl -- data/samples/comments.jsonl
//! cat comments.jsonl | score_jsonl --lexicon my-themes > scored.jsonl
//! ```
//!
//! In, one JSON object per line: `{"id": "…" or a number, "text": "…"}`. Out,
//! one line each, in order. A bad line is named by number on standard error
//! and the rest goes on; exit code 2 at the end.

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use hasoyeon::{Analysis, Scorer, lexicon::Lexicon, morph::Dictionary};
use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};

/// Lines that several threads share, and their bytes.
const PORTION: usize = 2048;
const PORTION_BYTES: usize = 4 << 20;

/// Scores comments for themes and sentiment, JSON lines in and out.
#[derive(Parser)]
struct Options {
    /// Files of JSON lines; standard input when none is given.
    files: Vec<PathBuf>,
    /// A directory of theme files (*.toml) to use instead of the embedded ones.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
    /// A full ko-dic built by lindera 6.2, to use instead of the embedded one.
    #[arg(long, value_name = "DIR")]
    dictionary: Option<PathBuf>,
    /// The share of complaints on a theme to expect, between 0 and 1.
    #[arg(long, value_name = "SHARE")]
    prior: Option<f32>,
    /// Threads that score; with more than one, lines go out in portions.
    #[arg(long, value_name = "N", default_value_t = 1)]
    threads: usize,
    /// Write {"line": N, "error": "…"} in place of a bad line.
    #[arg(long)]
    errors_inline: bool,
}

/// One line in. Other keys are let through unread.
#[derive(Deserialize)]
struct Comment {
    id: Id,
    text: String,
}

#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
enum Id {
    Number(serde_json::Number),
    Text(String),
}

/// One line out.
#[derive(Serialize)]
struct Scored<'a> {
    id: Id,
    #[serde(flatten)]
    analysis: &'a Analysis,
}

#[derive(Serialize)]
struct BadLine<'a> {
    line: u64,
    error: &'a str,
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(bad) => {
            eprintln!("{bad} bad line{}", if bad == 1 { "" } else { "s" });
            ExitCode::from(2)
        }
        // A reader that has seen enough, such as head, is no error.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Scorer(#[from] hasoyeon::Error),
    #[error("cannot read {0}: {1}")]
    Input(String, io::Error),
    #[error("cannot write: {0}")]
    Output(io::Error),
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

fn run(options: &Options) -> Result<u64, Failure> {
    let scorer = scorer(options)?;
    let bar = progress(&options.files);
    let mut pipe = Pipe {
        scorer: &scorer,
        pool: match options.threads {
            1 => None,
            threads => Some(
                rayon::ThreadPoolBuilder::new()
                    .num_threads(threads)
                    .build()?,
            ),
        },
        portion: if options.threads == 1 { 1 } else { PORTION },
        waiting: Vec::new(),
        bytes: 0,
        seen: HashSet::new(),
        errors_inline: options.errors_inline,
        line: 0,
        bad: 0,
        out: BufWriter::new(io::stdout().lock()),
    };
    if options.files.is_empty() {
        pipe.read("standard input", bar.wrap_read(io::stdin().lock()))?;
    }
    for path in &options.files {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| Failure::Input(name.clone(), error))?;
        pipe.read(&name, bar.wrap_read(file))?;
    }
    pipe.out.flush().map_err(Failure::Output)?;
    bar.finish_and_clear();
    Ok(pipe.bad)
}

fn scorer(options: &Options) -> Result<Scorer, hasoyeon::Error> {
    let mut builder = Scorer::builder();
    if let Some(path) = &options.dictionary {
        builder = builder.dictionary(Dictionary::from_path(path)?);
    }
    if let Some(path) = &options.lexicon {
        builder = builder.lexicon(Lexicon::from_dir(path)?);
    }
    if let Some(prior) = options.prior {
        builder = builder.prior(prior);
    }
    builder.build()
}

/// A bar on standard error when somebody watches.
fn progress(files: &[PathBuf]) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let sizes: Option<u64> = files
        .iter()
        .map(|path| Some(path.metadata().ok()?.len()))
        .sum();
    match sizes.filter(|_| !files.is_empty()) {
        Some(bytes) => {
            let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {eta}");
            ProgressBar::new(bytes)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
        None => ProgressBar::new_spinner(),
    }
}

/// What became of a line.
enum Line {
    Comment(Comment),
    Bad { line: u64, error: String },
}

impl AsRef<str> for Line {
    fn as_ref(&self) -> &str {
        match self {
            Line::Comment(comment) => &comment.text,
            Line::Bad { .. } => "",
        }
    }
}

struct Pipe<'a, W: Write> {
    scorer: &'a Scorer,
    /// None where one thread does it all: to wake another for each line costs
    /// more than to score it.
    pool: Option<rayon::ThreadPool>,
    /// Lines scored at a time.
    portion: usize,
    /// Lines read, not scored.
    waiting: Vec<Line>,
    /// Their bytes.
    bytes: usize,
    seen: HashSet<Id>,
    errors_inline: bool,
    /// Lines read, over all files.
    line: u64,
    bad: u64,
    out: W,
}

impl<W: Write> Pipe<'_, W> {
    fn read(&mut self, name: &str, input: impl Read) -> Result<(), Failure> {
        let mut input = BufReader::new(input);
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let read = input.read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| Failure::Input(name.to_owned(), error));
            if !matches!(read, Ok(1..)) {
                // What was read before a failure goes out all the same.
                self.score()?;
                return read.map(drop);
            }
            self.line += 1;
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let line = match self.comment(&bytes) {
                Ok(comment) => Line::Comment(comment),
                Err(error) => Line::Bad {
                    line: self.line,
                    error,
                },
            };
            self.bytes += bytes.len();
            self.waiting.push(line);
            if self.waiting.len() >= self.portion || self.bytes >= PORTION_BYTES {
                self.score()?;
            }
        }
    }

    /// Scores and writes what waits.
    fn score(&mut self) -> Result<(), Failure> {
        let (scorer, waiting) = (self.scorer, &self.waiting);
        let analyses = match &self.pool {
            Some(pool) => pool.install(|| scorer.score_batch(waiting)),
            None => waiting
                .iter()
                .map(|line| scorer.score(line.as_ref()))
                .collect(),
        };
        self.bytes = 0;
        for (line, analysis) in self.waiting.drain(..).zip(&analyses) {
            match line {
                Line::Comment(Comment { id, .. }) => {
                    write_line(&mut self.out, &Scored { id, analysis })?;
                }
                Line::Bad { line, error } => {
                    self.bad += 1;
                    if self.errors_inline {
                        let error = error.as_str();
                        write_line(&mut self.out, &BadLine { line, error })?;
                    } else {
                        eprintln!("line {line}: {error}");
                    }
                }
            }
        }
        Ok(())
    }

    fn comment(&mut self, bytes: &[u8]) -> Result<Comment, String> {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| format!("not UTF-8 after byte {}", error.valid_up_to()))?;
        // A byte order mark stands only before the first line.
        let text = text
            .strip_prefix('\u{feff}')
            .filter(|_| self.line == 1)
            .unwrap_or(text);
        let comment: Comment = serde_json::from_str(text).map_err(|error| {
            let reason = error.to_string();
            format!("not a comment {{\"id\": …, \"text\": …}}: {reason}")
        })?;
        if !self.seen.insert(comment.id.clone()) {
            let id = serde_json::to_string(&comment.id).unwrap_or_default();
            return Err(format!("id {id} was used before"));
        }
        Ok(comment)
    }
}

fn write_line(mut out: impl Write, line: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut out, line).map_err(|error| Failure::Output(error.into()))?;
    out.write_all(b"\n").map_err(Failure::Output)
}
