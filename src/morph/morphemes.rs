//! The morphemes of a text, as the public API gives them.

use serde::{Serialize, Serializer};

use super::{
    dictionary::{Dictionary, Tables},
    lattice::{Lattice, Token, Word},
    tag::Tag,
};
use crate::{
    span::Span,
    text::{Form, Normalized},
};

/// One token as mecab-ko cuts and tags it.
///
/// In JSON: `{"surface":"전화","tag":"NNG","lemma":"전화","start":0,"end":6}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Morpheme {
    /// The token's text, normalised.
    pub surface: String,
    /// The token's tags, one for each morpheme in it: `XSA` and `EC`.
    pub tags: Vec<Tag>,
    /// Dictionary form: the stem of the token's first predicate and 다
    /// (바꿔 → 바꾸다), else the surface.
    pub lemma: String,
    /// Where the token stands in the caller's text.
    pub span: Span,
}

impl Morpheme {
    /// The tags joined as mecab-ko writes them: `NNG`, `XSA+EC`.
    #[must_use]
    pub fn tag(&self) -> String {
        let tags: Vec<_> = self.tags.iter().map(|tag| tag.as_str()).collect();
        tags.join("+")
    }
}

impl Serialize for Morpheme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut map = serializer.serialize_struct("Morpheme", 5)?;
        map.serialize_field("surface", &self.surface)?;
        map.serialize_field("tag", &self.tag())?;
        map.serialize_field("lemma", &self.lemma)?;
        map.serialize_field("start", &self.span.start())?;
        map.serialize_field("end", &self.span.end())?;
        map.end()
    }
}

/// Cuts text into morphemes. Owns its scratch: one tokenizer per thread.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::morph::{Dictionary, Tokenizer};
///
/// let mut tokenizer = Tokenizer::new(Dictionary::embedded());
/// let morphemes = tokenizer.morphemes("번호를 바꿔 달래요");
/// assert_eq!(morphemes[0].surface, "번호");
/// assert_eq!(morphemes[2].lemma, "바꾸다");
/// # }
/// ```
pub struct Tokenizer {
    dictionary: Dictionary,
    lattice: Lattice,
    tokens: Vec<Token>,
    normalized: Normalized,
    form: Form,
}

impl Tokenizer {
    /// A tokenizer that composes the text (NFC) and changes nothing else, as
    /// mecab-ko expects it.
    #[must_use]
    pub fn new(dictionary: Dictionary) -> Self {
        Self {
            dictionary,
            lattice: Lattice::default(),
            tokens: Vec::new(),
            normalized: Normalized::new(),
            form: Form::Nfc,
        }
    }

    /// Normalises the text as the scorer does ([`Form::Full`]).
    #[must_use]
    pub fn normalized(mut self) -> Self {
        self.form = Form::Full;
        self
    }

    /// The morphemes of `text` in order. Never fails; linear in the length.
    pub fn morphemes(&mut self, text: &str) -> Vec<Morpheme> {
        self.tokens(text);
        let tokens = self.tokens.iter();
        tokens.map(|token| self.morpheme(text, *token)).collect()
    }

    /// Cuts without reading the words: for counting and measuring.
    pub fn count(&mut self, text: &str) -> usize {
        self.tokens(text).len()
    }

    fn tokens(&mut self, text: &str) -> &[Token] {
        self.normalized.assign(text, self.form);
        self.tokens.clear();
        let tables = self.dictionary.tables();
        self.lattice
            .tokenize(tables, self.normalized.text(text), 0, &mut self.tokens);
        &self.tokens
    }

    fn morpheme(&self, original: &str, token: Token) -> Morpheme {
        let tables = self.dictionary.tables();
        let range = token.start as usize..token.end as usize;
        let surface = &self.normalized.text(original)[range.clone()];
        Morpheme {
            surface: surface.to_owned(),
            tags: tables.token_tags(token.word).to_vec(),
            lemma: tables.lemma(token.word, surface),
            span: self.normalized.to_original(range),
        }
    }
}

impl Tables {
    /// The tags of a token, one per morpheme.
    pub(crate) fn token_tags(&self, word: Word) -> &[Tag] {
        match word {
            Word::Known(lexeme) => self.tags_of(self.lexemes.class(lexeme)),
            Word::Unknown(category, number) => {
                std::slice::from_ref(&self.unknown[usize::from(category)][usize::from(number)].tag)
            }
            Word::User(number) => match &self.users {
                Some(users) => std::slice::from_ref(&users.entries[usize::from(number)].tag),
                None => &[],
            },
        }
    }

    fn lemma(&self, word: Word, surface: &str) -> String {
        let Word::Known(lexeme) = word else {
            let tags = self.token_tags(word);
            return match tags.first().is_some_and(|tag| tag.is_predicate()) {
                true => format!("{surface}다"),
                false => surface.to_owned(),
            };
        };
        self.lexemes
            .keys_of(lexeme)
            .find(|&key| {
                let tag = self.lexemes.key_tag(key).parse::<Tag>();
                tag.is_ok_and(Tag::is_predicate)
            })
            .map_or_else(
                || surface.to_owned(),
                |key| format!("{}다", self.lexemes.key_lemma(key)),
            )
    }
}
