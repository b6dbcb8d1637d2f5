//! Suggestions for a handful of texts.

use clap::Parser;

use super::{
    Against, Options,
    corpus::{Corpus, Found, around},
    features::{KINDS, STRING},
    gold::{Gold, STANCES, Want},
    table::Table,
};

#[test]
fn words_around_a_span() {
    let text = "하나 둘 셋 넷 다섯 여섯 일곱";
    let at = text.find("넷").unwrap();
    assert_eq!(around(text, &(at..at + 3)), "…둘 셋 «넷» 다섯 여섯…");
    let at = text.find("둘").unwrap();
    assert_eq!(around(text, &(at..at + 3)), "하나 «둘» 셋 넷…");
    assert_eq!(around("혼자", &(0..6)), "«혼자»");
}

#[test]
fn sides() {
    let want = |cell| Want::parse(cell, &STANCES).unwrap();
    assert!(Against::All.takes(want("none|mention")));
    assert!(!Against::All.takes(want("mention|complaint")));
    assert!(!Against::All.takes(want("-")));
    assert!(Against::Mention.takes(want("mention")) && !Against::Mention.takes(want("none")));
    assert!(Against::None.takes(want("none")) && !Against::None.takes(want("none|mention")));
}

#[test]
fn evidence_is_passed_over() {
    let found = Found {
        evidence: vec![6..12, 20..26],
        is_complaint: true,
    };
    assert!(!found.leaves(&(6..9), 0));
    assert!(!found.leaves(&(6..26), 1));
    assert!(found.leaves(&(9..15), 0) && !found.leaves(&(9..15), STRING));
    assert!(found.leaves(&(6..15), STRING));
}

#[test]
fn what_sets_complaints_apart() {
    let rows = [
        ("1", "포인트가 어제 홀라당 몽땅 사라졌어요", "complaint"),
        ("2", "적립금이 그새 홀라당 죄다 날아갔네요", "complaint"),
        ("3", "쿠폰이 밤새 홀라당 전부 없어짐", "complaint"),
        ("4", "화면이 예뻐요", "none"),
        ("5", "배송이 빨라요", "none"),
    ];
    let mut text = "id\ttext\tcompensation\n".to_owned();
    for (id, words, label) in rows {
        text += &format!("{id}\t{words}\t{label}\n");
    }
    let table = Table::parse("gold.tsv".to_owned(), text.as_bytes()).unwrap();
    let gold = Gold::new(table, |column| column == "compensation").unwrap();
    let options = Options::parse_from(["suggest", "gold.tsv", "--top", "3"]);
    let corpus = Corpus::read(&options, &gold).unwrap();
    let mut out = String::new();
    corpus.suggest(&options, &gold, 0, &mut out);
    let strings = out.split(KINDS[STRING]).nth(1).unwrap();
    assert!(
        strings.lines().nth(2).unwrap().ends_with(" 홀라당"),
        "{out}"
    );
    assert!(
        strings.contains("포인트가 어제 «홀라당» 몽땅 사라졌어요"),
        "{out}"
    );
}
