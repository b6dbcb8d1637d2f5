//! Cuts each input line into morphemes and prints one JSON array per line.
//!
//! ```text
//! echo '번호를 바꿔 달래요' | cargo run --release --example morphemes
//! ```

#[path = "../benches/baseline.rs"]
mod baseline;

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use hasoyeon::morph::{Dictionary, Tokenizer};
use lindera::dictionary::load_fs_dictionary_with_options;
use serde::Serialize;

/// Lines of text in, one JSON array of morphemes per line out.
#[derive(Parser)]
struct Options {
    /// Texts to cut; standard input, line by line, when none is given.
    texts: Vec<String>,
    /// Normalise as the scorer does; without it the text is only composed (NFC).
    #[arg(long)]
    normalized: bool,
    /// A full ko-dic built by lindera 6.2, to use instead of the embedded one.
    #[arg(long, value_name = "DIR")]
    dictionary: Option<PathBuf>,
    /// Cut with lindera's own worker on the same tables, for comparison.
    #[arg(long)]
    lindera: bool,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Dictionary(#[from] hasoyeon::Error),
    #[error("lindera: {0}")]
    Lindera(#[from] lindera::error::LinderaError),
    #[error("line {0}: not UTF-8")]
    NotUtf8(usize),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn run(options: &Options) -> Result<(), Failure> {
    if options.lindera {
        return run_lindera(options);
    }
    let dictionary = match &options.dictionary {
        Some(path) => Dictionary::from_path(path)?,
        None => Dictionary::embedded(),
    };
    let mut tokenizer = Tokenizer::new(dictionary);
    if options.normalized {
        tokenizer = tokenizer.normalized();
    }
    each_text(options, |text| {
        Ok(serde_json::to_string(&tokenizer.morphemes(text)).map_err(io::Error::from)?)
    })
}

/// One token as lindera gives it.
#[derive(Serialize)]
struct Token<'a> {
    surface: &'a str,
    tag: &'a str,
    start: usize,
    end: usize,
}

fn run_lindera(options: &Options) -> Result<(), Failure> {
    let dictionary = match &options.dictionary {
        Some(path) => load_fs_dictionary_with_options(path, false)?,
        None => baseline::embedded(),
    };
    let mut worker = baseline::worker(dictionary);
    each_text(options, |text| {
        let mut tokens = worker.segment(text)?;
        let tokens: Vec<_> = tokens
            .iter_mut()
            .map(|token| {
                let (start, end) = (token.byte_start, token.byte_end);
                Token {
                    surface: &text[start..end],
                    tag: token.get_detail(0).unwrap_or("UNKNOWN"),
                    start,
                    end,
                }
            })
            .filter(|token| !token.surface.trim().is_empty())
            .collect();
        Ok(serde_json::to_string(&tokens).map_err(io::Error::from)?)
    })
}

/// Prints a line for each text: the arguments, or the lines of standard input.
fn each_text(
    options: &Options,
    mut line_of: impl FnMut(&str) -> Result<String, Failure>,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut print =
        |text: &str| -> Result<(), Failure> { Ok(writeln!(out, "{}", line_of(text)?)?) };
    for text in &options.texts {
        print(text)?;
    }
    if options.texts.is_empty() {
        for (number, line) in io::stdin().lock().split(b'\n').enumerate() {
            let line = line?;
            let line = std::str::from_utf8(&line).map_err(|_| Failure::NotUtf8(number + 1))?;
            print(line.strip_suffix('\r').unwrap_or(line))?;
        }
    }
    out.flush()?;
    Ok(())
}
