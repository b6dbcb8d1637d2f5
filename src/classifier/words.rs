//! The words that speak most for what the classifier says.

use std::ops::Range;

use super::each_feature;

/// Byte ranges of the words whose features weigh most, in order, at most as
/// many as fit; what speaks less than half as much as the first is left out.
pub(super) fn of<const N: usize>(
    text: &str,
    weight: impl Fn(u32) -> i32,
) -> ([Range<usize>; N], usize) {
    let mut best = [(); N].map(|()| (0i32, 0..0));
    let mut end = 0;
    let mut word = 0..0;
    let mut sum = 0;
    let mut close = |word: Range<usize>, sum: i32| {
        if let Some(least) = (0..N).min_by_key(|&i| best[i].0)
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
                sum = 0;
                word = begin + blanks..begin + blanks + length;
                end = word.end;
            }
        }
        sum += weight(feature);
    });
    close(word, sum);
    let top = best.iter().map(|(sum, _)| *sum).max().unwrap_or_default();
    best.sort_unstable_by_key(|(sum, range)| (2 * *sum < top || *sum == 0, range.start));
    let count = best
        .iter()
        .take_while(|(sum, _)| *sum > 0 && 2 * *sum >= top)
        .count();
    (best.map(|(_, range)| range), count)
}
