//! What `data/README.md` shows is right.

use hasoyeon::{lexicon::Lexicon, morph::Dictionary};

const GUIDE: &str = include_str!("../../data/README.md");

/// The TOML of the guide, block by block, indentation taken off.
fn blocks() -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block: Option<String> = None;
    for line in GUIDE.lines().map(str::trim_start) {
        match (line, &mut block) {
            ("```toml", _) => block = Some(String::new()),
            ("```", Some(_)) => blocks.extend(block.take()),
            (line, Some(block)) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    blocks
}

fn block(with: &str) -> String {
    let blocks: Vec<_> = blocks()
        .into_iter()
        .filter(|block| block.contains(with))
        .collect();
    assert_eq!(blocks.len(), 1, "{with}");
    blocks.into_iter().next().unwrap()
}

#[test]
fn the_rule_of_the_guide_is_proven() {
    let text = format!(
        "schema = 1\nid = \"returns\"\n{}{}",
        block("[concepts.lost]"),
        block("id     = \"return-lost\"")
    );
    let lexicon = Lexicon::from_sources([("guide.toml", text)]).unwrap();
    lexicon
        .prove(&Dictionary::embedded())
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(lexicon.lint(&Dictionary::embedded()).unwrap(), []);
}

#[test]
fn the_schema_of_the_guide_is_the_one_read() {
    let error = Lexicon::from_sources([("guide.toml", block("id     = \"night-call\""))]);
    // Its rule names concepts the guide does not show.
    let error = error.unwrap_err();
    let shown = error.defects().iter().map(|defect| defect.found());
    let unknown = ["contact", "again", "unwanted", "company", "own-call"];
    let unknown: Vec<_> = unknown
        .iter()
        .map(|name| format!("unknown concept {name}"))
        .collect();
    assert_eq!(shown.collect::<Vec<_>>(), unknown);
}

#[test]
fn the_other_pieces_of_the_guide_are_read() {
    let embedded = Lexicon::embedded();
    let ours = embedded.merge_sources([("ours.toml", block("off    ="))]);
    let ours = ours.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ours.themes().len(), embedded.themes().len() - 1);
    for piece in ["[[word]]", "[[ending]]"] {
        let text = format!("schema = 1\nid = \"piece\"\n{}", block(piece));
        let lexicon = Lexicon::from_sources([("piece.toml", text)]).unwrap();
        lexicon
            .check(&Dictionary::embedded())
            .unwrap_or_else(|error| panic!("{error}"));
    }
}
