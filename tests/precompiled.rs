//! The themes compiled ahead are the theme files.

use hasoyeon::{Scorer, lexicon::Lexicon};

#[test]
fn themes_bin_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/themes.bin");
    let committed = std::fs::read(path).unwrap();
    let wanted = hasoyeon::lexicon::precompile().unwrap();
    assert!(
        committed == wanted,
        "data/themes.bin is not what the theme files say: run `cargo run -p hasoyeon-tools -- themes build`"
    );
}

#[test]
fn compiled_ahead_or_now_is_the_same_scorer() {
    let ahead = Scorer::new().unwrap();
    let now = Scorer::builder()
        .lexicon(Lexicon::embedded())
        .build()
        .unwrap();
    assert_eq!(ahead.fingerprint(), now.fingerprint());
    for line in include_str!("../data/samples/comments.jsonl").lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = line["text"].as_str().unwrap();
        assert_eq!(ahead.score(text), now.score(text));
    }
}
