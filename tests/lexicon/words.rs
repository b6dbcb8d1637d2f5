//! Words of the user's own: cut as given, known to concepts, spans right.

use hasoyeon::{
    Scorer,
    lexicon::Lexicon,
    morph::{Dictionary, Tag, Tokenizer, UserWord},
};

const PHONE: &str = r#"
schema = 1
id = "phone"
name = { ko = "하소연폰", en = "a phone" }
[[word]]
surface = "하소연폰"
tag = "NNG"
like = "전화"
[concepts.phone]
words = ["하소연폰/NNG"]
[concepts.slow]
words = ["느리/VA"]
[[rule]]
id = "slow"
all = ["phone", "slow"]
weight = 0.8
why = "하소연폰이 느리다"
hit = ["하소연폰이 너무 느려요", "새하소연폰느려요"]
miss = ["하소연하는 폰이 느려요", "하소연폰 빨라요"]
"#;

fn cut(dictionary: Dictionary, text: &str) -> Vec<String> {
    let morphemes = Tokenizer::new(dictionary).morphemes(text);
    morphemes
        .iter()
        .map(|m| format!("{}/{}", m.surface, m.tag()))
        .collect()
}

fn word(surface: &str, tag: Tag, like: &str) -> Dictionary {
    let words = [UserWord::new(surface, tag, like)];
    Dictionary::embedded().with_words(words).unwrap()
}

#[test]
fn a_user_word_is_cut_as_given() {
    let dictionary = word("하소연폰", Tag::Nng, "전화");
    assert_ne!(
        cut(Dictionary::embedded(), "하소연폰이 느려요")[0],
        "하소연폰/NNG"
    );
    for text in [
        "하소연폰이 느려요",
        "하소연폰 느려요",
        "하소연폰느려요",
        "하소연폰",
    ] {
        assert_eq!(cut(dictionary.clone(), text)[0], "하소연폰/NNG", "{text}");
    }
    assert_eq!(cut(dictionary.clone(), "새하소연폰")[1], "하소연폰/NNG");
    assert!(dictionary.contains("하소연폰", "NNG"));
    assert!(!dictionary.contains("하소연폰", "VV"));
    assert!(!Dictionary::embedded().contains("하소연폰", "NNG"));
}

#[test]
fn words_elsewhere_are_cut_as_before() {
    let dictionary = word("하소연폰", Tag::Nng, "전화");
    for text in [
        "하소연하는 폰",
        "번호를 바꿔 달래요",
        "보상 안 해주네요 ㅠㅠ",
    ] {
        assert_eq!(
            cut(dictionary.clone(), text),
            cut(Dictionary::embedded(), text)
        );
    }
}

#[test]
fn letters_match_in_either_case_and_decomposed_surfaces_too() {
    let dictionary = word("X톡Plus", Tag::Nnp, "카톡");
    assert_eq!(cut(dictionary, "x톡plus 안 돼요")[0], "x톡plus/NNP");
    let decomposed = "하소연폰".chars().flat_map(|c| {
        let index = c as u32 - 0xac00;
        let [lead, vowel, tail] = [index / 588, index % 588 / 28, index % 28];
        let jamo = [0x1100 + lead, 0x1161 + vowel, 0x11a7 + tail];
        jamo.into_iter()
            .filter(move |&c| c != 0x11a7)
            .filter_map(char::from_u32)
    });
    let dictionary = word(&decomposed.collect::<String>(), Tag::Nng, "전화");
    assert_eq!(cut(dictionary, "하소연폰")[0], "하소연폰/NNG");
}

#[test]
fn a_concept_may_name_a_word_of_its_file() {
    let lexicon = Lexicon::from_sources([("phone.toml", PHONE)]).unwrap();
    lexicon.prove(&Dictionary::embedded()).unwrap();
    let scorer = Scorer::builder().lexicon(lexicon).build().unwrap();
    for text in ["ㅋㅋ 하소연폰이 느려요", "새하소연폰느려요"] {
        let analysis = scorer.score(text);
        let theme = analysis.theme("phone").expect(text);
        let evidence = theme.evidence().next().unwrap();
        let words: Vec<_> = evidence.words(text).collect();
        assert!(words[0].starts_with("하소연폰"), "{words:?}");
    }
}

#[test]
fn words_of_the_builder_are_known_to_the_themes() {
    let (header, rest) = PHONE.split_once("[[word]]").unwrap();
    let rest = &rest[rest.find("[concepts").unwrap()..];
    let lexicon = Lexicon::from_sources([("phone.toml", format!("{header}{rest}"))]).unwrap();
    let error = Scorer::builder()
        .lexicon(lexicon.clone())
        .build()
        .unwrap_err();
    assert!(
        error.is_lexicon() && error.to_string().contains("하소연폰"),
        "{error}"
    );
    let words = [UserWord::new("하소연폰", Tag::Nng, "전화")];
    let scorer = Scorer::builder()
        .lexicon(lexicon.clone())
        .words(words)
        .build()
        .unwrap();
    assert!(scorer.score("하소연폰이 느려요").theme("phone").is_some());
    // They stay when the themes change.
    assert!(scorer.with_lexicon(lexicon).is_ok());
}

#[test]
fn a_word_that_fits_nowhere_is_refused() {
    let long: String = ('가'..).take(65).collect();
    let words = [
        ("하소연폰", Tag::Vv, "전화"),
        ("하소연폰", Tag::Nng, "전화화"),
        ("하소연 폰", Tag::Nng, "전화"),
        ("", Tag::Nng, "전화"),
        (long.as_str(), Tag::Nng, "전화"),
    ];
    for (surface, tag, like) in words {
        let words = [UserWord::new(surface, tag, like)];
        assert!(
            Dictionary::embedded()
                .with_words(words)
                .unwrap_err()
                .is_dictionary()
        );
    }
}

#[test]
fn a_later_merge_replaces_a_word() {
    let lexicon = Lexicon::from_sources([("phone.toml", PHONE)]).unwrap();
    let again = lexicon.merge(&lexicon).unwrap();
    again.prove(&Dictionary::embedded()).unwrap();
}
