//! What is made of the matches of a block.

use std::ops::Range;

use super::Scratch;
use crate::{
    classifier::Classifier,
    evidence::{Court, Refusal},
    lexicon::{compile::Rule, model::Topic},
    modifier::{CueSpan, resolution},
    scorer::Shared,
    sentiment::PolarityLabel,
};

/// Words of one rule that are left out when the polarity around it is asked.
const MAX_HOLES: usize = 6;

/// How much the score of a neutral stretch counts.
const NEUTRAL_SHARE: f32 = 0.4;

impl Scratch {
    /// Judges the matches of the sentences from `first` on; rules that lean on a
    /// topic come second.
    pub(super) fn judge(&mut self, shared: &Shared, text: &str, first: u32) {
        self.judged.clear();
        self.refused.clear();
        self.applied.clear();
        let polarity = |clause: u32, own: &[u32]| {
            let clause = &self.clauses[clause as usize];
            let mut holes = [(); MAX_HOLES].map(|()| 0..0);
            let mut count = 0;
            for &hit in own.iter().take(MAX_HOLES) {
                let hit = &self.hits[hit as usize];
                holes[count] = hit.start as usize..hit.end as usize;
                count += 1;
            }
            let holes = disjoint(&mut holes[..count]);
            let judge = |range: Range<usize>| {
                let Some(table) = &shared.sentiment else {
                    return 0.0;
                };
                let polarity = table.judge_without(&self.sentiment, range, holes);
                match polarity.label {
                    PolarityLabel::Neutral => polarity.score * NEUTRAL_SHARE,
                    _ => polarity.score,
                }
            };
            let here = judge(clause.start as usize..clause.end as usize);
            0.4 * here + 0.6 * judge(0..text.len())
        };
        let court = Court {
            lexicon: &shared.lexicon,
            text,
            morphs: &self.morphs,
            cues: &self.cues,
            clauses: &self.clauses,
            predicates: &self.predicates,
            hits: &self.hits,
            chosen: &self.matches.hits,
            polarity: &polarity,
            resolution: resolution::of(&self.morphs, &self.cues, &self.clauses, &self.predicates),
        };
        self.topics.forget(first);
        for needs in [false, true] {
            for (number, found) in (0..).zip(&self.matches.matches) {
                let rule = &shared.lexicon.rules[usize::from(found.rule)];
                if (rule.settings.topic == Topic::Needs) != needs {
                    continue;
                }
                let sentence = first + self.clauses[found.clause as usize].sentence;
                if !shared.gates.lets(found.rule, self.open[sentence as usize]) {
                    let closed = closed(shared, text, &self.sentences[sentence as usize], rule);
                    self.refused.push((number, Refusal::Unlikely(closed)));
                    continue;
                }
                let topic = needs.then(|| self.topics.reach(rule.theme, sentence));
                if topic == Some(None) {
                    self.refused.push((number, Refusal::NoTopic));
                    continue;
                }
                let mut judged = match court.judge((number, found), &mut self.applied) {
                    Ok(judged) => judged,
                    Err(refusal) => {
                        self.refused.push((number, refusal));
                        continue;
                    }
                };
                if let Some(topic) = topic.flatten().filter(|topic| topic.share < 1.0) {
                    judged.damp(topic.share, topic.words, &mut self.applied);
                }
                if rule.settings.topic == Topic::Sets {
                    let hit = &self.hits[self.matches.hits[found.hits.start as usize] as usize];
                    let words = CueSpan {
                        start: hit.start,
                        end: hit.end,
                    };
                    self.topics.name(rule.theme, sentence, words);
                }
                self.judged.push(judged);
            }
            self.topics.settle();
        }
        self.review(shared, text, first);
    }
}

/// The word of a sentence that speaks most against the theme of a rule.
fn closed(shared: &Shared, text: &str, sentence: &Range<usize>, rule: &Rule) -> CueSpan {
    let body = &text[sentence.clone()];
    let gate = shared.classifier.as_ref().and_then(Classifier::gate);
    let lane = shared.lane(rule.theme);
    let word = gate
        .zip(lane)
        .and_then(|(gate, lane)| gate.word(body, lane));
    let word = word.unwrap_or(0..body.len());
    CueSpan {
        start: (sentence.start + word.start) as u32,
        end: (sentence.start + word.end) as u32,
    }
}

/// Sorts ranges and empties what overlaps an earlier one.
fn disjoint(ranges: &mut [Range<usize>]) -> &[Range<usize>] {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut end = 0;
    for range in ranges.iter_mut() {
        range.start = range.start.max(end);
        range.end = range.end.max(range.start);
        end = range.end;
    }
    ranges
}
