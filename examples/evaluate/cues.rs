//! Evidence compared with the words that readers marked.
//!
//! Both sides are widened to whole eojeols, the words between blanks, and
//! those are counted. Where the theme is absent, all marked words are missed.
//! How much of its sentences the evidence covers is measured too: underlining
//! everything is no art.

use std::ops::Range;

use serde::Serialize;

use super::{
    answer::Answer,
    gold::Gold,
    table::{Failure, Table},
};

/// Overlap of evidence and cues.
#[derive(Debug, Serialize)]
pub struct Overlap {
    pub cues: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Mean share of their sentences' characters that the spans cover.
    pub cover: f64,
}

/// One cue: where in the gold table, which theme, and the marked characters.
pub struct Cue {
    pub row: usize,
    pub theme: usize,
    spans: Vec<Range<usize>>,
}

/// Reads a table of cues: columns `id`, `theme` and `spans`, characters
/// `start-end|start-end` of the text. Cues of ids in `skipped` are left out.
pub fn read(table: &Table, gold: &Gold, skipped: &[String]) -> Result<Vec<Cue>, Failure> {
    let (id, theme) = (table.required("id")?, table.required("theme")?);
    let spans = table.required("spans")?;
    let mut cues = Vec::new();
    for row in &table.rows {
        let wrong = |reason: String| table.wrong(row, reason);
        let of = &row.cells[id];
        if skipped.contains(of) {
            continue;
        }
        let Some(at) = gold.table.rows.iter().position(|text| gold.id(text) == of) else {
            return Err(wrong(format!("id {of} has no text")));
        };
        let length = gold.text(&gold.table.rows[at]).chars().count();
        let spans = row.cells[spans].split('|').map(|span| {
            let ends = span
                .split_once('-')
                .and_then(|(start, end)| Some(start.parse().ok()?..end.parse().ok()?));
            ends.filter(|span: &Range<usize>| span.end <= length)
                .ok_or_else(|| {
                    wrong(format!(
                        "{span:?} is no start-end within {length} characters"
                    ))
                })
        });
        cues.push(Cue {
            row: at,
            theme: gold
                .theme(&row.cells[theme])
                .map_err(|failure| wrong(failure.0))?,
            spans: spans.collect::<Result<_, _>>()?,
        });
    }
    Ok(cues)
}

/// Compares cues with the evidence of the answers.
pub fn overlap<'a>(
    gold: &Gold,
    answers: &[Answer],
    cues: impl Iterator<Item = &'a Cue>,
) -> Result<Overlap, Failure> {
    let (mut both, mut only_said, mut only_marked) = (0u64, 0u64, 0u64);
    let mut covers = Vec::new();
    let mut count = 0;
    for cue in cues {
        count += 1;
        let row = &gold.table.rows[cue.row];
        let text = gold.text(row);
        let at = Characters::of(text);
        let words: Vec<_> = words(text).map(|word| at.range(word)).collect();
        let theme = answers[cue.row].theme(&gold.themes[cue.theme]);
        let evidence = theme.into_iter().flat_map(|theme| &theme.evidence);
        let spans = evidence
            .flat_map(|evidence| &evidence.spans)
            .map(|&(start, end)| {
                at.checked(start..end).ok_or_else(|| {
                    let id = gold.id(row);
                    Failure(format!(
                        "the answer for {id} has span {start}-{end}, which does not fit the text"
                    ))
                })
            });
        let spans: Vec<Range<usize>> = spans.collect::<Result<_, _>>()?;
        for word in &words {
            match (touches(&cue.spans, word), touches(&spans, word)) {
                (true, true) => both += 1,
                (false, true) => only_said += 1,
                (true, false) => only_marked += 1,
                (false, false) => {}
            }
        }
        if !spans.is_empty() {
            let sentences = sentences(text).map(|sentence| at.range(sentence));
            let touched: usize = sentences
                .filter(|s| touches(&spans, s))
                .map(|s| s.len())
                .sum();
            covers.push(covered(spans) as f64 / touched.max(1) as f64);
        }
    }
    let rate = |other: u64| both as f64 / (both + other).max(1) as f64;
    let (precision, recall) = (rate(only_said), rate(only_marked));
    Ok(Overlap {
        cues: count,
        precision,
        recall,
        f1: 2.0 * precision * recall / (precision + recall).max(1e-9),
        cover: covers.iter().sum::<f64>() / covers.len().max(1) as f64,
    })
}

/// Byte ranges of what stands between blanks.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

/// Byte ranges of what stands between marks of an end, with the marks behind.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    const ENDS: [char; 4] = ['.', '!', '?', '\n'];
    let not_end = |c| !ENDS.contains(&c);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(not_end)?;
        let end = text[start..].find(ENDS).map_or(text.len(), |n| start + n);
        at = text[end..].find(not_end).map_or(text.len(), |n| end + n);
        Some(start..at)
    })
}

fn touches(spans: &[Range<usize>], at: &Range<usize>) -> bool {
    spans
        .iter()
        .any(|span| span.start < at.end && span.end > at.start)
}

/// Characters in at least one of the spans.
fn covered(mut spans: Vec<Range<usize>>) -> usize {
    spans.sort_by_key(|span| span.start);
    let (mut count, mut end) = (0, 0);
    for span in spans {
        count += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    count
}

/// Byte offsets counted in characters.
struct Characters(Vec<usize>);

impl Characters {
    fn of(text: &str) -> Self {
        Self(
            text.char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()])
                .collect(),
        )
    }

    fn checked(&self, bytes: Range<usize>) -> Option<Range<usize>> {
        let character = |byte| self.0.binary_search(&byte).ok();
        Some(character(bytes.start)?..character(bytes.end)?)
    }

    fn range(&self, bytes: Range<usize>) -> Range<usize> {
        self.checked(bytes)
            .expect("words and sentences begin and end with characters")
    }
}
