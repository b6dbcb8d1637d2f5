//! From weights to a score: P(complaint) of one theme in one comment.

use serde::{Deserialize, Serialize};

/// What a comment says on a theme it talks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// The theme is talked about without dissatisfaction on it.
    Mention,
    /// The writer is dissatisfied on the theme: score ≥ 0.5.
    Complaint,
}

/// Score from which a theme is a complaint.
pub(crate) const THRESHOLD: f32 = 0.5;

/// Highest score that evidence of mention alone can reach.
pub(crate) const MENTION_CEILING: f32 = 0.49;

/// What the noisy-or of weights is worth as P(complaint), between these points
/// by straight lines. What is below 0.5 stays: there a complaint begins.
///
/// Fitted by hand to the reliability table that the example `evaluate` prints,
/// over labelled comments that are not ours to ship. The rules were tuned on
/// those comments, so the points lie lower than the table says.
const CALIBRATION: [(f32, f32); 7] = [
    (0.50, 0.50),
    (0.55, 0.70),
    (0.60, 0.79),
    (0.70, 0.86),
    (0.80, 0.90),
    (0.90, 0.95),
    (1.00, 1.00),
];

/// P(complaint) for a noisy-or of weights: monotone, and 0.5 at 0.5.
fn calibrated(raw: f32) -> f32 {
    for pair in CALIBRATION.windows(2) {
        let [(from, low), (to, high)] = [pair[0], pair[1]];
        if (from..=to).contains(&raw) {
            return low + (raw - from) / (to - from) * (high - low);
        }
    }
    raw
}

/// What a mention weighs as a complaint: of texts that only mention a theme,
/// few complain on it.
pub(crate) const MENTION_SHARE: f32 = 0.3;

/// Combines the weights of one theme.
///
/// Evidence of complaint (weight ≥ 0.5) of different clauses adds up as
/// noisy-or, `1 − Π(1 − w)`; the strongest of a clause counts. Weaker evidence
/// does not add up: a theme named ten times without blame is a mention.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Combination {
    doubt: Option<f64>,
    weak: f32,
}

impl Combination {
    /// Adds the strongest weight of a clause.
    pub(crate) fn add(&mut self, stance: Stance, weight: f32) {
        match stance {
            Stance::Complaint if weight >= THRESHOLD => {
                self.doubt = Some(self.doubt.unwrap_or(1.0) * f64::from(1.0 - weight));
            }
            Stance::Complaint => self.weak = self.weak.max(weight),
            Stance::Mention => self.weak = self.weak.max(weight * MENTION_SHARE),
        }
    }

    /// The weights put together, before calibration.
    pub(crate) fn combined(self) -> f32 {
        match self.doubt {
            Some(doubt) => (1.0 - doubt) as f32,
            None => self.weak.min(MENTION_CEILING),
        }
    }

    /// The score in [0, 1]: calibrated, and shifted to a prior (see [`shift`]).
    pub(crate) fn score(self, log_odds_shift: f32) -> f32 {
        shift(calibrated(self.combined()), log_odds_shift)
    }
}

/// Moves a probability by a difference of log odds: Bayes' rule for another
/// prevalence.
pub(crate) fn shift(p: f32, log_odds_shift: f32) -> f32 {
    if log_odds_shift == 0.0 {
        return p;
    }
    let p = f64::from(p.clamp(1e-4, 0.9999));
    let odds = (p / (1.0 - p)).ln() + f64::from(log_odds_shift);
    (1.0 / (1.0 + (-odds).exp())) as f32
}
