//! Scores lines while the themes are being edited: each change of the
//! directory is loaded beside the running scorer and takes its place when it
//! is sound; a broken edit is shown and the old themes go on.
//!
//! ```text
//! tail -f comments.txt | cargo run --release --example watch_lexicon -- my/themes
//! ```

use std::{
    io::{self, BufRead, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use clap::Parser;
use hasoyeon::{Error, Scorer, Stance, lexicon::Lexicon};
use notify::{RecursiveMode, Watcher};

/// Scores standard input line by line with the themes of a directory, which
/// may be edited meanwhile. Out: one line per theme found, with the score and
/// the words; reloads and defects go to standard error.
#[derive(Parser)]
struct Options {
    /// Directory with *.toml files.
    dir: PathBuf,
    /// Read the directory on top of the embedded themes, as a merge would.
    #[arg(long)]
    over_embedded: bool,
    /// Milliseconds without a change before a reload: editors write in steps.
    #[arg(long, default_value_t = 200)]
    settle: u64,
}

/// The scorer of the moment. Whoever takes it keeps it to the end of his text,
/// whatever is put in its place meanwhile.
#[derive(Clone)]
struct Current(Arc<Mutex<Scorer>>);

impl Current {
    fn get(&self) -> Scorer {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, scorer: Scorer) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = scorer;
    }
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
    Load(#[from] Error),
    #[error("cannot watch the directory: {0}")]
    Watch(#[from] notify::Error),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn load(options: &Options) -> Result<Lexicon, Error> {
    match options.over_embedded {
        true => Lexicon::embedded().merge_dir(&options.dir),
        false => Lexicon::from_dir(&options.dir),
    }
}

fn run(options: &Options) -> Result<(), Failure> {
    let current = Scorer::builder().lexicon(load(options)?).build()?;
    eprintln!(
        "{}: themes {}",
        options.dir.display(),
        current.fingerprint()
    );
    let current = Current(Arc::new(Mutex::new(current)));
    let (send, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event| {
        if concerns_themes(&event) {
            // The receiver is gone only when the process is about to end.
            let _ = send.send(());
        }
    })?;
    watcher.watch(&options.dir, RecursiveMode::NonRecursive)?;
    thread::scope(|scope| {
        let reloading = current.clone();
        scope.spawn(move || {
            let settle = Duration::from_millis(options.settle);
            while changes.recv().is_ok() {
                while changes.recv_timeout(settle).is_ok() {}
                reload(options, &reloading);
            }
        });
        let scored = score_lines(&current);
        // Without the watcher the channel closes and the reloading thread ends.
        drop(watcher);
        scored
    })?;
    Ok(())
}

/// Reads and opens do not matter, and neither do other files.
fn concerns_themes(event: &notify::Result<notify::Event>) -> bool {
    let is_theme = |path: &Path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    };
    match event {
        Ok(event) => !event.kind.is_access() && event.paths.iter().any(|path| is_theme(path)),
        Err(_) => true,
    }
}

fn reload(options: &Options, current: &Current) {
    let loaded = load(options).and_then(|lexicon| current.get().with_lexicon(lexicon));
    match loaded {
        Ok(scorer) => {
            eprintln!("{}: themes {}", options.dir.display(), scorer.fingerprint());
            current.set(scorer);
        }
        Err(error) => eprintln!("{error}\nthe old themes go on"),
    }
}

fn score_lines(current: &Current) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        let analysis = current.get().score(&line);
        writeln!(out, "{line}")?;
        for theme in analysis.themes() {
            let stance = match theme.stance() {
                Stance::Complaint => "complaint",
                Stance::Mention => "mention",
            };
            let words = theme
                .evidence()
                .flat_map(|evidence| evidence.words(&line).map(str::to_owned).collect::<Vec<_>>());
            let words = words.collect::<Vec<_>>().join(" … ");
            writeln!(
                out,
                "  {} {stance} {:.2}: {words}",
                theme.id(),
                theme.score()
            )?;
        }
        out.flush()?;
    }
    Ok(())
}
