//! What the text is about so far.

/// Whether a theme was named, and in which sentence of the block first.
#[derive(Clone, Copy, Default)]
pub(super) struct TopicState {
    before: bool,
    sentence: Option<u32>,
}

impl TopicState {
    pub(super) fn open_block(&mut self) {
        self.before |= self.sentence.take().is_some();
    }

    pub(super) fn set(&mut self, sentence: u32) {
        self.sentence = Some(self.sentence.map_or(sentence, |at| at.min(sentence)));
    }

    pub(super) fn is_open(self, sentence: u32) -> bool {
        self.before || self.sentence.is_some_and(|at| at <= sentence)
    }
}
