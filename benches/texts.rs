//! What the benchmarks read.

use crate::mixer::{Mixer, Parts};

/// Comments of a stream, made ones.
const COMMENTS: usize = 6000;

/// Quiet comments on films: hardly any carries a theme.
pub fn films() -> Vec<String> {
    stream("BENCH_FILMS", include_str!("texts/films.txt"), 3, 11)
}

/// General comments: some of them near a theme.
pub fn general() -> Vec<String> {
    stream("BENCH_COMMENTS", include_str!("texts/comments.txt"), 5, 12)
}

/// Complaints: keep those that carry a theme, and every comment does.
pub fn dense() -> Vec<String> {
    stream("BENCH_DENSE", include_str!("texts/complaints.txt"), 4, 13)
}

/// The same text in pieces of about so many bytes, cut at ends of lines.
pub fn pieces(text: &str, bytes: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if pieces.last().is_some_and(|piece| piece.len() >= bytes) {
            pieces.push(String::new());
        }
        pieces.last_mut().expect("one at least").push_str(line);
    }
    pieces
}

/// One text of about `bytes` bytes: general comments, every tenth a complaint.
pub fn long(bytes: usize) -> String {
    let quiet = Parts::read(include_str!("texts/comments.txt"));
    let dense = Parts::read(include_str!("texts/complaints.txt"));
    let mut mixer = Mixer::new(14);
    let mut text = String::with_capacity(bytes + 1024);
    while text.len() < bytes {
        let parts = if mixer.below(10) == 0 { &dense } else { &quiet };
        text.push_str(&mixer.comment(parts, 5));
        text.push('\n');
    }
    text
}

/// The lines of the file that the variable or else `BENCH_TEXT` names, or
/// comments made of parts.
fn stream(variable: &str, parts: &'static str, sentences: usize, seed: u64) -> Vec<String> {
    let named = std::env::var_os(variable).or_else(|| std::env::var_os("BENCH_TEXT"));
    match named {
        Some(path) => {
            let text = std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            text.lines().map(String::from).collect()
        }
        None => {
            let parts = Parts::read(parts);
            let mut mixer = Mixer::new(seed);
            let comments = std::iter::repeat_with(|| mixer.comment(&parts, sentences));
            comments.take(COMMENTS).collect()
        }
    }
}

/// The bundled comments, or the lines of the file that `BENCH_TEXT` names.
pub fn comments() -> Vec<String> {
    match std::env::var_os("BENCH_TEXT") {
        Some(path) => {
            let text = std::fs::read_to_string(path).expect("BENCH_TEXT names a UTF-8 file");
            text.lines().map(String::from).collect()
        }
        None => include_str!("../data/samples/comments.jsonl")
            .lines()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("our own samples");
                line["text"].as_str().expect("our own samples").to_owned()
            })
            .collect(),
    }
}

pub fn bytes(comments: &[String]) -> usize {
    comments.iter().map(String::len).sum()
}
