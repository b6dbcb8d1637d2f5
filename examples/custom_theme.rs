//! A theme of one's own, written as TOML, beside the embedded ones.
//!
//! ```text
//! cargo run --release --example custom_theme
//! cargo run --release --example custom_theme -- --themes my/themes '데이터가 느려요'
//! ```

use std::{path::PathBuf, process::ExitCode};

use anstream::{eprintln, println};
use clap::Parser;
use hasoyeon::{Error, Scorer, Stance, lexicon::Lexicon};

/// Scores texts for the themes of a directory and the embedded ones.
#[derive(Parser)]
struct Options {
    /// Texts to score; a few comments on a network when none is given.
    texts: Vec<String>,
    /// Directory with *.toml files, put on top of the embedded themes.
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/themes"))]
    themes: PathBuf,
}

/// Comments on a network, and some that only sound like it.
const SAMPLES: &[&str] = &[
    "지하철만 타면 데이터가 먹통이라 비싼 요금제 쓰는 보람이 없네요",
    "통화만 하면 뚝뚝 끊겨서 환불해 달랬더니 안 해준대요",
    "산속에선먹통폰됨 ㅋㅋ",
    "집에서도 전화 잘 터지고 좋아요",
    "새벽에 대출 전화가 또 와서 그냥 끊었어요",
];

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Error> {
    let lexicon = Lexicon::embedded().merge_dir(&options.themes)?;
    let scorer = Scorer::builder().lexicon(lexicon.clone()).build()?;
    let names: Vec<_> = lexicon.themes().map(|theme| theme.ko).collect();
    println!("themes: {}", names.join(", "));
    let texts: Vec<&str> = match options.texts.as_slice() {
        [] => SAMPLES.to_vec(),
        texts => texts.iter().map(String::as_str).collect(),
    };
    for text in texts {
        println!("\n{text}");
        let analysis = scorer.score(text);
        if analysis.themes().len() == 0 {
            println!("  nothing");
        }
        for theme in analysis.themes() {
            let stance = match theme.stance() {
                Stance::Complaint => "complaint",
                Stance::Mention => "mention",
            };
            println!("  {} · {stance} · {:.2}", theme.id(), theme.score());
            for evidence in theme.evidence() {
                let words: Vec<_> = evidence.words(text).collect();
                println!("    {}: {}", evidence.rule(), words.join(" … "));
            }
        }
    }
    Ok(())
}
