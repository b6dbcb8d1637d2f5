//! Reads Korean comments and says what people complain about, how strongly,
//! and exactly where in the text.
//!
//! ```
//! # #[cfg(feature = "embedded")] {
//! let scorer = hasoyeon::Scorer::new()?; // everything embedded
//! let text = "보상은커녕 밤 9시에도 전화가 와요";
//! let analysis = scorer.score(text);
//! for theme in analysis.themes() {
//!     println!("{} {:?} {:.2}", theme.id(), theme.stance(), theme.score());
//!     for evidence in theme.evidence() {
//!         let words: Vec<_> = evidence.words(text).collect();
//!         println!("  {} — {words:?}", evidence.rule());
//!     }
//! }
//! # }
//! # Ok::<(), hasoyeon::Error>(())
//! ```
//!
//! Every score comes with evidence: the rule, the words in bytes of the
//! caller's text, and what changed the weight. Themes are data: see
//! [`lexicon`].

mod analysis;
mod batch;
mod bits;
pub mod classifier;
mod clause;
mod error;
mod evidence;
pub mod explain;
mod fingerprint;
mod gates;
pub mod lexicon;
mod lint;
mod matcher;
pub mod modifier;
pub mod morph;
mod passes;
mod proof;
mod score;
mod scorer;
pub mod sentiment;
mod span;
pub mod text;
mod worker;

pub use analysis::{Analysis, Evidence, SCHEMA, Sentence, ThemeScore};
pub use batch::ScoreIter;
pub use error::{Error, ErrorKind};
pub use modifier::{Effect, Modifier, ModifierKind};
pub use passes::{PassRates, RulePasses};
pub use score::Stance;
pub use scorer::{Scorer, ScorerBuilder};
pub use span::Span;
pub use worker::Worker;

/// Licences of what is inside the crate.
pub const NOTICES: &str = include_str!("../THIRD-PARTY.md");

const _: () = {
    const fn shared<T: Send + Sync + Clone>() {}
    const fn owned<T: Send + 'static>() {}
    shared::<Scorer>();
    shared::<morph::Dictionary>();
    shared::<lexicon::Lexicon>();
    owned::<Worker>();
};

/// The README's example runs as a test.
#[cfg(all(doctest, feature = "embedded"))]
#[doc = include_str!("../README.md")]
struct Readme;
