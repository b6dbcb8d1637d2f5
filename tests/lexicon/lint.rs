//! What is allowed but hardly meant.

use hasoyeon::{
    lexicon::{Lexicon, Warning, WarningKind},
    morph::Dictionary,
};

fn lint(text: &str) -> Vec<Warning> {
    let lexicon = Lexicon::from_sources([("noise.toml", text)]).unwrap();
    lexicon.lint(&Dictionary::embedded()).unwrap()
}

/// A theme of one concept and one rule, with more of both.
fn theme(concepts: &str, rules: &str) -> String {
    format!(
        "schema = 1\nid = \"noise\"\n[concepts.loud]\nwords = [\"소음/NNG\"]\n{concepts}\n\
         [[rule]]\nid = \"loud\"\nall = [\"loud\"]\nweight = 0.6\nwhy = \"시끄럽다\"\n\
         hit = [\"소음이 심해요\"]\nmiss = [\"조용해요\"]\n{rules}"
    )
}

fn rule(id: &str, all: &str, hit: &str) -> String {
    format!(
        "[[rule]]\nid = {id:?}\nall = {all}\nweight = 0.5\nwhy = \"시끄럽다\"\nhit = [{hit:?}]\n\
         miss = [\"고요해요\"]\n"
    )
}

fn kinds(warnings: &[Warning]) -> Vec<WarningKind> {
    warnings.iter().map(Warning::kind).collect()
}

#[test]
fn a_theme_in_order_has_no_warnings() {
    let words = "[concepts.various]\nwords = [\"시끄럽/VA\", \"전화하/VV\", \"돈/NNG 물/VV\", \
                 \"매일/MAG\", \"황당/XR\", \"보상/NNG\", \"없/V\", \"LTE/SL\", \"않/VX\", \"년/NNBC\"]";
    let rules = rule("various", "[\"various\"]", "옆집이 시끄러워요");
    assert_eq!(lint(&theme(words, &rules)), []);
}

#[test]
fn a_word_never_cut_so_is_told_with_its_cut() {
    let warnings = lint(&theme(
        "[concepts.night]\nwords = [\"밤/NNG\", \"한밤중/NNG\"]",
        &rule("night", "[\"night\"]", "밤에 시끄러워요"),
    ));
    assert_eq!(kinds(&warnings), [WarningKind::BareWord]);
    assert_eq!(
        (
            warnings[0].line(),
            warnings[0].column(),
            warnings[0].width()
        ),
        (6, 19, 9)
    );
    assert!(
        warnings[0].found().contains("한/MM 밤중/NNG"),
        "{}",
        warnings[0]
    );
}

#[test]
fn concepts_and_rules_of_no_use_are_told() {
    let warnings = lint(&theme(
        "[concepts.unused]\nstrings = [\"시끌\"]\n[concepts.quiet]\nstrings = [\"잠잠\"]",
        &rule("never", "[\"loud\", \"quiet\"]", "잠잠한 밤이에요"),
    ));
    assert_eq!(
        kinds(&warnings),
        [WarningKind::UnusedConcept, WarningKind::UnmatchedRule]
    );
    assert_eq!(warnings[1].entry(), "rule noise.never");
}

#[test]
fn rules_that_meet_the_same_are_told() {
    let warnings = lint(&theme("", &rule("again", "[\"loud\"]", "소음이 심해요")));
    assert_eq!(kinds(&warnings), [WarningKind::SameMatches]);
    assert!(warnings[0].found().contains("noise.loud"));
}

#[test]
fn a_rule_no_letters_announce_is_told() {
    let concepts = "[concepts.many]\npatterns = ['\\d+\\s*[가-힣]']";
    let alone = rule("many", "[\"many\"]", "3 번이나 울려요");
    assert_eq!(
        kinds(&lint(&theme(concepts, &alone))),
        [WarningKind::AlwaysPasses]
    );
    let beside = rule("many", "[\"loud\", \"many\"]", "소음이 3 번이나 나요");
    assert_eq!(lint(&theme(concepts, &beside)), []);
}

#[test]
fn what_the_crate_adds_is_left_out() {
    let lexicon = Lexicon::from_sources([("noise.toml", theme("", ""))]).unwrap();
    let warnings = lexicon.lint(&Dictionary::embedded()).unwrap();
    assert!(
        warnings
            .iter()
            .all(|warning| warning.file() == "noise.toml")
    );
}
