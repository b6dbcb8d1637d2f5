//! Tells how each score came about, what was turned down, and what came near.
//!
//! ```text
//! cargo run --release --example explain -- "환불은커녕 답장도 없네요"
//! cargo run --release --example explain -- --theme compensation < comments.txt
//! ```
//!
//! Of each theme: `+` a rule that counts, `·` one that does not, since others
//! say more, `−` one that was turned down, `?` one that came near.
//! Exit code 0: explained; 1: input or output failed; 2: wrong arguments, or
//! themes that cannot be read.

use std::{
    fmt::Display,
    io::{self, BufRead, Write},
    path::PathBuf,
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};
use clap::Parser;
use hasoyeon::{
    Scorer, Stance,
    explain::{Explanation, ThemeExplanation},
    lexicon::Lexicon,
};

/// Tells how the scores of comments came about, and why there are none.
#[derive(Parser)]
struct Options {
    /// Comments to explain; standard input, line by line, when none is given.
    comments: Vec<String>,
    /// Only this theme; may be given more than once.
    #[arg(long = "theme", value_name = "ID")]
    themes: Vec<String>,
    /// One JSON object per comment instead of text.
    #[arg(long)]
    json: bool,
    /// Read the themes of this directory instead of the embedded ones.
    #[arg(long, value_name = "DIR")]
    lexicon: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            anstream::eprintln!("error: {failure}");
            match failure {
                Failure::Io(_) | Failure::NotUtf8(_) => ExitCode::FAILURE,
                Failure::Scorer(_) | Failure::NoTheme(..) => ExitCode::from(2),
            }
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Scorer(#[from] hasoyeon::Error),
    #[error("no theme {0:?}; there are {1}")]
    NoTheme(String, String),
    #[error("line {0}: not UTF-8")]
    NotUtf8(usize),
    #[error("cannot read or write: {0}")]
    Io(#[from] io::Error),
}

fn run(options: &Options) -> Result<(), Failure> {
    let scorer = match &options.lexicon {
        Some(dir) => Scorer::builder().lexicon(Lexicon::from_dir(dir)?).build()?,
        None => Scorer::new()?,
    };
    let known = scorer.explain("");
    for id in &options.themes {
        if known.theme(id).is_none() {
            let ids: Vec<&str> = known.themes.iter().map(|theme| &*theme.id).collect();
            return Err(Failure::NoTheme(id.clone(), ids.join(", ")));
        }
    }
    // `NO_COLOR`, dumb terminals and pipes get plain text from anstream.
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let mut tell = |comment: &str| -> Result<(), Failure> {
        let mut explanation = scorer.explain(comment);
        if !options.themes.is_empty() {
            let wanted =
                |theme: &ThemeExplanation| options.themes.iter().any(|id| *id == *theme.id);
            explanation.themes.retain(wanted);
        }
        if options.json {
            let line = serde_json::to_string(&explanation).map_err(io::Error::from)?;
            writeln!(out, "{line}")?;
        } else {
            show(&mut out, &explanation)?;
        }
        Ok(())
    };
    for comment in &options.comments {
        tell(comment)?;
    }
    if options.comments.is_empty() {
        for (number, line) in io::stdin().lock().split(b'\n').enumerate() {
            let line = line?;
            let line = std::str::from_utf8(&line).map_err(|_| Failure::NotUtf8(number + 1))?;
            if !line.trim().is_empty() {
                tell(line.strip_suffix('\r').unwrap_or(line))?;
            }
        }
    }
    Ok(())
}

fn show(out: &mut impl Write, explanation: &Explanation) -> io::Result<()> {
    let bold = Style::new().bold();
    let plain = Style::new();
    let coloured = |color: AnsiColor| plain.fg_color(Some(color.into()));
    let of = |stance: Stance| match stance {
        Stance::Complaint => coloured(AnsiColor::Red),
        Stance::Mention => coloured(AnsiColor::Cyan),
    };
    let dim = plain.dimmed();
    writeln!(out, "{bold}{}{bold:#}", explanation.text.trim())?;
    for theme in &explanation.themes {
        let style = theme.stance.map_or(dim, of).bold();
        writeln!(out, "{style}{}{style:#}", theme.headline())?;
        for found in &theme.matches {
            item(
                out,
                if found.counted {
                    of(found.stance)
                } else {
                    plain
                },
                found,
            )?;
        }
        for refused in &theme.refused {
            item(out, coloured(AnsiColor::Yellow), refused)?;
        }
        for near in &theme.near {
            item(out, dim, near)?;
        }
    }
    writeln!(out)
}

/// Some lines, the first of them in colour.
fn item(out: &mut impl Write, style: Style, item: &impl Display) -> io::Result<()> {
    for (number, line) in item.to_string().lines().enumerate() {
        match number {
            0 => writeln!(out, "  {style}{line}{style:#}")?,
            _ => writeln!(out, "  {line}")?,
        }
    }
    Ok(())
}
