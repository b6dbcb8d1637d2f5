//! Explanations: sentences with the facts they must tell, and laws.

use std::collections::{BTreeSet, HashSet};

use hasoyeon::{
    Scorer, Span, Stance,
    explain::{Explanation, Found, MAX_NEAR, Method, Reason, Words},
    lexicon::Lexicon,
    morph::Dictionary,
};
use proptest::prelude::*;
use serde::Deserialize;

const REPAIRS: &str = include_str!("explain/repairs.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: String,
    facts: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
}

fn repairs() -> Lexicon {
    Lexicon::from_sources([("repairs.toml", REPAIRS)]).unwrap()
}

fn scorer() -> Scorer {
    Scorer::builder().lexicon(repairs()).build().unwrap()
}

fn table() -> Vec<Case> {
    toml::from_str::<Table>(include_str!("explain/cases.toml"))
        .unwrap()
        .case
}

fn samples() -> Vec<String> {
    include_str!("../data/samples/comments.jsonl")
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["text"].as_str().unwrap().to_owned()
        })
        .collect()
}

fn short(id: &str) -> &str {
    id.strip_prefix("repairs.").unwrap_or(id)
}

fn told(found: &Found) -> String {
    format!("{}={}", short(&found.concept), found.words.text)
}

/// What an explanation says of its first theme, one fact a line.
fn facts(explanation: &Explanation) -> BTreeSet<String> {
    let theme = &explanation.themes[0];
    let mut facts = BTreeSet::new();
    let mut fact = |text: String| facts.insert(text);
    match (theme.stance, theme.score) {
        (Some(stance), Some(score)) => fact(format!("theme {} {score}", lower(stance))),
        _ => fact("theme none".to_owned()),
    };
    for term in theme.arithmetic.iter().flat_map(|sum| &sum.terms) {
        fact(format!(
            "term {} {} {}",
            short(&term.rule),
            term.weight,
            term.share
        ));
    }
    for found in &theme.matches {
        let rule = short(&found.rule);
        let concepts: Vec<String> = found.concepts.iter().map(told).collect();
        fact(format!("match {rule} {}", concepts.join(" ")));
        fact(format!("why {rule} {}", found.why));
        fact(format!("clause {rule} {}", found.clause.text));
        fact(format!("sentence {rule} {}", found.sentence.text));
        let counted = if found.counted { "counted" } else { "outdone" };
        let (before, after) = (found.weight_before, found.weight);
        fact(format!(
            "weight {rule} {before} {after} {} {counted}",
            lower(found.stance)
        ));
        for cue in &found.modifiers {
            let (kind, effect) = (lower(cue.kind), lower(cue.effect));
            fact(format!(
                "modifier {rule} {kind} {effect} {}",
                cue.words.text
            ));
        }
    }
    for refused in &theme.refused {
        let rule = short(&refused.rule);
        for concept in &refused.concepts {
            fact(format!("had {rule} {}", told(concept)));
        }
        match &refused.reason {
            Reason::Guard { guards } => {
                for guard in guards {
                    fact(format!("guard {rule} {}", told(guard)));
                }
                false
            }
            Reason::Negated { cue } => fact(format!("refused {rule} negated {}", cue.text)),
            Reason::NotNegated => fact(format!("refused {rule} not-negated")),
            Reason::Agent { wanted, acts, cue } => {
                fact(format!("refused {rule} agent {wanted} {acts} {}", cue.text))
            }
            Reason::NoTopic => fact(format!("refused {rule} no-topic")),
            other => panic!("{other:?}"),
        };
    }
    for near in &theme.near {
        let rule = short(&near.rule);
        fact(format!("near {rule}"));
        fact(format!("within {rule} {}", near.within));
        for present in &near.present {
            fact(format!("has {rule} {}", told(present)));
        }
        for missing in &near.missing {
            let wanted = missing.concepts.iter().map(|wanted| match wanted.role {
                Some(role) => format!("{}:{role}", short(&wanted.concept)),
                None => short(&wanted.concept).to_owned(),
            });
            fact(format!(
                "lacks {rule} {}",
                wanted.collect::<Vec<_>>().join("|")
            ));
            for found in &missing.outside {
                fact(format!("outside {rule} {}", told(found)));
            }
            for found in &missing.other_role {
                fact(format!("other-role {rule} {}", told(found)));
            }
        }
        if let Some(order) = &near.order {
            let (from, to) = (told(&order.from), told(&order.to));
            match order.reversed {
                true => fact(format!("reversed {rule} {from} {to}")),
                false => fact(format!("too-far {rule} {from} {to} {}", order.gap.unwrap())),
            };
            assert!(order.reversed || order.gap.is_some_and(|gap| order.distance > gap));
        }
    }
    facts
}

fn lower(value: impl std::fmt::Debug) -> String {
    format!("{value:?}").to_lowercase()
}

#[test]
fn explanations_tell_the_facts() {
    let scorer = scorer();
    let mut names = HashSet::new();
    let mut wrong = Vec::new();
    for case in table() {
        assert!(
            names.insert(case.name.clone()),
            "{:?} stands twice",
            case.name
        );
        let told = facts(&scorer.explain(&case.text));
        let missing: Vec<&String> = case
            .facts
            .iter()
            .filter(|fact| !told.contains(*fact))
            .collect();
        let untrue: Vec<&String> = case
            .never
            .iter()
            .filter(|fact| told.contains(*fact))
            .collect();
        if !missing.is_empty() || !untrue.is_empty() {
            let (name, text) = (&case.name, &case.text);
            wrong.push(format!(
                "{name}: {text}\n  missing {missing:#?}\n  untrue {untrue:#?}\n  told {told:#?}"
            ));
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
fn the_rules_of_the_table_hold() {
    repairs().prove(&Dictionary::embedded()).unwrap();
}

/// The explanation says what scoring says, and adds up.
fn agrees(scorer: &Scorer, text: &str) {
    let analysis = scorer.score(text);
    let explanation = scorer.explain(text);
    assert_eq!(explanation.fingerprint.as_ref(), analysis.fingerprint());
    assert_eq!(explanation.sentiment, analysis.sentiment());
    assert_eq!(explanation.text, text);
    for theme in &explanation.themes {
        let scored = analysis.theme(&theme.id);
        assert_eq!(theme.score, scored.map(|scored| scored.score()), "{text}");
        assert_eq!(theme.stance, scored.map(|scored| scored.stance()), "{text}");
        assert_eq!(theme.arithmetic.is_some(), scored.is_some());
        assert!(theme.near.len() <= MAX_NEAR);
        let told = |rule: &str, clause: Span, weight: f32| {
            theme.matches.iter().any(|found| {
                *found.rule == *rule && found.clause.span == clause && found.weight == weight
            })
        };
        for evidence in scored.iter().flat_map(|scored| scored.evidence()) {
            assert!(
                told(evidence.rule(), evidence.clause(), evidence.weight()),
                "{text}"
            );
        }
        let met: HashSet<&str> = theme
            .matches
            .iter()
            .map(|found| &*found.rule)
            .chain(theme.refused.iter().map(|refused| &*refused.rule))
            .collect();
        for near in &theme.near {
            assert!(!met.contains(&*near.rule), "{text}: {}", near.rule);
            assert!(!near.present.is_empty() && !near.why.is_empty());
            assert!(
                !near.missing.is_empty() || near.order.is_some(),
                "{text}: {}",
                near.rule
            );
            near.present
                .iter()
                .for_each(|found| stands(&found.words, text));
        }
        for found in &theme.matches {
            stands(&found.sentence, text);
            stands(&found.clause, text);
            found
                .concepts
                .iter()
                .for_each(|concept| stands(&concept.words, text));
            found
                .modifiers
                .iter()
                .for_each(|cue| stands(&cue.words, text));
        }
        if let Some(sum) = &theme.arithmetic {
            let combined = match sum.method {
                Method::NoisyOr => {
                    let doubt = sum
                        .terms
                        .iter()
                        .map(|term| 1.0 - term.weight)
                        .product::<f32>();
                    1.0 - doubt
                }
                _ => {
                    let weights = sum.terms.iter().map(|term| term.weight * term.share);
                    weights.fold(0.0, f32::max).min(0.49)
                }
            };
            assert!(
                (combined - sum.combined).abs() < 0.003,
                "{text}: {combined} {sum:?}"
            );
            assert_eq!(Some(sum.score), theme.score);
            if sum.shift == 0.0 {
                assert_eq!(sum.score, sum.calibrated, "{text}");
            }
            let counted = theme.matches.iter().filter(|found| found.counted).count();
            assert_eq!(sum.terms.len(), counted, "{text}");
        }
    }
    assert_eq!(
        explanation
            .themes
            .iter()
            .filter(|t| t.score.is_some())
            .count(),
        analysis.themes().len()
    );
}

fn stands(words: &Words, text: &str) {
    assert_eq!(words.span.slice(text), Some(&*words.text));
}

#[test]
fn explained_scores_are_the_scores() {
    let scorer = Scorer::new().unwrap();
    for text in samples() {
        agrees(&scorer, &text);
    }
    let scorer = self::scorer();
    for case in table() {
        agrees(&scorer, &case.text);
    }
}

#[test]
fn a_prior_is_told() {
    let scorer = Scorer::builder()
        .lexicon(repairs())
        .prior(0.01)
        .build()
        .unwrap();
    let text = "수리가 너무 늦어요";
    agrees(&scorer, text);
    let explanation = scorer.explain(text);
    let sum = explanation.themes[0].arithmetic.as_ref().unwrap();
    assert_eq!((sum.combined, sum.calibrated), (0.8, 0.9));
    assert!(sum.shift < 0.0 && sum.score < sum.calibrated);
    assert!(
        explanation
            .to_string()
            .contains("log odds -2.78 for the prior"),
        "{explanation}"
    );
}

#[test]
fn a_text_of_many_blocks_is_explained() {
    let scorer = scorer();
    let filler = "오늘 날씨가 참 좋네요.\n".repeat(6000);
    let text = format!("수리가 너무 늦어요.\n{filler}기사님이 안 와요. 전화만 와요.");
    agrees(&scorer, &text);
    let theme = &scorer.explain(&text).themes[0];
    let rules: Vec<&str> = theme
        .matches
        .iter()
        .map(|found| short(&found.rule))
        .collect();
    // Six thousand sentences behind it, nothing leans on the topic any more.
    assert_eq!(rules, ["late", "named", "no-show"]);
}

#[test]
fn the_text_form_is_stable() {
    let told = scorer()
        .explain("수리는 늦어도 친절했어요. 기사님이 안 와요")
        .to_string();
    let wanted = "\
수리는 늦어도 친절했어요. 기사님이 안 와요
repairs: complaint 0.95 = 1 − (1 − 0.90) = 0.90, calibrated
  · repairs.named — 수리 이야기
      in “수리는 늦어도” (0–19) of “수리는 늦어도 친절했어요.”
      repair (수리)
      weight 0.60, mention; does not count beside complaints
  + repairs.no-show — 기사가 오지 않는다
      in “기사님이 안 와요” (37–60)
      engineer (기사), come (와요)
      negation enables: 안
      weight 0.90, complaint
  − repairs.late — 수리가 늦다
      in “수리는 늦어도” (0–19) of “수리는 늦어도 친절했어요.”
      repair (수리), delay (늦어)
      refused: unless praise (친절)
  ? repairs.fee — 비용이 비싸다
      has delay (늦어)
      lacks fee
";
    assert!(told.starts_with(wanted), "{told}");
}

#[test]
fn an_analysis_is_explained_by_its_own_scorer_alone() {
    let scorer = scorer();
    let text = "수리가 너무 늦어요";
    let json = serde_json::to_string(&scorer.score(text)).unwrap();
    let read = serde_json::from_str::<hasoyeon::Analysis>(&json).unwrap();
    assert_eq!(read.explain(&scorer, text), Some(scorer.explain(text)));
    assert_eq!(read.explain(&scorer, "수리 맡겼어요"), None);
    assert_eq!(read.explain(&Scorer::new().unwrap(), text), None);
}

#[test]
fn the_json_shape_is_pinned() {
    let json = serde_json::to_value(scorer().explain("수리는 늦어도 친절했어요")).unwrap();
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    let set = |keys: &[&str]| {
        keys.iter()
            .map(|&key| key.to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        keys(&json),
        set(&["schema", "fingerprint", "text", "sentiment", "themes"])
    );
    let theme = &json["themes"][0];
    let wanted = [
        "theme",
        "stance",
        "score",
        "arithmetic",
        "matches",
        "refused",
        "near",
    ];
    assert_eq!(keys(theme), set(&wanted));
    assert_eq!(theme["refused"][0]["reason"]["kind"], "guard");
    assert_eq!(
        theme["refused"][0]["reason"]["guards"][0]["concept"],
        "repairs.praise"
    );
    assert_eq!(
        theme["matches"][0]["concepts"][0]["words"]["span"],
        serde_json::json!([0, 6])
    );
    assert_eq!(theme["arithmetic"]["method"], "strongest");
    assert_eq!(
        theme["stance"],
        serde_json::to_value(Stance::Mention).unwrap()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever stands next to what.
    #[test]
    fn explaining_agrees_with_scoring(parts in proptest::collection::vec(
        prop_oneof![
            proptest::sample::select(vec![
                "수리", "가 ", "늦어", "요. ", "친절", "고장", " 또 ", "기사", "한테 ", "안 ", "와요", "는데 ",
                "전화 ", "드렸", "냉장고 ", "출장비", " 비싸", "지 않", "아요", "한 달째", "\n", "반말을 ", "?",
            ]).prop_map(str::to_owned),
            any::<String>(),
        ], 0..24)) {
        thread_local!(static SCORER: Scorer = scorer());
        SCORER.with(|scorer| agrees(scorer, &parts.concat()));
    }
}
