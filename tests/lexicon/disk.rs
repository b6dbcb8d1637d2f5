//! Words of the user's own with a dictionary from disk.

use std::{fs, io};

use hasoyeon::{
    Scorer,
    lexicon::Lexicon,
    morph::{Dictionary, Tag, Tokenizer, UserWord},
};
use hasoyeon_ko_dic::{lexeme_table, lindera};

use super::Scratch;

/// The embedded tables as a directory that lindera 6.2 would have built, the
/// details of each word written out: tag and expression.
fn write(dir: &Scratch) -> io::Result<()> {
    let table = lexeme_table();
    let (mut index, mut words) = (Vec::new(), Vec::new());
    for lexeme in 0..table.len() as u32 {
        let parts = table.keys_of(lexeme);
        let parts = parts.map(|key| format!("{}/{}/*", table.key_lemma(key), table.key_tag(key)));
        let expression = match table.is_compound(lexeme) || table.is_inflected(lexeme) {
            true => parts.collect::<Vec<_>>().join("+"),
            false => "*".to_owned(),
        };
        let tag = table.class_tag(table.class(lexeme));
        let details = format!("{tag}\0{expression}");
        index.extend_from_slice(&(words.len() as u32).to_le_bytes());
        words.extend_from_slice(&(details.len() as u32).to_le_bytes());
        words.extend_from_slice(details.as_bytes());
    }
    let metadata = include_str!("../../data/ko-dic/metadata.json");
    let metadata = metadata.replacen("_tag\"]", "_tag\", \"expression\"]", 1);
    let files = [
        ("dict.trie", lindera::TRIE),
        ("dict.valsidx", lindera::VALS_INDEX),
        ("dict.vals", lindera::VALS),
        ("dict.wordsidx", &index),
        ("dict.words", &words),
        ("matrix.mtx", lindera::MATRIX),
        ("char_def.bin", lindera::CHAR_DEF),
        ("unk.bin", lindera::UNKNOWN),
        ("metadata.json", metadata.as_bytes()),
    ];
    files
        .iter()
        .try_for_each(|(name, bytes)| fs::write(dir.0.join(name), bytes))
}

#[test]
fn a_dictionary_from_disk_takes_user_words() {
    let dir = Scratch::new("disk");
    write(&dir).unwrap();
    let dictionary = Dictionary::from_path(&dir.0).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(dictionary.entries(), Dictionary::embedded().entries());
    let words = [UserWord::new("하소연폰", Tag::Nng, "전화")];
    let more = dictionary.with_words(words).unwrap();
    let cut = |dictionary: &Dictionary, text: &str| {
        let morphemes = Tokenizer::new(dictionary.clone()).morphemes(text);
        morphemes
            .iter()
            .map(|m| format!("{}/{}", m.surface, m.tag()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        cut(&more, "하소연폰이 느려요")[..2],
        ["하소연폰/NNG", "이/JKS"]
    );
    assert_ne!(cut(&dictionary, "하소연폰이 느려요")[0], "하소연폰/NNG");
    let text = "번호를 바꾸라는 전화가 옵니다";
    assert_eq!(cut(&more, text), cut(&Dictionary::embedded(), text));
    let theme = "schema = 1\nid = \"phone\"\n[[word]]\nsurface = \"하소연폰\"\ntag = \"NNG\"\n\
                 like = \"전화\"\n[concepts.phone]\nwords = [\"하소연폰/NNG\"]\n[[rule]]\n\
                 id = \"phone\"\nall = [\"phone\"]\nweight = 0.6\nwhy = \"하소연폰\"\n\
                 hit = [\"새하소연폰이네요\"]\nmiss = [\"하소연을 폰으로 해요\"]\n";
    let lexicon = Lexicon::from_sources([("phone.toml", theme)]).unwrap();
    let scorer = Scorer::builder()
        .dictionary(dictionary)
        .lexicon(lexicon)
        .build();
    let scorer = scorer.unwrap_or_else(|error| panic!("{error}"));
    assert!(scorer.score("새하소연폰이네요").theme("phone").is_some());
}

#[test]
fn a_directory_that_is_no_dictionary_is_refused() {
    let dir = Scratch::new("no-dictionary");
    fs::write(dir.0.join("metadata.json"), "{}").unwrap();
    assert!(Dictionary::from_path(&dir.0).unwrap_err().is_dictionary());
    assert!(
        Dictionary::from_path("no/such/directory")
            .unwrap_err()
            .is_io()
    );
}
