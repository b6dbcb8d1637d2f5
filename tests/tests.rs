//! One integration binary: tables of cases, goldens, and laws.

mod cases;
mod laws;
mod lexicon;
mod morphemes;
mod precompiled;
mod text;
