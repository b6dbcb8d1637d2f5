//! Polarity: tables of own sentences, laws, and bad tables refused.

use std::collections::HashSet;

use hasoyeon::sentiment::{Polarity, PolarityLabel, SentimentScratch, SentimentTable};
use hasoyeon::text::{Sentences, normalize};
use proptest::prelude::*;
use serde::Deserialize;

const PACKED: &[u8] = include_bytes!("../data/sentiment/table.bin");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    label: PolarityLabel,
    /// A word that must be among the three that weigh most.
    carrier: Option<String>,
    known_gap: Option<String>,
}

fn read(
    table: &SentimentTable,
    text: &str,
    scratch: &mut SentimentScratch,
) -> (Polarity, Vec<String>) {
    let normalized = normalize(text);
    let text = normalized.text(text);
    let sentences: Vec<_> = Sentences::new(text).collect();
    table.scan(text, &sentences, scratch);
    let words = scratch
        .carriers()
        .iter()
        .map(|c| text[c.range.clone()].to_owned())
        .collect();
    (scratch.comment(), words)
}

/// The side of a verdict: mixed goes by its sign.
fn side(polarity: Polarity) -> PolarityLabel {
    match polarity.label {
        PolarityLabel::Mixed if polarity.score < 0.0 => PolarityLabel::Negative,
        PolarityLabel::Mixed => PolarityLabel::Positive,
        label => label,
    }
}

#[test]
fn sentences_are_read_as_people_read_them() {
    let table: Table = toml::from_str(include_str!("cases/sentiment.toml")).unwrap();
    let sentiment = SentimentTable::embedded();
    let mut scratch = SentimentScratch::with_carriers(3);
    let (mut seen, mut wrong) = (HashSet::new(), Vec::new());
    for case in &table.case {
        assert!(seen.insert(&case.text), "{:?} stands twice", case.text);
        let (polarity, words) = read(&sentiment, &case.text, &mut scratch);
        let label = match case.label {
            PolarityLabel::Mixed => polarity.label,
            _ => side(polarity),
        };
        let carried = case
            .carrier
            .as_ref()
            .is_none_or(|want| words.iter().any(|word| word.contains(want)));
        match (label == case.label && carried, &case.known_gap) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(gap)) => {
                wrong.push(format!("{:?} holds now, yet marked {gap:?}", case.text))
            }
            (false, None) => wrong.push(format!("{:?}: {polarity:?} by {words:?}", case.text)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_packed_table_is_the_embedded_one_and_keeps_its_size() {
    let packed = SentimentTable::from_bytes(PACKED).unwrap();
    let embedded = SentimentTable::embedded();
    assert_eq!(packed.fingerprint(), embedded.fingerprint());
    assert_eq!(packed.header(), embedded.header());
    assert!(embedded.header().contains("source: KOTE (MIT)"));
    assert!(PACKED.len() <= 1 << 20, "{} bytes packed", PACKED.len());
    assert!(
        embedded.expanded_len() <= 3 << 20,
        "{} bytes expanded",
        embedded.expanded_len()
    );
}

#[test]
fn bad_tables_are_refused_with_a_reason() {
    for (bytes, reason) in [
        (&b""[..], "the file ends"),
        (&b"not a table at all"[..], "not a sentiment table"),
        (&PACKED[..PACKED.len() / 2], "the file ends"),
    ] {
        let error = SentimentTable::from_bytes(bytes).unwrap_err();
        assert!(error.is_sentiment());
        assert!(error.to_string().contains(reason), "{error}");
    }
    let mut damaged = PACKED.to_vec();
    let last = damaged.len() - 20;
    damaged[last] ^= 1;
    assert!(
        SentimentTable::from_bytes(&damaged)
            .unwrap_err()
            .to_string()
            .contains("checksum")
    );
    let missing = SentimentTable::from_path("no/such/table.bin").unwrap_err();
    assert!(missing.is_io() && missing.to_string().contains("no/such/table.bin"));
}

#[test]
fn additions_count_and_bad_ones_are_named_by_line() {
    let table = SentimentTable::embedded();
    let mut scratch = SentimentScratch::new();
    let text = "뾰로롱하다";
    let (before, _) = read(&table, text, &mut scratch);
    let more = table.with_extra("# ours\n뾰로롱\t1\n").unwrap();
    let (after, _) = read(&more, text, &mut scratch);
    assert!(after.score > before.score + 0.2, "{before:?} {after:?}");
    assert_ne!(more.fingerprint(), table.fingerprint());
    for (tsv, line) in [
        ("좋아\t1\n나빠\n", "line 2"),
        ("좋아\tvery\n", "line 1"),
        ("# a\n\n좋아\t2\n", "line 3"),
        ("좋아\t1\n좋 아\t1\n", "line 2"),
        ("아주긴낱말이다\t1\n", "line 1"),
    ] {
        let error = table.with_extra(tsv).unwrap_err();
        assert!(
            error.is_sentiment() && error.to_string().contains(line),
            "{tsv:?}: {error}"
        );
    }
}

#[test]
fn labels_are_lowercase_words_in_json() {
    let polarity = Polarity {
        score: -0.5,
        label: PolarityLabel::Mixed,
        confidence: 0.75,
    };
    let json = serde_json::to_string(&polarity).unwrap();
    assert_eq!(json, r#"{"score":-0.5,"label":"mixed","confidence":0.75}"#);
    assert_eq!(serde_json::from_str::<Polarity>(&json).unwrap(), polarity);
}

fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "좋아요",
        "별로",
        "안",
        "환불",
        "해주세요",
        "ㅠㅠ",
        "ㅋㅋ",
        "최고",
        "쓰레기",
        "지만",
        "는데",
        ".",
        "?",
        "\n",
        " ",
        "👍🏻",
        "e\u{301}",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(words, 0..30).prop_map(|w| w.concat())
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_within_bounds(text in texts()) {
        let table = SentimentTable::embedded();
        let mut scratch = SentimentScratch::with_carriers(5);
        let sentences: Vec<_> = Sentences::new(&text).collect();
        table.scan(&text, &sentences, &mut scratch);
        prop_assert_eq!(scratch.sentences().len(), sentences.len());
        for p in scratch.sentences().iter().chain([&scratch.comment()]) {
            prop_assert!((-1.0..=1.0).contains(&p.score) && (0.0..=1.0).contains(&p.confidence));
        }
        prop_assert!(scratch.carriers().len() <= 5);
        for carrier in scratch.carriers() {
            prop_assert!(text.get(carrier.range.clone()).is_some_and(|w| !w.trim().is_empty()));
            prop_assert!(carrier.weight.is_finite() && carrier.weight != 0.0);
        }
    }

    #[test]
    fn a_reused_scratch_equals_a_fresh_one(texts in prop::collection::vec(texts(), 1..5)) {
        let table = SentimentTable::embedded();
        let mut used = SentimentScratch::with_carriers(3);
        for text in &texts {
            let mut fresh = SentimentScratch::with_carriers(3);
            let sentences: Vec<_> = Sentences::new(text).collect();
            table.scan(text, &sentences, &mut used);
            table.scan(text, &sentences, &mut fresh);
            prop_assert_eq!(used.comment(), fresh.comment());
            prop_assert_eq!(used.sentences(), fresh.sentences());
            prop_assert_eq!(used.carriers(), fresh.carriers());
        }
    }

    #[test]
    fn blanks_do_not_matter(text in texts()) {
        let table = SentimentTable::embedded();
        let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (mut a, mut b) = (SentimentScratch::new(), SentimentScratch::new());
        table.scan(&text, &[], &mut a);
        table.scan(&joined, &[], &mut b);
        prop_assert_eq!(table.judge(&a, 0..text.len()), table.judge(&b, 0..joined.len()));
    }
}
