//! Do scores mean what they say?

use serde::Serialize;

/// Ten bins of equal width.
const BINS: usize = 10;

/// Scores against how often they came true.
#[derive(Debug, Serialize)]
pub struct Calibration {
    pub bins: Vec<Bin>,
    /// Mean distance of score and share over the bins, each by its count.
    pub error: f64,
    pub count: usize,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    pub count: usize,
    pub mean_score: f64,
    /// Share that came true.
    pub share: f64,
}

impl Calibration {
    /// Takes (score in [0, 1], whether it came true).
    pub fn of(scores: impl Iterator<Item = (f64, bool)>) -> Self {
        let mut bins = vec![Bin::default(); BINS];
        for (score, is_true) in scores {
            let bin = &mut bins[((score * BINS as f64) as usize).min(BINS - 1)];
            bin.count += 1;
            bin.mean_score += score;
            bin.share += f64::from(u8::from(is_true));
        }
        let count: usize = bins.iter().map(|bin| bin.count).sum();
        let apart: f64 = bins
            .iter()
            .map(|bin| (bin.mean_score - bin.share).abs())
            .sum();
        for (n, bin) in bins.iter_mut().enumerate() {
            bin.from = n as f64 / BINS as f64;
            bin.to = (n + 1) as f64 / BINS as f64;
            bin.mean_score /= bin.count.max(1) as f64;
            bin.share /= bin.count.max(1) as f64;
        }
        Self {
            bins,
            error: apart / count.max(1) as f64,
            count,
        }
    }
}
