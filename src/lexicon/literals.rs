//! Literals a pattern needs: one of them stands in whatever it matches.

use regex_syntax::hir::{Hir, HirKind, literal::Extractor};

use super::strings::squeeze;

/// More literals than this announce too often to be worth looking for.
const MAX_LITERALS: usize = 256;

/// More sets than this add nothing: the rest is the pattern's own work.
const MAX_SETS: usize = 4;

/// Sets of texts without blanks, in lower case: one text of every set stands
/// in each match once its blanks are taken out. Empty when nothing is known.
///
/// Walks the pattern: every member of a concatenation must stand there; of an
/// alternation each branch gives its most telling set, and one of all these
/// must stand there.
pub(crate) fn necessary(hir: &Hir) -> Vec<Vec<String>> {
    let mut sets = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(_) | HirKind::Class(_) => prefixes(hir).into_iter().collect(),
        HirKind::Capture(capture) => necessary(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => necessary(&repetition.sub),
        HirKind::Repetition(_) => Vec::new(),
        HirKind::Alternation(branches) => {
            let union: Option<Vec<Vec<String>>> = branches
                .iter()
                .map(|branch| necessary(branch).into_iter().next())
                .collect();
            let union = union.and_then(|sets| kept(sets.concat()));
            prefixes(hir).into_iter().chain(union).collect()
        }
        HirKind::Concat(members) => {
            let mut sets = Vec::new();
            for at in 0..members.len() {
                sets.extend(necessary(&members[at]));
                // What the rest of the pattern begins with spans members.
                sets.extend(prefixes(&Hir::concat(members[at..].to_vec())));
            }
            sets
        }
    };
    sets.sort_by_key(|set| std::cmp::Reverse(telling(set)));
    sets.dedup();
    sets.truncate(MAX_SETS);
    sets
}

/// What every match begins with, if that can be listed.
fn prefixes(hir: &Hir) -> Option<Vec<String>> {
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
    kept(texts)
}

fn kept(mut texts: Vec<String>) -> Option<Vec<String>> {
    texts.sort_unstable();
    texts.dedup();
    // A text that holds another is announced by it.
    let shorter = texts.clone();
    texts.retain(|text| {
        !shorter
            .iter()
            .any(|other| other.len() < text.len() && text.contains(other.as_str()))
    });
    (!texts.is_empty() && texts.len() <= MAX_LITERALS).then_some(texts)
}

/// How seldom a set announces: its shortest text decides (beyond three
/// syllables length says little), then how few there are.
fn telling(texts: &[String]) -> (Option<usize>, std::cmp::Reverse<usize>) {
    let shortest = texts.iter().map(|text| text.chars().count().min(3)).min();
    (shortest, std::cmp::Reverse(texts.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> Vec<Vec<String>> {
        necessary(&super::super::check::parse_pattern(pattern).expect("a valid pattern"))
    }

    fn holds(pattern: &str, set: &[&str]) -> bool {
        of(pattern).iter().any(|found| found.iter().eq(set))
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
                    set.iter().any(|literal| bare.contains(literal.as_str())),
                    "{text}: {set:?}"
                );
            }
        }
    }
}
