//! Broken bytes give errors or empty answers, never a panic.

use hasoyeon_ko_dic::pack::{self, Matrix, Pack, PackError, Row};
use hasoyeon_ko_dic::{Entry, LexemeError, LexemeTable, LexemeTableBuilder, Words, WordsBuilder};
use proptest::prelude::*;

fn table() -> LexemeTable {
    let mut rows = LexemeTableBuilder::new();
    rows.push("광고", "NNG", "*");
    rows.push("광고전화", "NNG", "광고/NNG/*+전화/NNG/*");
    rows.push("전화", "NNG", "*");
    rows.push("했더라구요", "XSV+EP+EC", "하/XSV/*+았/EP/*+더라구요/EC/*");
    rows.push("가까우", "VA", "가깝/VA/*");
    rows.push("ᆫ들", "JX", "*");
    rows.push("A/S", "SL", "A/SL/*+//SC/*+S/SL/*");
    rows.push_unknown("SY");
    rows.build()
}

/// Asks everything of every id, and of some that are out of range.
fn read_all(table: &LexemeTable) {
    let few =
        |count: usize| (0..count.min(64) as u32).chain([u32::MAX, u32::MAX / 2, u32::MAX / 4]);
    for lexeme in few(table.len()) {
        let _ = (
            table.surface(lexeme),
            table.class(lexeme),
            table.own_key(lexeme),
        );
        let _ = (table.is_compound(lexeme), table.is_inflected(lexeme));
        let _ = table
            .keys_of(lexeme)
            .map(|key| table.key_lemma(key).len())
            .sum::<usize>();
    }
    for key in few(table.key_count()) {
        let (lemma, tag) = (table.key_lemma(key), table.key_tag(key));
        let _ = (
            table.key(lemma, tag),
            table.keys_with_lemma(lemma),
            table.nearest(lemma, "VV"),
        );
        let _ = table
            .lexemes_of(key)
            .map(|lexeme| table.surface(lexeme).len())
            .sum::<usize>();
    }
    for class in [0, 1, 2, u16::MAX] {
        let _ = (table.class_tag(class), table.class_penalty(class));
    }
    let _ = (
        table.unknown_tag(0),
        table.unknown_tag(u32::MAX),
        table.nearest("광고", "NNG"),
    );
}

fn sample() -> Pack {
    let row = |surface: &str, tag, expression: &str| Row {
        surface: surface.to_owned(),
        left: 1,
        right: tag,
        cost: -7,
        tag,
        expression: expression.to_owned(),
    };
    Pack {
        level: b'D',
        tags: vec!["NNG".to_owned(), "VV+EP".to_owned()],
        rows: vec![
            row("𠮷", 0, "*"),
            row("광고", 0, "*"),
            row("광고전화", 0, "광고/NNG+전화/NNG"),
            row("했", 1, "하/VV+았/EP"),
            row("했", 1, "하/VX+았/EP"),
        ],
        matrix: Matrix {
            lefts: 2,
            rights: 3,
            costs: vec![1, -2, 300, i16::MIN, i16::MAX, 6],
            left_order: vec![1, 0],
            right_order: vec![2, 0, 1],
        },
        char_def: vec![1, 2, 3],
        unknown: vec![4],
        unknown_tags: vec!["SY".to_owned(), "SL".to_owned()],
    }
}

#[test]
fn packs_come_back() {
    let pack = sample();
    let body = pack.encode();
    assert_eq!(Pack::decode(b'D', &body), Ok(pack));
    let sealed = pack::seal(b'D', body.len(), &body);
    let opened = pack::open(&sealed).unwrap();
    assert_eq!(
        (opened.level, opened.body, opened.raw_len),
        (b'D', &body[..], body.len())
    );
}

#[test]
fn packs_say_what_is_wrong() {
    let sealed = pack::seal(b'D', 9, b"zlib data");
    let with = |at: usize, byte: u8| {
        let mut bytes = sealed.clone();
        bytes[at] = byte;
        pack::open(&bytes).unwrap_err()
    };
    assert_eq!(with(0, 0), PackError::NotAPack);
    assert_eq!(with(8, 9), PackError::Version(9));
    assert!(matches!(with(10, b'F'), PackError::Damaged(_)));
    assert!(matches!(with(30, 0), PackError::Damaged(_)));
    assert_eq!(pack::open(b"").unwrap_err(), PackError::NotAPack);
    for len in 1..sealed.len() {
        assert!(
            matches!(pack::open(&sealed[..len]), Err(PackError::Truncated { .. })),
            "{len}"
        );
    }
    assert!(matches!(
        pack::open(&[&sealed[..], b"x"].concat()),
        Err(PackError::Damaged(_))
    ));
}

#[test]
fn tables_say_what_is_wrong() {
    let image = table().as_bytes().to_vec();
    let with = |at: usize, byte: u8| {
        let mut bytes = image.clone();
        bytes[at] = byte;
        LexemeTable::load(bytes).unwrap_err()
    };
    assert_eq!(with(0, 0), LexemeError::NotATable);
    assert_eq!(with(8, 9), LexemeError::Version(9));
    assert_eq!(with(12, 9), LexemeError::Damaged);
    assert_eq!(
        LexemeTable::load(&b"kolex"[..]).unwrap_err(),
        LexemeError::NotATable
    );
    assert_eq!(
        LexemeTable::load(image[..image.len() - 1].to_vec()).unwrap_err(),
        LexemeError::Damaged
    );
}

#[test]
fn small_tables_work() {
    let table = table();
    let names =
        |ids: hasoyeon_ko_dic::Ids<'_>| ids.map(|key| table.key_lemma(key)).collect::<Vec<_>>();
    assert_eq!(names(table.keys_of(3)), ["하", "았", "더라구요"]);
    assert_eq!(names(table.keys_of(4)), ["가깝"]);
    assert_eq!(names(table.keys_of(5)), ["ㄴ들"]);
    // A part without lemma: the word is taken as a whole.
    assert_eq!(names(table.keys_of(6)), ["A/S"]);
    let call = table.key("전화", "NNG").unwrap();
    assert_eq!(table.lexemes_of(call).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(table.class_penalty(table.class(3)), 3000);
    assert_eq!(table.class_penalty(table.class(5)), 6000);
    read_all(&table);
}

proptest! {
    #[test]
    fn any_bytes_as_a_table(bytes: Vec<u8>) {
        if let Ok(table) = LexemeTable::load(bytes) {
            read_all(&table);
        }
    }

    #[test]
    fn a_table_with_wrong_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = table().as_bytes().to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(table) = LexemeTable::load(bytes) {
            read_all(&table);
        }
    }

    #[test]
    fn any_bytes_as_a_pack(bytes: Vec<u8>) {
        let _ = pack::open(&bytes);
        let _ = Pack::decode(b'D', &bytes);
    }

    #[test]
    fn a_pack_with_wrong_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut body = sample().encode();
        for (index, byte) in changes {
            let at = index.index(body.len());
            body[at] = byte;
        }
        if let Ok(pack) = Pack::decode(b'D', &body) {
            let _ = hasoyeon_ko_dic::expand::tables(&pack, &hasoyeon_ko_dic::Order::default());
        }
    }

    #[test]
    fn any_bytes_as_a_trie(trie: Vec<u8>, words: Vec<u32>, vals: Vec<u8>) {
        let index: Vec<u8> = words.iter().flat_map(|word| (word % 9).to_le_bytes()).collect();
        let _ = hasoyeon_ko_dic::surfaces(&trie, &index, &vals);
        // A table of two letters before the nodes, so that they are reached.
        let nodes = trie.len() as u32 / 8;
        let head = [2, 0, 1, 2, nodes].map(u32::to_le_bytes).concat();
        let whole = [&head[..], &trie[..nodes as usize * 8]].concat();
        let _ = hasoyeon_ko_dic::surfaces(&whole, &index, &vals);
    }

    #[test]
    fn any_words(surfaces in prop::collection::btree_set("[가-깋a-c😀]{1,4}", 0..60), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut builder = WordsBuilder::default();
        for (number, surface) in (0..).zip(&surfaces) {
            for more in 0..1 + number % 3 {
                builder.push(surface, Entry { cost: number, penalty: more, left: 1, right: 2, last: false });
            }
        }
        let mut image = builder.build().unwrap();
        let words = Words::load(image.clone()).unwrap();
        for (number, surface) in (0..).zip(&surfaces) {
            let entries: Vec<_> = words.view().entries_of(surface).map(|(_, entry)| (entry.cost, entry.penalty)).collect();
            let pushed: Vec<_> = (0..1 + number % 3).map(|more| (number, more)).collect();
            prop_assert_eq!(entries, pushed);
        }
        prop_assert_eq!(words.view().entries_of("힣").count(), 0);
        // Wrong bytes give wrong words or none.
        for (index, byte) in changes {
            let at = index.index(image.len());
            image[at] = byte;
        }
        if let Some(words) = Words::load(image) {
            for surface in &surfaces {
                prop_assert!(words.view().entries_of(surface).take(9).count() < 10);
            }
        }
    }

    #[test]
    fn any_rows(rows: Vec<(String, String, String)>) {
        let mut builder = LexemeTableBuilder::new();
        for (surface, tag, expression) in &rows {
            builder.push(surface, tag, expression);
        }
        let table = builder.build();
        prop_assert_eq!(table.len(), rows.len());
        read_all(&table);
    }
}
