//! Builds and checks the data that hasoyeon ships.

mod assemble;
mod compiled;
mod contexts;
mod definitions;
mod dict;
mod error;
mod level;
mod origin;
mod output;
mod source;
mod tarball;
mod words;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds and checks the dictionary pack
    Dict(dict::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Dict(arguments) => dict::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
