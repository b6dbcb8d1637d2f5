//! mecab-ko-dic as static tables.
//!
//! The crate embeds a Korean morphological dictionary in the form that
//! [lindera-dictionary] 6.2 reads, and beside it what lindera's form leaves
//! out: for each entry its morphemes ([`LexemeTable`]). Nothing is downloaded
//! and nothing is built at start.
//!
//! ```
//! # #[cfg(feature = "embedded")] {
//! let table = hasoyeon_ko_dic::lexeme_table();
//! let key = table.key("전화", "NNG").expect("a common noun");
//! let words: Vec<&str> = table.lexemes_of(key).map(|lexeme| table.surface(lexeme)).collect();
//! assert!(words.contains(&"전화") && words.contains(&"전화번호"));
//! # }
//! ```
//!
//! [lindera-dictionary]: https://docs.rs/lindera-dictionary/6.2.0

mod bounds;
mod costs;
#[doc(hidden)]
pub mod expand;
mod lexeme;
mod order;
#[doc(hidden)]
pub mod pack;
mod surfaces;
mod words;

pub use bounds::Bounds;
pub use costs::{CostRow, Costs, CostsView};
pub use lexeme::{Ids, LexemeError, LexemeTable, LexemeTableBuilder};
pub use order::Order;
pub use surfaces::surfaces;
pub use words::{Entry, Step, Words, WordsBuilder, WordsView};

#[cfg(feature = "embedded")]
mod embedded;
#[cfg(feature = "embedded")]
pub use embedded::{ENTRIES, LEXEMES, VERSION, bounds, costs, lexeme_table, lindera, order, words};
