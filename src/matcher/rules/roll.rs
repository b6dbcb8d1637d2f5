//! Hits told apart by their concepts.

use std::ops::Range;

use super::Scene;
use crate::{lexicon::compile::ConceptId, matcher::presence::Presence};

/// Which hits of a sentence, or of a comment, each concept has.
#[derive(Debug, Default)]
pub(crate) struct Roll {
    range: Range<u32>,
    pub(super) concepts: Presence,
    /// Per concept that is present: its first hit.
    first: Vec<u32>,
    /// Per hit of the block: the next one of its concept, or [`NONE`].
    next: Vec<u32>,
    /// Of many hits, each with its concept before it, ascending; then `first` is
    /// where those of a concept begin, and `next` of that where they end.
    sorted: Vec<u64>,
}

/// From so many hits on they are sorted by their concepts: those of one may be
/// any number, of which a rule sees a few.
const MANY: usize = 512;

/// No hit.
const NONE: u32 = u32::MAX;

impl Roll {
    pub(super) fn open(&mut self, scene: Scene<'_>) {
        self.first.resize(scene.lexicon.concepts.len(), NONE);
        self.next.clear();
        self.next.resize(scene.hits.len(), NONE);
    }

    /// Takes up the hits of a range in place of another.
    pub(super) fn assign(&mut self, scene: Scene<'_>, range: Range<u32>) {
        self.range = range.clone();
        self.concepts.clear(scene.lexicon.concepts.len());
        self.sorted.clear();
        if range.len() >= MANY {
            let hits = &scene.hits[range.start as usize..range.end as usize];
            for (number, hit) in range.zip(hits) {
                self.concepts.add(hit.concept);
                self.sorted.push(sorted(hit.concept, number));
            }
            self.sorted.sort_unstable();
            let mut start = 0;
            for one in self.sorted.chunk_by(|a, b| a >> 32 == b >> 32) {
                self.first[(one[0] >> 32) as usize] = start;
                let end = start + one.len() as u32;
                self.next[start as usize] = end;
                start = end;
            }
            return;
        }
        // Backwards, so that the hits of a concept ascend.
        for hit in range.rev() {
            let concept = scene.hits[hit as usize].concept;
            let first = &mut self.first[usize::from(concept)];
            self.next[hit as usize] = match self.concepts.has(concept) {
                true => *first,
                false => NONE,
            };
            *first = hit;
            self.concepts.add(concept);
        }
    }

    /// Whether all hits of the window are told apart.
    pub(super) fn covers(&self, window: &Range<u32>) -> bool {
        self.range.start <= window.start && window.end <= self.range.end
    }

    /// The hits of a concept in a window.
    pub(super) fn hits(
        &self,
        concept: ConceptId,
        window: Range<u32>,
    ) -> impl Iterator<Item = u32> + '_ {
        let first = self
            .concepts
            .has(concept)
            .then(|| self.first[usize::from(concept)]);
        let many = !self.sorted.is_empty();
        let sorted = first.filter(|_| many).map_or(&[][..], |start| {
            let (start, end) = (start as usize, self.next[start as usize] as usize);
            let of_concept = &self.sorted[start..end];
            let before = |end: u32| of_concept.partition_point(|&one| (one as u32) < end);
            let inside = before(window.start)..before(window.end);
            of_concept.get(inside).unwrap_or_default()
        });
        let linked = first.filter(|_| !many);
        let linked = std::iter::successors(linked, |&hit| {
            Some(self.next[hit as usize]).filter(|&next| next != NONE)
        });
        let linked = linked.filter(move |hit| window.contains(hit));
        sorted.iter().map(|&one| one as u32).chain(linked)
    }
}

/// A hit of a concept as one number, for the sake of sorting.
fn sorted(concept: ConceptId, hit: u32) -> u64 {
    u64::from(concept) << 32 | u64::from(hit)
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::matcher::Hit;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_window_has_the_hits_of_a_concept_that_stand_in_it(
            concepts in prop::collection::vec(0u16..6, 0..3 * MANY),
            ends in prop::array::uniform4(0.0..1.0),
        ) {
            let scorer = crate::Scorer::new().expect("embedded");
            let hit = |concept| Hit { concept, first: 0, last: 0, start: 0, end: 0 };
            let hits: Vec<Hit> = concepts.iter().copied().map(hit).collect();
            let scene = Scene {
                lexicon: &scorer.shared().lexicon,
                text: "",
                morphs: &[],
                hits: &hits,
                clauses: &[],
                sentence_hits: &[],
                roll: None,
            };
            let mut ends = ends.map(|share: f64| (share * hits.len() as f64) as u32);
            ends.sort_unstable();
            // The window stands in the range.
            let (range, window) = (ends[0]..ends[3], ends[1]..ends[2]);
            let mut roll = Roll::default();
            roll.open(scene);
            // What was there before is gone.
            for range in [0..hits.len() as u32, range] {
                roll.assign(scene, range.clone());
                prop_assert!(roll.covers(&window));
                for concept in 0..7 {
                    let is_its = |&hit: &u32| concepts[hit as usize] == concept;
                    let expected: Vec<u32> = window.clone().filter(is_its).collect();
                    let found: Vec<u32> = roll.hits(concept, window.clone()).collect();
                    prop_assert_eq!(found, expected);
                }
            }
        }
    }
}
