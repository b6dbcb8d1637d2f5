//! The parts a scorer is made of, as options.

use std::path::PathBuf;

use clap::Args;
use hasoyeon::{ScorerBuilder, lexicon::Lexicon, morph::Dictionary};

/// Which themes and which dictionary.
#[derive(Args, Default)]
pub struct Parts {
    /// A directory of theme files (*.toml) to use instead of the embedded ones.
    #[arg(long, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// A full ko-dic built by lindera 6.2, to use instead of the embedded one.
    #[arg(long, value_name = "DIR")]
    pub dictionary: Option<PathBuf>,
}

impl Parts {
    /// The themes.
    pub fn lexicon(&self) -> Result<Lexicon, hasoyeon::Error> {
        match &self.lexicon {
            Some(path) => Lexicon::from_dir(path),
            None => Ok(Lexicon::embedded()),
        }
    }

    /// The dictionary.
    pub fn dictionary(&self) -> Result<Dictionary, hasoyeon::Error> {
        match &self.dictionary {
            Some(path) => Dictionary::from_path(path),
            None => Ok(Dictionary::embedded()),
        }
    }

    /// A builder with these parts.
    pub fn builder(&self) -> Result<ScorerBuilder, hasoyeon::Error> {
        let builder = hasoyeon::Scorer::builder().lexicon(self.lexicon()?);
        Ok(builder.dictionary(self.dictionary()?))
    }
}
