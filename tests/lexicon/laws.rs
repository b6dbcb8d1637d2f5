//! Whatever a theme file holds, loading it gives a lexicon or its defects.

use hasoyeon::lexicon::Lexicon;
use proptest::prelude::*;

const THEME: &str = include_str!("../../examples/themes/network_quality.toml");

/// Pieces that break a file in one way or another.
const PIECES: &[&str] = &[
    "[",
    "]",
    "[[",
    "]]",
    "\"",
    "'",
    "'''",
    "{",
    "}",
    "=",
    ",",
    "#",
    "\n",
    "\r\n",
    "\\",
    "\0",
    "가",
    "[rule]\n",
    "[[word]]\n",
    "[concepts.line]\n",
    "id = 3\n",
    "nan",
    "schema = 2\n",
    "\u{feff}",
    "off = [\"x.y\"]\n",
    "[extend.concepts.line]\n",
    "\u{1f600}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_file_is_read_or_told(
        spoils in prop::collection::vec((any::<prop::sample::Index>(), 0..6_usize, prop::sample::select(PIECES)), 1..5),
    ) {
        let mut chars: Vec<char> = THEME.chars().collect();
        for (at, cut, piece) in spoils {
            let at = at.index(chars.len());
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        if let Err(error) = Lexicon::from_sources([("spoilt.toml", text.as_str())]) {
            prop_assert!(!error.defects().is_empty());
            for defect in error.defects() {
                prop_assert_eq!(defect.file(), "spoilt.toml");
                let line = text.split('\n').nth(defect.line() as usize - 1);
                let line = line.map(|line| line.trim_end_matches('\r'));
                prop_assert_eq!(line, Some(defect.text()));
                let columns = defect.text().chars().count() as u32 + 2;
                prop_assert!(defect.column() <= columns, "{}", defect);
            }
        }
    }
}
