//! Words the theme files give to the morphological dictionary.

use super::{defect::Report, model::Model};
use crate::{
    error::Error,
    morph::{Dictionary, UserWord},
};

/// The dictionary with the words of the files and `more` words in it; words
/// of the files that fit nowhere go into the report.
pub(super) fn dictionary(
    report: &mut Report,
    model: &Model,
    dictionary: &Dictionary,
    more: &[UserWord],
) -> Result<Dictionary, Error> {
    if model.words.is_empty() && more.is_empty() {
        return Ok(dictionary.clone());
    }
    let mut words = Vec::with_capacity(model.words.len() + more.len());
    for word in &model.words {
        let (like, tag) = (&word.like, word.tag);
        if dictionary.holds(&like.text, tag) {
            words.push(UserWord::new(&word.surface.text, tag, &like.text));
            continue;
        }
        let found = format!("{}/{tag} is no entry of the dictionary", like.text);
        let expected = match dictionary
            .tables()
            .lexemes
            .nearest(&like.text, tag.as_str())
        {
            Some(key) => format!(
                "a word it holds, such as {}/{}",
                dictionary.tables().lexemes.key_lemma(key),
                dictionary.tables().lexemes.key_tag(key)
            ),
            None => "a word it holds with that tag".to_owned(),
        };
        report.add(
            like.place,
            format!("word {} like", word.surface.shown()),
            found,
            expected,
        );
    }
    dictionary.with_words(words.into_iter().chain(more.iter().cloned()))
}
