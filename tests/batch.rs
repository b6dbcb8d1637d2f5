//! Batches and streams give what one text at a time gives.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering},
};

use hasoyeon::{Analysis, Scorer};

fn samples() -> Vec<String> {
    let lines = include_str!("../data/samples/comments.jsonl").lines();
    lines
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["text"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn batches_keep_order_and_bits_for_any_number_of_threads() {
    let scorer = Scorer::new().unwrap();
    let texts = [samples(), samples(), samples()].concat();
    let mut worker = scorer.worker();
    let wanted: Vec<Analysis> = texts
        .iter()
        .map(|text| {
            let mut analysis = Analysis::new();
            worker.score_into(text, &mut analysis);
            analysis
        })
        .collect();
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let batch = pool.build().unwrap().install(|| scorer.score_batch(&texts));
        assert_eq!(batch, wanted, "{threads} threads");
    }
    let stream: Vec<Analysis> = scorer.score_iter(&texts).map(|(_, one)| one).collect();
    assert_eq!(stream, wanted);
    assert!(scorer.score_batch::<&str>(&[]).is_empty());
}

#[test]
fn a_stream_takes_up_no_more_than_it_scores_next() {
    let scorer = Scorer::builder().sentiment(false).build().unwrap();
    let taken = AtomicUsize::new(0);
    let endless = (0..).map(|number: u64| {
        taken.fetch_add(1, Ordering::Relaxed);
        format!("{number}번째 댓글")
    });
    let mut stream = scorer.score_iter(endless);
    for number in 0..3000 {
        let (text, _) = stream.next().unwrap();
        assert_eq!(text, format!("{number}번째 댓글"));
        assert!(taken.load(Ordering::Relaxed) <= number + 1024);
    }
    // One long text is a portion of its own.
    let long = "가나다 ".repeat(200_000);
    let taken = AtomicUsize::new(0);
    let texts = (0..4).map(|_| {
        taken.fetch_add(1, Ordering::Relaxed);
        long.as_str()
    });
    assert!(scorer.score_iter(texts).next().is_some());
    assert_eq!(taken.load(Ordering::Relaxed), 1);
}

#[test]
fn a_panic_of_the_texts_loses_none_of_them() {
    let scorer = Scorer::new().unwrap();
    let mut number = 0;
    let texts = std::iter::from_fn(move || {
        number += 1;
        assert!(number != 4, "the caller's own panic");
        (number < 7).then(|| format!("{number}번 환불"))
    });
    let mut stream = scorer.score_iter(texts);
    let mut got = Vec::new();
    let mut panics = 0;
    loop {
        match catch_unwind(AssertUnwindSafe(|| stream.next())) {
            Ok(Some((text, _))) => got.push(text),
            Ok(None) => break,
            Err(_) => panics += 1,
        }
    }
    assert_eq!(panics, 1);
    assert_eq!(
        got,
        ["1번 환불", "2번 환불", "3번 환불", "5번 환불", "6번 환불"]
    );
    assert!(stream.next().is_none());
}
