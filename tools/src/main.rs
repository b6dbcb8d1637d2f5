//! Builds and checks the data that hasoyeon ships.

mod dict;
mod error;
mod odds;
mod output;
mod sentiment;
mod themes;
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
    /// Shows what words.csv changes
    Words(words::Arguments),
    /// Learns the sentiment table, and measures one
    Sentiment(sentiment::SentimentArgs),
    /// Counts syllables in what people write
    Odds(odds::Arguments),
    /// Compiles the themes ahead
    Themes(themes::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Dict(arguments) => dict::run(&arguments),
        Command::Words(arguments) => words::run(&arguments),
        Command::Sentiment(arguments) => sentiment::run(arguments).map_err(error::Error::Sentiment),
        Command::Odds(arguments) => odds::run(&arguments),
        Command::Themes(arguments) => themes::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
