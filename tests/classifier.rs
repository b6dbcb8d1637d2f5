//! The classifier beside the rules, on the sentences of the tables of pairs.

use std::collections::HashSet;

use hasoyeon::{
    Analysis, Effect, Evidence, Scorer, Stance, explain::Reason, modifier::ModifierKind,
};
use serde::Deserialize;

const TABLES: [&str; 10] = [
    include_str!("cases/agent.toml"),
    include_str!("cases/contrast.toml"),
    include_str!("cases/degree.toml"),
    include_str!("cases/hypothesis.toml"),
    include_str!("cases/irony.toml"),
    include_str!("cases/negation.toml"),
    include_str!("cases/question.toml"),
    include_str!("cases/quotation.toml"),
    include_str!("cases/resolution.toml"),
    include_str!("cases/sense.toml"),
];

#[derive(Deserialize)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
}

fn texts() -> Vec<String> {
    let tables = TABLES
        .iter()
        .map(|toml| toml::from_str::<Table>(toml).unwrap());
    tables
        .flat_map(|table| table.case)
        .map(|case| case.text)
        .collect()
}

/// What rules found: theme, rule and where.
fn found(analysis: &Analysis, stance: Option<Stance>) -> HashSet<(String, String, usize)> {
    let mut out = HashSet::new();
    for theme in analysis.themes() {
        for evidence in theme.evidence() {
            if stance.is_none_or(|stance| stance == evidence.stance()) {
                let start = evidence.clause().start();
                out.insert((theme.id().to_owned(), evidence.rule().to_owned(), start));
            }
        }
    }
    out
}

/// Whether evidence says that the classifier had such an effect on it.
fn told(evidence: &Evidence<'_>, effect: Effect) -> bool {
    evidence
        .modifiers()
        .iter()
        .any(|modifier| modifier.kind == ModifierKind::Classifier && modifier.effect == effect)
}

#[test]
fn it_takes_back_and_raises_and_says_so() {
    let both = Scorer::new().unwrap();
    let rules = Scorer::builder().classifier(false).build().unwrap();
    let (mut dropped, mut turned, mut raised) = (0, 0, 0);
    for text in texts() {
        let with = both.score(&text);
        let without = rules.score(&text);
        let blamed = found(&without, Some(Stance::Complaint));
        for theme in with.themes() {
            for evidence in theme.evidence() {
                let guess = evidence.rule() == format!("{}.classifier", theme.id());
                if guess || evidence.stance() != Stance::Complaint {
                    continue;
                }
                let start = evidence.clause().start();
                let rule = (theme.id().to_owned(), evidence.rule().to_owned(), start);
                let new = !blamed.contains(&rule);
                // What is no complaint for rules alone may also be one because
                // a neighbour that names no theme is not read.
                let told = told(&evidence, Effect::Raises);
                assert!(new || !told, "{text}");
                raised += usize::from(told);
            }
        }
        for theme in without.themes() {
            let refused = || {
                let explanation = both.explain(&text);
                explanation.themes.iter().any(|explained| {
                    let mut refused = explained.refused.iter();
                    *explained.id == *theme.id()
                        && refused.any(|it| matches!(it.reason, Reason::Unlikely { .. }))
                })
            };
            match with.theme(theme.id()) {
                Some(reviewed) if reviewed.stance() < theme.stance() => {
                    turned += 1;
                    let mut evidence = reviewed.evidence();
                    // Where all was dropped, what names the theme is a guess.
                    let told = evidence.any(|it| told(&it, Effect::Damps)) || refused();
                    assert!(told, "{text}");
                }
                None => {
                    dropped += 1;
                    assert!(refused(), "{text}");
                }
                Some(_) => {}
            }
        }
    }
    assert!(
        dropped > 0 && turned > 0 && raised > 0,
        "{dropped} dropped, {turned} turned, {raised} raised"
    );
}

#[test]
fn it_has_a_say_where_no_rule_finds_anything() {
    let both = Scorer::new().unwrap();
    let rules = Scorer::builder().classifier(false).build().unwrap();
    let mut guessed = 0;
    for text in texts() {
        let with = both.score(&text);
        let without = rules.score(&text);
        for theme in with.themes() {
            let own = format!("{}.classifier", theme.id());
            let guess = theme.evidence().any(|evidence| evidence.rule() == own);
            assert_eq!(guess, without.theme(theme.id()).is_none(), "{text}");
            guessed += usize::from(guess);
        }
    }
    assert!(guessed > 0);
}

#[test]
fn rules_that_users_add_are_not_reviewed() {
    let ours = (
        "ours.toml",
        r#"
schema = 1
id = "compensation"
[concepts.dove]
strings = ["비둘기"]
[[rule]]
id = "doves"
all = ["dove"]
weight = 0.6
why = "비둘기 이야기"
hit = ["비둘기가 앉았다 갔네요"]
miss = ["참새가 앉았다 갔네요"]
"#,
    );
    let lexicon = hasoyeon::lexicon::Lexicon::embedded()
        .merge_sources([ours])
        .unwrap();
    let scorer = Scorer::builder().lexicon(lexicon).build().unwrap();
    let analysis = scorer.score("비둘기가 앉았다 갔네요");
    let theme = analysis.theme("compensation").unwrap();
    assert_eq!(theme.stance(), Stance::Complaint);
    assert!(
        theme
            .evidence()
            .any(|evidence| evidence.rule() == "compensation.doves")
    );
}
