//! One integration binary: tables of cases, goldens, and laws.

mod batch;
mod cases;
mod classifier;
mod explain;
mod gate;
mod laws;
mod lexicon;
mod morphemes;
mod precompiled;
mod prefilter;
mod sentiment;
mod text;
mod topic;
