//! Bytes that are not a lexeme table.

use super::FORMAT_VERSION;
use std::fmt;

/// Why bytes are not a lexeme table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LexemeError {
    /// The magic bytes or the header are missing.
    NotATable,
    /// Another version of the layout.
    Version(u32),
    /// The sections do not fit the header or the length.
    Damaged,
}

impl fmt::Display for LexemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotATable => f.write_str("not a lexeme table"),
            Self::Version(found) => {
                write!(
                    f,
                    "the lexeme table has version {found}, this crate reads {FORMAT_VERSION}"
                )
            }
            Self::Damaged => f.write_str("the lexeme table is truncated or damaged"),
        }
    }
}

impl std::error::Error for LexemeError {}
