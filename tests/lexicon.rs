//! The theme files inside the crate, and theme files that are wrong.

mod custom;
mod disk;
mod guide;
mod laws;
mod lint;
mod merge;
mod words;

use std::{collections::HashSet, fs};

use hasoyeon::{
    Error,
    lexicon::{Defect, Lexicon},
    morph::Dictionary,
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

/// A file, or several, and every defect they have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    text: Option<String>,
    #[serde(default)]
    files: Vec<File>,
    #[serde(default)]
    defects: Vec<Wanted>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// May be left out where there is one file.
    file: Option<String>,
    line: u32,
    column: u32,
    entry: String,
    found: String,
    #[serde(default)]
    expected: String,
}

impl Wanted {
    fn is(&self, defect: &Defect) -> bool {
        self.file.as_ref().is_none_or(|file| file == defect.file())
            && (self.line, self.column) == (defect.line(), defect.column())
            && defect.entry().contains(&self.entry)
            && defect.found().contains(&self.found)
            && defect.expected().contains(&self.expected)
    }
}

/// Form first, then the words: what a scorer would refuse.
fn load(case: &Case) -> Result<(), Error> {
    let single = case.text.iter().map(|text| ("noise.toml", text.as_str()));
    let files = case
        .files
        .iter()
        .map(|file| (file.name.as_str(), file.text.as_str()));
    Lexicon::from_sources(single.chain(files))?.check(&Dictionary::embedded())
}

#[test]
fn broken_files_give_all_their_defects_and_no_others() {
    let table: Table = toml::from_str(include_str!("cases/lexicon.toml")).unwrap();
    let mut names = HashSet::new();
    let mut wrong = Vec::new();
    for case in &table.case {
        assert!(names.insert(&case.name), "{:?} stands twice", case.name);
        let got = match load(case) {
            Ok(()) => Vec::new(),
            Err(error) => error.defects().to_vec(),
        };
        let same = got.len() == case.defects.len() && !got.is_empty();
        if !same
            || !case
                .defects
                .iter()
                .zip(&got)
                .all(|(wanted, got)| wanted.is(got))
        {
            wrong.push(format!("{:?} gives\n{}", case.name, rows(&got)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(table.case.len() >= 60);
}

/// Defects as the table would have them.
fn rows(defects: &[Defect]) -> String {
    let row = |defect: &Defect| {
        format!(
            "file = {:?}\nline = {}\ncolumn = {}\nentry = {:?}\nfound = {:?}\nexpected = {:?}\n",
            defect.file(),
            defect.line(),
            defect.column(),
            defect.entry(),
            defect.found(),
            defect.expected()
        )
    };
    defects.iter().map(row).collect()
}

#[test]
fn a_cue_file_must_have_every_cue() {
    let cues = "schema = 1\nid = \"cues\"\n[concepts.short-negator]\nwords = [\"안/MAG\"]\n";
    let error = Lexicon::from_sources([("cues.toml", cues)]).unwrap_err();
    let defects = error.defects();
    assert!(defects.len() > 10);
    assert!(
        defects
            .iter()
            .all(|defect| defect.found().starts_with("no concept cues."))
    );
    assert!(defects.iter().all(|defect| defect.file() == "cues.toml"));
}

#[test]
fn a_defect_shows_its_line() {
    let text = "schema = 1\nid = \"noise\"\n[concepts.loud]\nwords = [\"소음/NNG\", \"소란\"]\r\n";
    let lexicon = Lexicon::from_sources([("noise.toml", text)]).unwrap();
    let error = lexicon.check(&Dictionary::embedded()).unwrap_err();
    let defect = &error.defects()[0];
    assert_eq!(defect.text(), "words = [\"소음/NNG\", \"소란\"]");
    assert_eq!((defect.line(), defect.column(), defect.width()), (4, 20, 4));
}

#[test]
fn every_rule_proves_itself() {
    if let Err(error) = Lexicon::embedded().prove(&Dictionary::embedded()) {
        panic!("{error}");
    }
}

#[test]
fn embedded_themes_are_the_files_of_the_directory() {
    let read = Lexicon::from_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/themes")).unwrap();
    let ids = |lexicon: &Lexicon| -> Vec<String> {
        lexicon.themes().map(|theme| theme.id.to_owned()).collect()
    };
    assert_eq!(ids(&read), ids(&Lexicon::embedded()));
}

#[test]
fn directories_that_cannot_be_read_say_so() {
    let error = Lexicon::from_dir("no/such/directory").unwrap_err();
    assert!(
        error.is_io() && error.to_string().contains("no/such/directory"),
        "{error}"
    );
    let empty = Scratch::new("empty");
    let error = Lexicon::from_dir(&empty.0).unwrap_err();
    assert!(
        error.is_io() && error.to_string().contains("no *.toml file"),
        "{error}"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_told_beside_the_other_defects() {
    let scratch = Scratch::new("latin");
    let broken = b"schema = 1\nid = \"latin\"\n[concepts.caf]\nstrings = [\"caf\xe9\"]\n";
    fs::write(scratch.0.join("a.toml"), broken).unwrap();
    let uses = "schema = 1\nid = \"uses\"\n[concepts.all]\nincludes = [\"a.caf\"]\nwrods = []\n";
    fs::write(scratch.0.join("b.toml"), uses).unwrap();
    let error = Lexicon::from_dir(&scratch.0).unwrap_err();
    let told: Vec<_> = error
        .defects()
        .iter()
        .map(|defect| (defect.line(), defect.column(), defect.found()))
        .collect();
    let wanted = [
        (4, 16, "bytes that are not UTF-8"),
        (5, 1, "unknown key in concepts.all"),
    ];
    assert_eq!(told, wanted);
}

/// A directory of this process that goes when the test is over.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hasoyeon-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
