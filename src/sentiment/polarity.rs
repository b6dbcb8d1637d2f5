//! What a text says on the whole: a score, a label, how sure.

use serde::{Deserialize, Serialize};

use super::pack::Parameters;
use super::scan::Sums;

/// The verdict on a sentence or a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PolarityLabel {
    /// Dissatisfied.
    Negative,
    /// Asks, requests, reports, or says nothing that weighs.
    #[default]
    Neutral,
    /// Satisfied.
    Positive,
    /// Parts of the text disagree; the sign of the score says which side wins.
    Mixed,
}

/// Polarity of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Default, Serialize, Deserialize)]
pub struct Polarity {
    /// From −1 (negative) to 1 (positive): the difference of the two sides'
    /// calibrated probabilities, when the text takes a side at all.
    pub score: f32,
    /// The verdict.
    pub label: PolarityLabel,
    /// Calibrated probability that the label is right, 0 to 1. For a mixed
    /// text: that the side of its score is right.
    pub confidence: f32,
}

/// Sums as log odds.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Odds {
    /// Log odds of positive against negative.
    pub side: f32,
    /// Log odds of taking a side against being neutral.
    pub stance: f32,
}

/// Logistic function.
fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// How many powers of lengths are kept.
const POWERS: usize = 256;

/// Turns sums into verdicts by the parameters of a table.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    p: Parameters,
    /// `letters ^ exponent` of short texts.
    powers: Box<[f32]>,
}

impl Judge {
    pub fn new(p: Parameters) -> Self {
        let power = |letters: usize| (letters as f32).powf(p.exponent);
        Self {
            p,
            powers: (0..POWERS).map(power).collect(),
        }
    }

    /// Log odds that a letter's unit adds before the length counts.
    pub fn unit(&self) -> f32 {
        self.p.polarity_scale * self.p.slope
    }

    /// Log odds of sums: `scale × sum / letters ^ exponent + bias`; 0 for a
    /// stretch without letters.
    pub fn odds(&self, sums: Sums) -> Odds {
        if sums.letters == 0 {
            return Odds::default();
        }
        let p = &self.p;
        let length = match self.powers.get(sums.letters as usize) {
            Some(&power) => power,
            None => (sums.letters as f32).powf(p.exponent),
        };
        Odds {
            side: p.polarity_scale * sums.polarity as f32 / length + p.polarity_bias,
            stance: p.stance_scale * sums.stance as f32 / length + p.stance_bias,
        }
    }

    /// Score of log odds: `2 σ(slope × side) − 1`.
    fn score(&self, side: f32) -> f32 {
        2.0 * logistic(self.p.slope * side) - 1.0
    }

    /// Whether the writer asks or reports rather than judges.
    pub fn asks(&self, sums: Sums) -> bool {
        logistic(self.odds(sums).stance) < self.p.neutral_below
    }

    /// The verdict on one stretch of text.
    pub fn judge(&self, sums: Sums) -> Polarity {
        if sums.letters == 0 {
            return Polarity {
                score: 0.0,
                label: PolarityLabel::Neutral,
                confidence: 1.0,
            };
        }
        let odds = self.odds(sums);
        let score = self.score(odds.side);
        let takes_side = logistic(odds.stance);
        if takes_side < self.p.neutral_below || score.abs() < self.p.neutral_within {
            return Polarity {
                score,
                label: PolarityLabel::Neutral,
                confidence: (1.0 - takes_side).max(0.5),
            };
        }
        let label = if score < 0.0 {
            PolarityLabel::Negative
        } else {
            PolarityLabel::Positive
        };
        Polarity {
            score,
            label,
            confidence: (1.0 + score.abs()) / 2.0,
        }
    }
}
