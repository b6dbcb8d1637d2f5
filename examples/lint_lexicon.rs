//! Shows what is wrong, and what is doubtful, in a directory of themes.
//!
//! ```text
//! cargo run --release --example lint_lexicon -- data/themes
//! ```
//!
//! Exit code 0: nothing wrong; 1: defects, or warnings with `--deny-warnings`;
//! 2: wrong arguments, or files that cannot be read.

use std::{io::Write, path::PathBuf, process::ExitCode};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstream::{eprintln, stdout};
use clap::Parser;
use hasoyeon::{
    Error, PassRates, Scorer,
    lexicon::{Defect, Lexicon, Warning},
    morph::Dictionary,
};
use serde::Serialize;

/// Checks a directory of theme files: form, words, sentences, and what is
/// allowed but hardly meant.
#[derive(Parser)]
struct Options {
    /// Directory with *.toml files.
    dir: PathBuf,
    /// Read the directory on top of the embedded themes, as a merge would.
    #[arg(long)]
    over_embedded: bool,
    /// Do not score the hits and misses of each rule.
    #[arg(long)]
    no_prove: bool,
    /// Do not look for doubtful entries.
    #[arg(long)]
    no_warnings: bool,
    /// Take warnings for defects.
    #[arg(long)]
    deny_warnings: bool,
    /// Show which rules let the lines of this file through the prefilter, to
    /// be cut into morphemes.
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
    /// One JSON object per line instead of text.
    #[arg(long)]
    json: bool,
    /// A full ko-dic built by lindera 6.2, to use instead of the embedded one.
    #[arg(long, value_name = "DIR")]
    dictionary: Option<PathBuf>,
}

/// What is told of one place.
#[derive(Serialize)]
struct Finding<'a> {
    level: &'static str,
    kind: &'static str,
    file: &'a str,
    line: u32,
    column: u32,
    width: u32,
    entry: &'a str,
    found: &'a str,
    /// What should stand there, or what may be better.
    help: &'a str,
    #[serde(skip)]
    text: &'a str,
}

impl<'a> Finding<'a> {
    fn defect(defect: &'a Defect) -> Self {
        Self {
            level: "error",
            kind: "defect",
            file: defect.file(),
            line: defect.line(),
            column: defect.column(),
            width: defect.width(),
            entry: defect.entry(),
            found: defect.found(),
            help: defect.expected(),
            text: defect.text(),
        }
    }

    fn warning(warning: &'a Warning) -> Self {
        Self {
            level: "warning",
            kind: warning.kind().as_str(),
            file: warning.file(),
            line: warning.line(),
            column: warning.column(),
            width: warning.width(),
            entry: warning.entry(),
            found: warning.found(),
            help: warning.advice(),
            text: warning.text(),
        }
    }

    fn show(&self) -> String {
        let help = match self.level {
            "error" => format!("expected {}", self.help),
            _ => self.help.to_owned(),
        };
        let title = format!("{}: {}", self.entry, self.found);
        let title = match self.level {
            "error" => Level::ERROR.primary_title(title),
            _ => Level::WARNING.primary_title(title).id(self.kind),
        };
        let skipped = |count: u32| {
            let chars = self.text.chars().take(count as usize);
            chars.map(char::len_utf8).sum::<usize>()
        };
        let start = skipped(self.column - 1);
        let end = skipped(self.column - 1 + self.width).max(start);
        let snippet = Snippet::source(self.text)
            .path(self.file)
            .line_start(self.line as usize)
            .annotation(AnnotationKind::Primary.span(start..end).label(help));
        let report = [title.element(snippet)];
        Renderer::styled().render(&report)
    }
}

fn main() -> ExitCode {
    let options = Options::parse();
    match run(&options) {
        Ok(code) => code,
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Load(#[from] Error),
    #[error("cannot read {0}: {1}")]
    Lines(String, std::io::Error),
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

fn run(options: &Options) -> Result<ExitCode, Failure> {
    let dictionary = match &options.dictionary {
        Some(path) => Dictionary::from_path(path)?,
        None => Dictionary::embedded(),
    };
    let loaded = match options.over_embedded {
        true => Lexicon::embedded().merge_dir(&options.dir),
        false => Lexicon::from_dir(&options.dir),
    };
    let (mut defects, mut warnings) = (Vec::new(), Vec::new());
    let mut rates = None;
    let checked = loaded.and_then(|lexicon| {
        lexicon.check(&dictionary)?;
        rates = options.rates.as_ref().map(|path| (lexicon.clone(), path));
        if !options.no_warnings {
            warnings = lexicon.lint(&dictionary)?;
        }
        if options.no_prove {
            Ok(())
        } else {
            lexicon.prove(&dictionary)
        }
    });
    match checked {
        Err(error) if error.is_lexicon() => defects.extend_from_slice(error.defects()),
        checked => checked?,
    }
    // The embedded themes below are not the author's business.
    let own = |file: &str| std::path::Path::new(file).parent() == Some(&options.dir);
    warnings.retain(|warning| own(warning.file()));
    let findings = defects.iter().map(Finding::defect);
    let findings = findings.chain(warnings.iter().map(Finding::warning));
    let mut out = stdout().lock();
    for finding in findings {
        if options.json {
            let line = serde_json::to_string(&finding).map_err(std::io::Error::from)?;
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{}\n", finding.show())?;
        }
    }
    if let Some((lexicon, path)) = rates {
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::Lines(path.display().to_string(), error))?;
        let builder = Scorer::builder().dictionary(dictionary).lexicon(lexicon);
        show_rates(&mut out, &builder.build()?.pass_rates(text.lines()))?;
    }
    out.flush()?;
    let count = |count: usize, what: &str| {
        let many = if count == 1 { "" } else { "s" };
        format!("{count} {what}{many}")
    };
    let told = [
        count(defects.len(), "defect"),
        count(warnings.len(), "warning"),
    ];
    eprintln!("{}: {}", options.dir.display(), told.join(", "));
    let failed = !defects.is_empty() || (options.deny_warnings && !warnings.is_empty());
    Ok(ExitCode::from(u8::from(failed)))
}

/// Rules shown, the most eager first.
const EAGER: usize = 40;

fn show_rates(mut out: impl Write, rates: &PassRates) -> std::io::Result<()> {
    let percent = |part: u64, whole: u64| 100.0 * part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "{} of {} lines pass ({:.1} %), {:.1} % of the bytes",
        rates.passed,
        rates.texts,
        percent(rates.passed, rates.texts),
        100.0 * rates.share()
    )?;
    writeln!(out, "{:>8} {:>8}  rule", "lines", "alone")?;
    for rule in rates.rules.iter().take(EAGER) {
        writeln!(out, "{:8} {:8}  {}", rule.texts, rule.alone, rule.rule)?;
    }
    Ok(())
}
