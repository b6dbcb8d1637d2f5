//! Character borders next to a byte.

/// The last character border at or before byte `i`.
pub(super) fn floor(text: &str, i: usize) -> usize {
    let i = i.min(text.len());
    (0..=i)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

/// The first character border at or after byte `i`.
pub(super) fn ceil(text: &str, i: usize) -> usize {
    (i..text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len())
}
