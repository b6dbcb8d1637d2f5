//! Rules made up in any number, to see what a large lexicon costs.

use std::fmt::Write;

use hasoyeon::{Scorer, lexicon::Lexicon};

use crate::mixer::Mixer;

/// Rules and concepts are numbered with 16 bits, and the embedded themes have
/// thousands of concepts.
const MOST: usize = 60_000;

/// Strings of a made concept.
const STRINGS: usize = 4;

/// Where made rules take their words from.
#[derive(Clone, Copy, Debug)]
pub enum Words {
    /// Syllables of the text put together at random: hardly any stands there.
    Rare,
    /// Words of the text, the frequent ones the more often.
    Frequent,
}

/// The embedded themes and as many made rules as makes `factor` times their
/// number, or as many as can be numbered; and how many rules that are.
pub fn scorer(factor: usize, words: Words, text: &[String]) -> (Scorer, usize) {
    let embedded = Lexicon::embedded();
    let total = (embedded.rules().len() * factor).min(MOST);
    let made = total - embedded.rules().len();
    if made == 0 {
        return (Scorer::new().expect("embedded"), total);
    }
    let file = theme("made", made, words, text, &mut Mixer::new(21));
    let lexicon = embedded
        .merge_sources([("made.toml", file)])
        .expect("made rules are sound");
    let scorer = Scorer::builder().lexicon(lexicon).build();
    (scorer.expect("made rules are sound"), total)
}

/// Only made rules: `themes` themes of `rules` rules each.
#[allow(dead_code)]
pub fn themes(themes: usize, rules: usize, text: &[String]) -> Scorer {
    let mut mixer = Mixer::new(22);
    let files = (0..themes).map(|number| {
        let id = format!("made{number}");
        let file = theme(&id, rules, Words::Rare, text, &mut mixer);
        (format!("{id}.toml"), file)
    });
    let lexicon = Lexicon::from_sources(files).expect("made rules are sound");
    let scorer = Scorer::builder().lexicon(lexicon).build();
    scorer.expect("made rules are sound")
}

/// A rule for each concept, which wants the next concept in the sentence too.
fn theme(id: &str, rules: usize, words: Words, text: &[String], mixer: &mut Mixer) -> String {
    let mut file =
        format!("schema = 1\nid = \"{id}\"\nname = {{ ko = \"{id}\", en = \"{id}\" }}\n");
    let source = Source::new(text);
    let names: Vec<String> = (0..rules).map(|rule| format!("c{rule}")).collect();
    for name in &names {
        let strings: Vec<String> = (0..STRINGS).map(|_| source.word(words, mixer)).collect();
        writeln!(file, "[concepts.{name}]\nstrings = {strings:?}").expect("a string");
    }
    for (number, name) in names.iter().enumerate() {
        let next = &names[(number + 1) % names.len()];
        write!(
            file,
            "[[rule]]\nid = \"r{number}\"\nall = [\"{name}\", \"{next}\"]\nweight = 0.6\n\
             why = \"-\"\nhit = [\"-\"]\nmiss = [\"-\"]\n"
        )
        .expect("a string");
    }
    file
}

/// What words are made of.
struct Source<'a> {
    words: Vec<&'a str>,
    syllables: Vec<char>,
}

impl<'a> Source<'a> {
    fn new(text: &'a [String]) -> Self {
        let hangul = |c: &char| ('가'..='힣').contains(c);
        let words = text.iter().flat_map(|text| text.split_whitespace());
        let words = words.filter(|word| word.chars().all(|c| hangul(&c)) && word.len() >= 6);
        let mut syllables: Vec<char> = text.iter().flat_map(|text| text.chars()).collect();
        syllables.retain(hangul);
        syllables.sort_unstable();
        syllables.dedup();
        Self {
            words: words.collect(),
            syllables,
        }
    }

    fn word(&self, words: Words, mixer: &mut Mixer) -> String {
        match words {
            Words::Frequent => mixer.choose(&self.words).to_owned(),
            Words::Rare => {
                let count = 3 + mixer.below(2);
                let syllable = || self.syllables[mixer.below(self.syllables.len())];
                std::iter::repeat_with(syllable).take(count).collect()
            }
        }
    }
}
