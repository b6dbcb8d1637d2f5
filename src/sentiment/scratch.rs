//! What a scan leaves behind, reused from text to text.

use super::carriers::Carrier;
use super::polarity::Polarity;
use super::scan::Marks;

/// Room for one text's results; owned by a worker and reused.
///
/// ```
/// use hasoyeon::sentiment::SentimentScratch;
///
/// let scratch = SentimentScratch::with_carriers(3);
/// assert!(scratch.sentences().is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct SentimentScratch {
    pub(super) marks: Marks,
    pub(super) more: Marks,
    pub(super) sentences: Vec<Polarity>,
    pub(super) comment: Polarity,
    pub(super) carriers: Vec<Carrier>,
    pub(super) top: usize,
}

impl SentimentScratch {
    /// A scratch that does not ask for the words.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A scratch that asks for the `top` words that weigh most.
    #[must_use]
    pub fn with_carriers(top: usize) -> Self {
        Self {
            top,
            ..Self::default()
        }
    }

    /// Polarity of each sentence of the text scanned last.
    #[must_use]
    pub fn sentences(&self) -> &[Polarity] {
        &self.sentences
    }

    /// Polarity of the whole text scanned last.
    #[must_use]
    pub fn comment(&self) -> Polarity {
        self.comment
    }

    /// The words that weighed most in the text scanned last, strongest first;
    /// empty when they were not asked for.
    #[must_use]
    pub fn carriers(&self) -> &[Carrier] {
        &self.carriers
    }

    /// Bytes held, so that a worker can give back what a huge text took.
    #[must_use]
    pub fn capacity(&self) -> usize {
        let mark = size_of::<super::scan::Mark>();
        (self.marks.list.capacity() + self.more.list.capacity()) * mark
            + (self.marks.codes.capacity() + self.more.codes.capacity()) * size_of::<u16>()
            + self.sentences.capacity() * size_of::<Polarity>()
            + self.carriers.capacity() * size_of::<Carrier>()
    }

    /// Gives back what was held; what was asked for stays asked for.
    pub fn shrink(&mut self) {
        *self = Self {
            top: self.top,
            comment: self.comment,
            ..Self::default()
        };
    }
}
