//! What turns a mention into blame, and a verb of a rule's own round.

use super::Court;
use crate::{
    clause::{self, Link},
    lexicon::cues::Cue,
    modifier::{
        CueSpan, ModifierKind, contrast,
        negation::{self, Negation},
        predicate::{Predicate, governed},
        protest,
        question::Question,
    },
    morph::Tag,
};

impl Court<'_> {
    /// The negation of a verb among the rule's words that is not the last of
    /// them: 없애지 않고 지켜 줬다.
    pub(super) fn inner(
        &self,
        first: u32,
        last: u32,
        number: usize,
        inside: impl Fn(u32) -> bool,
    ) -> Option<Negation> {
        governed(self.predicates, first)
            .iter()
            .take_while(|predicate| predicate.last <= last || predicate.head < last)
            .filter(|predicate| predicate.clause as usize <= number && inside(predicate.head))
            // 신청하지 않았는데 왔다: there it stands beside, in -고 it is denied.
            .filter(|predicate| {
                let last = &self.morphs[predicate.last as usize];
                last.tag == Tag::Ec
                    && self.text[last.start as usize..last.end as usize].ends_with('고')
            })
            .find_map(|predicate| {
                let clause = &self.clauses[predicate.clause as usize];
                negation::of_verb(
                    self.text,
                    self.morphs,
                    self.cues,
                    clause,
                    predicate,
                    &inside,
                )
            })
            .map(|at| Negation {
                cue: self.span(at),
                overturns: false,
                of_verb: true,
            })
    }

    /// Whether a predicate says that somebody does not give: 안 돌려주네요,
    /// 내줄 생각이 없네요.
    pub(super) fn is_withheld(&self, number: usize, predicate: &Predicate) -> bool {
        let clause = &self.clauses[number];
        let head = &self.morphs[predicate.head as usize];
        let gives = self.text[head.start as usize..head.end as usize].contains('주')
            || (predicate.head..predicate.last)
                .any(|at| self.cues[at as usize] & Cue::Benefit.bit() != 0);
        let eased = Cue::Content.bit() | Cue::Verdict.bit() | Cue::Praise.bit() | Cue::Fear.bit();
        let sentence = &self.clauses[clause::sentence(self.clauses, number)];
        gives
            && predicate.is_negated()
            && !predicate.asked
            && predicate.humble.is_none()
            && matches!(
                clause.link,
                Link::Final | Link::Hearsay | Link::Contrast | Link::And | Link::Cause
            )
            && clause::cues(sentence) & eased == 0
    }

    /// Whether a clause denies of the past what one behind it tells of now: 한
    /// 통도 없더니 올핸 자꾸 오네요.
    pub(super) fn is_of_the_past(&self, number: usize) -> bool {
        let clause = &self.clauses[number];
        let past = clause.ending.is_some_and(|end| {
            let end = &self.morphs[end as usize];
            self.text[end.start as usize..end.end as usize].ends_with("더니")
        });
        let behind = self
            .predicates
            .partition_point(|predicate| predicate.clause as usize <= number);
        past && self.predicates[behind..]
            .iter()
            .take_while(|next| self.clauses[next.clause as usize].sentence == clause.sentence)
            .any(|next| {
                self.cues[next.head as usize] & Cue::Comes.bit() != 0
                    && !next.asked
                    && !next.is_negated()
                    && self.clauses[next.clause as usize].link.is_final()
            })
    }

    /// Whether what denies is a reproach itself: 규정을 안 지키네요.
    pub(super) fn is_reproach(&self, cue: CueSpan) -> bool {
        let at = self.morphs.partition_point(|morph| morph.start < cue.start);
        self.cues[at] & Cue::Protest.bit() != 0
    }

    /// What makes a complaint of an event that is told without blame.
    pub(super) fn raise(
        &self,
        number: usize,
        predicates: &[Predicate],
        forced: Option<CueSpan>,
        asked: Option<Question>,
    ) -> Option<(ModifierKind, CueSpan)> {
        let predicate = predicates
            .first()
            .filter(|p| p.head < self.clauses[number].morphs.end);
        let broken = || {
            contrast::broken(
                self.text,
                self.morphs,
                self.cues,
                self.clauses,
                number,
                self.predicates,
            )
        };
        let favour = Cue::Favour.bit() | Cue::Benefit.bit();
        // 안 하면 안 되나요: asked, not told.
        let always = || {
            predicate
                .filter(|p| {
                    let mut stem = self.clauses[number].morphs.start..p.last;
                    !stem.any(|at| self.cues[at as usize] & favour != 0)
                })
                .and_then(|p| p.always)
                .map(|at| self.span(at))
        };
        // 혹시 멋대로 바꿀 수 있나요: nothing is held against anybody.
        let inquires = asked.is_some_and(|question| question.inquiry);
        let protest = || {
            protest::of(self.morphs, self.cues, self.clauses, number, predicate)
                .filter(|_| !inquires)
        };
        forced
            .filter(|_| asked.is_none())
            .map(|cue| (ModifierKind::Negation, cue))
            .or_else(|| {
                always()
                    .filter(|_| asked.is_none())
                    .map(|cue| (ModifierKind::Negation, cue))
            })
            .or_else(|| broken().map(|cue| (ModifierKind::Contrast, cue)))
            .or_else(|| protest().map(|cue| (ModifierKind::Protest, cue)))
    }
}

/// What polarity must leave of a weight for a protest to count beside it.
pub(super) const SOUR: f32 = 0.4;

/// What a protest makes of a mention at least.
pub(super) const PROTESTED: f32 = 0.55;

/// What mock praise is worth at least: of texts that praise so, most blame.
pub(super) const MOCKED: f32 = 0.6;

/// How much of a weight polarity leaves: all of it from −0.5 down, half at 0,
/// nothing from 0.5 up.
pub(super) fn sentiment_factor(polarity: f32) -> f32 {
    (0.5 - polarity).clamp(0.0, 1.0)
}
