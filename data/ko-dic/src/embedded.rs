//! The tables that the build script expanded.

use crate::{Bounds, Costs, LexemeTable, Order, Words};

#[cfg(not(target_endian = "little"))]
compile_error!("the embedded tables are little-endian: switch the feature `embedded` off");

/// Where the dictionary comes from: source, level and checksum of the pack.
pub const VERSION: &str = concat!(
    "mecab-ko-dic 2.1.1-20180720, level ",
    env!("HASOYEON_KO_DIC_LEVEL"),
    ", pack ",
    env!("HASOYEON_KO_DIC_CHECKSUM"),
);

/// Number of entries; lexeme ids run from 0 up to it.
pub const ENTRIES: usize = include_bytes!(concat!(env!("OUT_DIR"), "/words_index")).len() / 4;

/// Bytes at an address that numbers can be read from in place.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

macro_rules! table {
    ($(#[$doc:meta])* $name:ident, $file:literal) => {
        $(#[$doc])*
        pub static $name: &[u8] = {
            static ALIGNED: &super::Aligned<[u8]> =
                &super::Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/", $file)));
            &ALIGNED.0
        };
    };
}

mod lexemes {
    table!(
        /// The image that [`lexeme_table`](crate::lexeme_table) reads.
        LEXEMES,
        "lexemes"
    );
}
pub use lexemes::LEXEMES;

mod word_table {
    table!(
        /// The image that [`words`](crate::words) reads.
        WORDS,
        "word_table"
    );
}

mod cost_table {
    table!(
        /// The image that [`costs`](crate::costs) reads.
        COSTS,
        "costs"
    );
}

/// The connection costs. Takes no time: the table is read where it stands.
///
/// # Panics
///
/// Never: the build script wrote the image with the same code.
#[must_use]
pub fn costs() -> Costs {
    Costs::load(cost_table::COSTS).expect("the build script wrote this image")
}

/// The words as a search of the best path reads them. Costs nothing: the
/// table is read where it stands.
///
/// # Panics
///
/// Never: the build script wrote the image with the same code.
#[must_use]
pub fn words() -> Words {
    Words::load(word_table::WORDS).expect("the build script wrote this image")
}

/// The morphemes of every entry, and the reverse index. Costs nothing: the
/// table is read where it stands.
///
/// # Panics
///
/// Never: the build script wrote the image with the same code.
#[must_use]
pub fn lexeme_table() -> LexemeTable {
    LexemeTable::load(LEXEMES).expect("the build script wrote this image")
}

/// The bounds of the connection costs; known beforehand, they spare a pass
/// over the matrix at start.
#[must_use]
pub fn bounds() -> Bounds {
    Bounds::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/bounds")))
}

/// The places of the context ids in [`costs`], [`bounds`] and [`words`]: there
/// they stand in order of use.
#[must_use]
pub fn order() -> Order {
    Order::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/order")))
}

/// The tables that lindera-dictionary 6.2 loads, named after its files.
///
/// A word id is a lexeme id. The details of a word hold one field, its tag.
/// Context ids are numbered anew (see `CHANGES.md`), so that user
/// dictionaries compiled for another ko-dic do not fit.
///
/// ```
/// use hasoyeon_ko_dic::lindera;
/// use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
///
/// let words = PrefixDictionary::load(
///     lindera::TRIE, lindera::VALS_INDEX, lindera::VALS, lindera::WORDS_INDEX, lindera::WORDS,
/// )?;
/// let table = hasoyeon_ko_dic::lexeme_table();
/// let entry = words.find_surface("전화번호")[0];
/// assert_eq!(table.surface(entry.word_id().id()), "전화번호");
/// # Ok::<(), lindera_dictionary::error::LinderaError>(())
/// ```
pub mod lindera {
    table!(
        /// `dict.trie`: surfaces.
        TRIE,
        "trie"
    );
    table!(
        /// `dict.valsidx`: where the entries of each surface start.
        VALS_INDEX,
        "vals_index"
    );
    table!(
        /// `dict.vals`: word id, cost and context ids of each entry.
        VALS,
        "vals"
    );
    table!(
        /// `dict.wordsidx`: where the details of each word stand.
        WORDS_INDEX,
        "words_index"
    );
    table!(
        /// `dict.words`: details, shared by all words of a tag.
        WORDS,
        "words"
    );
    table!(
        /// `matrix.mtx`: connection costs, aligned so that lindera reads them in place.
        MATRIX,
        "matrix"
    );
    table!(
        /// `char_def.bin`: categories of characters.
        CHAR_DEF,
        "char_def"
    );
    table!(
        /// `unk.bin`: unknown-word entries, for `UnknownDictionary::load`.
        UNKNOWN,
        "unknown"
    );

    /// `metadata.json`: schema and left-space penalties.
    pub static METADATA: &[u8] = include_bytes!("../metadata.json");
}
