//! Where evidence is underlined: its words, and the predicate behind them.

use crate::text::is_spoken;

/// Words that are taken in behind the last match where the clause ends with
/// them: its predicate says what is said of the theme.
const BEHIND: usize = 3;

/// Words of a sentence between two matches that are taken in.
const BETWEEN: usize = 1;

/// Bytes beyond which words are not counted.
const FAR: usize = 60;

/// Sorts ranges and joins those that stand near each other; the last goes on to
/// the end of the clause if that is near.
pub(super) fn spread(ranges: &mut Vec<(u32, u32)>, text: &str, clause: u32) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let near = || is_near(text, kept.1, next.0);
        let joined = next.0 <= kept.1 || near();
        if joined {
            kept.1 = kept.1.max(next.1);
        }
        joined
    });
    if let Some((_, end)) = ranges.last_mut()
        && let Some(behind) = between(text, *end, clause)
        && !ends_inside(behind, &text[clause as usize..])
        && (1..=BEHIND).contains(&words(behind))
    {
        *end += behind.trim_end_matches(|c| !is_spoken(c)).len() as u32;
    }
}

/// Whether two places of a line have no word between them, or few of the same
/// sentence.
fn is_near(text: &str, from: u32, to: u32) -> bool {
    let Some(mut between) = between(text, from, to) else {
        return false;
    };
    if ends_inside(between, &text[to as usize..]) {
        between = &between[..between.rfind(char::is_whitespace).unwrap_or(0)];
    }
    let most = match between.contains(['.', '!', '?']) {
        true => 0,
        false => BETWEEN,
    };
    words(between) <= most && !between.contains('\n')
}

/// What stands between two places, if these are near.
fn between(text: &str, from: u32, to: u32) -> Option<&str> {
    let between = text.get(from as usize..to as usize)?;
    (between.len() <= FAR).then_some(between)
}

/// Whether the last word goes on behind.
fn ends_inside(text: &str, behind: &str) -> bool {
    let spoken = |c: Option<char>| c.is_some_and(is_spoken);
    spoken(text.chars().next_back()) && spoken(behind.chars().next())
}

/// Words that begin in a text: the rest of one that begins before is none.
fn words(text: &str) -> usize {
    let whole = &text[text.find(char::is_whitespace).unwrap_or(text.len())..];
    let words = whole.split_whitespace();
    words.filter(|word| word.contains(is_spoken)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_behind_are_taken_in() {
        let table = [
            // Matches, the clause, what is underlined.
            (vec!["환불"], "환불 안 해주네요", vec!["환불 안 해주네요"]),
            (
                vec!["환불"],
                "환불 안 해주네요 ㅠㅠ",
                vec!["환불 안 해주네요"],
            ),
            (
                vec!["환불"],
                "환불을 끝까지 안 해주네요",
                vec!["환불을 끝까지 안 해주네요"],
            ),
            (
                vec!["환불"],
                "환불을 정말로 끝까지 안 해주네요",
                vec!["환불"],
            ),
            (
                vec!["환불", "해주"],
                "환불을 안 해주네요.",
                vec!["환불을 안 해주"],
            ),
            (
                vec!["환불", "해주"],
                "환불을 끝까지 안 해주네요.",
                vec!["환불", "해주"],
            ),
            (
                vec!["환불", "해줘"],
                "환불! 왜 안 해줘",
                vec!["환불", "해줘"],
            ),
            (
                vec!["환불", "거절"],
                "환불 신청을 세 번 거절",
                vec!["환불", "거절"],
            ),
            (vec!["환불", "불가"], "환불불가", vec!["환불불가"]),
            (vec!["환불", "거절"], "환불은 거절", vec!["환불은 거절"]),
        ];
        for (matches, clause, expected) in table {
            let place = |word: &str| {
                let at = clause.find(word).expect("it stands there");
                (at as u32, (at + word.len()) as u32)
            };
            let mut ranges: Vec<_> = matches.into_iter().map(place).collect();
            spread(&mut ranges, clause, clause.len() as u32);
            let ranges = ranges.iter();
            let shown: Vec<_> = ranges
                .map(|&(start, end)| &clause[start as usize..end as usize])
                .collect();
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn what_stands_behind_the_clause_is_left() {
        let table = [
            // The clause, what follows it, what is underlined of it.
            ("환불 거절했네요ㅠㅠ", "해지할게요", "환불 거절했네요"),
            ("환불 정말 끝까지 안 해줘요ㅠㅠ", "해지할게요", "환불"),
            ("환불 절대 안해주고", "나서야", "환불"),
            ("환불 안해주고", " 나서야", "환불 안해주고"),
        ];
        for (clause, behind, expected) in table {
            let text = format!("{clause}{behind}");
            let mut ranges = vec![(0, "환불".len() as u32)];
            spread(&mut ranges, &text, clause.len() as u32);
            assert_eq!(&text[..ranges[0].1 as usize], expected);
        }
    }

    #[test]
    fn matches_on_two_lines_stay_two() {
        let text = "환불!\n거절";
        let mut ranges = vec![(0, 6), (8, 14)];
        spread(&mut ranges, text, text.len() as u32);
        assert_eq!(ranges, [(0, 6), (8, 14)]);
    }

    #[test]
    fn far_ends_are_left() {
        let text = format!("환불 {}", "가".repeat(40));
        let mut ranges = vec![(0, 6)];
        spread(&mut ranges, &text, text.len() as u32);
        assert_eq!(ranges, [(0, 6)]);
    }
}
