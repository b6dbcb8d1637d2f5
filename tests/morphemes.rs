//! Golden cuts, checked against mecab-ko when they were written.

use hasoyeon::morph::{Dictionary, Tokenizer};
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
    tokens: String,
    #[serde(default)]
    full_only: bool,
    embedded: Option<String>,
}

fn cut(tokenizer: &mut Tokenizer, text: &str) -> String {
    let morphemes = tokenizer.morphemes(text);
    let tokens: Vec<_> = morphemes
        .iter()
        .map(|morpheme| format!("{}/{}", morpheme.surface, morpheme.tag()))
        .collect();
    tokens.join(" ")
}

#[test]
fn goldens() {
    let table: Table = toml::from_str(include_str!("cases/morphemes.toml")).unwrap();
    assert!(table.case.len() >= 60);
    let mut tokenizer = Tokenizer::new(Dictionary::embedded());
    let mut wrong = Vec::new();
    for case in &table.case {
        let wanted = match &case.embedded {
            Some(embedded) => embedded,
            None if case.full_only => continue,
            None => &case.tokens,
        };
        let got = cut(&mut tokenizer, &case.text);
        if got != *wanted {
            wrong.push(format!(
                "{}\n    wanted {wanted}\n    got    {got}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lemmas() {
    let mut tokenizer = Tokenizer::new(Dictionary::embedded());
    let mut lemma = |text: &str| tokenizer.morphemes(text)[0].lemma.clone();
    assert_eq!(lemma("바꿔"), "바꾸다");
    assert_eq!(lemma("했더라구요"), "하다");
    assert_eq!(lemma("걸어서"), "걷다");
    assert_eq!(lemma("전화"), "전화");
}

#[test]
fn spans_are_of_the_original() {
    // NFD: each syllable is two or three code points.
    let text = "전화 왔어요";
    let mut tokenizer = Tokenizer::new(Dictionary::embedded());
    let morphemes = tokenizer.morphemes(text);
    assert_eq!(morphemes[0].surface, "전화");
    assert_eq!(morphemes[0].span.slice(text), Some("전화"));
}
