//! Scores comments and shows the words that say so.
//!
//! ```text
//! cargo run --release --example quickstart
//! cargo run --release --example quickstart -- "환불은커녕 답장도 없네요"
//! cat comments.txt | cargo run --release --example quickstart -- -
//! ```

use std::{
    io::{self, BufRead, IsTerminal, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};
use clap::Parser;
use hasoyeon::{Analysis, Scorer, Span, Stance, sentiment::PolarityLabel};
use serde::Deserialize;

/// The comments that come with the crate, our own writing.
const SAMPLES: &str = include_str!("../data/samples/comments.jsonl");

/// Scores comments for compensation, harassment calls and forced migration.
#[derive(Parser)]
struct Options {
    /// Comments to score; `-` reads standard input, one comment per line.
    /// Without any, the bundled samples are scored.
    comments: Vec<String>,
}

#[derive(Deserialize)]
struct Sample {
    text: String,
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
    Scorer(#[from] hasoyeon::Error),
    #[error("a bundled sample is broken: {0}")]
    Sample(#[from] serde_json::Error),
    #[error("line {0}: not UTF-8")]
    Utf8(usize),
    #[error("cannot read or write: {0}")]
    Io(#[from] io::Error),
}

fn run(options: &Options) -> Result<(), Failure> {
    let scorer = Scorer::new()?;
    let comments = comments(&options.comments)?;
    // `NO_COLOR`, dumb terminals and pipes get plain text from anstream.
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let plain = !io::stdout().is_terminal();
    let mut totals = [0usize; 2];
    for comment in &comments {
        let analysis = scorer.score(comment);
        show(&mut out, comment, &analysis, plain)?;
        for theme in analysis.themes() {
            totals[usize::from(theme.stance() == Stance::Complaint)] += 1;
        }
    }
    let [mentions, complaints] = totals;
    writeln!(
        out,
        "{} comments: {complaints} complaints, {mentions} mentions",
        comments.len()
    )?;
    Ok(())
}

fn comments(arguments: &[String]) -> Result<Vec<String>, Failure> {
    if arguments.is_empty() {
        return SAMPLES
            .lines()
            .map(|line| Ok(serde_json::from_str::<Sample>(line)?.text))
            .collect();
    }
    let mut comments = Vec::new();
    for argument in arguments {
        if argument == "-" {
            for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
                let line = String::from_utf8(line?).map_err(|_| Failure::Utf8(number))?;
                if !line.trim().is_empty() {
                    comments.push(line.trim_end().to_owned());
                }
            }
        } else {
            comments.push(argument.clone());
        }
    }
    Ok(comments)
}

fn show(out: &mut impl Write, comment: &str, analysis: &Analysis, plain: bool) -> io::Result<()> {
    let complaint = Style::new()
        .fg_color(Some(AnsiColor::Red.into()))
        .underline();
    let mention = Style::new()
        .fg_color(Some(AnsiColor::Cyan.into()))
        .underline();
    let mut marks: Vec<(Span, Style)> = Vec::new();
    for theme in analysis.themes() {
        for evidence in theme.evidence() {
            let style = match evidence.stance() {
                Stance::Complaint => complaint,
                Stance::Mention => mention,
            };
            marks.extend(evidence.spans().iter().map(|&span| (span, style)));
        }
    }
    marks.sort_by_key(|(span, _)| *span);
    let mut at = 0;
    for (span, style) in marks {
        if span.start() < at {
            continue;
        }
        let words = span.slice(comment).unwrap_or_default();
        write!(out, "{}{style}{words}{style:#}", &comment[at..span.start()])?;
        at = span.end();
    }
    writeln!(out, "{}", &comment[at..])?;
    let sentiment = analysis.sentiment();
    let label = match sentiment.label {
        PolarityLabel::Negative => "negative",
        PolarityLabel::Neutral => "neutral",
        PolarityLabel::Positive => "positive",
        PolarityLabel::Mixed => "mixed",
    };
    writeln!(out, "    sentiment {label} {:+.2}", sentiment.score)?;
    for theme in analysis.themes() {
        let stance = match theme.stance() {
            Stance::Complaint => "complaint",
            Stance::Mention => "mention",
        };
        writeln!(out, "    {} {stance} {:.2}", theme.id(), theme.score())?;
        for evidence in theme.evidence() {
            let words: Vec<&str> = evidence.words(comment).collect();
            write!(out, "        {}", evidence.rule())?;
            if plain {
                write!(out, ": {}", words.join(" … "))?;
            }
            for modifier in evidence.modifiers() {
                let cue = modifier.span.slice(comment).unwrap_or_default();
                write!(out, "  [{:?} {:?}: {cue}]", modifier.kind, modifier.effect)?;
            }
            writeln!(out)?;
        }
    }
    writeln!(out)
}
