use super::*;
use crate::dict::{full, origin};
use std::io::Write;

const CHAR_DEF: &str = "\
# comment
DEFAULT 0 1 0
SPACE 0 1 0  # blanks
NUMERIC 1 1 0
HANGUL 0 1 2
0x0020 SPACE
0x0030..0x0039 NUMERIC
0xAC00..0xD7A3 HANGUL
0xC77C HANGUL NUMERIC DEFAULT
";

fn tarball(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(flate2::write::GzEncoder::new(
        Vec::new(),
        flate2::Compression::fast(),
    ));
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *content).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn small() -> Vec<(&'static str, &'static [u8])> {
    vec![
        (
            "mecab-ko-dic/NNG.csv",
            "전화,1,2,-30,NNG,*,F,전화,*,*,*,*\n내셔날 ,1,2,3,NNG,*,T,내셔날,*,*,*,*\n".as_bytes(),
        ),
        ("mecab-ko-dic/Symbol.csv", b"\",\",2,1,7,SC,*,*,*,*,*,*,*\n"),
        ("mecab-ko-dic/user-dic/person.csv", b"surely not read"),
        ("mecab-ko-dic/README", b"nor this"),
        ("mecab-ko-dic/matrix.def", b"3 3\n0 0 1\n2 1 -5\n"),
        ("mecab-ko-dic/char.def", CHAR_DEF.as_bytes()),
        ("mecab-ko-dic/unk.def", b"DEFAULT,1,1,10,SY,*,*,*,*,*,*,*\n"),
    ]
}

fn read_small(files: &[(&'static str, &'static [u8])]) -> Result<Source> {
    read(Path::new("small.tar.gz"), &tarball(files))
}

#[test]
fn files_of_the_top_folder_are_read() {
    let mut source = read_small(&small()).unwrap();
    source.sort();
    let surfaces: Vec<&str> = source.rows.iter().map(|row| &row.surface[..]).collect();
    assert_eq!(surfaces, [",", "내셔날", "전화"]);
    let call = &source.rows[2];
    assert_eq!(
        (call.left, call.right, call.cost, &call.tag[..]),
        (1, 2, -30, "NNG")
    );
    assert_eq!(source.unknown[0].tag, "SY");
    // Right id 2 of the left word, left id 1 of the right one.
    assert_eq!(source.matrix.costs, [1, 0, 0, 0, 0, -5, 0, 0, 0]);
    let of = |letter: char| &source.characters.of[letter as usize][..];
    assert_eq!(
        [of('a'), of(' '), of('7'), of('가'), of('일')],
        [&[0][..], &[1], &[2], &[3], &[3, 0, 2]]
    );
}

#[test]
fn char_def_comes_back() {
    let path = Path::new("char.def");
    let first = characters(path, CHAR_DEF).unwrap();
    assert_eq!(characters(path, &first.to_text()).unwrap(), first);
}

#[test]
fn faults_name_file_and_row() {
    let with = |name: &str, content: &'static str| {
        let mut files = small();
        files
            .iter_mut()
            .filter(|file| file.0.ends_with(name))
            .for_each(|file| file.1 = content.as_bytes());
        read_small(&files).unwrap_err().to_string()
    };
    let fault = with(
        "NNG.csv",
        "전화,1,2,3,NNG,*,F,전화,*,*,*,*\n전화,1,x,3,NNG,*,F,전화,*,*,*,*\n",
    );
    assert_eq!(
        fault,
        "small.tar.gz/mecab-ko-dic/NNG.csv: row 2: two context ids and a cost expected after the surface"
    );
    assert!(with("NNG.csv", "전화,1,2,3,NNG\n").ends_with("row 1: 12 columns expected"));
    assert!(with("matrix.def", "3 3\n3 0 1\n").contains("matrix.def: two sizes"));
    assert!(with("matrix.def", "3 3\n0 0\n").contains("matrix.def: two sizes"));
    assert!(with("char.def", "SPACE 0 1 0\n").ends_with("the first category is not DEFAULT"));
    assert!(with("char.def", "DEFAULT 0 1 0\n0x0020 SPACE\n").contains("line 2"));
    assert!(
        read_small(&small()[..4])
            .unwrap_err()
            .to_string()
            .contains("are missing")
    );
    let whole = tarball(&small());
    assert!(read(Path::new("small.tar.gz"), &whole[..whole.len() / 2]).is_err());
}

/// `HASOYEON_WHEEL=FILE cargo test --release -p hasoyeon-tools -- --ignored`
#[test]
#[ignore = "needs the wheel"]
fn a_tarball_of_the_wheel_gives_the_same_source() {
    let wheel = std::env::var_os("HASOYEON_WHEEL").expect("HASOYEON_WHEEL names the wheel");
    let source = origin::read(Path::new(&wheel)).unwrap();
    let write = |content: &dyn Fn(&mut dyn Write) -> std::io::Result<()>| {
        let mut bytes = Vec::new();
        content(&mut bytes).unwrap();
        bytes
    };
    // In another order, as the release's files are.
    let csv = write(&|file| {
        source
            .rows
            .iter()
            .rev()
            .try_for_each(|row| full::line(file, row))
    });
    let unknown = write(&|file| {
        source
            .unknown
            .iter()
            .rev()
            .try_for_each(|row| full::line(file, row))
    });
    let matrix = write(&|file| full::matrix(file, &source.matrix));
    let characters = source.characters.to_text();
    let bytes = tarball(&[
        ("dic/all.csv", &csv),
        ("dic/unk.def", &unknown),
        ("dic/matrix.def", &matrix),
        ("dic/char.def", characters.as_bytes()),
    ]);
    let mut again = read(Path::new("all.tar.gz"), &bytes).unwrap();
    again.sort();
    assert!(again == source);
}
