//! Sounds drawn out: 해주세요오오오, 너어어무, 하하하하하.

use super::hangul::{Syllable, is_syllable};

/// How a run of one syllable at the end of a text is to be shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shorten {
    /// Byte from which the kept text stands for all that was written.
    pub(super) from: usize,
    /// Byte where the kept text ends.
    pub(super) keep_to: usize,
    /// What the kept syllable becomes together with the syllable after the
    /// run, which is then used up (구우우 and 웃 give 굿).
    pub(super) merged: Option<char>,
}

/// What to do about the run that `text` ends in, now that `next`, which is not
/// part of it, is known.
pub(super) fn shorten(text: &str, next: Option<char>) -> Option<Shorten> {
    let mut back = text.char_indices().rev();
    let (mut start, last) = back.next()?;
    let drawn = Syllable::of(last)?;
    let width = last.len_utf8();
    let mut count = 1;
    let mut before = None;
    for (at, c) in back {
        if c != last {
            before = Some((at, c));
            break;
        }
        start = at;
        count += 1;
    }
    let keep = |n: usize| {
        Some(Shorten {
            from: start,
            keep_to: start + n * width,
            merged: None,
        })
    };
    let before = before.filter(|(_, c)| is_syllable(*c));
    let (Some((at, c)), true) = (before, drawn.is_bare()) else {
        return if count >= 4 { keep(2) } else { None };
    };
    let host = Syllable::of(c)?;
    let next_syllable = next.and_then(Syllable::of);
    // 이 is a particle, a pronoun and a word's first syllable too often.
    let doubtful = last == '이' && next_syllable.is_some();
    if !host.is_open() || !drawn.draws_out() || host.echo() != drawn.echo() {
        return if count >= if doubtful { 4 } else { 3 } {
            keep(1)
        } else {
            None
        };
    }
    let onto_host = Shorten {
        from: at,
        keep_to: start,
        merged: None,
    };
    if count == 1 {
        let polite = match (c, last) {
            ('요' | '죠', '오') => true,
            ('다', '아') => text[..at].ends_with('니'),
            _ => false,
        };
        return (polite && next_syllable.is_none()).then_some(onto_host);
    }
    if let Some(n) =
        next_syllable.filter(|n| n.lead == drawn.lead && n.vowel == drawn.vowel && n.tail != 0)
    {
        let merged = Syllable {
            tail: n.tail,
            ..host
        }
        .to_char();
        return Some(Shorten {
            merged: Some(merged),
            ..onto_host
        });
    }
    (!doubtful || count >= 3).then_some(onto_host)
}
