//! How time grows: with the text, with the rules, with the themes; and what
//! the start costs.

mod baseline;
#[allow(dead_code)]
mod mixer;
mod rules;
#[allow(dead_code)]
mod texts;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hasoyeon::{Analysis, Scorer};
use rules::Words;

fn text(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("growth with the text");
    group.sample_size(10);
    let mut baseline = baseline::worker(baseline::embedded());
    let mut worker = Scorer::new().expect("embedded").worker();
    let mut analysis = Analysis::new();
    for power in 3..=7 {
        let text = texts::long(10_usize.pow(power));
        let name = format!("10^{power} bytes");
        group.throughput(Throughput::BytesDecimal(text.len() as u64));
        group.bench_function(format!("baseline, {name}"), |bench| {
            bench.iter(|| black_box(baseline.segment(&text).map(|tokens| tokens.len()).ok()));
        });
        group.bench_function(format!("all on, {name}"), |bench| {
            bench.iter(|| {
                worker.score_into(&text, &mut analysis);
                black_box(&analysis);
            });
        });
    }
    group.finish();
}

fn rules(criterion: &mut Criterion) {
    let comments = texts::general();
    let mut group = criterion.benchmark_group("growth with the rules");
    group.sample_size(10);
    for words in [Words::Rare, Words::Frequent] {
        for factor in [1, 10, 100] {
            let (scorer, total) = rules::scorer(factor, words, &comments);
            let share = 100.0 * scorer.pass_rates(&comments).share();
            let name = format!("x{factor} ({total}), {words:?} words, {share:.1} % cut");
            run(&mut group, &name, scorer, &comments);
        }
    }
    group.finish();
}

fn themes(criterion: &mut Criterion) {
    let comments = texts::general();
    let mut group = criterion.benchmark_group("growth with the themes");
    group.sample_size(10);
    for themes in [1, 3, 10, 30, 100] {
        let scorer = rules::themes(themes, 100, &comments);
        let share = 100.0 * scorer.pass_rates(&comments).share();
        let name = format!("{themes} of 100 rules, {share:.1} % cut");
        run(&mut group, &name, scorer, &comments);
    }
    group.finish();
}

type Group<'a> = criterion::BenchmarkGroup<'a, criterion::measurement::WallTime>;

fn run(group: &mut Group<'_>, name: &str, scorer: Scorer, comments: &[String]) {
    let mut worker = scorer.worker();
    let mut analysis = Analysis::new();
    group.throughput(Throughput::BytesDecimal(texts::bytes(comments) as u64));
    group.bench_function(name, |bench| {
        bench.iter(|| {
            for comment in comments {
                worker.score_into(comment, &mut analysis);
                black_box(&analysis);
            }
        });
    });
}

fn start(criterion: &mut Criterion) {
    // Tables already paged in; `ratios` starts fresh processes.
    criterion.bench_function("Scorer::new, again", |bench| {
        bench.iter(|| black_box(Scorer::new().expect("embedded")));
    });
}

criterion_group!(benches, text, rules, themes, start);
criterion_main!(benches);
