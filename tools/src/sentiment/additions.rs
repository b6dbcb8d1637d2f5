//! Curated words: `data/sentiment/extra.tsv`.

use std::path::Path;

use super::Failure;
use super::corpus::Label;
use super::grams;

/// What a spelling says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// This side, or (neutral) that the writer asks or reports.
    Takes(Label),
    /// Nothing by itself.
    Zero,
}

/// One spelling of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// The words.
    pub text: String,
    /// What they say.
    pub says: Says,
    /// Rows of a corpus it counts for.
    pub weight: f32,
}

/// Reads the file; the spellings of one line weigh `cap` together at most.
///
/// # Errors
/// When it cannot be read; a bad line, by number, and why.
pub fn read(path: &Path, cap: f32) -> Result<Vec<Spelling>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    parse(&text, cap)
        .map_err(|(line, reason)| format!("{}: line {line}: {reason}", path.display()).into())
}

fn parse(text: &str, cap: f32) -> Result<Vec<Spelling>, (usize, String)> {
    let mut out = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line.is_empty() || line == "#" || line.starts_with("# ") {
            continue;
        }
        let wrong = |reason: String| (n + 1, reason);
        let cells: Vec<&str> = line.split('\t').collect();
        let [side, weight, pattern, ..] = cells[..] else {
            return Err(wrong(
                "expected side, weight and pattern, with tabs between them".into(),
            ));
        };
        let says = match side {
            "pos" => Says::Takes(Label::Positive),
            "neg" => Says::Takes(Label::Negative),
            "neu" => Says::Takes(Label::Neutral),
            "zero" => Says::Zero,
            _ => return Err(wrong(format!("{side:?} is not one of pos, neg, neu, zero"))),
        };
        let weight: f32 = weight
            .parse()
            .ok()
            .filter(|w| *w > 0.0)
            .ok_or_else(|| wrong(format!("{weight:?} is not a weight")))?;
        let texts = spell(pattern).map_err(wrong)?;
        let weight = weight.min(cap / texts.len() as f32);
        out.extend(
            texts
                .into_iter()
                .map(|text| Spelling { text, says, weight }),
        );
    }
    Ok(out)
}

/// All spellings of a pattern, in order.
fn spell(pattern: &str) -> Result<Vec<String>, String> {
    let mut out = vec![String::new()];
    let mut rest = pattern;
    while !rest.is_empty() {
        let (plain, group) = rest.split_once('(').unwrap_or((rest, ""));
        if plain.contains([')', '|']) {
            return Err(format!(
                "a bracket or bar without its partner in {pattern:?}"
            ));
        }
        out.iter_mut().for_each(|s| s.push_str(plain));
        if plain.len() == rest.len() {
            break;
        }
        let (group, after) = group
            .split_once(')')
            .ok_or_else(|| format!("a bracket is not closed in {pattern:?}"))?;
        out = out
            .iter()
            .flat_map(|s| group.split('|').map(move |part| format!("{s}{part}")))
            .collect();
        rest = after;
    }
    Ok(out)
}

/// The spellings that are grams of at most `longest` characters themselves.
pub fn short(spellings: &[Spelling], longest: usize) -> Vec<Vec<char>> {
    let mut out = Vec::new();
    let mut chars = Vec::new();
    for s in spellings {
        grams::letters(&super::normalized(&s.text), &mut chars);
        if !chars.is_empty() && chars.len() <= longest {
            out.push(chars.clone());
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_in_turn() {
        assert_eq!(
            spell("a(b|c)d(|e)").unwrap(),
            ["abd", "abde", "acd", "acde"]
        );
        assert!(spell("a(b").is_err());
        assert!(spell("a|b").is_err());
    }

    #[test]
    fn bad_lines_are_named() {
        assert_eq!(
            parse("# a\npos\t1\t가\nmaybe\t1\t나\n", 9.0).unwrap_err().0,
            3
        );
        assert_eq!(parse("pos\t-1\t가\n", 9.0).unwrap_err().0, 1);
    }
}
