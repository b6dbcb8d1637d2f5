//! A judged match: what is left of it once modifiers had their say.

use std::ops::Range;

use super::Applied;
use crate::{
    modifier::{CueSpan, Effect, ModifierKind},
    score::Stance,
};

/// A judged match; offsets are bytes of the normalised text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    /// Number of the match.
    pub(crate) found: u32,
    pub(crate) rule: u16,
    pub(crate) theme: u16,
    pub(crate) clause: u32,
    pub(crate) stance: Stance,
    pub(crate) weight_before: f32,
    pub(crate) weight: f32,
    /// Range of the matches' hits.
    pub(crate) hits: Range<u32>,
    /// Range of the cues.
    pub(crate) cues: Range<u32>,
}

impl Judged {
    /// Leaves a share of the weight, since what it leans on is far away.
    pub(crate) fn damp(&mut self, share: f32, topic: CueSpan, applied: &mut Vec<Applied>) {
        self.weight *= share;
        if self.weight < crate::score::THRESHOLD {
            self.stance = Stance::Mention;
        }
        applied.push(Applied {
            kind: ModifierKind::Topic,
            cue: topic,
            effect: Effect::Damps,
        });
        self.cues.end = applied.len() as u32;
    }

    /// Makes a mention of it, since the words of the line give such log odds of
    /// a complaint.
    pub(crate) fn turn(&mut self, odds: f32, word: CueSpan, applied: &mut Vec<Applied>) {
        self.stance = Stance::Mention;
        self.weight = self.weight.min(1.0 / (1.0 + (-odds).exp()));
        self.note(Effect::Damps, word, applied);
    }

    /// Makes a complaint of it that weighs so much, since the words of the line
    /// are sure of one.
    pub(crate) fn raise(&mut self, weight: f32, word: CueSpan, applied: &mut Vec<Applied>) {
        self.stance = Stance::Complaint;
        self.weight = weight;
        self.note(Effect::Raises, word, applied);
    }

    /// Adds what the classifier did; its cues must stand together.
    fn note(&mut self, effect: Effect, word: CueSpan, applied: &mut Vec<Applied>) {
        let first = applied.len() as u32;
        for at in self.cues.clone() {
            applied.push(applied[at as usize]);
        }
        applied.push(Applied {
            kind: ModifierKind::Classifier,
            cue: word,
            effect,
        });
        self.cues = first..applied.len() as u32;
    }
}
