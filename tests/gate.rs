//! The gate holds back the rules it was learned with, never those of users.

use std::{collections::BTreeSet, sync::OnceLock};

use hasoyeon::{
    Analysis, Scorer, ScorerBuilder,
    classifier::{Classifier, FEATURES, GATE_LANES, Gate, Output, features},
    explain::Reason,
    lexicon::Lexicon,
};
use proptest::prelude::*;

use crate::prefilter::{lexicon, strings_of, words};

/// Rules of a user on birds and weather: a word, a string, a pattern, words that
/// meet in a clause, and some that meet anywhere in the comment. One joins an
/// embedded theme.
const OURS: [(&str, &str); 2] = [
    (
        "birds.toml",
        r#"
schema = 1
id = "birds"
name = { ko = "새", en = "birds" }
[concepts.lark]
words = ["종달새/NNG"]
[concepts.shower]
strings = ["소나기"]
[concepts.dew]
patterns = ["이슬이.{0,6}맺"]
[concepts.soup]
strings = ["된장국"]
[concepts.lake]
words = ["호수/NNG"]
[concepts.glow]
strings = ["노을"]
[concepts.red]
strings = ["붉"]
[[rule]]
id = "lark"
all = ["lark"]
weight = 0.6
why = "종달새 이야기"
hit = ["종달새가 울어요"]
miss = ["참새가 울어요"]
[[rule]]
id = "shower"
all = ["shower"]
weight = 0.6
why = "소나기 이야기"
hit = ["소나기가 지나갔어요"]
miss = ["눈이 왔어요"]
[[rule]]
id = "dew"
all = ["dew"]
weight = 0.6
why = "이슬이 맺힌다"
hit = ["풀잎에 이슬이 맺혔어요"]
miss = ["이슬이 말랐어요"]
[[rule]]
id = "red-glow"
all = ["glow", "red"]
weight = 0.6
why = "붉은 노을"
hit = ["노을이 붉게 졌어요"]
miss = ["노을이 졌어요"]
[[rule]]
id = "soup-by-the-lake"
all = ["soup", "lake"]
within = "comment"
weight = 0.6
why = "호숫가에서 먹는 된장국"
hit = ["호수에 갔어요. 된장국을 먹었어요."]
miss = ["호수에 갔어요. 김치를 먹었어요."]
"#,
    ),
    (
        "more.toml",
        r#"
schema = 1
id = "compensation"
[concepts.crane]
strings = ["두루미"]
[[rule]]
id = "crane"
all = ["crane"]
weight = 0.6
why = "두루미 이야기"
hit = ["두루미가 날아갔어요"]
miss = ["까치가 날아갔어요"]
"#,
    ),
];

/// What stands in texts that the rules above may find something in.
const THEIRS: [&str; 7] = [
    "종달새",
    "소나기",
    "이슬이",
    "된장국",
    "호수",
    "노을",
    "두루미",
];

/// What a user's rule finds: the rule, and its words.
const FOUND: [(&str, &str, &[&str]); 6] = [
    ("아침마다 종달새가 노래해요.", "birds.lark", &["종달새"]),
    ("오후에 소나기가 쏟아졌어요.", "birds.shower", &["소나기"]),
    (
        "풀잎마다 이슬이 곱게 맺혔어요.",
        "birds.dew",
        &["이슬이 곱게 맺"],
    ),
    ("서쪽 노을이 참 붉어요.", "birds.red-glow", &["노을", "붉"]),
    (
        "호수에서 된장국을 끓였어요.",
        "birds.soup-by-the-lake",
        &["호수", "된장국"],
    ),
    (
        "두루미가 논에 내려왔어요.",
        "compensation.crane",
        &["두루미"],
    ),
];

/// Sentences that name nothing.
const PLAIN: [&str; 8] = [
    "오늘은 날이 따뜻하네요.",
    "점심에 국수를 먹었어요.",
    "마당에 감나무가 자라요.",
    "영화 음악이 잔잔했다.",
    "ㅋㅋㅋ!",
    "주말에 산에 올라갔어요.",
    "떡이 쫄깃해서 맛있어요.",
    "구름이 천천히 흘러가요.",
];

fn ours() -> ScorerBuilder {
    let lexicon = Lexicon::embedded().merge_sources(OURS).unwrap();
    Scorer::builder().lexicon(lexicon)
}

/// A classifier whose gate opens for no theme, whatever a sentence says.
fn shut() -> Classifier {
    Classifier::embedded().with_gate(Gate::new(&[], &[]))
}

/// The learned gate and one that is always shut, each with the prefilter and
/// without it, before the embedded rules and ours.
fn scorers() -> &'static [Scorer; 4] {
    static SCORERS: OnceLock<[Scorer; 4]> = OnceLock::new();
    SCORERS.get_or_init(|| {
        [
            (Classifier::embedded(), true),
            (Classifier::embedded(), false),
            (shut(), true),
            (shut(), false),
        ]
        .map(|(table, on)| {
            let built = ours().classifier_table(table).prefilter(on).build();
            built.unwrap()
        })
    })
}

/// Whether evidence of a rule shows these words.
fn finds(analysis: &Analysis, text: &str, rule: &str, words: &[&str]) -> bool {
    let mut evidence = analysis.themes().flat_map(|theme| theme.evidence());
    evidence.any(|one| {
        let shown: Vec<&str> = one.words(text).collect();
        let shown = shown.join(" ");
        one.rule() == rule && words.iter().all(|word| shown.contains(word))
    })
}

/// What rules found: rule and words.
fn found(analysis: &Analysis) -> BTreeSet<(String, Vec<usize>)> {
    let evidence = analysis.themes().flat_map(|theme| theme.evidence());
    let of_one = evidence.map(|one| {
        let starts = one.spans().iter().map(|span| span.start()).collect();
        (one.rule().to_owned(), starts)
    });
    of_one.collect()
}

/// All on the themes that are not ours, as JSON tells it.
fn embedded(analysis: &Analysis) -> Vec<serde_json::Value> {
    let json = serde_json::to_value(analysis).unwrap();
    let themes = json["themes"].as_array().unwrap().iter();
    themes
        .filter(|theme| theme["theme"] != "birds")
        .cloned()
        .collect()
}

fn sentences() -> Vec<String> {
    let mut texts = strings_of("data/themes");
    texts.extend(strings_of("tests/cases"));
    assert!(texts.len() > 1000);
    texts
}

#[test]
fn a_shut_gate_holds_back_every_rule_it_knows() {
    let scorer = Scorer::builder().classifier_table(shut()).build().unwrap();
    for text in sentences() {
        assert_eq!(scorer.score(&text).themes().len(), 0, "{text:?}");
    }
}

#[test]
fn explanations_tell_what_a_shut_gate_holds_back() {
    let scorer = Scorer::builder().classifier_table(shut()).build().unwrap();
    for (text, theme) in [
        ("환불 안 해줘요", "compensation"),
        ("날씨가 좋네요. 광고 문자 그만 보내세요", "harassment_calls"),
    ] {
        let explanation = scorer.explain(text);
        for explained in &explanation.themes {
            let mut refused = explained.refused.iter();
            let told = refused.any(|one| matches!(one.reason, Reason::Unlikely { .. }));
            assert_eq!(told, *explained.id == *theme, "{text:?}, {}", explained.id);
        }
        assert_eq!(scorer.score(text).themes().len(), 0, "{text:?}");
    }
}

#[test]
fn an_opening_word_opens_whatever_stands_around_it() {
    let shut = Output {
        bias: -100.0,
        ..Output::default()
    };
    let (opener, _) = features("환불")[1].clone();
    let gate = Gate::new(&[shut; 3], &[]).with_openers(&[opener]);
    let table = Classifier::embedded().with_gate(gate);
    let read = Classifier::from_bytes(&table.to_bytes()).unwrap();
    for table in [table, read] {
        let scorer = Scorer::builder().classifier_table(table).build().unwrap();
        for (text, found) in [
            (
                "배우들 연기가 형편없는 영화라 환불해 달라고 하고 싶네요",
                true,
            ),
            ("환불 안 해줘요", true),
            ("보상 안 해줘요", false),
        ] {
            assert_eq!(scorer.score(text).themes().len() > 0, found, "{text}");
        }
    }
}

#[test]
fn explanations_tell_which_word_keeps_the_gate_shut() {
    let mut weights = vec![[0; GATE_LANES]; FEATURES];
    for (feature, _) in features("두루미") {
        weights[feature as usize] = [-1; GATE_LANES];
    }
    let output = Output {
        scale: 10.0,
        bias: 9.0,
        ..Output::default()
    };
    let gate = Gate::new(&[output; GATE_LANES], &weights);
    let table = Classifier::embedded().with_gate(gate);
    let scorer = ours().classifier_table(table).build().unwrap();
    // A sentence that a user's rule opens is read, and the others kept out of it.
    for (text, shut) in [("환불 안 해줘요", false), ("두루미 환불 안 해줘요", true)]
    {
        let rule = "compensation.refund-demand";
        let explanation = scorer.explain(text);
        let mut refused = explanation.themes.iter().flat_map(|theme| &theme.refused);
        let told = refused.any(|one| {
            let cue = match &one.reason {
                Reason::Unlikely { cue } => &*cue.text,
                _ => "",
            };
            &*one.rule == rule && cue == "두루미"
        });
        assert_eq!(told, shut, "{explanation}");
        let found = found(&scorer.score(text));
        assert_eq!(found.iter().any(|(id, _)| id == rule), !shut, "{text}");
    }
}

#[test]
fn rules_of_users_find_their_words_wherever_the_sentence_stands() {
    for scorer in scorers() {
        for (sentence, rule, words) in FOUND {
            let second = format!("{} {sentence}", PLAIN[0]);
            let between = format!("{} {sentence}\n{}", PLAIN[1], PLAIN[2]);
            for text in [sentence, &second, &between] {
                let analysis = scorer.score(text);
                assert!(finds(&analysis, text, rule, words), "{rule}: {text:?}");
            }
        }
    }
}

#[test]
fn rules_of_users_reach_over_the_comment() {
    let texts = [
        "호수에 다녀왔어요. 저녁에 된장국을 먹었어요.",
        "호수에 다녀왔어요. 오늘은 날이 따뜻하네요. 저녁에 된장국을 먹었어요.",
        "구름이 흘러가요. 호수가 넓어요.\n떡이 맛있어요!\n된장국도 맛있어요.",
    ];
    for scorer in scorers() {
        for text in texts {
            let analysis = scorer.score(text);
            let words = ["호수", "된장국"];
            assert!(
                finds(&analysis, text, "birds.soup-by-the-lake", &words),
                "{text:?}"
            );
        }
    }
}

#[test]
fn rules_of_users_lean_on_what_was_named_before() {
    let leaning = r#"
schema = 1
id = "compensation"
[concepts.crane]
strings = ["두루미"]
[[rule]]
id = "crane"
all = ["crane"]
topic = "needs"
weight = 0.6
why = "그 돈으로 두루미를 산다"
hit = ["환불 안 해줘요. 두루미나 사래요."]
miss = ["두루미나 사래요."]
"#;
    let lexicon = Lexicon::embedded().merge_sources([("crane.toml", leaning)]);
    let built = Scorer::builder().lexicon(lexicon.unwrap()).build();
    let scorer = built.unwrap();
    for (text, leans) in [
        ("환불 안 해줘요. 두루미가 날아갔어요.", true),
        (
            "환불 안 해줘요. 구름이 흘러가요. 두루미가 날아갔어요.",
            true,
        ),
        ("두루미가 날아갔어요. 환불 안 해줘요.", false),
        ("구름이 흘러가요. 두루미가 날아갔어요.", false),
    ] {
        let analysis = scorer.score(text);
        let found = finds(&analysis, text, "compensation.crane", &["두루미"]);
        assert_eq!(found, leans, "{text}");
    }
}

#[test]
fn rules_whose_concepts_users_extend_are_asked_everywhere() {
    let more = r#"
schema = 1
id = "ours"
[extend.concepts."compensation.refund"]
strings = ["두루미"]
"#;
    let lexicon = Lexicon::embedded().merge_sources([("ours.toml", more)]);
    let built = Scorer::builder()
        .lexicon(lexicon.unwrap())
        .classifier_table(shut())
        .build();
    let scorer = built.unwrap();
    let text = "마당에 감나무가 자라요. 두루미 안 해줘요.";
    let found = found(&scorer.score(text));
    assert!(
        found
            .iter()
            .any(|(rule, _)| rule == "compensation.refund-demand"),
        "{found:?}"
    );
    assert!(scorer.score("마당에 감나무가 자라요.").themes().len() == 0);
}

#[test]
fn rules_of_users_change_nothing_where_their_words_do_not_stand() {
    let plain = Scorer::new().unwrap();
    let [ours, ..] = scorers();
    let texts = sentences();
    let theirs = |text: &&String| THEIRS.iter().any(|word| text.contains(word));
    assert!(texts.iter().filter(theirs).count() < texts.len() / 100);
    for text in texts.iter().filter(|text| !theirs(text)) {
        let [without, with] = [&plain, ours].map(|scorer| embedded(&scorer.score(text)));
        assert_eq!(without, with, "{text:?}");
    }
}

#[test]
fn passing_over_changes_nothing_with_rules_of_users() {
    let [on, off, ..] = scorers();
    for (number, text) in sentences().iter().enumerate() {
        let (sentence, ..) = FOUND[number / 2 % FOUND.len()];
        let text = match number % 2 {
            0 => format!("{text}\n{sentence}"),
            _ => format!("{sentence} {text}"),
        };
        assert_eq!(on.score(&text), off.score(&text), "{text:?}");
    }
}

/// Sentences that name nothing, those of ours and the words of rules, by chance.
fn comment() -> impl Strategy<Value = String> {
    let ours = FOUND.map(|(sentence, ..)| sentence);
    let parts = prop_oneof![
        prop::sample::select(PLAIN.to_vec()),
        prop::sample::select(ours.to_vec()),
        prop::sample::select(THEIRS.to_vec()),
        words(),
    ];
    prop::collection::vec(parts, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn passing_over_changes_nothing_in_any_comment(text in comment()) {
        let [on, off, shut_on, shut_off] = scorers().each_ref().map(|scorer| scorer.score(&text));
        prop_assert_eq!(on, off);
        prop_assert_eq!(shut_on, shut_off);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_gate_keeps_rules_it_does_not_know(toml in lexicon(), texts in prop::collection::vec(comment(), 20)) {
        let lexicon = Lexicon::from_sources([("small.toml", toml.as_str())]).map_err(|error| TestCaseError::fail(format!("{error}\n{toml}")))?;
        let scorer = |builder: ScorerBuilder| builder.lexicon(lexicon.clone()).build().unwrap();
        let gated = scorer(Scorer::builder().classifier_table(shut()));
        let free = scorer(Scorer::builder().classifier(false));
        for text in &texts {
            prop_assert_eq!(found(&gated.score(text)), found(&free.score(text)), "{:?}", text);
        }
    }
}
