//! Guesses at how often something stands in a comment.

use std::{collections::HashMap, sync::LazyLock};

use super::compile::ConceptId;

/// Characters of a comment, blanks left out: about the mean.
const CHARS: f64 = 40.0;

/// How often the commonest characters and pairs of them stand in a million
/// characters of what people write, blanks left out.
static COUNTS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let lines = include_str!("../../data/odds.txt").lines();
    let counts = lines.filter_map(|line| line.rsplit_once(' '));
    counts
        .filter_map(|(text, count)| Some((text, count.parse().ok()?)))
        .collect()
});

/// What is not among them stands there so often at most.
const RARE: f64 = 1.0;
const RARE_PAIR: f64 = 30.0;

/// How often one of the texts stands in a comment, by the characters they are
/// made of.
pub(super) fn texts_odds<'a>(texts: impl IntoIterator<Item = &'a String>) -> f64 {
    let odds: f64 = texts.into_iter().map(|text| share(text)).sum();
    (odds * CHARS).min(1.0)
}

/// How often a text begins at a character: each of its characters as often as
/// it follows the one before it.
fn share(text: &str) -> f64 {
    let single = |text| COUNTS.get(text).copied().unwrap_or(RARE) / 1e6;
    let mut share = 1.0;
    let mut before: Option<&str> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let one = &text[at..end];
        share *= match before {
            None => single(one),
            Some(before) => {
                let pair = COUNTS.get(&text[at - before.len()..end]).map(|n| n / 1e6);
                let by_chance = single(before) * single(one);
                let pair = pair.unwrap_or(by_chance.min(RARE_PAIR / 1e6));
                (pair / single(before)).min(1.0)
            }
        };
        before = Some(one);
    }
    share
}

/// How often each concept does, by itself or by what it includes, given how
/// often by itself.
pub(super) fn whole(closure: &[Vec<ConceptId>], odds: &[f32]) -> Vec<f32> {
    let mut whole = vec![0.0; odds.len()];
    for (all, odds) in closure.iter().zip(odds) {
        for &includer in all {
            whole[usize::from(includer)] += odds;
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_is_likelier() {
        let odds = |text: &str| texts_odds([&text.to_owned()]);
        let falling = ["이", "는데", "했는데", "보상", "위약금"].map(odds);
        assert!(falling.is_sorted_by(|a, b| a > b), "{falling:?}");
        assert!(falling[0] > 0.5 && falling[4] < 0.001, "{falling:?}");
        assert_eq!(odds(""), 1.0);
    }
}
