//! Passing comments over changes no result.

use std::sync::OnceLock;

use hasoyeon::{Analysis, Scorer, lexicon::Lexicon};
use proptest::prelude::*;

/// The scorer that passes over, and the one that never does.
fn both() -> &'static [Scorer; 2] {
    static BOTH: OnceLock<[Scorer; 2]> = OnceLock::new();
    BOTH.get_or_init(|| [true, false].map(|on| Scorer::builder().prefilter(on).build().unwrap()))
}

fn same(scorers: &[Scorer; 2], text: &str) {
    let [on, off] = scorers.each_ref().map(|scorer| scorer.score(text));
    assert_eq!(on, off, "{text:?}");
}

/// Every string of a TOML value.
fn strings(value: &toml::Value, out: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => out.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        toml::Value::Table(table) => table.values().for_each(|item| strings(item, out)),
        _ => {}
    }
}

/// The strings of all TOML files of a directory: sentences and whatever else.
pub(crate) fn strings_of(dir: &str) -> Vec<String> {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = std::fs::read_to_string(path).unwrap();
            strings(&toml::from_str(&text).unwrap(), &mut out);
        }
    }
    out
}

#[test]
fn quiet_comments_are_passed_over() {
    let scorer = &both()[0];
    let quiet = [
        "오늘은 날이 맑다",
        "연기도 좋고 음악도 좋았어요",
        "ㅋㅋㅋㅋ",
        "",
    ];
    let rates = scorer.pass_rates(quiet);
    assert_eq!((rates.texts, rates.passed, rates.passed_bytes), (4, 0, 0));
    assert!(rates.rules.is_empty());
    let loud = ["환불 안 해줘요", "오늘은 날이 맑다"];
    let rates = scorer.pass_rates(loud);
    assert_eq!((rates.texts, rates.passed), (2, 1));
    assert_eq!(rates.passed_bytes, loud[0].len() as u64);
    assert!(rates.share() > 0.4 && rates.share() < 0.6);
    let named = |rule: &str| rates.rules.iter().find(|passes| *passes.rule == *rule);
    let refund = named("compensation.refund-mention").unwrap();
    assert_eq!((refund.texts, refund.alone), (1, 0));
    assert!(named("harassment_calls.event-talk").is_none());
}

#[test]
fn same_for_the_samples() {
    for line in include_str!("../data/samples/comments.jsonl").lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        same(both(), line["text"].as_str().unwrap());
    }
}

#[test]
fn same_behind_many_comments_that_were_not_passed_over() {
    let [on, off] = both();
    let mut worker = on.worker();
    let mut analysis = Analysis::new();
    for number in 0..200 {
        let loud = format!("{number}일째 환불 안 해줘요");
        worker.score_into(&loud, &mut analysis);
        assert_eq!(analysis, off.score(&loud));
    }
    for text in strings_of("tests/cases") {
        worker.score_into(&text, &mut analysis);
        assert_eq!(analysis, off.score(&text), "{text:?}");
    }
}

#[test]
fn same_for_every_sentence_of_the_themes_and_the_cases() {
    let texts = [strings_of("data/themes"), strings_of("tests/cases")].concat();
    assert!(texts.len() > 1000);
    for text in &texts {
        same(both(), text);
    }
}

#[test]
fn same_for_giant_texts() {
    let quiet = "오늘은 날이 맑다. ".repeat(8_000);
    same(both(), &quiet);
    same(both(), &format!("{quiet}환불 안 해줘요"));
    // A string that begins in one stretch and ends in the next.
    for at in 16_370..16_390 {
        same(both(), &format!("{}위약금을 물래요", "ㄱ".repeat(at)));
    }
}

pub(crate) fn words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "환불", "보상", "돈", "전화", "LTE", "lte", "바꾸", "바꿔", "안", "못", "해", "하", "했",
        "없", "업", "어요", "는데", "을", "이", "ㅠㅠ", "2G", "폰", "다", "고", "물려", "받", " ",
        " ", "\n", "!",
    ])
}

/// A concept of words, strings and a pattern, some of them.
fn concept() -> impl Strategy<Value = String> {
    let words = prop::sample::subsequence(
        vec![
            "환불/NNG",
            "전화/NNG 하/V",
            "돈/N 없/V",
            "바꾸/VV",
            "LTE/SL",
            "하/VV",
            "보상하/VV",
            "안/MAG",
            "받/VV",
        ],
        0..3,
    );
    let strings = prop::sample::subsequence(vec!["돈 물려", "폰", "LTE폰", "해어", "ㅠㅠ"], 0..3);
    let patterns = prop::sample::subsequence(
        vec![
            "[가-힣]+\\\\s?물려",
            "(?:2|3)\\\\s?G",
            "(?i)lte",
            "해\\\\s*[는어]",
            "\\\\d",
            "(?:돈|폰){1,2}[^가]안",
        ],
        0..2,
    );
    (words, strings, patterns, any::<bool>()).prop_map(|(words, strings, patterns, parts)| {
        let list = |items: &[&str]| items.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(",");
        let (words, strings, patterns) = (list(&words), list(&strings), list(&patterns));
        let never = if words.len() + strings.len() + patterns.len() == 0 { "\"결코\"" } else { "" };
        format!("words = [{words}]\nstrings = [{strings}{never}]\npatterns = [{patterns}]\nparts = {parts}\n")
    })
}

pub(crate) fn lexicon() -> impl Strategy<Value = String> {
    let settings = prop::sample::select(vec![
        "",
        "topic = \"sets\"",
        "topic = \"needs\"",
        "within = \"comment\"",
    ]);
    let rule = (
        prop::collection::vec(0_usize..4, 1..3),
        any::<bool>(),
        settings,
    );
    (prop::collection::vec(concept(), 4), prop::collection::vec(rule, 1..4)).prop_map(|(concepts, rules)| {
        let mut toml = "schema = 1\nid = \"small\"\nname = { ko = \"작은\", en = \"small\" }\n".to_owned();
        for (number, concept) in concepts.iter().enumerate() {
            toml += &format!("[concepts.c{number}]\n{concept}");
            if number == 3 {
                toml += "includes = [\"c0\"]\n";
            }
        }
        for (number, (all, any, setting)) in rules.iter().enumerate() {
            let all: Vec<String> = all.iter().map(|c| format!("\"c{c}\"")).collect();
            toml += &format!("[[rule]]\nid = \"r{number}\"\nall = [{}]\nweight = 0.7\nwhy = \"시험\"\n{setting}\n", all.join(","));
            if *any {
                toml += "any = [\"c1\", \"c3\"]\n";
            }
            toml += "hit = [\"환불\"]\nmiss = [\"오늘\"]\n";
        }
        toml
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn same_for_any_text(text in any::<String>(), picks in prop::collection::vec(words(), 0..20)) {
        same(both(), &text);
        same(both(), &picks.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn same_with_any_themes(toml in lexicon(), texts in prop::collection::vec(prop::collection::vec(words(), 0..8), 20)) {
        let lexicon = Lexicon::from_sources([("small.toml", toml.as_str())]).map_err(|error| TestCaseError::fail(format!("{error}\n{toml}")))?;
        let scorers = [true, false].map(|on| Scorer::builder().lexicon(lexicon.clone()).prefilter(on).build().unwrap());
        for text in &texts {
            same(&scorers, &text.concat());
        }
    }
}
