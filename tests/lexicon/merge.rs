//! Lexicons on top of others: replaced, extended, switched off.

use hasoyeon::{Scorer, lexicon::Lexicon, morph::Dictionary};

const NOISE: &str = r#"
schema = 1
id = "noise"
name = { ko = "소음", en = "noise" }
[concepts.loud]
words = ["소음/NNG"]
[concepts.near]
words = ["층간/NNG", "옆집/NNG"]
[[rule]]
id = "loud"
all = ["loud"]
weight = 0.6
why = "시끄럽다"
hit = ["소음이 심해요"]
miss = ["조용해요"]
[[rule]]
id = "next-door"
all = ["near", "loud"]
weight = 0.9
why = "이웃이 시끄럽다"
hit = ["옆집 소음이 심해요"]
miss = ["옆집이 조용해요"]
"#;

fn noise() -> Lexicon {
    Lexicon::from_sources([("noise.toml", NOISE)]).unwrap()
}

fn with(file: &str) -> Lexicon {
    noise()
        .merge_sources([("ours.toml", file)])
        .unwrap_or_else(|error| panic!("{error}"))
}

fn rules(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let scorer = Scorer::builder().lexicon(lexicon.clone()).build().unwrap();
    let analysis = scorer.score(text);
    let evidence = analysis.themes().flat_map(|theme| {
        theme
            .evidence()
            .map(|evidence| evidence.rule().to_owned())
            .collect::<Vec<_>>()
    });
    evidence.collect()
}

#[test]
fn a_rule_or_a_theme_is_switched_off() {
    let text = "옆집 소음이 심해요";
    assert_eq!(rules(&noise(), text), ["noise.next-door", "noise.loud"]);
    let fewer = with("schema = 1\nid = \"ours\"\noff = [\"noise.loud\"]\n");
    assert_eq!(rules(&fewer, text), ["noise.next-door"]);
    let none = with("schema = 1\nid = \"ours\"\noff = [\"noise\"]\n");
    assert_eq!(none.themes().len(), 0);
    assert!(rules(&none, text).is_empty());
}

#[test]
fn a_concept_is_extended() {
    let text = "윗집 발망치가 심해요";
    assert!(rules(&noise(), text).is_empty());
    let more = with(
        "schema = 1\nid = \"ours\"\n[concepts.feet]\nstrings = [\"발망치\"]\n\
         [extend.concepts.\"noise.loud\"]\nincludes = [\"feet\"]\n\
         [extend.concepts.\"noise.near\"]\nstrings = [\"윗집\"]\n",
    );
    assert_eq!(rules(&more, text), ["noise.next-door", "noise.loud"]);
    more.prove(&Dictionary::embedded()).unwrap();
}

#[test]
fn a_later_merge_replaces_by_id_and_keeps_the_rest() {
    let other = with(
        "schema = 1\nid = \"noise\"\n[concepts.loud]\nwords = [\"소란/NNG\"]\n\
         [[rule]]\nid = \"loud\"\nall = [\"loud\", \"near\"]\nweight = 0.5\nwhy = \"소란\"\n\
         hit = [\"옆집이 소란을 피워요\"]\nmiss = [\"조용해요\"]\n",
    );
    assert!(rules(&other, "소음이 심해요").is_empty());
    assert_eq!(
        rules(&other, "옆집이 소란을 피워요"),
        ["noise.next-door", "noise.loud"]
    );
    let names: Vec<_> = other.themes().map(|theme| (theme.id, theme.ko)).collect();
    assert_eq!(
        names,
        [("noise", "소음")],
        "an unnamed addition keeps the name"
    );
}

#[test]
fn files_of_one_merge_do_not_replace_each_other() {
    let twice = [("a.toml", NOISE), ("b.toml", NOISE)];
    assert_eq!(Lexicon::from_sources(twice).unwrap_err().defects().len(), 5);
}

#[test]
fn what_is_switched_off_may_come_back_later() {
    let off = with("schema = 1\nid = \"ours\"\noff = [\"noise.loud\"]\n");
    let back = off.merge(&noise()).unwrap();
    assert_eq!(rules(&back, "소음이 심해요"), ["noise.loud"]);
}

#[test]
fn a_lexicon_on_top_of_itself_scores_the_same() {
    let once = Lexicon::embedded();
    let twice = once.merge(&once).unwrap();
    let scorers = [once, twice].map(|lexicon| Scorer::builder().lexicon(lexicon).build().unwrap());
    for text in [
        "보상은커녕 밤 9시에도 전화가 와요",
        "환불 안 해주고 요금제도 강제로 바꿨어요",
    ] {
        let [a, b] = [0, 1].map(|at: usize| serde_json::to_value(scorers[at].score(text)).unwrap());
        assert_eq!(a["themes"], b["themes"]);
    }
}

#[test]
fn defects_of_a_merge_name_the_new_file_only() {
    let error = noise()
        .merge_sources([(
            "ours.toml",
            "schema = 1\nid = \"ours\"\noff = [\"noise.lod\"]\n",
        )])
        .unwrap_err();
    let defect = &error.defects()[0];
    assert_eq!(
        (defect.file(), defect.line(), error.defects().len()),
        ("ours.toml", 3, 1)
    );
    assert!(defect.expected().contains("did you mean noise.loud?"));
}

#[test]
fn what_the_crate_adds_can_be_extended_too() {
    let file = "schema = 1\nid = \"ours\"\n[extend.concepts.\"cues.short-negator\"]\n\
                strings = [\"아니\"]\n[extend.concepts.\"common.company\"]\nstrings = [\"상점\"]\n";
    let alone = Lexicon::from_sources([("ours.toml", file)]).unwrap();
    alone.check(&Dictionary::embedded()).unwrap();
    noise().merge_sources([("ours.toml", file)]).unwrap();
}

#[test]
fn a_circle_across_merges_is_found() {
    let file = "schema = 1\nid = \"noise\"\n[concepts.loud]\nincludes = [\"near\"]\n\
                [extend.concepts.near]\nincludes = [\"loud\"]\n";
    let error = noise().merge_sources([("ours.toml", file)]).unwrap_err();
    assert!(
        error
            .defects()
            .iter()
            .all(|defect| defect.found() == "includes itself")
    );
}

#[test]
fn the_running_scorer_goes_on_beside_the_new_one() {
    let scorer = Scorer::builder().prior(0.3).build().unwrap();
    let before = scorer.fingerprint().to_owned();
    let other = scorer.with_lexicon(noise()).unwrap();
    assert_ne!(other.fingerprint(), before);
    assert_eq!(scorer.fingerprint(), before);
    assert!(other.score("소음이 심해요").theme("noise").is_some());
    assert!(scorer.score("소음이 심해요").theme("noise").is_none());
    let again = other.with_lexicon(Lexicon::embedded()).unwrap();
    assert_eq!(
        again.fingerprint(),
        before,
        "the same parts make the same scorer"
    );
    let broken = "schema = 1\nid = \"noise\"\n[concepts.loud]\nwords = [\"소음음음/NNG\"]\n";
    let broken = Lexicon::from_sources([("noise.toml", broken)]).unwrap();
    assert!(scorer.with_lexicon(broken).unwrap_err().is_lexicon());
}
