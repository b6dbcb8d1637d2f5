//! A full dictionary from disk: its lexeme table is made while loading.

use std::path::Path;

use hasoyeon_ko_dic::{Entry, LexemeTable, LexemeTableBuilder, Words, WordsBuilder, surfaces};
use lindera_dictionary::dictionary::Dictionary as LinderaDictionary;

use crate::error::Error;

/// The lexeme table and the words of a dictionary directory.
pub(super) fn tables(
    path: &Path,
    dictionary: &LinderaDictionary,
) -> Result<(LexemeTable, Words), Error> {
    let read = |name: &str| {
        let file = path.join(name);
        std::fs::read(&file).map_err(|error| Error::io(file, error))
    };
    let refuse = |reason: &str| Error::dictionary(path.display(), reason);
    let schema = &dictionary.metadata.dictionary_schema;
    // A detail record begins behind surface, two ids and cost.
    let column = |name: &str| {
        schema
            .get_field_index(name)
            .and_then(|at| at.checked_sub(4))
    };
    let tag = column("part_of_speech_tag").or_else(|| column("pos"));
    let (Some(tag), Some(expression)) = (tag, column("expression")) else {
        return Err(refuse(
            "its schema has no part_of_speech_tag and expression: not a ko-dic",
        ));
    };
    let (trie, index, values) = (
        read("dict.trie")?,
        read("dict.valsidx")?,
        read("dict.vals")?,
    );
    let surfaces = surfaces(&trie, &index, &values).ok_or_else(|| {
        refuse("dict.trie, dict.valsidx and dict.vals are damaged or do not belong together")
    })?;
    let mut builder = LexemeTableBuilder::new();
    for (id, surface) in surfaces.iter().enumerate() {
        let mut fields = [None; 2];
        for (number, field) in dictionary.word_details_iter(id).enumerate() {
            if number == tag {
                fields[0] = Some(field);
            } else if number == expression {
                fields[1] = Some(field);
            }
        }
        let [Some(tag), Some(expression)] = fields else {
            return Err(refuse("dict.words lacks the columns of ko-dic"));
        };
        builder.push(surface, tag, expression);
    }
    let lexemes = builder.build();
    let words = words(&surfaces, &values, &lexemes)
        .ok_or_else(|| refuse("its words are not in order of their surfaces, or too many"))?;
    Ok((lexemes, words))
}

/// The words from lindera's entries of ten bytes: word id, cost, left and right
/// id.
fn words(surfaces: &[String], values: &[u8], lexemes: &LexemeTable) -> Option<Words> {
    let (values, _) = values.as_chunks();
    let mut words = WordsBuilder::default();
    for (id, &[a, b, c, d, e, f, g, h, i, j]) in (0..).zip(values) {
        if u32::from_le_bytes([a, b, c, d]) != id {
            return None;
        }
        let penalty = lexemes.class_penalty(lexemes.class(id));
        let entry = Entry {
            cost: i16::from_le_bytes([e, f]),
            penalty: penalty.try_into().ok()?,
            left: u16::from_le_bytes([g, h]),
            right: u16::from_le_bytes([i, j]),
            last: false,
        };
        words.push(surfaces.get(id as usize)?, entry);
    }
    Words::load(words.build()?)
}
