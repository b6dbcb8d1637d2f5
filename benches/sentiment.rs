//! The sentiment scan beside a bare walk over its double array.
//!
//! Texts are normalised and cut into sentences beforehand. The last line gives
//! the ratio of the scan to the walk, both timed in turns, and MB/s: compare
//! ratios, machines differ. `BENCH_TEXT=FILE` (one comment per line) takes
//! other text.

#[path = "../src/sentiment/automaton.rs"]
#[allow(dead_code)]
mod automaton;
#[path = "../src/sentiment/expand.rs"]
#[allow(dead_code)]
mod expand;
#[allow(dead_code)]
mod mixer;
#[path = "../src/sentiment/pack.rs"]
#[allow(dead_code)]
mod pack;
#[allow(dead_code)]
mod texts;
mod walk;

use std::{
    hint::black_box,
    ops::Range,
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hasoyeon::{
    sentiment::{SentimentScratch, SentimentTable},
    text::{Sentences, normalize},
};
use walk::Walk;

struct Comment {
    text: String,
    sentences: Vec<Range<usize>>,
}

fn comments() -> Vec<Comment> {
    let prepare = |comment: String| {
        let text = normalize(&comment).text(&comment).to_owned();
        let sentences = Sentences::new(&text).collect();
        Comment { text, sentences }
    };
    texts::comments().into_iter().map(prepare).collect()
}

fn walk_all(walk: &Walk, comments: &[Comment]) {
    for comment in comments {
        black_box(walk.count(&comment.text));
    }
}

fn scan_all(table: &SentimentTable, comments: &[Comment], scratch: &mut SentimentScratch) {
    for comment in comments {
        table.scan(&comment.text, &comment.sentences, scratch);
        black_box(scratch.comment());
        black_box(scratch.carriers().len());
    }
}

fn sentiment(criterion: &mut Criterion) {
    let comments = comments();
    let bytes: usize = comments.iter().map(|comment| comment.text.len()).sum();
    let walk = Walk::new(include_bytes!("../data/sentiment/table.bin"));
    let table = SentimentTable::embedded();
    let (mut plain, mut evident) = (SentimentScratch::new(), SentimentScratch::with_carriers(3));
    let mut group = criterion.benchmark_group("sentiment");
    group.throughput(Throughput::BytesDecimal(bytes as u64));
    group.bench_function("baseline: bare walk", |bench| {
        bench.iter(|| walk_all(&walk, &comments));
    });
    group.bench_function("scan, evidence off", |bench| {
        bench.iter(|| scan_all(&table, &comments, &mut plain));
    });
    group.bench_function("scan, evidence on", |bench| {
        bench.iter(|| scan_all(&table, &comments, &mut evident));
    });
    group.finish();
    let mut rounds = [const { Vec::new() }; 3];
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(2) {
        rounds[0].push(timed(|| walk_all(&walk, &comments)));
        rounds[1].push(timed(|| scan_all(&table, &comments, &mut plain)));
        rounds[2].push(timed(|| scan_all(&table, &comments, &mut evident)));
    }
    let [walk, off, on] = rounds.map(median);
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!(
        "medians in turns: walk {:.0} MB/s; evidence off {:.0} MB/s, {:.2} of the walk; evidence on {:.0} MB/s, {:.2}",
        speed(walk),
        speed(off),
        walk / off,
        speed(on),
        walk / on
    );
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

criterion_group!(benches, sentiment);
criterion_main!(benches);
