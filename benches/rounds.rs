//! Several things timed in turns, so that what else the machine does hits all
//! of them alike.

use std::{path::Path, sync::OnceLock, time::Instant};

/// What is read before and after a subject, in seconds.
pub type Clock = fn() -> f64;

/// The time this thread ran, where the system tells it: what others do on the
/// same cores is left out. Else the time of the day.
pub fn own() -> f64 {
    ran("/proc/thread-self".as_ref()).unwrap_or_else(wall)
}

/// The time all threads of this process ran.
pub fn all_threads() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").map(|threads| {
        let threads = threads.flatten();
        threads.filter_map(|thread| ran(&thread.path())).sum()
    });
    threads.unwrap_or_else(|_| wall())
}

fn ran(thread: &Path) -> Option<f64> {
    let told = std::fs::read_to_string(thread.join("schedstat")).ok()?;
    let nanoseconds: f64 = told.split(' ').next()?.parse().ok()?;
    Some(nanoseconds * 1e-9)
}

/// The time that passed, for work of several threads.
pub fn wall() -> f64 {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed().as_secs_f64()
}

/// A subject runs this long in a round at least: the system tells the time a
/// thread ran in steps of some milliseconds.
const LEAST: f64 = 0.2;

/// Seconds of each subject in each round; one round goes before, unmeasured.
pub fn rounds<const N: usize>(
    clock: Clock,
    count: usize,
    mut subjects: [&mut dyn FnMut(); N],
) -> Vec<[f64; N]> {
    let mut turns = [1; N];
    let mut round = |turns: &[usize; N], clock: Clock| {
        let mut seconds = [0.0; N];
        for (at, subject) in subjects.iter_mut().enumerate() {
            let begun = clock();
            (0..turns[at]).for_each(|_| subject());
            seconds[at] = (clock() - begun) / turns[at] as f64;
        }
        seconds
    };
    // Caches fill and patterns compile in the first, the second tells turns.
    round(&turns, wall);
    turns = round(&turns, wall).map(|seconds| (LEAST / seconds).ceil().max(1.0) as usize);
    (0..count).map(|_| round(&turns, clock)).collect()
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
