//! Cuts each input line into morphemes and prints one JSON array per line.
//!
//! ```text
//! echo '번호를 바꿔 달래요' | cargo run --release --example morphemes
//! ```

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use hasoyeon::morph::{Dictionary, Tokenizer};

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
    #[error("line {0}: not UTF-8")]
    NotUtf8(usize),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn run(options: &Options) -> Result<(), Failure> {
    let dictionary = match &options.dictionary {
        Some(path) => Dictionary::from_path(path)?,
        None => Dictionary::embedded(),
    };
    let mut tokenizer = Tokenizer::new(dictionary);
    if options.normalized {
        tokenizer = tokenizer.normalized();
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let mut print = |text: &str| -> Result<(), Failure> {
        serde_json::to_writer(&mut out, &tokenizer.morphemes(text)).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
        Ok(())
    };
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
