//! Morphology: from text to morphemes.
//!
//! [`Dictionary`] holds the words, [`Tokenizer`] cuts text with it, and
//! [`Morpheme`] is one piece. Nothing outside this module knows lindera.

mod dictionary;
mod full;
mod lattice;
mod morphemes;
mod stream;
mod tag;
mod user;

pub use dictionary::Dictionary;
pub use morphemes::{Morpheme, Tokenizer};
pub use tag::{Tag, UnknownTag};
pub use user::UserWord;

pub(crate) use dictionary::Tables;
pub(crate) use lattice::{Lattice, Token};
pub(crate) use stream::{Morph, NO_KEY, expand};
