//! The embedded tables, through the readers that use them.
#![cfg(feature = "embedded")]

use hasoyeon_ko_dic::{
    Bounds, ENTRIES, LexemeTable, bounds, costs, lexeme_table, lindera, order, surfaces,
};
use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
use lindera_dictionary::space_penalty::SpacePenaltyTable;
use lindera_dictionary::viterbi::{LexType, WordId};
use std::sync::Arc;

fn words() -> PrefixDictionary {
    PrefixDictionary::load(
        lindera::TRIE,
        lindera::VALS_INDEX,
        lindera::VALS,
        lindera::WORDS_INDEX,
        lindera::WORDS,
    )
    .unwrap()
}

/// Lemma and tag of each part, `하/XSV+았/EP`.
fn parts(table: &LexemeTable, lexeme: u32) -> String {
    let part = |key| format!("{}/{}", table.key_lemma(key), table.key_tag(key));
    table
        .keys_of(lexeme)
        .map(part)
        .collect::<Vec<_>>()
        .join("+")
}

fn lexemes<'a>(
    table: &'a LexemeTable,
    surface: &'a str,
    tag: &'a str,
) -> impl Iterator<Item = u32> + 'a {
    let entries = words().find_surface(surface);
    let ids = entries.into_iter().map(|entry| entry.word_id().id());
    ids.filter(move |&lexeme| table.class_tag(table.class(lexeme)) == tag)
}

#[test]
fn matrix_is_read_in_place() {
    let matrix = ConnectionCostMatrix::load(lindera::MATRIX).unwrap();
    assert!(matrix.is_zero_copy());
    // Every context id of every entry has a row and a column.
    for entry in lindera::VALS.chunks_exact(10) {
        assert!(u32::from(u16::from_le_bytes([entry[6], entry[7]])) < matrix.backward_size);
        assert!(u32::from(u16::from_le_bytes([entry[8], entry[9]])) < matrix.forward_size);
    }
}

#[test]
fn words_say_what_linderas_tables_say() {
    let (words, table) = (hasoyeon_ko_dic::words(), lexeme_table());
    let order = hasoyeon_ko_dic::order();
    let view = words.view();
    let (lindera, _) = lindera::VALS.as_chunks();
    for (id, &[a, b, c, d, e, f, g, h, i, j]) in (0..).zip(lindera) {
        let entry = view.entry(id).unwrap();
        assert_eq!(u32::from_le_bytes([a, b, c, d]), id);
        assert_eq!(entry.cost, i16::from_le_bytes([e, f]));
        assert_eq!(entry.left, order.left(u16::from_le_bytes([g, h])));
        assert_eq!(entry.right, order.right(u16::from_le_bytes([i, j])));
        let penalty = table.class_penalty(table.class(id));
        assert_eq!(i32::from(entry.penalty), penalty);
        let behind = table.surface(id + 1);
        assert_eq!(entry.last, behind != table.surface(id));
        let mut found = view.entries_of(table.surface(id));
        assert!(found.any(|found| found == (id, entry)), "{id}");
    }
    for no_word in ["", "뷁뷁", "😀", "한\u{10ffff}"] {
        assert_eq!(view.entries_of(no_word).count(), 0, "{no_word}");
    }
}

#[test]
fn costs_and_bounds_are_those_of_the_matrix() {
    let matrix = ConnectionCostMatrix::load(lindera::MATRIX).unwrap();
    let (order, costs, bounds) = (order(), costs(), bounds());
    let costs = costs.view();
    let (mut lefts, mut rights) = (bounds.lefts.clone(), bounds.rights.clone());
    lefts.fill(i16::MAX);
    rights.fill([i16::MAX, i16::MIN]);
    for left in 0..matrix.backward_size {
        let place = order.left(left as u16);
        let row = costs.row(place.into());
        for (right, &cost) in (0..).zip(matrix.row(left)) {
            let right = order.right(right);
            assert_eq!(row.cost(costs.place(right.into())), i32::from(cost));
            let [least, most] = &mut rights[usize::from(right)];
            (*least, *most) = ((*least).min(cost), (*most).max(cost));
            let least = &mut lefts[usize::from(place)];
            *least = (*least).min(cost);
        }
    }
    assert_eq!(bounds, Bounds { lefts, rights });
}

#[test]
fn small_tables_load() {
    let characters = CharacterDefinition::load(lindera::CHAR_DEF).unwrap();
    let space = characters.category_id_by_name("SPACE").unwrap();
    assert_eq!(characters.lookup_categories(' '), [space]);
    let hangul = characters.category_id_by_name("HANGUL").unwrap();
    assert_eq!(characters.lookup_categories('뷁')[0], hangul);

    let unknown = UnknownDictionary::load(lindera::UNKNOWN).unwrap();
    let table = lexeme_table();
    assert_eq!(unknown.costs.len(), 13);
    for id in 0..13 {
        let tag = unknown.word_details_iter(id).unwrap().next();
        assert_eq!(table.unknown_tag(id), tag);
    }
    assert_eq!(table.unknown_tag(13), None);

    let metadata = Metadata::load(lindera::METADATA).unwrap();
    metadata.validate_format_version().unwrap();
    let penalty = metadata.space_penalty.unwrap();
    for class in 0..table.class_count() as u16 {
        assert_eq!(
            table.class_penalty(class),
            penalty.cost_for_tag(table.class_tag(class))
        );
    }
}

#[test]
fn word_ids_are_lexeme_ids() {
    let (words, table) = (words(), lexeme_table());
    assert_eq!(words.word_count(), ENTRIES);
    assert_eq!(table.len(), ENTRIES);
    let mut previous = "";
    for (id, entry) in (0..ENTRIES as u32).zip(lindera::VALS.chunks_exact(10)) {
        assert_eq!(entry[..4], id.to_le_bytes());
        let surface = table.surface(id);
        assert!(
            previous.as_bytes() <= surface.as_bytes(),
            "{previous} before {surface}"
        );
        previous = surface;
    }
    for surface in ["전화", "했", "더라구요", "전화번호", "!"] {
        let entries = words.find_surface(surface);
        assert!(!entries.is_empty(), "{surface}");
        assert!(
            entries
                .iter()
                .all(|entry| table.surface(entry.word_id().id()) == surface)
        );
    }
}

#[test]
fn keys_are_sorted_and_found() {
    let table = lexeme_table();
    let name = |key| {
        (
            table.key_lemma(key).as_bytes(),
            table.key_tag(key).as_bytes(),
        )
    };
    for key in 1..table.key_count() as u32 {
        assert!(name(key - 1) < name(key), "{:?}", name(key));
    }
    for key in (0..table.key_count() as u32).step_by(101) {
        let (lemma, tag) = (table.key_lemma(key), table.key_tag(key));
        assert_eq!(table.key(lemma, tag), Some(key));
        assert!(table.keys_with_lemma(lemma).contains(&key));
    }
    assert_eq!(table.key("전화", "VV"), None);
    assert!(table.keys_with_lemma("뷁뷁").is_empty());
}

#[test]
fn lexemes_and_keys_name_each_other() {
    let table = lexeme_table();
    let mut postings = 0;
    for lexeme in 0..ENTRIES as u32 {
        let mut keys: Vec<u32> = table.keys_of(lexeme).collect();
        assert_eq!(keys.len(), table.keys_of(lexeme).len());
        keys.push(table.own_key(lexeme));
        keys.sort_unstable();
        keys.dedup();
        for &key in &keys {
            assert!(table.lexemes_of(key).any(|other| other == lexeme));
        }
        postings += keys.len();
    }
    let keys = 0..table.key_count() as u32;
    assert_eq!(
        keys.clone()
            .map(|key| table.lexemes_of(key).len())
            .sum::<usize>(),
        postings
    );
    assert!(
        keys.clone()
            .all(|key| table.lexemes_of(key).is_sorted_by(|a, b| a < b))
    );
}

#[test]
fn inflected_forms_are_taken_apart() {
    let table = lexeme_table();
    let form = |surface, tag| parts(&table, lexemes(&table, surface, tag).next().unwrap());
    assert_eq!(form("했", "XSV+EP"), "하/XSV+았/EP");
    // Written 주+ㅓㅆ and 강하+ㅕ by mecab-ko-dic.
    assert_eq!(form("줬", "VV+EP"), "주/VV+었/EP");
    assert_eq!(form("강해", "VA+EF"), "강하/VA+아/EF");
    // ᆫ and ㄴ are one letter, and initial ᄇ in place of a final another.
    assert_eq!(form("간다", "VV+EF"), "가/VV+ㄴ다/EF");
    assert_eq!(form("가까우", "VA"), "가깝/VA");
    let lexeme = lexemes(&table, "가까우", "VA").next().unwrap();
    assert!(table.is_inflected(lexeme) && !table.is_compound(lexeme));
    assert_eq!(Some(table.own_key(lexeme)), table.key("가깝", "VA"));
    let conjoining = |key| {
        table
            .key_lemma(key)
            .chars()
            .any(|c| ('\u{1100}'..='\u{11ff}').contains(&c))
    };
    assert!(!(0..table.key_count() as u32).any(conjoining));
}

#[test]
fn compounds_have_a_key_and_parts() {
    let table = lexeme_table();
    let lexeme = lexemes(&table, "전화번호", "NNG").next().unwrap();
    assert!(table.is_compound(lexeme) && !table.is_inflected(lexeme));
    assert_eq!(parts(&table, lexeme), "전화/NNG+번호/NNG");
    assert_eq!(Some(table.own_key(lexeme)), table.key("전화번호", "NNG"));
    for lexeme in (0..ENTRIES as u32).filter(|&lexeme| table.is_compound(lexeme)) {
        let lemmas: String = table
            .keys_of(lexeme)
            .map(|key| table.key_lemma(key))
            .collect();
        assert_eq!(lemmas, table.surface(lexeme));
    }
    let plain = lexemes(&table, "전화", "NNG").next().unwrap();
    assert!(!table.is_compound(plain) && !table.is_inflected(plain));
    assert_eq!(
        table.keys_of(plain).collect::<Vec<_>>(),
        [table.own_key(plain)]
    );
}

#[test]
fn ties_are_settled() {
    let table = lexeme_table();
    let thing = table.key("것", "NNB");
    for surface in ["거", "게", "걸"] {
        let owns: Vec<u32> = lexemes(&table, surface, "NNB")
            .map(|lexeme| table.own_key(lexeme))
            .collect();
        assert_eq!(owns, [thing.unwrap()], "{surface}");
    }
    // 안주고 is not a form of 줏다.
    let owns: Vec<u32> = lexemes(&table, "주", "VV")
        .map(|lexeme| table.own_key(lexeme))
        .collect();
    assert_eq!(owns, [table.key("주", "VV").unwrap()]);
    let mut seen = std::collections::HashSet::new();
    for (id, entry) in (0..).zip(lindera::VALS.chunks_exact(10)) {
        assert!(
            seen.insert((table.surface(id), &entry[4..])),
            "{}",
            table.surface(id)
        );
    }
}

#[test]
fn messages_name_the_nearest_key() {
    let table = lexeme_table();
    let nearest = |lemma, tag| {
        let key = table.nearest(lemma, tag)?;
        Some((table.key_lemma(key), table.key_tag(key)))
    };
    assert_eq!(nearest("전화", "VV"), Some(("전화", "NNG")));
    assert_eq!(nearest("바꾸", "VA"), Some(("바꾸", "VV")));
    assert_eq!(nearest("위약굼", "NNG"), Some(("위약금", "NNG")));
    assert_eq!(nearest("뷁뷁뷁뷁뷁", "NNG"), None);
    assert_eq!(nearest("", "NNG"), None);
}

#[test]
fn details_hold_the_tag() {
    let (words, table) = (words(), lexeme_table());
    for id in (0..ENTRIES).step_by(17) {
        let at = u32::from_le_bytes(words.words_idx_data[id * 4..id * 4 + 4].try_into().unwrap())
            as usize;
        let len = u32::from_le_bytes(words.words_data[at..at + 4].try_into().unwrap()) as usize;
        let tag = std::str::from_utf8(&words.words_data[at + 4..at + 4 + len]).unwrap();
        assert_eq!(tag, table.class_tag(table.class(id as u32)));
    }
}

#[test]
fn surfaces_come_back_from_the_trie() {
    let table = lexeme_table();
    let surfaces = surfaces(lindera::TRIE, lindera::VALS_INDEX, lindera::VALS).unwrap();
    assert!(
        surfaces
            .iter()
            .map(String::as_str)
            .eq((0..ENTRIES as u32).map(|id| table.surface(id)))
    );
}

#[test]
fn linderas_own_penalties_are_the_same() {
    let dictionary = Dictionary {
        prefix_dictionary: Arc::new(words()),
        connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(lindera::MATRIX).unwrap()),
        character_definition: Arc::new(CharacterDefinition::load(lindera::CHAR_DEF).unwrap()),
        unknown_dictionary: Arc::new(UnknownDictionary::load(lindera::UNKNOWN).unwrap()),
        metadata: Arc::new(Metadata::load(lindera::METADATA).unwrap()),
    };
    let rules = dictionary.metadata.space_penalty.as_ref().unwrap();
    let penalties = SpacePenaltyTable::build(rules, &dictionary, None).unwrap();
    let table = lexeme_table();
    for id in 0..ENTRIES as u32 {
        let penalty = table.class_penalty(table.class(id));
        assert_eq!(penalties.cost(WordId::new(LexType::System, id)), penalty);
    }
}

#[test]
fn words_csv_is_in_the_pack() {
    let table = lexeme_table();
    let lines = include_str!("../words.csv").lines();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [surface, tag, third] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let entries = words().find_surface(surface);
        let mut tags = entries
            .iter()
            .map(|entry| table.class_tag(table.class(entry.word_id().id())));
        match third {
            "-" => assert!(tags.all(|other| other != tag), "{line}"),
            _ if tag == "*" => assert!(tags.next().is_some(), "{line}"),
            _ => assert!(tags.any(|other| other == tag), "{line}"),
        }
    }
}
