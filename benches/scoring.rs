//! Scoring beside bare tokenizing, on the bundled comments.
//!
//! The baseline is lindera 6.2's own `SegmentWorker::segment` over the same
//! tables and the same text in the same run, tokens not read. Compare ratios
//! within one run, never seconds between runs. `BENCH_TEXT=FILE` (one comment
//! per line) takes other text.

mod baseline;
mod texts;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hasoyeon::{
    Analysis, Scorer,
    morph::{Dictionary, Tokenizer},
    sentiment::{SentimentScratch, SentimentTable},
    text::{Form, Normalized, Sentences},
};

fn scoring(criterion: &mut Criterion) {
    let comments = texts::comments();
    let bytes: usize = comments.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("comments");
    group.throughput(Throughput::Bytes(bytes as u64));

    let mut baseline = baseline::worker(baseline::embedded());
    group.bench_function("baseline: lindera SegmentWorker", |bench| {
        bench.iter(|| {
            for comment in &comments {
                black_box(baseline.segment(comment).map(|tokens| tokens.len()).ok());
            }
        });
    });

    let mut tokenizer = Tokenizer::new(Dictionary::embedded());
    group.bench_function("lattice", |bench| {
        bench.iter(|| {
            for comment in &comments {
                black_box(tokenizer.count(comment));
            }
        });
    });

    let mut normalized = Normalized::new();
    group.bench_function("normalize and cut sentences", |bench| {
        bench.iter(|| {
            for comment in &comments {
                normalized.assign(comment, Form::Full);
                black_box(Sentences::new(normalized.text(comment)).count());
            }
        });
    });

    let table = SentimentTable::embedded();
    let mut scratch = SentimentScratch::new();
    group.bench_function("sentiment scan", |bench| {
        bench.iter(|| {
            for comment in &comments {
                table.scan(comment, &[], &mut scratch);
                black_box(scratch.comment());
            }
        });
    });

    let mut worker = Scorer::new().expect("embedded").worker();
    let mut analysis = Analysis::new();
    group.bench_function("score, everything on", |bench| {
        bench.iter(|| {
            for comment in &comments {
                worker.score_into(comment, &mut analysis);
                black_box(&analysis);
            }
        });
    });
    group.finish();
}

fn start(criterion: &mut Criterion) {
    criterion.bench_function("Scorer::new", |bench| {
        bench.iter(|| black_box(Scorer::new().expect("embedded")));
    });
}

criterion_group!(benches, scoring, start);
criterion_main!(benches);
