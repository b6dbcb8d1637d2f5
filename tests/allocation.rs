//! A warm worker scores without touching the heap. Its own binary: the
//! counting allocator is global.

use std::alloc::System;

use hasoyeon::{Analysis, Scorer};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static GLOBAL: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[test]
fn a_warm_worker_does_not_allocate() {
    let comments: Vec<String> = include_str!("../data/samples/comments.jsonl")
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["text"].as_str().unwrap().to_owned()
        })
        .collect();
    let mut worker = Scorer::new().unwrap().worker();
    let mut analysis = Analysis::new();
    // Twice: the first pass compiles the patterns these comments need, whose
    // own scratch grows in the second.
    for _ in 0..2 {
        for comment in &comments {
            worker.score_into(comment, &mut analysis);
        }
    }
    let region = Region::new(GLOBAL);
    for comment in &comments {
        worker.score_into(comment, &mut analysis);
    }
    let change = region.change();
    assert_eq!(
        (change.allocations, change.reallocations),
        (0, 0),
        "allocations and reallocations over {} comments",
        comments.len()
    );
}
