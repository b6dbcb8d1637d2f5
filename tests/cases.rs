//! Tables of Korean sentences with the themes they carry: minimal pairs for
//! each modifier.

use std::collections::{BTreeMap, HashSet};

use hasoyeon::{Scorer, Stance};
use serde::Deserialize;

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
    #[serde(default)]
    themes: BTreeMap<String, Stance>,
    #[serde(default)]
    modifiers: Vec<String>,
    known_gap: Option<String>,
}

/// Every row must hold; a row marked `known_gap` must fail, so that a mended
/// gap is noticed.
fn check(file: &str, toml: &str) {
    let table: Table = toml::from_str(toml).unwrap_or_else(|error| panic!("{file}: {error}"));
    let scorer = Scorer::new().unwrap();
    let mut names = HashSet::new();
    let mut wrong = Vec::new();
    for case in &table.case {
        assert!(
            names.insert(&case.name),
            "{file}: {:?} stands twice",
            case.name
        );
        let analysis = scorer.score(&case.text);
        let got: BTreeMap<String, Stance> = analysis
            .themes()
            .map(|theme| (theme.id().to_owned(), theme.stance()))
            .collect();
        let kinds: HashSet<String> = analysis
            .themes()
            .flat_map(|theme| {
                theme
                    .evidence()
                    .flat_map(|e| e.modifiers().to_vec())
                    .collect::<Vec<_>>()
            })
            .map(|modifier| format!("{:?}", modifier.kind).to_lowercase())
            .collect();
        let right = got == case.themes && case.modifiers.iter().all(|kind| kinds.contains(kind));
        match (right, &case.known_gap) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(gap)) => {
                wrong.push(format!("{}: holds now, yet marked {gap:?}", case.name))
            }
            (false, None) => wrong.push(format!(
                "{}: {:?}\n    wanted {:?} {:?}\n    got    {got:?} {kinds:?}",
                case.name, case.text, case.themes, case.modifiers
            )),
        }
    }
    assert!(
        wrong.is_empty(),
        "{file}: {} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

macro_rules! tables {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            let file = concat!(stringify!($name), ".toml");
            check(file, include_str!(concat!("cases/", stringify!($name), ".toml")));
        })*
    };
}

tables!(
    agent, contrast, degree, hypothesis, irony, negation, question, quotation, resolution, sense
);
