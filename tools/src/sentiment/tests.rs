//! A small table, learned from texts made here.

use std::{fs, path::Path};

use super::{LearnArgs, SentimentTable, run_learn};

const CONFIG: &str = r#"
version  = "test"
seed     = 7
longest  = 3
least    = 2
grams    = 60
exponent = 0.6
cost     = 4.0
passes   = 5
removed  = "removed.tsv"

[neutral]
below  = 0.15
within = 0.25

[extra]
file   = "extra.tsv"
weight = 1.0
cap    = 9.0
stance = 0.5

[[source]]
file    = "films.tsv"
name    = "Films"
licence = "none"
side    = "rating-10"
film    = true
weight  = 1.0
stance  = 1.0
noisy   = 0.5
balance = true
hold    = 6

[[source]]
file    = "letters.tsv"
name    = "Letters"
licence = "none"
side    = "petition"
hostile = 0.5
weight  = 0.5
stance  = 1.0
"#;

/// Writes config, lists and corpora.
fn prepare(folder: &Path) {
    let things = ["배송", "상담", "화면", "가격", "포장", "설치"];
    let good = ["좋아요", "빨라요", "친절해요"];
    let bad = ["느려요", "엉망이에요", "별로예요"];
    let mut films = String::from("id\ttext\trating\n");
    let mut letters = String::from("id\ttext\tcategory\n");
    for (n, thing) in things.iter().enumerate() {
        for (m, (good, bad)) in good.iter().zip(bad).enumerate() {
            films += &format!("g{n}{m}\t{thing} 정말 {good}\t10\n");
            films += &format!("b{n}{m}\t{thing} 너무 {bad}\t{}\n", m + 1);
            letters += &format!("l{n}{m}\t{thing} 때문에 {bad} 바꿔 주세요\t-\n");
            letters += &format!("m{n}{m}\t{thing} 안내를 부탁드립니다\t-\n");
        }
    }
    for (name, text) in [
        ("learn.toml", CONFIG),
        ("removed.tsv", "film\t포장\ta prop\n"),
        (
            "extra.tsv",
            "pos\t2\t(최고|굿)\nneu\t2\t어떻게 (하나요|되나요)\n",
        ),
        ("films.tsv", &films),
        ("letters.tsv", &letters),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn learn(folder: &Path, out: &str, only: &[&str]) -> Vec<u8> {
    let args = LearnArgs {
        config: folder.join("learn.toml"),
        corpora: folder.to_owned(),
        exclude: Vec::new(),
        out: folder.join(out),
        measure: false,
        only: only.iter().map(|&name| name.to_owned()).collect(),
    };
    run_learn(&args).unwrap();
    fs::read(args.out).unwrap()
}

#[test]
fn same_input_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let first = learn(folder.path(), "first.bin", &[]);
    assert!(first == learn(folder.path(), "second.bin", &[]));
    let table = SentimentTable::from_bytes(&first).unwrap();
    assert!(table.header().contains("source: Letters"));
    let films = learn(folder.path(), "films.bin", &["Films"]);
    let films = SentimentTable::from_bytes(&films).unwrap();
    assert!(!films.header().contains("source: Letters"));
}
