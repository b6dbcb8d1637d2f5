//! What texts are made of: lemmas, pairs of lemmas, strings.

use std::{collections::HashMap, ops::Range};

use hasoyeon::{
    morph::{Dictionary, Morpheme, Tokenizer},
    text::Normalized,
};

/// The kinds of features, as they are printed.
pub const KINDS: [&str; 3] = ["lemmas", "pairs of lemmas", "strings within a word"];
const LEMMA: usize = 0;
const PAIR: usize = 1;
pub const STRING: usize = 2;

/// Shortest and longest string, in characters.
const SHORTEST: usize = 2;
const LONGEST: usize = 6;

/// One place where a feature stands, in bytes of the text.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// Number of the feature's name among its kind.
    pub feature: usize,
    pub span: Range<usize>,
}

/// Names of features by number.
#[derive(Default)]
pub struct Names {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len();
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    pub fn name(&self, number: usize) -> &str {
        &self.names[number]
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }
}

/// Takes texts apart.
pub struct Reader {
    tokenizer: Tokenizer,
    normalized: Normalized,
    pub names: [Names; KINDS.len()],
}

impl Reader {
    pub fn new(dictionary: Dictionary) -> Self {
        Self {
            tokenizer: Tokenizer::new(dictionary).normalized(),
            normalized: Normalized::new(),
            names: Default::default(),
        }
    }

    /// All features of a text, per kind in the order of the text.
    pub fn read(&mut self, text: &str) -> [Vec<Occurrence>; KINDS.len()] {
        let mut found: [Vec<Occurrence>; KINDS.len()] = Default::default();
        let morphemes = self.tokenizer.morphemes(text);
        let mut before: Option<(String, &Morpheme)> = None;
        for morpheme in &morphemes {
            if morpheme.tags.iter().all(|tag| tag.is_symbol()) {
                before = None;
                continue;
            }
            let name = lemma(morpheme);
            let span = morpheme.span.range();
            if is_content(morpheme) {
                let feature = self.names[LEMMA].number(&name);
                found[LEMMA].push(Occurrence {
                    feature,
                    span: span.clone(),
                });
            }
            if let Some((first, at)) = &before
                && (is_content(at) || is_content(morpheme))
            {
                let feature = self.names[PAIR].number(&format!("{first} {name}"));
                found[PAIR].push(Occurrence {
                    feature,
                    span: at.span.start()..span.end,
                });
            }
            before = Some((name, morpheme));
        }
        found[STRING] = self.strings(text);
        found
    }

    /// Strings of the normalised text that begin and end with a letter.
    fn strings(&mut self, text: &str) -> Vec<Occurrence> {
        self.normalized.assign(text, hasoyeon::text::Form::Full);
        let normalized = self.normalized.text(text);
        let mut found = Vec::new();
        let mut word: Vec<(usize, char)> = Vec::new();
        for (at, c) in normalized.char_indices().chain([(normalized.len(), ' ')]) {
            // The blank behind a word says where the word ends.
            word.push((at, c));
            if !c.is_whitespace() {
                continue;
            }
            for first in 0..word.len().saturating_sub(SHORTEST) {
                let last = (first + LONGEST).min(word.len() - 1);
                for end in first + SHORTEST..=last {
                    if !word[first].1.is_alphanumeric() || !word[end - 1].1.is_alphanumeric() {
                        continue;
                    }
                    let range = word[first].0..word[end].0;
                    let feature = self.names[STRING].number(&normalized[range.clone()]);
                    let span = self.normalized.to_original(range).range();
                    found.push(Occurrence { feature, span });
                }
            }
            word.clear();
        }
        found
    }
}

/// A lemma as theme files write it: `보상/NNG`, `바꾸/VV`; joined tags where a
/// token holds several morphemes and no predicate.
fn lemma(morpheme: &Morpheme) -> String {
    match morpheme.tags.iter().find(|tag| tag.is_predicate()) {
        Some(tag) => format!(
            "{}/{}",
            morpheme.lemma.strip_suffix('다').unwrap_or(&morpheme.lemma),
            tag.as_str()
        ),
        None => format!("{}/{}", morpheme.lemma, morpheme.tag()),
    }
}

/// True for words; particles, endings and suffixes alone say little.
fn is_content(morpheme: &Morpheme) -> bool {
    morpheme
        .tags
        .first()
        .is_some_and(|tag| !tag.is_particle() && !tag.is_ending())
}
