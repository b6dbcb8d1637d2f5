//! Where words begin.

use std::ops::Range;

use crate::morph::{Morph, Tables};

/// True when a word begins at this byte: a morpheme, a part of a compound, or
/// what follows a blank.
pub(super) fn begins(
    tables: &Tables,
    text: &str,
    morphs: &[Morph],
    range: Range<u32>,
    start: u32,
) -> bool {
    let before = text[..start as usize].chars().next_back();
    let is_syllable = |c| matches!(c, '가'..='힣');
    if before.is_none_or(|c| !is_syllable(c) && !c.is_alphanumeric()) {
        return true;
    }
    let slice = &morphs[range.start as usize..range.end as usize];
    let first = slice.partition_point(|morph| morph.end <= start);
    let Some(morph) = slice.get(first) else {
        return false;
    };
    if morph.start == start {
        return true;
    }
    let Some(lexeme) = morph.compound else {
        return false;
    };
    let mut at = morph.start;
    for key in tables.lexemes.keys_of(lexeme) {
        if at == start {
            return true;
        }
        at += tables.lexemes.key_lemma(key).len() as u32;
    }
    false
}
