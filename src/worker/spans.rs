//! Where evidence is underlined: its words, and the predicate behind them.

/// Words that are taken in behind the last match where the clause ends with
/// them: its predicate says what is said of the theme.
const BEHIND: usize = 2;

/// Bytes beyond which words are not counted.
const FAR: usize = 60;

/// Sorts ranges and joins those with no word between them; the last goes on to
/// the end of the clause if that is near.
pub(super) fn spread(ranges: &mut Vec<(u32, u32)>, text: &str, clause: u32) {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let near = || words(text, kept.1, next.0) == Some(0);
        let joined = next.0 <= kept.1 || near();
        if joined {
            kept.1 = kept.1.max(next.1);
        }
        joined
    });
    if let Some((_, end)) = ranges.last_mut()
        && words(text, *end, clause).is_some_and(|count| (1..=BEHIND).contains(&count))
    {
        let behind = &text[*end as usize..clause as usize];
        *end += behind.trim_end_matches(|c| !is_spoken(c)).len() as u32;
    }
}

/// Whole words from one place to another, if these are near. The rest of a word
/// that begins before is none, nor is the beginning of one that goes on.
fn words(text: &str, from: u32, to: u32) -> Option<usize> {
    let (from, to) = (from as usize, to as usize);
    let between = text.get(from..to).filter(|it| it.len() <= FAR)?;
    let mut from = between;
    if text[to..].starts_with(|c: char| !c.is_whitespace()) {
        from = &from[..from.rfind(char::is_whitespace).unwrap_or(0)];
    }
    from = &from[from.find(char::is_whitespace).unwrap_or(from.len())..];
    Some(
        from.split_whitespace()
            .filter(|word| word.contains(is_spoken))
            .count(),
    )
}

/// Letters and digits, but for single letters of Hangul: ㅠㅠ, ㅋㅋ.
fn is_spoken(c: char) -> bool {
    c.is_alphanumeric() && !('ㄱ'..='ㅣ').contains(&c)
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
            (vec!["환불"], "환불을 끝까지 안 해주네요", vec!["환불"]),
            (
                vec!["환불", "해주"],
                "환불을 안 해주네요.",
                vec!["환불", "해주"],
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
    fn far_ends_are_left() {
        let text = format!("환불 {}", "가".repeat(40));
        let mut ranges = vec![(0, 6)];
        spread(&mut ranges, &text, text.len() as u32);
        assert_eq!(ranges, [(0, 6)]);
    }
}
