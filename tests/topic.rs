//! A theme once named stays the topic of what follows, less and less.

use hasoyeon::{
    Scorer,
    lexicon::Lexicon,
    modifier::{Effect, ModifierKind},
};

const REPAIRS: &str = r#"
schema = 1
id = "repairs"
name = { ko = "수리", en = "repairs" }

[concepts.fridge]
strings = ["냉장고"]

[concepts.delay]
strings = ["미루"]

[[rule]]
id = "named"
all = ["fridge"]
stance = "mention"
topic = "sets"
weight = 0.3
why = "냉장고 이야기"
hit = ["냉장고가 왔어요"]
miss = ["세탁기가 왔어요"]

[[rule]]
id = "put-off"
all = ["delay"]
topic = "needs"
weight = 0.6
why = "그 일을 미룬다"
hit = ["냉장고 수리를 자꾸 미루네요"]
miss = ["수리를 자꾸 미루네요"]
"#;

/// The complaint's weight, and the words a modifier of kind topic points at.
fn put_off(text: &str) -> Option<(f32, Option<String>)> {
    let lexicon = Lexicon::from_sources([("repairs.toml", REPAIRS)]).unwrap();
    let scorer = Scorer::builder().lexicon(lexicon).build().unwrap();
    let analysis = scorer.score(text);
    analysis
        .themes()
        .flat_map(|theme| theme.evidence())
        .find(|evidence| evidence.rule() == "repairs.put-off")
        .map(|evidence| {
            let topic = evidence
                .modifiers()
                .iter()
                .find(|modifier| modifier.kind == ModifierKind::Topic)
                .map(|modifier| {
                    assert_eq!(modifier.effect, Effect::Damps);
                    text[modifier.span.start()..modifier.span.end()].to_owned()
                });
            (evidence.weight(), topic)
        })
}

#[test]
fn a_topic_holds_in_its_sentence_and_the_next() {
    assert_eq!(put_off("냉장고 수리를 미루네요."), Some((0.6, None)));
    assert_eq!(
        put_off("냉장고가 고장이에요. 수리를 미루네요."),
        Some((0.6, None))
    );
}

#[test]
fn a_topic_fades_and_ends() {
    let mut last = 0.6;
    for between in 1..9 {
        let filler = "저녁을 먹었어요. ".repeat(between);
        let text = format!("냉장고가 고장이에요. {filler}수리를 미루네요.");
        let Some((weight, topic)) = put_off(&text) else {
            // No complaint any more, so the mention of the fridge is all.
            assert!(last < 0.55, "{between}: {last}");
            return;
        };
        assert!(weight < last, "{between}: {weight}");
        assert_eq!(topic.as_deref(), Some("냉장고"), "{between}");
        last = weight;
    }
    let far = "저녁을 먹었어요. ".repeat(12);
    assert_eq!(
        put_off(&format!("냉장고가 고장이에요. {far}미루네요.")),
        None
    );
}

#[test]
fn a_topic_is_nothing_for_what_stands_before_it() {
    assert_eq!(put_off("수리를 미루네요. 냉장고가 고장이에요."), None);
}
