//! The lines of a text: what the classifier reads at once.

use std::ops::Range;

use crate::classifier::{Opinion, Review};

/// Bytes from which the sentences of a line are read one by one.
const LONG: usize = 400;

#[derive(Debug)]
struct Line {
    range: Range<usize>,
    /// Number of its first sentence.
    first: u32,
    /// What its words say, once somebody asked.
    opinion: Option<Opinion>,
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
            });
        }
    }

    pub(super) fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.lines.iter().map(|line| line.range.clone())
    }

    /// Number of the line that a sentence stands in.
    pub(super) fn of(&self, sentence: u32) -> usize {
        let behind = self.lines.partition_point(|line| line.first <= sentence);
        behind.saturating_sub(1)
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

    /// Gives back memory beyond some bytes.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        self.lines.shrink_to(bytes / size_of::<Line>());
    }
}
