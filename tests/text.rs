//! Normalising and sentence cutting: tables of cases, and laws.

use std::collections::HashSet;

use hasoyeon::Span;
use hasoyeon::text::{Form, Normalized, Sentences, normalize};
use proptest::prelude::*;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table<Row> {
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NormalizeCase {
    name: String,
    text: String,
    expect: Option<String>,
    #[serde(default)]
    spans: Vec<(String, String)>,
    form: Option<NamedForm>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NamedForm {
    Nfc,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentencesCase {
    name: String,
    text: String,
    expect: Vec<String>,
}

fn unique<'a>(names: impl Iterator<Item = &'a String>) {
    let mut seen = HashSet::new();
    for name in names {
        assert!(seen.insert(name), "two cases are called {name}");
    }
}

fn sentences(text: &str) -> Vec<&str> {
    Sentences::new(text).map(|range| &text[range]).collect()
}

#[test]
fn normalize_cases() {
    let table: Table<NormalizeCase> = toml::from_str(include_str!("cases/normalize.toml")).unwrap();
    unique(table.case.iter().map(|c| &c.name));
    let mut failures = Vec::new();
    let mut normalized = Normalized::new();
    for case in &table.case {
        let form = case.form.map_or(Form::Full, |NamedForm::Nfc| Form::Nfc);
        normalized.assign(&case.text, form);
        let text = normalized.text(&case.text);
        let expect = case.expect.as_ref().unwrap_or(&case.text);
        if text != expect {
            failures.push(format!("{}: {text:?} instead of {expect:?}", case.name));
            continue;
        }
        if normalized.is_identity() != (text == case.text) {
            failures.push(format!(
                "{}: is_identity() is {}",
                case.name,
                normalized.is_identity()
            ));
        }
        for (words, original) in &case.spans {
            let at = text
                .find(words.as_str())
                .unwrap_or_else(|| panic!("{}: no {words:?}", case.name));
            let span = normalized.to_original(at..at + words.len());
            if span.slice(&case.text) != Some(original.as_str()) {
                failures.push(format!(
                    "{}: {words:?} goes back to {:?}",
                    case.name,
                    span.slice(&case.text)
                ));
            }
            let back = normalized.from_original(span.range());
            if back != (at..at + words.len()) {
                failures.push(format!(
                    "{}: {words:?} comes back as {:?}",
                    case.name, &text[back]
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn sentences_cases() {
    let table: Table<SentencesCase> = toml::from_str(include_str!("cases/sentences.toml")).unwrap();
    unique(table.case.iter().map(|c| &c.name));
    let mut failures = Vec::new();
    for case in &table.case {
        let normalized = normalize(&case.text);
        let found = sentences(normalized.text(&case.text));
        if found != case.expect {
            failures.push(format!(
                "{}: {found:?}\n    instead of {:?}",
                case.name, case.expect
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Pieces that the rules are about, so that they meet often.
const PIECES: &str = "가|나|요|오|오|죠|니다|아|아|너|어|이|인|구|우|웃|하|하|뎈|넿|ㅋ|ㅋ|ㅎ|ㅠ|ㅜ|ㅐ|ㅅ|ㅂ|시|씨|발|1|2.|개|\
    새|끼|존|병|신|.|.|…|!|!|?|~|;|;|^|\"|'|”|)|(|&|amp;|lt;|gt;|#8203;|#39;|<|\
    br|>| | |\n|\r|\t|\u{200B}|\u{200D}|\u{FE0F}|👍|🏽|❤|🇰|\u{301}|e|A|\
    \u{338}|\u{1112}|\u{1161}|\u{11AB}|\u{11A2}|ㆍ|Ａ|ﾡ|했어요 |않는다 |라고|\
    한참을 기다렸는데 |plain words, ";

fn comment() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.split('|').collect::<Vec<_>>());
    let pieces = prop::collection::vec(piece, 0..50).prop_map(|p| p.concat());
    prop_oneof![3 => pieces, 1 => any::<String>(), 1 => "[가-힣ㄱ-ㅣ .!?~a-z0-9]{0,60}"]
}

fn full(text: &str) -> String {
    normalize(text).text(text).to_owned()
}

proptest! {
    #[test]
    fn normalising_twice_is_normalising_once(text in comment()) {
        let once = full(&text);
        prop_assert_eq!(&full(&once), &once);
        prop_assert!(normalize(&once).is_identity());
    }

    #[test]
    fn decomposed_text_reads_the_same(text in comment()) {
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        prop_assert_eq!(full(&composed), full(&decomposed));
    }

    #[test]
    fn the_nfc_form_is_nfc(text in comment()) {
        let mut normalized = Normalized::new();
        normalized.assign(&text, Form::Nfc);
        prop_assert_eq!(normalized.text(&text), text.nfc().collect::<String>());
    }

    #[test]
    fn a_used_buffer_is_as_good_as_new(texts in prop::collection::vec(comment(), 1..4)) {
        let mut used = Normalized::new();
        for text in &texts {
            used.assign(text, Form::Full);
            let fresh = normalize(text);
            prop_assert_eq!(used.text(text), fresh.text(text));
            for at in 0..=used.len() {
                prop_assert_eq!(used.to_original(0..at), fresh.to_original(0..at));
            }
        }
    }

    #[test]
    fn offsets_lead_back_and_forth(original in comment(), nfc in any::<bool>()) {
        let mut normalized = Normalized::new();
        normalized.assign(&original, if nfc { Form::Nfc } else { Form::Full });
        let text = normalized.text(&original);
        let mut last = Span::default();
        for (at, c) in text.char_indices() {
            let here = at..at + c.len_utf8();
            let span = normalized.to_original(here.clone());
            prop_assert!(!span.is_empty() && span.slice(&original).is_some());
            prop_assert!(last.start() <= span.start() && last.end() <= span.end());
            // What lies between two spans has left nothing behind.
            if last.end() < span.start() {
                prop_assert!(normalized.from_original(last.end()..span.start()).is_empty());
            }
            let back = normalized.from_original(span.range());
            prop_assert!(back.start <= here.start && here.end <= back.end);
            last = span;
        }
        let whole = normalized.to_original(0..text.len());
        prop_assert!(normalized.from_original(0..original.len()) == (0..text.len()));
        prop_assert!(whole.slice(&original).is_some());
        for (at, _) in original.char_indices() {
            prop_assert!(text.get(normalized.from_original(at..original.len())).is_some());
        }
    }

    #[test]
    fn sentences_hold_every_letter(original in comment(), raw in any::<bool>()) {
        let normalized = normalize(&original);
        let text = if raw { &original } else { normalized.text(&original) };
        let mut end = 0;
        for range in Sentences::new(text) {
            prop_assert!(end <= range.start && range.start < range.end);
            prop_assert!(text[end..range.start].trim().is_empty());
            let sentence = &text[range.clone()];
            prop_assert_eq!(sentence, sentence.trim());
            prop_assert!(sentence.chars().count() <= Sentences::MAX_CHARS);
            end = range.end;
        }
        prop_assert!(text[end..].trim().is_empty());
    }
}

#[test]
fn offsets_out_of_range_are_the_end() {
    for original in ["해지ㅋㅋㅋ", "해지"] {
        let normalized = normalize(original);
        assert_eq!(normalized.to_original(0..usize::MAX).end(), original.len());
        assert_eq!(normalized.from_original(0..usize::MAX), 0..normalized.len());
        assert!(normalized.to_original(usize::MAX..usize::MAX).is_empty());
    }
}

#[test]
fn a_warm_buffer_does_not_grow() {
    let comments = [
        "해지했는뎈ㅋㅋㅋㅋ 또 청구됐어요오오",
        "그냥 평범한 문장",
        "\u{1112}\u{1161}&amp;\u{200B}",
        "시1발!!!!!",
    ];
    let mut normalized = Normalized::new();
    assert_eq!(normalized.capacity(), 0);
    comments
        .iter()
        .for_each(|c| normalized.assign(c, Form::Full));
    let warm = normalized.capacity();
    comments
        .iter()
        .for_each(|c| normalized.assign(c, Form::Full));
    assert_eq!(normalized.capacity(), warm);
}

/// Work is counted by what comes out: a giant of one kind leaves next to
/// nothing, so nothing but the reading of it can have cost anything.
#[test]
fn giants_shrink() {
    let mut normalized = Normalized::new();
    let cases = [
        ("가".repeat(3_500_000), "가가"),
        ("ㅋ".repeat(1_000_000), "ㅋㅋ"),
        (format!("요{}", "오".repeat(1_000_000)), "요"),
        (".".repeat(1_000_000), "…"),
        ("\u{200B}".repeat(1_000_000), ""),
        (format!("&{}", "amp;".repeat(500_000)), "&"),
        ("ㅠㅜ".repeat(500_000), "ㅠㅠ"),
        (format!("돼{}", "ㅐ".repeat(500_000)), "돼"),
    ];
    for (original, expect) in &cases {
        normalized.assign(original, Form::Full);
        assert_eq!(normalized.text(original), *expect);
        assert_eq!(normalized.from_original(0..original.len()), 0..expect.len());
        normalized.shrink_to(1 << 20);
        assert!(normalized.capacity() <= 1 << 20);
    }
}

#[test]
fn giants_of_accents_stay_themselves() {
    let original = format!("가{}나", "\u{301}".repeat(1_000_000));
    let normalized = normalize(&original);
    assert!(normalized.is_identity());
    let decomposed = format!("\u{1100}\u{1161}{}나", "\u{301}".repeat(1_000_000));
    let normalized = normalize(&decomposed);
    assert_eq!(normalized.text(&decomposed), original);
    assert_eq!(
        normalized
            .to_original(original.len() - 3..original.len())
            .slice(&decomposed),
        Some("나")
    );
}

#[test]
fn giants_are_cut_at_the_cap() {
    let words = "요금이 너무 많이 나와서 문의했는데 답변이 없고 ".repeat(5_000);
    let cut: Vec<_> = Sentences::new(&words).collect();
    assert!(cut.len() < words.chars().count() / 1_024);
    assert!(
        cut.iter()
            .rev()
            .skip(1)
            .all(|r| words[r.clone()].ends_with(['고', '서', '데'])),
        "cut behind a connective"
    );

    for unit in [
        "가",
        "ㅋ ㅎ ",
        "그냥 ㅋ ",
        "ㅋㅎ",
        "…는",
        "가!",
        "\"가",
        "^",
        "1.",
        "가나 ",
        "(",
        "  \u{301}",
        "나?라고",
    ] {
        let text = unit.repeat(400_000 / unit.len());
        let mut count = 0;
        for range in Sentences::new(&text) {
            assert!(
                text[range].chars().count() <= Sentences::MAX_CHARS,
                "{unit:?}"
            );
            count += 1;
        }
        assert!(count <= text.len() / unit.len() + 1, "{unit:?}");
    }
}

#[test]
fn the_cap_tears_no_emoji() {
    for unit in ["👨‍👩‍👧‍👦", "👍🏽", "🇰🇷", "e\u{301}\u{302}", "❤\u{FE0F}"]
    {
        let text = format!("가{}", unit.repeat(3_000));
        for range in Sentences::new(&text).skip(1) {
            assert!(
                text[range.clone()].starts_with(unit),
                "{unit:?} torn at {}",
                range.start
            );
        }
    }
}
