//! How a text feels: a learned table of character n-grams that says why.
//!
//! One pass over the normalised text adds up the weights of all grams of 1 to 5
//! characters (blanks are passed over, so spacing does not matter), in two
//! channels: which side the writer takes, and whether a side is taken at all.
//! Running sums are kept per character, so every sentence and clause has its
//! polarity without another pass. No tokenizer is involved.
//!
//! A text of `n` characters without blanks whose grams sum up to `s` has the
//! log odds `scale × s / n^exponent + bias`; the numbers come with the table.

mod automaton;
mod carriers;
mod comment;
mod expand;
mod extra;
mod pack;
mod polarity;
mod scan;
mod scratch;
mod table;

pub use carriers::Carrier;
pub use polarity::{Polarity, PolarityLabel};
pub use scratch::SentimentScratch;
pub use table::SentimentTable;
