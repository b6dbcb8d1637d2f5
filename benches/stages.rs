//! The stages of scoring one by one, beside bare tokenizing.
//!
//! Films and general comments of our own making; `BENCH_TEXT=FILE` (one
//! comment per line) takes other text for both.

mod baseline;
#[allow(dead_code)]
mod mixer;
#[allow(dead_code)]
mod texts;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hasoyeon::{
    Analysis, Scorer,
    morph::{Dictionary, Tokenizer},
    sentiment::{SentimentScratch, SentimentTable},
    text::{Form, Normalized, Sentences},
};

fn stages(criterion: &mut Criterion) {
    for (name, comments) in [("films", texts::films()), ("comments", texts::general())] {
        stages_of(criterion, name, &comments);
    }
}

fn stages_of(criterion: &mut Criterion, name: &str, comments: &[String]) {
    let themes = Scorer::builder().sentiment(false);
    let quiet = themes.clone().build().expect("embedded");
    let (passed, quiet_text): (Vec<_>, Vec<_>) = comments
        .iter()
        .cloned()
        .partition(|comment| quiet.pass_rates([comment]).passed > 0);

    let mut group = criterion.benchmark_group(format!("stages, {name}"));
    let bytes = |text: &[String]| Throughput::BytesDecimal(texts::bytes(text) as u64);
    group.sample_size(20).throughput(bytes(comments));

    let mut baseline = baseline::worker(baseline::embedded());
    group.bench_function("baseline: lindera SegmentWorker", |bench| {
        bench.iter(|| {
            for comment in comments {
                black_box(baseline.segment(comment).map(|tokens| tokens.len()).ok());
            }
        });
    });

    let mut normalized = Normalized::new();
    group.bench_function("normalize", |bench| {
        bench.iter(|| {
            for comment in comments {
                normalized.assign(comment, Form::Full);
                black_box(normalized.text(comment));
            }
        });
    });

    let normal: Vec<String> = comments
        .iter()
        .map(|comment| hasoyeon::text::normalize(comment).text(comment).to_owned())
        .collect();
    group.bench_function("sentences", |bench| {
        bench.iter(|| {
            for text in &normal {
                black_box(Sentences::new(text).count());
            }
        });
    });

    let table = SentimentTable::embedded();
    let cut: Vec<Vec<_>> = normal
        .iter()
        .map(|text| Sentences::new(text).collect())
        .collect();
    let mut scratch = SentimentScratch::new();
    group.bench_function("sentiment scan", |bench| {
        bench.iter(|| {
            for (text, sentences) in normal.iter().zip(&cut) {
                table.scan(text, sentences, &mut scratch);
                black_box(scratch.comment());
            }
        });
    });

    let mut tokenizer = Tokenizer::new(Dictionary::embedded());
    group.bench_function("lattice, of every comment", |bench| {
        bench.iter(|| {
            for text in &normal {
                black_box(tokenizer.count(text));
            }
        });
    });

    let mut analysis = Analysis::new();
    let mut run = |what: &str, scorer: Scorer, text: &[String]| {
        let mut worker = scorer.worker();
        group.throughput(bytes(text));
        group.bench_function(what, |bench| {
            bench.iter(|| {
                for comment in text {
                    worker.score_into(comment, &mut analysis);
                    black_box(&analysis);
                }
            });
        });
    };
    run(
        "normalize, sentences, probe: comments passed over",
        quiet.clone(),
        &quiet_text,
    );
    run(
        "all but sentiment: comments cut into morphemes",
        quiet,
        &passed,
    );
    let thorough = themes.prefilter(false).build().expect("embedded");
    run("all but sentiment, of every comment", thorough, comments);
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
