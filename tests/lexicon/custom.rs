//! The theme of `examples/custom_theme.rs`, on top of the embedded ones.

use hasoyeon::{
    Scorer, Stance,
    lexicon::{Lexicon, Warning},
    morph::Dictionary,
};

const DIR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/themes");

#[test]
fn the_theme_is_proven_and_has_no_warnings() {
    let lexicon = Lexicon::from_dir(DIR).unwrap();
    lexicon
        .prove(&Dictionary::embedded())
        .unwrap_or_else(|error| panic!("{error}"));
    let warnings = lexicon.lint(&Dictionary::embedded()).unwrap();
    let warnings: Vec<_> = warnings.iter().map(Warning::to_string).collect();
    assert!(warnings.is_empty(), "{warnings:#?}");
}

#[test]
fn the_theme_scores_beside_the_embedded_ones() {
    let lexicon = Lexicon::embedded().merge_dir(DIR).unwrap();
    assert_eq!(lexicon.themes().len(), 4);
    let scorer = Scorer::builder().lexicon(lexicon).build().unwrap();
    let analysis = scorer.score("통화만 하면 뚝뚝 끊겨서 환불해 달랬더니 안 해준대요");
    for theme in ["network_quality", "compensation"] {
        assert_eq!(
            analysis.theme(theme).unwrap().stance(),
            Stance::Complaint,
            "{theme}"
        );
    }
    let fine = scorer.score("집에서도 전화 잘 터지고 좋아요");
    assert!(fine.theme("network_quality").is_none());
}
