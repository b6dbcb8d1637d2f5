//! A full dictionary from disk: its lexeme table is made while loading.

use std::path::Path;

use hasoyeon_ko_dic::LexemeTable;
use lindera_dictionary::dictionary::Dictionary as LinderaDictionary;

use crate::error::Error;

pub(super) fn with_lexemes(
    path: &Path,
    _dictionary: LinderaDictionary,
) -> Result<(LinderaDictionary, LexemeTable), Error> {
    Err(Error::dictionary(path.display(), "not yet"))
}
