//! What is timed.

use std::hint::black_box;

use hasoyeon::{
    Analysis, Scorer,
    lexicon::Lexicon,
    morph::{Dictionary, Tokenizer},
};

use crate::baseline;

/// A theme that nothing is of: themes cost nothing.
pub fn no_themes() -> Lexicon {
    let embedded = Lexicon::embedded();
    let themes = embedded.themes().map(|theme| theme.id.to_owned());
    without(&themes.collect::<Vec<_>>())
}

/// The embedded lexicon with every other of its rules.
pub fn half_of_rules() -> Lexicon {
    let embedded = Lexicon::embedded();
    let rules = embedded.rules().map(|rule| rule.id.to_string());
    without(&rules.step_by(2).collect::<Vec<_>>())
}

fn without(off: &[String]) -> Lexicon {
    let file = format!("schema = 1\nid = \"none\"\noff = {off:?}\n");
    let fewer = Lexicon::embedded().merge_sources([("none.toml", file)]);
    fewer.expect("themes and rules can be switched off")
}

/// The baseline.
pub fn tokenizing(text: &[String]) -> impl FnMut() {
    let mut worker = baseline::worker(baseline::embedded());
    move || {
        for text in text {
            black_box(worker.segment(text).map(|tokens| tokens.len()).ok());
        }
    }
}

/// Our own lattice over the same tables, text normalised.
pub fn cutting(text: &[String]) -> impl FnMut() {
    let mut tokenizer = Tokenizer::new(Dictionary::embedded()).normalized();
    move || {
        for text in text {
            black_box(tokenizer.count(text));
        }
    }
}

/// A warm worker.
pub fn scoring(scorer: Scorer, text: &[String]) -> impl FnMut() {
    let mut worker = scorer.worker();
    let mut analysis = Analysis::new();
    move || {
        for text in text {
            worker.score_into(text, &mut analysis);
            black_box(&analysis);
        }
    }
}
