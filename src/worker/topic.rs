//! What the text is about so far: a theme once named stays the topic, less and
//! less.

use crate::modifier::CueSpan;

/// Sentences a topic holds undamped: its own and the next.
const NEAR: u32 = 1;

/// Sentences after which nothing leans on a topic any more.
const REACH: u32 = 9;

/// What is left of a weight for each sentence beyond the near ones.
const SHARE: f32 = 0.96;

/// Where themes were named, in sentences of the whole text.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// Sorted by theme and sentence once settled.
    named: Vec<Named>,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    theme: u16,
    sentence: u32,
    words: CueSpan,
}

/// How a topic reaches a later sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach {
    /// The words that named it.
    pub(super) words: CueSpan,
    /// What it leaves of a weight: 1 nearby.
    pub(super) share: f32,
}

impl Topics {
    pub(super) fn clear(&mut self) {
        self.named.clear();
    }

    /// Forgets what is out of reach of the sentences from `first` on.
    pub(super) fn forget(&mut self, first: u32) {
        self.named.retain(|named| named.sentence + REACH >= first);
    }

    pub(super) fn name(&mut self, theme: u16, sentence: u32, words: CueSpan) {
        self.named.push(Named {
            theme,
            sentence,
            words,
        });
    }

    /// Everything that names a topic has been seen.
    pub(super) fn settle(&mut self) {
        self.named.sort_unstable_by_key(|named| {
            (
                named.theme,
                named.sentence,
                named.words.start,
                named.words.end,
            )
        });
    }

    /// How the last naming of a theme up to a sentence reaches it.
    pub(super) fn reach(&self, theme: u16, sentence: u32) -> Option<Reach> {
        let behind = self
            .named
            .partition_point(|named| (named.theme, named.sentence) <= (theme, sentence));
        let last = self.named[..behind]
            .last()
            .filter(|named| named.theme == theme)?;
        let distance = sentence - last.sentence;
        (distance <= REACH).then(|| Reach {
            words: last.words,
            share: SHARE.powi(distance.saturating_sub(NEAR) as i32),
        })
    }

    /// Bounds what is kept after a giant text.
    pub(super) fn shrink_to(&mut self, count: usize) {
        self.named.shrink_to(count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: CueSpan = CueSpan { start: 0, end: 6 };

    fn named(sentences: &[u32]) -> Topics {
        let mut topics = Topics::default();
        for &sentence in sentences {
            topics.name(1, sentence, WORDS);
        }
        topics.settle();
        topics
    }

    #[test]
    fn a_topic_fades() {
        let topics = named(&[12, 3]);
        let shares: Vec<_> = (3..23)
            .map(|sentence| topics.reach(1, sentence).map(|reach| reach.share))
            .collect();
        assert_eq!(shares[0], Some(1.0));
        assert_eq!(shares[1], Some(1.0));
        assert!(shares[2] < shares[1] && shares[8] < shares[2]);
        // Named again in the twelfth.
        assert_eq!(shares[9], Some(1.0));
        assert_eq!(shares[19], None);
    }

    #[test]
    fn a_topic_is_behind_its_naming_and_of_one_theme() {
        let topics = named(&[3]);
        assert_eq!(topics.reach(1, 2), None);
        assert_eq!(topics.reach(0, 3), None);
        assert_eq!(topics.reach(2, 3), None);
    }

    #[test]
    fn what_is_out_of_reach_is_forgotten() {
        let mut topics = named(&[3, 8]);
        topics.forget(13);
        assert_eq!(topics.reach(1, 5), None);
        assert!(topics.reach(1, 13).is_some());
    }
}
