//! Patterns of concepts: run as phrases where they can be, as regexes else.

use std::{borrow::Cow, ops::Range, sync::OnceLock};

use regex_automata::meta::Regex;
use regex_syntax::hir::Hir;
use serde::{Deserialize, Serialize};

use super::{
    check::parse_pattern,
    compile::ConceptId,
    phrase::{Phrase, Trail},
};

/// A pattern and the concept it stands for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pattern {
    pub(crate) concept: ConceptId,
    #[serde(borrow)]
    source: Cow<'static, str>,
    /// Sets of literals that must each have one in the text, besides the one
    /// that announces it; known while themes are compiled.
    #[serde(skip)]
    pub(crate) sets: Vec<u16>,
    /// How many characters, blanks not counted, may stand in a match before
    /// the literal that announces it; `None` when there may be any number.
    pub(crate) reach: Option<u16>,
    /// The phrase compiled ahead; empty in themes compiled at run time.
    #[serde(borrow)]
    ready: Cow<'static, [u8]>,
    /// Made on first need: most texts need few of them.
    #[serde(skip)]
    phrase: OnceLock<Option<Box<Phrase>>>,
    #[serde(skip)]
    regex: OnceLock<Option<Box<Regex>>>,
}

impl Pattern {
    pub(crate) fn new(concept: ConceptId, source: String) -> Self {
        Self {
            concept,
            source: source.into(),
            sets: Vec::new(),
            reach: None,
            ready: Cow::Borrowed(&[]),
            phrase: OnceLock::new(),
            regex: OnceLock::new(),
        }
    }

    fn hir(&self) -> Option<Hir> {
        parse_pattern(&self.source).ok()
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex
            .get_or_init(|| build_regex(&self.hir()?).map(Box::new))
            .as_deref()
    }

    fn phrase(&self) -> Option<&Phrase> {
        self.phrase
            .get_or_init(|| {
                let ready = Phrase::read(&self.ready);
                ready.or_else(|| Phrase::new(&self.hir()?)).map(Box::new)
            })
            .as_deref()
    }

    /// Compiles the phrase for those who read the themes from a file.
    #[cfg(feature = "embedded")]
    pub(crate) fn prepare(&mut self) -> postcard::Result<()> {
        if let Some(phrase) = self.phrase() {
            self.ready = phrase.write()?.into();
        }
        Ok(())
    }

    /// How many ways a match may go on from its beginning.
    pub(crate) fn branches(&self) -> usize {
        self.phrase().map_or(0, Phrase::branches)
    }

    /// Calls `found` with the bytes of every match, as the regex crate's
    /// `find_iter` gives them. The trail was opened on this body; literals that
    /// announce the pattern stand at these characters of it, blanks not
    /// counted, ascending.
    pub(crate) fn find(
        &self,
        body: &str,
        anchors: impl Iterator<Item = u32>,
        trail: &mut Trail,
        mut found: impl FnMut(Range<usize>),
    ) {
        if let Some(phrase) = self.phrase()
            && match self.reach {
                Some(reach) => phrase.find(anchors, reach.into(), trail),
                None => phrase.find_all(trail),
            }
        {
            trail.found().for_each(found);
            return;
        }
        let matches = self
            .regex()
            .into_iter()
            .flat_map(|regex| regex.find_iter(body));
        matches.for_each(|one| found(one.range()));
    }

    /// What the regex engine finds.
    #[cfg(all(test, feature = "embedded"))]
    pub(crate) fn find_by_regex(&self, body: &str) -> Vec<Range<usize>> {
        let regex = self.regex().into_iter();
        let matches = regex.flat_map(|regex| regex.find_iter(body));
        matches.map(|one| one.range()).collect()
    }
}

/// Compiles a pattern; `None` when it is too large.
pub(crate) fn build_regex(hir: &Hir) -> Option<Regex> {
    // Hundreds of patterns, each run on a sentence now and then: automata
    // built in advance or cached would cost megabytes.
    let config = Regex::config()
        .hybrid(false)
        .dfa(false)
        .onepass(false)
        .nfa_size_limit(Some(1 << 20));
    Regex::builder().configure(config).build_from_hir(hir).ok()
}

#[cfg(test)]
mod tests {
    use std::iter::empty;

    use proptest::prelude::*;

    use super::*;

    /// Shapes that patterns of themes have.
    const PATTERNS: &[&str] = &[
        r"환불\s?(?:안|못)\s?(?:해\s?줘|받)",
        r"(?:^|[^안못\s])\s?돌려\s?(?:준\s|줬|받았)",
        r"(?:밤|새벽)\s*\d{1,2}\s*시",
        r"[가-힣]{1,3}\s?(?:때문에|탓)[^.!?\n]{0,6}(?:돈|값)",
        r"(?:광고|스팸|(?:대출|보험)\s?)?전화[가를]?(?:\s?(?:자꾸|또)){0,2}\s?와",
        r"2[gG]\b|\bLTE\b",
        r"안\s?(?:해|돼)(?:$|[.!?]|\s)",
        r"(?:가|가나)+다?",
        r"돈.*?줘|.{2,4}?요$",
        r"전\S+화|화{2}",
        r"(?:돈|값|\s)*을",
    ];

    fn text() -> impl Strategy<Value = String> {
        let pieces = vec![
            "환불",
            "안",
            "못",
            "해",
            "줘",
            "받",
            "돌려",
            "준",
            "줬",
            "받았",
            "밤",
            "새벽",
            "1",
            "23",
            "시",
            "때문에",
            "탓",
            "돈",
            "값",
            "광고",
            "스팸",
            "대출",
            "보험",
            "전화",
            "가",
            "를",
            "나",
            "다",
            "자꾸",
            "또",
            "와",
            "2G",
            "2g",
            "LTE",
            "lte",
            "돼",
            ".",
            "!",
            "\n",
            " ",
            "  ",
            "요",
            "을",
            "화",
            "é",
            "😀",
        ];
        prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|some| some.concat())
    }

    proptest! {
        #[test]
        fn phrases_find_what_regexes_find(text in text()) {
            let mut trail = Trail::default();
            trail.open(&text);
            for source in PATTERNS {
                let pattern = Pattern::new(0, (*source).to_owned());
                let phrase = pattern.phrase().expect("a phrase");
                let regex = pattern.regex().expect("a regex");
                prop_assert!(phrase.find_all(&mut trail), "{source} gave up");
                let wanted: Vec<_> = regex.find_iter(&text).map(|one| one.range()).collect();
                prop_assert_eq!(trail.found().collect::<Vec<_>>(), wanted, "{} in {:?}", source, text);
            }
        }
    }

    #[test]
    fn what_a_phrase_cannot_hold_is_left_to_the_regex() {
        for source in ["(?:가?나?)*다", r"(?m)^가", r"(?:[가-힣]{1,3}){9,20}다"] {
            let pattern = Pattern::new(0, source.to_owned());
            assert!(pattern.phrase().is_none(), "{source}");
            assert!(pattern.regex().is_some(), "{source}");
        }
    }

    #[test]
    fn a_search_that_goes_astray_gives_up() {
        let pattern = Pattern::new(0, r"(?:가+\s?)+나".to_owned());
        let body = format!("{}다나", "가".repeat(400));
        let mut trail = Trail::default();
        trail.open(&body);
        assert!(!pattern.phrase().expect("a phrase").find_all(&mut trail));
        let body = format!("{body} 가나");
        trail.open(&body);
        let mut found = Vec::new();
        pattern.find(&body, empty(), &mut trail, |range| found.push(range));
        let last = body.len() - 6..body.len();
        assert!(found.iter().eq([&last]), "{found:?}");
    }
}
