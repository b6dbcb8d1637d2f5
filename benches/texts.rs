//! What the benchmarks read.

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
