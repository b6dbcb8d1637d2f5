//! Literals a pattern needs: one of them stands in whatever it matches.

use regex_syntax::hir::{Class, Hir, HirKind, Repetition, literal::Extractor};

use std::collections::BTreeSet;

use super::{odds::texts_odds, strings::squeeze};

/// More literals than this announce too often to be worth looking for.
const MAX_LITERALS: usize = 256;

/// More sets than this add nothing: the rest is the pattern's own work.
const MAX_SETS: usize = 4;

/// Texts without blanks, ASCII in lower case, one of which stands in every
/// match once its blanks are taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    pub(crate) texts: Vec<String>,
    /// At most so many characters, blanks not counted, stand in a match before
    /// one of the texts begins; `None` when there may be any number.
    pub(crate) reach: Option<usize>,
}

impl Needed {
    fn behind(mut self, before: Option<usize>) -> Self {
        self.reach = self.reach.zip(before).map(|(a, b)| a + b);
        self
    }
}

/// What a pattern needs: each match holds one text of every set. The rarest
/// come first; empty when nothing is known.
///
/// Walks the pattern: every member of a concatenation must stand there; of an
/// alternation each branch gives its most telling set, and one of all these
/// must stand there.
pub(crate) fn necessary(hir: &Hir) -> Vec<Needed> {
    sets(&solid(hir))
}

/// The pattern of what a match is without its blanks: what stands on either
/// side of a blank that may be there makes one literal.
fn solid(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Hir::literal(squeeze(text).collect::<String>().into_bytes()),
            Err(_) => hir.clone(),
        },
        HirKind::Class(Class::Unicode(class)) => {
            let mut chars = class.iter().flat_map(|range| range.start()..=range.end());
            match chars.all(char::is_whitespace) {
                true => Hir::empty(),
                false => hir.clone(),
            }
        }
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(solid(&repetition.sub)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => solid(&capture.sub),
        HirKind::Concat(members) => Hir::concat(members.iter().map(solid).collect()),
        HirKind::Alternation(branches) => Hir::alternation(branches.iter().map(solid).collect()),
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(Class::Bytes(_)) => hir.clone(),
    }
}

fn sets(hir: &Hir) -> Vec<Needed> {
    let sets = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(_) | HirKind::Class(_) => prefixes(hir).into_iter().collect(),
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => sets(&repetition.sub),
        HirKind::Repetition(_) => Vec::new(),
        HirKind::Alternation(branches) => {
            let union: Option<Vec<Needed>> = branches
                .iter()
                .map(|branch| sets(branch).into_iter().next())
                .collect();
            let union = union.and_then(|sets| {
                let reach = sets.iter().map(|set| set.reach).collect::<Option<Vec<_>>>();
                let reach = reach.map(|all| all.into_iter().max().unwrap_or(0));
                kept(sets.into_iter().flat_map(|set| set.texts).collect(), reach)
            });
            prefixes(hir).into_iter().chain(union).collect()
        }
        HirKind::Concat(members) => {
            let mut sets = Vec::new();
            let mut before = Some(0);
            for at in 0..members.len() {
                sets.extend(
                    necessary(&members[at])
                        .into_iter()
                        .map(|set| set.behind(before)),
                );
                // What the rest of the pattern begins with spans members.
                let rest = prefixes(&Hir::concat(members[at..].to_vec()));
                sets.extend(rest.map(|set| set.behind(before)));
                before = before.zip(longest(&members[at])).map(|(a, b)| a + b);
            }
            sets
        }
    };
    // Odds are dear to count: once for each set.
    let mut rated: Vec<(f64, Needed)> = sets
        .into_iter()
        .map(|set| (texts_odds(&set.texts), set))
        .collect();
    rated.sort_by(|(a, one), (b, other)| a.total_cmp(b).then(one.texts.cmp(&other.texts)));
    let mut sets: Vec<Needed> = rated.into_iter().map(|(_, set)| set).collect();
    sets.dedup_by(|next, kept| {
        let same = next.texts == kept.texts;
        if same {
            kept.reach = kept.reach.into_iter().chain(next.reach).min();
        }
        same
    });
    sets.truncate(MAX_SETS);
    sets
}

/// Characters of the longest match, if there is one.
fn longest(hir: &Hir) -> Option<usize> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(0),
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(text.chars().count())
        }
        HirKind::Class(Class::Unicode(_)) => Some(1),
        HirKind::Class(Class::Bytes(_)) => None,
        HirKind::Capture(capture) => longest(&capture.sub),
        HirKind::Repetition(repetition) => match longest(&repetition.sub)? {
            0 => Some(0),
            one => Some(one * repetition.max? as usize),
        },
        HirKind::Concat(members) => members.iter().map(longest).sum(),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<usize>> = branches.iter().map(longest).collect();
            all.map(|all| all.into_iter().max().unwrap_or(0))
        }
    }
}

/// What every match begins with, if that can be listed.
fn prefixes(hir: &Hir) -> Option<Needed> {
    let sequence = Extractor::new().extract(hir);
    let literals = sequence.literals()?;
    let texts = literals
        .iter()
        .map(|literal| {
            let text = std::str::from_utf8(literal.as_bytes()).ok()?;
            let bare: String = squeeze(text).collect();
            (!bare.is_empty()).then_some(bare)
        })
        .collect::<Option<Vec<_>>>()?;
    kept(texts, Some(0))
}

fn kept(mut texts: Vec<String>, reach: Option<usize>) -> Option<Needed> {
    texts.sort_unstable();
    texts.dedup();
    // A text that holds another is announced by it, somewhat later.
    let shorter = texts.clone();
    let lengths: BTreeSet<usize> = shorter.iter().map(String::len).collect();
    let is_first = |text: &str, at: usize, length: usize| {
        let other = text.get(at..at + length);
        other.is_some_and(|other| {
            let found = shorter.binary_search_by(|one| one.as_str().cmp(other));
            found.is_ok() && text.find(other) == Some(at)
        })
    };
    let mut later = 0;
    texts.retain(|text| {
        // Of those inside, some hold others in turn: the last one is meant.
        let last = text.char_indices().rev().map(|(at, _)| at).find(|&at| {
            let fitting = lengths.range(..text.len());
            fitting.clone().any(|&length| is_first(text, at, length))
        });
        match last {
            Some(at) => {
                later = later.max(text[..at].chars().count());
                false
            }
            None => true,
        }
    });
    let reach = reach.map(|reach| reach + later);
    (!texts.is_empty() && texts.len() <= MAX_LITERALS).then_some(Needed { texts, reach })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Vec<Needed> {
        necessary(&super::super::check::parse_pattern(pattern).expect("a valid pattern"))
    }

    fn holds(pattern: &str, set: &[&str]) -> bool {
        of(pattern).iter().any(|found| found.texts.iter().eq(set))
    }

    #[test]
    fn every_member_of_a_sequence_is_asked_for() {
        assert!(holds("[가-힣]까 ?(?:봐|걱정)", &["걱정", "봐"]));
        assert!(holds(r"(?:밤|새벽)\s*\d{1,2}\s*시", &["밤", "새벽"]));
        assert!(holds(r"(?:밤|새벽)\s*\d{1,2}\s*시", &["시"]));
        assert!(holds(r"\d+\s*스푼", &["스푼"]));
        assert!(holds("LTE 전환", &["lte전환"]));
        assert!(holds("(?:강제로? )?종료", &["종료"]));
        assert!(of(r"[가-힣]\w").is_empty());
    }

    #[test]
    fn reach_counts_what_may_stand_before() {
        let reach = |pattern: &str| of(pattern)[0].reach;
        assert_eq!(reach(r"[가-힣]{1,3}\s*때문에"), Some(3));
        assert_eq!(reach(r"\s?때문에"), Some(0));
        assert_eq!(reach(r"[^.]*때문에"), None);
        assert_eq!(reach(r"(?:전화광고|광고)\s?\d"), Some(2));
        assert_eq!(reach(r"(?:[가-힣]때문에|탓이다고)"), Some(1));
        assert_eq!(reach(r"(?:는|은)?(?:것|거)?만?빼고"), Some(3));
    }

    #[test]
    fn every_match_holds_one_of_each_set() {
        let pattern = r"(?:^|\s)(?:안|못)\s?(?:줘|준다|주네)[^.!?]{0,4}(?:돈|환불)?";
        let sets = of(pattern);
        assert!(!sets.is_empty());
        let regex = regex_automata::meta::Regex::new(pattern).expect("a valid pattern");
        for text in ["안 줘 환불", "못 준다", "왜 안 주네요"] {
            assert!(regex.is_match(text));
            let bare: String = text.split_whitespace().collect();
            for set in &sets {
                assert!(
                    set.texts
                        .iter()
                        .any(|literal| bare.contains(literal.as_str())),
                    "{text}: {set:?}"
                );
            }
        }
    }
}
