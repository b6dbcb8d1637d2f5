//! Several things timed in turns, so that what else the machine does hits all
//! of them alike.

use std::{sync::OnceLock, time::Instant};

/// What is read before and after a subject, in seconds.
pub type Clock = fn() -> f64;

/// The time this thread ran, where the system tells it: what others do on the
/// same cores is left out. Else the time of the day.
pub fn own() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ran = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    ran.map_or_else(wall, |nanoseconds| nanoseconds * 1e-9)
}

/// The time that passed, for work of several threads.
pub fn wall() -> f64 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// Seconds of each subject in each round; one round goes before, unmeasured.
pub fn rounds<const N: usize>(
    clock: Clock,
    count: usize,
    mut subjects: [&mut dyn FnMut(); N],
) -> Vec<[f64; N]> {
    let mut round = || {
        let mut seconds = [0.0; N];
        for (subject, seconds) in subjects.iter_mut().zip(&mut seconds) {
            let begun = clock();
            subject();
            *seconds = clock() - begun;
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
