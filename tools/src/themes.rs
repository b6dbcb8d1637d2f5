//! `tools themes`: the themes compiled ahead, and the classifier beside them.

mod gate;
mod joined;
mod learn;
mod review;
mod samples;

use crate::error::{Error, Result};
use crate::output;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Compile data/themes for the embedded dictionary
    Build {
        /// Where to write it
        #[arg(long, value_name = "FILE", default_value = "data/themes.bin")]
        out: PathBuf,
    },
    /// Learn the classifier that has a say where no rule finds anything
    Learn(learn::LearnArguments),
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let out = match &arguments.command {
        Command::Build { out } => out,
        Command::Learn(arguments) => return learn::run(arguments),
    };
    let bytes = hasoyeon::lexicon::precompile().map_err(Error::Themes)?;
    output::write(out, &bytes)?;
    println!("{}: {} bytes", out.display(), bytes.len());
    Ok(())
}
