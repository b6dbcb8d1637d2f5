//! The classifier's second reading of what rules found in a block.

use super::Scratch;
use crate::{
    classifier::{Case, Record, Verdict},
    evidence::Refusal,
    modifier::CueSpan,
    score::Stance,
    scorer::Shared,
};

impl Scratch {
    /// Drops or softens the evidence of a theme in a line where the line's
    /// words and the records of the rules speak against it.
    pub(super) fn review(&mut self, shared: &Shared, text: &str, first: u32) {
        let Some(review) = shared.classifier.as_ref().and_then(|it| it.review()) else {
            return;
        };
        // Lines come in the order of clauses.
        self.judged
            .sort_unstable_by_key(|judged| (judged.theme, judged.clause, judged.found));
        let mut kept = 0;
        let mut at = 0;
        while at < self.judged.len() {
            let theme = self.judged[at].theme;
            let clauses = &self.clauses;
            let lines = &self.lines;
            let line_of = |clause: u32| lines.of(first + clauses[clause as usize].sentence);
            let line = line_of(self.judged[at].clause);
            let end = at
                + self.judged[at..]
                    .iter()
                    .take_while(|judged| judged.theme == theme && line_of(judged.clause) == line)
                    .count();
            let group = at..end;
            at = end;
            let known = shared
                .guessed
                .iter()
                .position(|known| known.as_ref().is_some_and(|(known, _)| *known == theme));
            let read = known.and_then(|known| {
                let (range, opinion) = self.lines.read(line, text, review)?;
                Some((known, range, opinion))
            });
            let mut verdict = Verdict::Stands;
            let mut cue = CueSpan { start: 0, end: 0 };
            let judged = &mut self.judged[group.clone()];
            let leading = judged.iter().map(|judged| judged.stance).max();
            if let Some((theme, range, opinion)) = read {
                let of_stance = || judged.iter().filter(|one| Some(one.stance) == leading);
                let strongest = of_stance().max_by(|a, b| a.weight.total_cmp(&b.weight));
                // Evidence of no weight is no evidence.
                if let Some(strongest) = strongest.filter(|one| one.weight > 0.0) {
                    let case = Case {
                        standing: strongest.standing(&self.applied),
                        weight: strongest.weight,
                        several: of_stance().count() > 1,
                        record: of_stance()
                            .map(|one| shared.records[usize::from(one.rule)])
                            .reduce(Record::max)
                            .unwrap_or_default(),
                        named: opinion.named(theme),
                        any: opinion.any(),
                        own: opinion.own(theme),
                    };
                    verdict = review.verdict(&case);
                }
                if verdict != Verdict::Stands {
                    let named = verdict != Verdict::Nothing;
                    let body = &text[range.clone()];
                    let word = review.word(body, theme, named).unwrap_or(0..body.len());
                    cue = CueSpan {
                        start: (range.start + word.start) as u32,
                        end: (range.start + word.end) as u32,
                    };
                }
            }
            for at in group {
                let judged = &mut self.judged[at];
                match verdict {
                    Verdict::Nothing => {
                        self.refused.push((judged.found, Refusal::Unlikely(cue)));
                        continue;
                    }
                    Verdict::Mention(odds) if judged.stance == Stance::Complaint => {
                        judged.turn(odds, cue, &mut self.applied);
                    }
                    Verdict::Mention(_) | Verdict::Stands => {}
                }
                self.judged.swap(kept, at);
                kept += 1;
            }
        }
        self.judged.truncate(kept);
    }
}
