//! Streams of comments, scored with this and that switched off, beside bare
//! tokenizing.
//!
//! The texts are of our own making; `BENCH_FILMS`, `BENCH_COMMENTS` and
//! `BENCH_DENSE` name files to take instead (one comment per line),
//! `BENCH_TEXT` one for all.

mod baseline;
#[allow(dead_code)]
mod mixer;
#[allow(dead_code)]
mod texts;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hasoyeon::{Analysis, Scorer};

fn streams(criterion: &mut Criterion) {
    let mut dense = texts::dense();
    let scorer = Scorer::new().expect("embedded");
    dense.retain(|comment| scorer.score(comment).themes().len() > 0);
    // A giant input and a post are one comment each.
    let sets = [
        ("films", texts::films()),
        ("general comments", texts::general()),
        ("dense", dense),
        ("long post, 20 KB", vec![texts::long(20_000)]),
        ("giant input, 5 MB", vec![texts::long(5_000_000)]),
    ];
    for (name, comments) in sets {
        let share = scorer.pass_rates(&comments).share();
        println!("{name}: {:.1} % of the bytes are cut", 100.0 * share);
        stream(criterion, name, &comments);
    }
}

fn stream(criterion: &mut Criterion, name: &str, comments: &[String]) {
    let mut group = criterion.benchmark_group(name);
    let bytes = texts::bytes(comments) as u64;
    group
        .sample_size(10)
        .throughput(Throughput::BytesDecimal(bytes));

    let mut baseline = baseline::worker(baseline::embedded());
    group.bench_function("baseline: lindera SegmentWorker", |bench| {
        bench.iter(|| {
            for comment in comments {
                black_box(baseline.segment(comment).map(|tokens| tokens.len()).ok());
            }
        });
    });

    let mut analysis = Analysis::new();
    for (what, builder) in [
        ("themes and sentiment", Scorer::builder()),
        ("themes only", Scorer::builder().sentiment(false)),
        (
            "themes and sentiment, prefilter off",
            Scorer::builder().prefilter(false),
        ),
    ] {
        let mut worker = builder.build().expect("embedded").worker();
        group.bench_function(what, |bench| {
            bench.iter(|| {
                for comment in comments {
                    worker.score_into(comment, &mut analysis);
                    black_box(&analysis);
                }
            });
        });
    }

    let scorer = Scorer::new().expect("embedded");
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().expect("threads");
        group.bench_function(format!("score_batch, {threads} threads"), |bench| {
            bench.iter(|| black_box(pool.install(|| scorer.score_batch(comments))));
        });
    }
    group.finish();
}

criterion_group!(benches, streams);
criterion_main!(benches);
