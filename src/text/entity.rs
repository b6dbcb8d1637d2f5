//! HTML entities and line-break tags, as crawled text carries them.

/// Longest entity that is read, in bytes: `&#1114111;`.
pub(super) const MAX_ENTITY: usize = 10;
/// Longest line-break tag, in bytes: `<br />`.
pub(super) const MAX_BREAK: usize = 6;

const NAMED: [(&str, char); 15] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("hellip", '…'),
    ("middot", '·'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hearts", '♥'),
];

/// The character that the entity at the end of `text` stands for, and the byte
/// where the entity begins. `text` ends in `;`.
pub(super) fn entity_at_end(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let body_end = bytes.len().checked_sub(1)?;
    let floor = bytes.len().saturating_sub(MAX_ENTITY);
    let start = (floor..body_end).rev().find(|&i| bytes[i] == b'&')?;
    let c = decode(text.get(start + 1..body_end)?)?;
    Some((start, c))
}

fn decode(body: &str) -> Option<char> {
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16),
            None => (number, 10),
        };
        // `from_str_radix` would take a sign.
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        return u32::from_str_radix(digits, radix)
            .ok()
            .and_then(char::from_u32);
    }
    NAMED
        .iter()
        .find(|(name, _)| *name == body)
        .map(|&(_, c)| c)
}

/// The byte where the line-break tag at the end of `text` begins. `text` ends
/// in `>`.
pub(super) fn break_at_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let floor = bytes.len().saturating_sub(MAX_BREAK);
    let start = (floor..bytes.len()).rev().find(|&i| bytes[i] == b'<')?;
    let inner = bytes.get(start + 1..bytes.len() - 1)?;
    let name = inner.get(..2)?;
    let rest = inner.get(2..)?;
    (name.eq_ignore_ascii_case(b"br") && matches!(rest, b"" | b"/" | b" /" | b" ")).then_some(start)
}
