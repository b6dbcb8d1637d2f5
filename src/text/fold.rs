//! Characters that are another character's costume, or nothing at all.

use super::hangul::compatibility;

/// What becomes of one character before anything else is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    /// Stays.
    Keep,
    /// Stands for this one.
    To(char),
    /// Is nothing.
    Drop,
    /// Stays only between the pictures it joins.
    Joiner,
    /// Stays only behind a picture.
    Selector,
    /// Stays only behind a flag or another tag.
    Tag,
}

/// What becomes of `c`. Nothing this yields is folded again, and it treats
/// canonically equivalent characters alike.
pub(super) fn fold(c: char) -> Fold {
    use Fold::{Drop, Joiner, Keep, Selector, Tag, To};
    match c {
        '\n' | ' '..='~' => Keep,
        // A carriage return before a newline is dropped by the caller.
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => To('\n'),
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' => {
            Drop
        }
        '\0'..='\u{1F}' | '\u{7F}'..='\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' => To(' '),
        '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{3164}' | '\u{FFA0}' => To(' '),
        '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => Drop,
        '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => Drop,
        '\u{FE00}'..='\u{FE0D}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0001}'
        | '\u{E0100}'..='\u{E01EF}' => Drop,
        '\u{200D}' => Joiner,
        '\u{FE0E}' | '\u{FE0F}' => Selector,
        '\u{E0020}'..='\u{E007F}' => Tag,
        '\u{FF01}'..='\u{FF5E}' => narrow(c),
        '\u{FFA1}'..='\u{FFDC}' => compatibility(c).map_or(Keep, To),
        '\u{FFE6}' => To('₩'),
        '〜' | '∼' | '˜' => To('~'),
        '⋯' | '‥' | '︙' => To('…'),
        // Those that NFC turns into one ASCII character or the middle dot.
        '\u{37E}' => To(';'),
        '\u{1FEF}' => To('`'),
        '\u{212A}' => To('K'),
        '\u{387}' => To('·'),
        _ => Keep,
    }
}

fn narrow(c: char) -> Fold {
    char::from_u32(c as u32 - 0xFEE0).map_or(Fold::Keep, Fold::To)
}
