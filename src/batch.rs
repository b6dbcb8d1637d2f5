//! Many texts at a time: batches and streams, on all threads where the feature
//! `rayon` is on.

use std::{collections::VecDeque, iter::FusedIterator};

use crate::{analysis::Analysis, scorer::Scorer};

/// Texts of a stream scored at a time, at most.
const TEXTS: usize = 1024;

/// Bytes of a stream scored at a time: no further text is taken up behind.
const BYTES: usize = 1 << 20;

/// Texts a thread takes at a time.
#[cfg(feature = "rayon")]
const SHARE: usize = 16;

impl Scorer {
    /// Scores many texts; the analyses stand in the order of the texts.
    ///
    /// With the feature `rayon` the threads of the current pool share the work
    /// (`ThreadPool::install` chooses another); the results are the same bits
    /// for any number of threads.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// let scorer = hasoyeon::Scorer::new()?;
    /// let analyses = scorer.score_batch(&["환불 안 해주네요", "배송 빨라요"]);
    /// assert!(analyses[0].theme("compensation").is_some());
    /// assert!(analyses[1].theme("compensation").is_none());
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    #[must_use]
    pub fn score_batch<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vec<Analysis> {
        #[cfg(feature = "rayon")]
        {
            use rayon::prelude::*;
            let texts = texts.par_iter().with_min_len(SHARE);
            texts
                .map_init(|| self.lease(), |lease, text| lease.score(text.as_ref()))
                .collect()
        }
        #[cfg(not(feature = "rayon"))]
        {
            let mut lease = self.lease();
            let texts = texts.iter();
            texts.map(|text| lease.score(text.as_ref())).collect()
        }
    }

    /// Scores a stream: gives each text back with its analysis, in order.
    ///
    /// Takes up about a mebibyte of text at a time and scores it as
    /// [`score_batch`](Self::score_batch) does, so memory stays bounded for a
    /// stream of any length.
    ///
    /// A panic of `texts` goes on to the caller of `next`; nothing is lost by
    /// it: what was taken up before comes with the next calls, and then what
    /// `texts` has still to give.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// let scorer = hasoyeon::Scorer::new()?;
    /// let lines = "환불 안 해주네요\n배송 빨라요".lines();
    /// for (line, analysis) in scorer.score_iter(lines) {
    ///     println!("{line}: {} themes", analysis.themes().len());
    /// }
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    pub fn score_iter<I>(&self, texts: I) -> ScoreIter<I::IntoIter>
    where
        I: IntoIterator,
        I::Item: AsRef<str> + Sync,
    {
        ScoreIter {
            scorer: self.clone(),
            texts: texts.into_iter(),
            taken: Vec::new(),
            scored: VecDeque::new(),
            done: false,
        }
    }
}

/// Texts with their analyses; made by [`Scorer::score_iter`].
#[derive(Debug)]
#[must_use]
pub struct ScoreIter<I: Iterator> {
    scorer: Scorer,
    texts: I,
    /// Taken up, not scored.
    taken: Vec<I::Item>,
    scored: VecDeque<(I::Item, Analysis)>,
    done: bool,
}

impl<I> Iterator for ScoreIter<I>
where
    I: Iterator,
    I::Item: AsRef<str> + Sync,
{
    type Item = (I::Item, Analysis);

    fn next(&mut self) -> Option<Self::Item> {
        if self.scored.is_empty() {
            let mut bytes: usize = self.taken.iter().map(|text| text.as_ref().len()).sum();
            while !self.done && self.taken.len() < TEXTS && bytes < BYTES {
                match self.texts.next() {
                    Some(text) => {
                        bytes += text.as_ref().len();
                        self.taken.push(text);
                    }
                    None => self.done = true,
                }
            }
            let analyses = self.scorer.score_batch(&self.taken);
            self.scored.extend(self.taken.drain(..).zip(analyses));
        }
        self.scored.pop_front()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let held = self.taken.len() + self.scored.len();
        let (low, high) = match self.done {
            true => (0, Some(0)),
            false => self.texts.size_hint(),
        };
        (
            low.saturating_add(held),
            high.and_then(|high| high.checked_add(held)),
        )
    }
}

impl<I> FusedIterator for ScoreIter<I>
where
    I: Iterator,
    I::Item: AsRef<str> + Sync,
{
}
