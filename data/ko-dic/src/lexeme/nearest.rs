//! The key that was likely meant, for messages.

use super::{LexemeTable, expression};

/// Letters compared at most; longer lemmas are compared by their beginnings.
const LETTERS: usize = 24;
/// Keys compared at most, so that a message costs milliseconds.
const KEYS: u32 = 40_000;

pub(super) fn nearest(table: &LexemeTable, lemma: &str, tag: &str) -> Option<u32> {
    let same = table.keys_with_lemma(lemma);
    if !same.is_empty() {
        // Of several tags that which shares the most letters: VV for VA, NNP for NNG.
        let shared = |key: &u32| {
            let other = table.key_tag(*key).bytes();
            other.zip(tag.bytes()).take_while(|(a, b)| a == b).count()
        };
        return same.rev().max_by_key(shared);
    }
    let first = lemma.chars().next()?;
    let mut prefix = [0; 4];
    let prefix: &str = first.encode_utf8(&mut prefix);
    let start = table.first_key(|key| table.key_lemma(key).as_bytes().cmp(prefix.as_bytes()));
    let mut wanted = ['\0'; LETTERS];
    let wanted_len = expression::letters(lemma, &mut wanted);
    let wanted = &wanted[..wanted_len];
    // More than a third of the letters wrong is another word.
    let limit = (wanted_len / 3).max(2);
    let end = table.key_count() as u32;
    let keys = (start..end.min(start.saturating_add(KEYS)))
        .take_while(|&key| table.key_lemma(key).starts_with(first));
    keys.filter_map(|key| {
        let mut letters = ['\0'; LETTERS];
        let len = expression::letters(table.key_lemma(key), &mut letters);
        if len.abs_diff(wanted_len) > limit {
            return None;
        }
        let distance = distance(wanted, &letters[..len]);
        (distance <= limit).then_some((distance, table.key_tag(key) != tag, key))
    })
    .min()
    .map(|(_, _, key)| key)
}

/// Edits from one row of letters to the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row = [0; LETTERS + 1];
    for (i, place) in row.iter_mut().enumerate() {
        *place = i;
    }
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
