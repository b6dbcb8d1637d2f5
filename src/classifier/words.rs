//! The words that speak most for what the classifier says.

use std::ops::Range;

use super::features::{TAIL_MOST, each_feature, each_tail};

/// Byte ranges of the words whose features weigh most, in order, at most as
/// many as fit; what speaks less than half as much as the first is left out.
pub(super) fn of<const N: usize>(
    text: &str,
    weight: impl Fn(u32) -> f32,
    tail: impl Fn(u32) -> f32,
) -> ([Range<usize>; N], usize) {
    let mut best = [(); N].map(|()| (0f32, 0..0));
    let mut end = 0;
    let mut word = 0..0;
    let mut sum = 0.0;
    // Of each feature of the tail, where it begins and what it weighs.
    let mut ends = [(0, 0.0); TAIL_MOST];
    let mut slots = ends.iter_mut();
    each_tail(text, |feature, range| {
        if let Some(slot) = slots.next() {
            *slot = (range.start, tail(feature));
        }
    });
    let mut close = |word: Range<usize>, sum: f32| {
        let here = ends.iter().filter(|(start, _)| word.contains(start));
        let sum = sum + here.map(|(_, weight)| weight).sum::<f32>();
        if let Some(least) = (0..N).min_by(|&a, &b| best[a].0.total_cmp(&best[b].0))
            && sum > best[least].0
            && !word.is_empty()
        {
            best[least] = (sum, word);
        }
    };
    // Words come in the order of their features; one belongs to the word
    // it begins in, or to the next where it begins with a blank.
    each_feature(text, |feature, range| {
        let begin = range.start.max(end);
        if begin >= word.end && range.end > word.end {
            let blanks = text[begin..].len() - text[begin..].trim_start().len();
            let rest = &text[begin + blanks..];
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            if length > 0 && (word.is_empty() || begin + blanks != word.start) {
                close(word.clone(), sum);
                sum = 0.0;
                word = begin + blanks..begin + blanks + length;
                end = word.end;
            }
        }
        sum += weight(feature);
    });
    close(word, sum);
    let top = best.iter().map(|(sum, _)| *sum).fold(0.0, f32::max);
    best.sort_unstable_by_key(|(sum, range)| (2.0 * *sum < top || *sum == 0.0, range.start));
    let count = best
        .iter()
        .take_while(|(sum, _)| *sum > 0.0 && 2.0 * *sum >= top)
        .count();
    (best.map(|(_, range)| range), count)
}
