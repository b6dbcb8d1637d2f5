//! What holds for every text.

use hasoyeon::{Analysis, Scorer, Stance};
use proptest::prelude::*;

/// Texts people type, and texts nobody types.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "환불",
        "보상",
        "위약금",
        "전화",
        "스팸",
        "문자",
        "2G",
        "강제",
        "종료",
        "업데이트",
        "안",
        "못",
        "해줘요",
        "해주네요",
        "왔어요",
        "하지 않아요",
        "ㅠㅠ",
        "ㅋㅋㅋㅋ",
        "!!",
        "…",
        "?",
        "~",
        "새벽에",
        "라고",
        "하면",
        "바꾸래요",
        "드렸는데",
        "없어요",
        "😡",
        "\n",
        " ",
        "http://a.kr",
        "&amp;",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec((words, any::<bool>()), 0..24).prop_map(|words| {
            words
                .into_iter()
                .flat_map(|(word, blank)| [word, if blank { " " } else { "" }])
                .collect()
        }),
        "[가-힣ㄱ-ㅣᄀ-ᇿ a-z0-9.!?~]{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn spans_slice_the_original(text in texts()) {
        let scorer = scorer();
        let analysis = scorer.score(&text);
        for sentence in analysis.sentences() {
            prop_assert!(sentence.span.slice(&text).is_some());
        }
        for theme in analysis.themes() {
            prop_assert!((0.0..=1.0).contains(&theme.score()));
            prop_assert_eq!(theme.stance() == Stance::Complaint, theme.score() >= 0.5);
            prop_assert!(theme.evidence().len() > 0);
            for evidence in theme.evidence() {
                prop_assert_eq!(evidence.words(&text).count(), evidence.spans().len());
                prop_assert!(evidence.clause().slice(&text).is_some());
                prop_assert!(evidence.spans().windows(2).all(|w| w[0].end() <= w[1].start()));
                for modifier in evidence.modifiers() {
                    prop_assert!(modifier.span.slice(&text).is_some());
                }
            }
        }
    }

    #[test]
    fn a_reused_worker_equals_a_fresh_one(texts in prop::collection::vec(texts(), 1..6)) {
        let scorer = scorer();
        let mut worker = scorer.worker();
        let mut analysis = Analysis::new();
        for text in &texts {
            worker.score_into(text, &mut analysis);
            let mut fresh = Analysis::new();
            scorer.worker().score_into(text, &mut fresh);
            prop_assert_eq!(&analysis, &fresh);
        }
    }

    #[test]
    fn json_reads_back(text in texts()) {
        let analysis = scorer().score(&text);
        let json = serde_json::to_string(&analysis).unwrap();
        let back: Analysis = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }

    #[test]
    fn a_neutral_sentence_leaves_scores_of_complaint_rules(text in texts()) {
        let scorer = scorer();
        let before = scorer.score(&text);
        let longer = format!("{text}\n\n오늘은 수요일입니다.");
        let after = scorer.score(&longer);
        let ids = |analysis: &Analysis| -> Vec<String> {
            analysis.themes().map(|theme| theme.id().to_owned()).collect()
        };
        prop_assert_eq!(ids(&before), ids(&after));
    }
}

fn scorer() -> Scorer {
    use std::sync::OnceLock;
    static SCORER: OnceLock<Scorer> = OnceLock::new();
    SCORER.get_or_init(|| Scorer::new().unwrap()).clone()
}

#[test]
fn giant_and_odd_texts_give_a_result() {
    let scorer = scorer();
    let mut worker = scorer.worker();
    let mut analysis = Analysis::new();
    let odd = [
        String::new(),
        " \n\t".to_owned(),
        "\u{0}\u{1}\u{7f}".to_owned(),
        "\u{202e}환불\u{202c} \u{200f}보상".to_owned(),
        "ㅋ".repeat(1_000_000),
        "가".repeat(300_000),
        "환불해주세요".repeat(20_000),
        "\u{301}".repeat(100_000),
        "환불 안 돼요. ".repeat(20_000),
    ];
    for text in &odd {
        worker.score_into(text, &mut analysis);
        for theme in analysis.themes() {
            assert!(
                theme
                    .evidence()
                    .all(|e| e.words(text).count() == e.spans().len())
            );
        }
    }
    worker.score_into("환불 안 해줘요", &mut analysis);
    assert!(analysis.theme("compensation").is_some());
}
