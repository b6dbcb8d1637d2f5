//! The classifier's second reading of what rules found in a block.

use std::ops::Range;

use super::Scratch;
use crate::{
    classifier::{Blaming, Classifier, Naming, REVIEWED, Review},
    evidence::Refusal,
    modifier::CueSpan,
    score::Stance,
    scorer::Shared,
};

/// What becomes of what rules found on a theme in a line.
enum Verdict {
    Stands,
    /// It is no complaint, by log odds.
    Mention(f32, CueSpan),
    /// It is one, and weighs so much.
    Complaint(f32, CueSpan),
    /// The theme is not named.
    Nothing(CueSpan),
}

impl Scratch {
    /// Drops or softens the evidence of a theme in a line where the line's
    /// words and the records of the rules speak against it; makes a complaint
    /// of a mention where the words are sure of one.
    pub(super) fn review(&mut self, shared: &Shared, text: &str, first: u32) {
        let Some(classifier) = &shared.classifier else {
            return;
        };
        let Some(review) = classifier.review() else {
            return;
        };
        // Lines come in the order of clauses.
        self.judged
            .sort_unstable_by_key(|judged| (judged.theme, judged.clause, judged.found));
        let mut kept = 0;
        let mut at = 0;
        while at < self.judged.len() {
            let theme = self.judged[at].theme;
            let line = self.line_of(at, first);
            let mut end = at + 1;
            while end < self.judged.len()
                && self.judged[end].theme == theme
                && self.line_of(end, first) == line
            {
                end += 1;
            }
            let verdict = self.verdict(shared, (classifier, review), text, at..end, line);
            // Only the strongest is raised.
            let weights = self.judged[at..end].iter().map(|one| one.weight);
            let most = weights.reduce(f32::max).unwrap_or_default();
            for at in at..end {
                let judged = &mut self.judged[at];
                match verdict {
                    Verdict::Nothing(cue) => {
                        self.refused.push((judged.found, Refusal::Unlikely(cue)));
                        continue;
                    }
                    Verdict::Mention(odds, cue) if judged.stance == Stance::Complaint => {
                        judged.turn(odds, cue, &mut self.applied);
                    }
                    Verdict::Complaint(weight, cue) if judged.weight >= most => {
                        judged.raise(weight, cue, &mut self.applied);
                    }
                    Verdict::Mention(..) | Verdict::Complaint(..) | Verdict::Stands => {}
                }
                self.judged.swap(kept, at);
                kept += 1;
            }
            at = end;
        }
        self.judged.truncate(kept);
    }

    fn line_of(&self, judged: usize, first: u32) -> usize {
        let clause = &self.clauses[self.judged[judged].clause as usize];
        self.lines.of(first + clause.sentence)
    }

    /// What becomes of the evidence of one theme in one line.
    fn verdict(
        &mut self,
        shared: &Shared,
        (classifier, review): (&Classifier, &Review),
        text: &str,
        group: Range<usize>,
        line: usize,
    ) -> Verdict {
        let judged = &self.judged[group];
        let all = || judged.iter().filter(|one| one.weight > 0.0);
        let Some(theme) = all().next().map(|one| one.theme) else {
            return Verdict::Stands;
        };
        let Some(theme) = shared.lane(theme).filter(|&lane| lane < REVIEWED) else {
            return Verdict::Stands;
        };
        let record = |rule: u16| shared.records[usize::from(rule)];
        // Rules it never met, those that users add, are none of its business.
        if all().any(|one| record(one.rule).is_none()) {
            return Verdict::Stands;
        }
        let Some((range, opinion)) = self.lines.read(line, text, review) else {
            return Verdict::Stands;
        };
        let body = &text[range.clone()];
        let cue = |word: Option<Range<usize>>| {
            let word = word.unwrap_or(0..body.len());
            CueSpan {
                start: (range.start + word.start) as u32,
                end: (range.start + word.end) as u32,
            }
        };
        let most = |numbers: &mut dyn Iterator<Item = f32>| numbers.reduce(f32::max);
        let naming = Naming {
            weight: most(&mut all().map(|one| one.weight_before)).unwrap_or_default(),
            count: all().count(),
            record: most(&mut all().filter_map(|one| Some(record(one.rule)?.named)))
                .unwrap_or_default(),
            words: opinion.named(theme),
        };
        if review.is_unlikely(&naming) {
            return Verdict::Nothing(cue(review.word(body, theme, false)));
        }
        let blame = || all().filter(|one| one.stance == Stance::Complaint);
        let Some(weight) = most(&mut blame().map(|one| one.weight)) else {
            if !review.raises(opinion.own(theme)) {
                return Verdict::Stands;
            }
            // Both tables must say so.
            let guesses = self.lines.guess(line, text, classifier);
            let guess = guesses.and_then(|(_, guesses)| guesses.of(theme));
            let Some((stance @ Stance::Complaint, weight)) = guess else {
                return Verdict::Stands;
            };
            let ([word], count) = classifier.words::<1>(body, theme, stance);
            return Verdict::Complaint(weight, cue((count > 0).then_some(word)));
        };
        let blaming = Blaming {
            weight,
            count: blame().count(),
            record: most(&mut blame().filter_map(|one| Some(record(one.rule)?.complains)))
                .unwrap_or_default(),
            any: opinion.any(),
            own: opinion.own(theme),
        };
        match review.turns(&blaming) {
            Some(odds) => Verdict::Mention(odds, cue(review.word(body, theme, true))),
            None => Verdict::Stands,
        }
    }
}
