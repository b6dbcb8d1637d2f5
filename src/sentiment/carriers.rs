//! The words that carried a verdict.

use std::ops::Range;

use super::scan::Marks;

/// A word, or a stretch of a long unspaced one, and what it added.
#[derive(Clone, Debug, PartialEq)]
pub struct Carrier {
    /// Bytes of the normalised text; on character boundaries.
    pub range: Range<usize>,
    /// Log odds it added towards positive (negative: towards negative), before
    /// the length of the text is taken into account.
    pub weight: f32,
}

/// Longest word that is shown whole, in characters.
const WHOLE: usize = 7;
/// Characters before a peak that belong to the gram which ends there.
const REACH: usize = 4;

/// Collects the words of `text`, strongest first, at most `top`.
///
/// A word is what stands between blanks without the punctuation around it;
/// a longer one is cut down to the stretch that adds most.
pub(super) fn collect(text: &str, marks: &Marks, scale: f32, top: usize, out: &mut Vec<Carrier>) {
    out.clear();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let lead = rest
            .find(|c: char| !c.is_whitespace())
            .unwrap_or(rest.len());
        let from = start + lead;
        let len = text[from..]
            .find(char::is_whitespace)
            .unwrap_or(text.len() - from);
        start = from + len;
        let range = trim(text, from..start);
        if range.is_empty() {
            continue;
        }
        let indices = marks.within(&range);
        let (indices, units) = if indices.len() <= WHOLE {
            (indices.clone(), marks.sums(indices).polarity)
        } else {
            peak(marks, indices)
        };
        if units == 0 {
            continue;
        }
        let first = if indices.start == 0 {
            0
        } else {
            marks.list[indices.start - 1].end as usize
        };
        let begin = first.max(range.start);
        let end = marks.list[indices.end - 1].end as usize;
        out.push(Carrier {
            range: begin..end,
            weight: scale * units as f32,
        });
    }
    out.sort_unstable_by(|a, b| {
        b.weight
            .abs()
            .total_cmp(&a.weight.abs())
            .then(a.range.start.cmp(&b.range.start))
    });
    out.truncate(top);
}

/// Takes punctuation off both ends, unless nothing else is there.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let word = &text[range.clone()];
    let left = word.trim_start_matches(|c: char| c.is_ascii_punctuation());
    let kept = left.trim_end_matches(|c: char| c.is_ascii_punctuation());
    if kept.is_empty() {
        return range;
    }
    let start = range.start + (word.len() - left.len());
    start..start + kept.len()
}

/// The stretch of marks with the largest absolute sum (Kadane's algorithm, both
/// signs at once), begun `REACH` characters earlier.
fn peak(marks: &Marks, range: Range<usize>) -> (Range<usize>, i32) {
    let mut best = (range.start..range.start + 1, 0i32);
    for sign in [1, -1] {
        let (mut from, mut sum) = (range.start, 0i32);
        for i in range.clone() {
            if sum <= 0 {
                (from, sum) = (i, 0);
            }
            sum += sign * marks.sums(i..i + 1).polarity;
            if sum > best.1.abs() {
                best = (from..i + 1, sign * sum);
            }
        }
    }
    let start = best.0.start.saturating_sub(REACH).max(range.start);
    (start..best.0.end, best.1)
}
