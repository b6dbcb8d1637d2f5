//! The theme files inside the crate, and theme files that are wrong.

use hasoyeon::{lexicon::Lexicon, morph::Dictionary};

#[test]
fn every_rule_proves_itself() {
    if let Err(error) = Lexicon::embedded().prove(&Dictionary::embedded()) {
        panic!("{error}");
    }
}

#[test]
fn embedded_themes_are_the_files_of_the_directory() {
    let read = Lexicon::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/themes")).unwrap();
    let ids = |lexicon: &Lexicon| -> Vec<String> {
        lexicon.themes().map(|theme| theme.id.to_owned()).collect()
    };
    assert_eq!(ids(&read), ids(&Lexicon::embedded()));
}
