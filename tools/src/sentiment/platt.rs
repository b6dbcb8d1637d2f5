//! Calibration on held-out rows.

use hasoyeon::sentiment::{SentimentScratch, SentimentTable};

use super::config::Config;
use super::corpus::Label;
use super::documents::Document;
use super::pack::Parameters;

/// Fits `σ(slope × logit + shift)` to answers by Newton's method (Platt 1999,
/// without his priors: there are thousands of rows).
pub fn fit(logits: &[(f64, bool)]) -> (f64, f64) {
    let (mut slope, mut shift) = (1.0f64, 0.0f64);
    for _ in 0..50 {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for &(x, positive) in logits {
            let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
            let d = p - f64::from(u8::from(positive));
            let h = p * (1.0 - p);
            ga += d * x;
            gb += d;
            haa += h * x * x;
            hab += h * x;
            hbb += h;
        }
        let det = haa * hbb - hab * hab;
        let (da, db) = ((hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det);
        slope -= da;
        shift -= db;
        if da.abs() + db.abs() < 1e-9 {
            break;
        }
    }
    (slope, shift)
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

/// Sets slope and shift from the even held-out rows of the first source,
/// measures on the odd ones and on the held-out rows of other sources.
pub fn calibrate(config: &Config, documents: &[Document], table: &SentimentTable, mut parameters: Parameters) -> (Parameters, String) {
    let mut scratch = SentimentScratch::new();
    let mut figures = String::new();
    for (index, source) in config.source.iter().enumerate() {
        let held = documents.iter().filter(|d| d.held && d.source == index && d.label != Label::Neutral);
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
        if index == 0 {
            let half: Vec<_> = logits.iter().step_by(2).copied().collect();
            let (slope, shift) = fit(&half);
            parameters.slope = slope as f32;
            parameters.shift = shift as f32;
        }
        let (slope, shift) = (f64::from(parameters.slope), f64::from(parameters.shift));
        let answers: Vec<(f64, bool)> = logits
            .iter()
            .skip(1)
            .step_by(2)
            .map(|&(x, y)| {
                let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
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
