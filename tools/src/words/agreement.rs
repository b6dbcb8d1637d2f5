//! How far cuts agree with those of another analyser.

use super::cutter::Cutter;
use crate::error::{Error, Result};
use std::collections::HashSet;
use std::path::Path;

/// Place and tag of a token.
type Token<'a> = (usize, usize, &'a str);

/// Reads lines of a text, a tab and its tokens (`surface/TAG`, separated by
/// blanks), and prints the F1 of span and tag.
pub fn run(path: &Path, without: Option<&Cutter>, with: &Cutter) -> Result<()> {
    let lines = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut parsed = Vec::new();
    for (i, line) in lines.lines().enumerate() {
        let bad = || {
            Error::content(
                path,
                format!("line {}: a text, a tab and its tokens expected", i + 1),
            )
        };
        let (text, tokens) = line.split_once('\t').ok_or_else(bad)?;
        parsed.push((text, spans(text, tokens).ok_or_else(bad)?));
    }
    for (name, cutter) in without
        .map(|cutter| ("without the words", cutter))
        .into_iter()
        .chain([("with the words", with)])
    {
        let (mut same, mut all) = (0, 0);
        for (text, theirs) in &parsed {
            let cuts = cutter.cut(text);
            let ours: HashSet<Token<'_>> = cuts
                .iter()
                .map(|cut| (cut.range.start, cut.range.end, &cut.tag[..]))
                .collect();
            same += 2 * ours.intersection(theirs).count();
            all += ours.len() + theirs.len();
        }
        println!(
            "{} texts, {name}: F1 {:.4}",
            parsed.len(),
            same as f64 / f64::from(all.max(1) as u32)
        );
    }
    Ok(())
}

fn spans<'a>(text: &str, tokens: &'a str) -> Option<HashSet<Token<'a>>> {
    let mut at = 0;
    let mut spans = HashSet::new();
    for token in tokens.split(' ').filter(|token| !token.is_empty()) {
        let (surface, tag) = token.rsplit_once('/')?;
        let start = at + text.get(at..)?.find(surface)?;
        at = start + surface.len();
        spans.insert((start, at, tag));
    }
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_places() {
        let spans = spans("1/2 이 이", "1/SN //SC 2/SN 이/MM 이/NR").unwrap();
        let wanted = [
            (0, 1, "SN"),
            (1, 2, "SC"),
            (2, 3, "SN"),
            (4, 7, "MM"),
            (8, 11, "NR"),
        ];
        assert_eq!(spans, wanted.into_iter().collect::<HashSet<_>>());
        assert!(super::spans("이", "저/MM").is_none());
        assert!(super::spans("이", "이").is_none());
    }
}
