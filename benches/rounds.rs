//! Several things timed in turns, so that what else the machine does hits all
//! of them alike.

use std::time::Instant;

/// Seconds of each subject in each round; one round goes before, unmeasured.
pub fn rounds<const N: usize>(count: usize, mut subjects: [&mut dyn FnMut(); N]) -> Vec<[f64; N]> {
    let mut round = || {
        let mut seconds = [0.0; N];
        for (subject, seconds) in subjects.iter_mut().zip(&mut seconds) {
            let begun = Instant::now();
            subject();
            *seconds = begun.elapsed().as_secs_f64();
        }
        seconds
    };
    round();
    (0..count).map(|_| round()).collect()
}

/// The quartiles of a figure over the rounds.
pub fn quartiles<const N: usize>(
    rounds: &[[f64; N]],
    figure: impl FnMut(&[f64; N]) -> f64,
) -> [f64; 3] {
    let mut figures: Vec<f64> = rounds.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    let last = figures.len() - 1;
    [1, 2, 3].map(|quarter| figures[(last * quarter + 2) / 4])
}
