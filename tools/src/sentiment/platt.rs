//! Calibration on held-out rows.

use hasoyeon::sentiment::{SentimentScratch, SentimentTable};

use super::config::Config;
use super::corpus::Label;
use super::documents::Document;
use super::pack::Parameters;

/// Fits `σ(slope × logit)` to answers by Newton's method (Platt 1999 without
/// his constant, so that a text without a known word keeps the score 0).
pub fn fit(logits: &[(f64, bool)]) -> f64 {
    let mut slope = 1.0f64;
    for _ in 0..50 {
        let (mut gradient, mut curve) = (0.0, 1e-9);
        for &(x, positive) in logits {
            let p = 1.0 / (1.0 + (-slope * x).exp());
            gradient += (p - f64::from(u8::from(positive))) * x;
            curve += p * (1.0 - p) * x * x;
        }
        let step = gradient / curve;
        slope -= step;
        if step.abs() < 1e-9 {
            break;
        }
    }
    slope
}

/// Expected calibration error over 15 bins of equal width: the mean distance of
/// the confidence in a bin from the share that is right in it.
pub fn calibration_error(answers: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0f64, 0.0f64, 0usize); 15];
    for &(confidence, right) in answers {
        let bin = &mut bins[((confidence * 15.0) as usize).min(14)];
        bin.0 += confidence;
        bin.1 += f64::from(u8::from(right));
        bin.2 += 1;
    }
    bins.iter().map(|b| (b.0 - b.1).abs()).sum::<f64>() / answers.len().max(1) as f64
}

/// Sets the slope from the even held-out rows of the first source,
/// measures on the odd ones and on all held-out rows of other sources.
pub fn calibrate(
    config: &Config,
    documents: &[Document],
    table: &SentimentTable,
    mut parameters: Parameters,
) -> (Parameters, String) {
    let mut scratch = SentimentScratch::new();
    let mut figures = String::new();
    for (index, source) in config.source.iter().enumerate() {
        let held = documents
            .iter()
            .filter(|d| d.held && !d.copy && d.source == index && d.label != Label::Neutral);
        let logits: Vec<(f64, bool)> = held
            .map(|d| {
                table.scan(&d.text, &[], &mut scratch);
                let p = (f64::from(table.polarity_of(&scratch, 0..d.text.len())) + 1.0) / 2.0;
                let p = p.clamp(1e-7, 1.0 - 1e-7);
                ((p / (1.0 - p)).ln(), d.label == Label::Positive)
            })
            .collect();
        if logits.is_empty() {
            continue;
        }
        let mut measured = &logits[..];
        let (even, odd): (Vec<_>, Vec<_>) =
            logits.chunks(2).map(|c| (c[0], c[c.len() - 1])).unzip();
        if index == 0 {
            parameters.slope = fit(&even) as f32;
            measured = &odd;
        }
        let slope = f64::from(parameters.slope);
        let answers: Vec<(f64, bool)> = measured
            .iter()
            .map(|&(x, y)| {
                let p = 1.0 / (1.0 + (-slope * x).exp());
                (p.max(1.0 - p), (p > 0.5) == y)
            })
            .collect();
        let right = answers.iter().filter(|a| a.1).count();
        figures += &format!(
            "held-out {}: accuracy {:.4} calibration error {:.4} on {} rows\n",
            source.name,
            right as f64 / answers.len() as f64,
            calibration_error(&answers),
            answers.len()
        );
    }
    (parameters, figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slope_of_overconfident_answers_is_below_one() {
        let answers: Vec<(f64, bool)> = (0..100).map(|i| (3.0, i % 4 != 0)).collect();
        assert!((fit(&answers) - 3f64.ln() / 3.0).abs() < 1e-6);
    }

    #[test]
    fn error_of_a_perfect_judge_is_none() {
        assert!(calibration_error(&[(1.0, true), (1.0, true)]) < 1e-12);
        assert!((calibration_error(&[(1.0, true), (1.0, false)]) - 0.5).abs() < 1e-12);
    }
}
