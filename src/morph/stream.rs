//! The morphemes of a comment as the matcher reads them: tokens taken apart.

use super::{
    dictionary::Tables,
    lattice::{Token, Word},
    tag::Tag,
};

/// No key: the dictionary does not list the word.
pub(crate) const NO_KEY: u32 = u32::MAX;

/// One morpheme. Morphemes of one inflected token share its range, since the
/// token's letters cannot be shared out among them (했 = 하 + 았).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Morph {
    /// Bytes of the normalised text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Key of (lemma, tag) in the lexeme table, or [`NO_KEY`].
    pub(crate) key: u32,
    pub(crate) tag: Tag,
    /// The lexeme of the token, when its parts may be asked for.
    pub(crate) compound: Option<u32>,
    /// A blank stands before the token.
    pub(crate) spaced: bool,
}

/// Takes tokens apart and appends their morphemes.
pub(crate) fn expand(tables: &Tables, text: &str, tokens: &[Token], out: &mut Vec<Morph>) {
    let bytes = text.as_bytes();
    // What words are made of comes from far in memory: asked for at once, none
    // waits for another.
    let parts = tokens.iter().map(|token| match token.word {
        Word::Known(lexeme) => {
            let tags = tables.tags_of(tables.lexemes.class(lexeme));
            tables.lexemes.keys_of(lexeme).len().min(tags.len())
        }
        Word::Unknown(..) | Word::User(_) => 1,
    });
    out.reserve(parts.sum());
    for token in tokens {
        let start = token.start as usize;
        let spaced = start > 0 && bytes[start - 1].is_ascii_whitespace();
        let mut push = |key: u32, tag: Tag, compound: Option<u32>, spaced: bool| {
            out.push(Morph {
                start: token.start,
                end: token.end,
                key,
                tag,
                compound,
                spaced,
            });
        };
        match token.word {
            Word::Unknown(category, number) => {
                let entry = &tables.unknown[usize::from(category)][usize::from(number)];
                push(NO_KEY, entry.tag, None, spaced);
            }
            Word::User(number) => {
                if let Some(users) = &tables.users {
                    let entry = &users.entries[usize::from(number)];
                    push(entry.key, entry.tag, None, spaced);
                }
            }
            Word::Known(lexeme) => {
                let tags = tables.tags_of(tables.lexemes.class(lexeme));
                if tables.lexemes.is_compound(lexeme) {
                    push(
                        tables.lexemes.own_key(lexeme),
                        tags[0],
                        Some(lexeme),
                        spaced,
                    );
                } else {
                    let mut spaced = spaced;
                    for (key, &tag) in tables.lexemes.keys_of(lexeme).zip(tags) {
                        push(key, tag, None, spaced);
                        spaced = false;
                    }
                }
            }
        }
    }
}
