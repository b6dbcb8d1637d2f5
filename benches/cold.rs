//! What a start costs in a process that has done nothing else.

use std::{env, fs, hint::black_box, process::Command, time::Instant};

use hasoyeon::Scorer;

use crate::texts;

/// Set in the process that tells what a cold start costs.
const COLD: &str = "HASOYEON_BENCH_COLD";

/// Fresh processes that are started.
const STARTS: usize = 9;

/// Whether this process is one of those.
pub fn is_told() -> bool {
    env::var_os(COLD).is_some()
}

/// Milliseconds of the first `Scorer::new` and the most memory, of some fresh
/// processes of this program.
pub fn starts() -> Vec<[f64; 2]> {
    let program = env::current_exe().expect("own program");
    let told = (0..STARTS).filter_map(|_| {
        let output = Command::new(&program).env(COLD, "1").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let (start, memory) = text.trim().split_once(' ')?;
        Some([start.parse().ok()?, memory.parse().ok()?])
    });
    told.collect()
}

/// Does what `examples/quickstart` does, and tells it in milliseconds and MB.
pub fn tell() {
    let begun = Instant::now();
    let scorer = Scorer::new().expect("embedded");
    let start = begun.elapsed().as_secs_f64() * 1e3;
    for comment in texts::comments() {
        black_box(scorer.score(&comment));
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB"));
    let peak = peak.and_then(|peak| peak.parse::<f64>().ok());
    println!("{start} {}", peak.map_or(f64::NAN, |peak| peak * 1.024e-3));
}
