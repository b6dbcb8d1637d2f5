//! The lines of a text: what the classifier reads at once.

use std::ops::Range;

use crate::classifier::{Classifier, Guesses, Opinion, Review};

/// Bytes from which the sentences of a line are read one by one.
const LONG: usize = 400;

#[derive(Debug)]
struct Line {
    range: Range<usize>,
    /// Number of its first sentence.
    first: u32,
    /// What its words say, once somebody asked.
    opinion: Option<Opinion>,
    /// What is guessed from them, once somebody asked.
    guesses: Option<Guesses>,
}

/// The lines of a text in order.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    /// Cuts the text into lines by its sentences.
    pub(super) fn cut(&mut self, text: &str, sentences: &[Range<usize>]) {
        self.lines.clear();
        let mut at = 0;
        while at < sentences.len() {
            let first = at as u32;
            let mut range = sentences[at].clone();
            at += 1;
            while let Some(next) = sentences.get(at)
                && next.end - range.start <= LONG
                && !text[range.end..next.start].contains('\n')
            {
                range.end = next.end;
                at += 1;
            }
            self.lines.push(Line {
                range,
                first,
                opinion: None,
                guesses: None,
            });
        }
    }

    pub(super) fn count(&self) -> usize {
        self.lines.len()
    }

    /// Number of the line that a sentence stands in.
    pub(super) fn of(&self, sentence: u32) -> usize {
        let behind = self.lines.partition_point(|line| line.first <= sentence);
        behind.saturating_sub(1)
    }

    /// The sentences of a line, of so many in all.
    pub(super) fn sentences(&self, number: usize, all: usize) -> Range<usize> {
        let end = self.lines.get(number + 1);
        let end = end.map_or(all, |next| next.first as usize);
        self.lines[number].first as usize..end
    }

    /// A line and what its words say.
    pub(super) fn read(
        &mut self,
        number: usize,
        text: &str,
        review: &Review,
    ) -> Option<(Range<usize>, Opinion)> {
        let line = self.lines.get_mut(number)?;
        let read = || review.read_line(&text[line.range.clone()]);
        let opinion = *line.opinion.get_or_insert_with(read);
        Some((line.range.clone(), opinion))
    }

    /// A line and what is guessed from its words.
    pub(super) fn guess(
        &mut self,
        number: usize,
        text: &str,
        classifier: &Classifier,
    ) -> Option<(Range<usize>, Guesses)> {
        let line = self.lines.get_mut(number)?;
        let judge = || classifier.judge(&text[line.range.clone()]);
        let guesses = *line.guesses.get_or_insert_with(judge);
        Some((line.range.clone(), guesses))
    }

    /// Gives back memory beyond some bytes.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        self.lines.shrink_to(bytes / size_of::<Line>());
    }
}
