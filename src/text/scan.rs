//! The quick check: where is the next byte that normalising might touch?
//!
//! It may raise a false alarm, never miss one. Most comments hold nothing of
//! interest, so blocks of bytes are looked at by tests that compile to vector
//! instructions, and only a block that fails them is looked at closely.

use super::compose::is_inert;
use super::entity::MAX_ENTITY;
use super::fold::{Fold, fold};
use super::hangul::{Syllable, is_conjoining, is_jamo};
use super::masked::{is_closer, is_mask};
use super::runs::{is_capped, is_dot, is_tear, trails, without_laughter};

const BLOCK: usize = 32;
/// How far behind a byte the block tests look.
const AHEAD: usize = 6;

type Block = [u8; BLOCK + AHEAD];

/// The first byte at or after `from` where the full form may have something to
/// rewrite; the length when there is none.
///
/// `from` stands on a character boundary. What stands before it is looked at,
/// too, so it must have gone into the normalised text unchanged.
pub(super) fn next_full(text: &str, from: usize) -> usize {
    next(text, from, full_lane, full_at)
}

/// The first byte at or after `from` that NFC may rewrite.
pub(super) fn next_nfc(text: &str, from: usize) -> usize {
    next(text, from, |b, i| odd(b[i], b[i + 1]), nfc_at)
}

/// Runs `lane` over whole blocks at once and `at` where it answers true.
#[inline(always)]
fn next(
    text: &str,
    from: usize,
    lane: impl Fn(&Block, usize) -> bool,
    at: fn(&str, usize) -> bool,
) -> usize {
    let bytes = text.as_bytes();
    let mut start = from;
    let mut last = [b' '; BLOCK + AHEAD];
    while start < bytes.len() {
        let rest = &bytes[start..];
        let block = match rest.first_chunk() {
            Some(block) => block,
            None => {
                last[..rest.len()].copy_from_slice(rest);
                last[rest.len()..].fill(b' ');
                &last
            }
        };
        let mut loud = [0u8; BLOCK];
        for (i, loud) in loud.iter_mut().enumerate() {
            *loud = u8::from(lane(block, i));
        }
        // Eight lanes to a word, the first in the lowest byte.
        for (n, eight) in loud.as_chunks().0.iter().enumerate() {
            let mut eight = u64::from_le_bytes(*eight);
            while eight != 0 {
                let i = start + n * 8 + eight.trailing_zeros() as usize / 8;
                if at(text, i) {
                    return i;
                }
                eight &= eight - 1;
            }
        }
        start += BLOCK;
    }
    bytes.len()
}

/// True when byte `i` of the block, with what follows it, can matter. It is
/// then the first byte of a character.
#[inline(always)]
const fn full_lane(b: &Block, i: usize) -> bool {
    let (x, y, z) = (b[i], b[i + 1], b[i + 2]);
    let control = (x < 0x20) & (x != b'\n') | (x == 0x7F);
    let markup = (x == b'&') | (x == b'<');
    let same = (x == b[i + 3]) & (y == b[i + 4]) & (z == b[i + 5]) & (x >= 0xEA);
    let run = (x == y) & (x == z) & (x > b' ') & (x < 0x80);
    let mask = (x > b' ') & (x < 0x80) & (y >= 0xE3);
    // 요오, 죠오, 다아
    let o = (b[i + 4] == 0x98) & (b[i + 5] == 0xA4) & ((z == 0x94) | (z == 0xA0));
    let a = (b[i + 4] == 0x95) & (b[i + 5] == 0x84) & (z == 0xA4);
    let polite = (x >= 0xEB) & (x <= 0xEC) & (o | a);
    control | markup | same | run | mask | polite | odd(x, y)
}

/// True for a byte that begins no ASCII and neither a plain syllable nor a
/// plain ideograph.
const fn odd(x: u8, y: u8) -> bool {
    ((x >= 0xC2) & (x <= 0xE3))
        | (x >= 0xEE)
        | ((x == 0xEA) & (y < 0xB0))
        | ((x == 0xED) & (y >= 0x9E))
}

fn nfc_at(text: &str, i: usize) -> bool {
    match text.as_bytes()[i] {
        0..0x80 => false,
        _ => !char_at(text, i).is_none_or(is_inert),
    }
}

/// True when the full form may have something to rewrite from byte `i` on.
pub(super) fn full_at(text: &str, i: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes[i] {
        b'\n' | b' ' => false,
        b'&' => bytes[i..].iter().take(MAX_ENTITY).any(|b| *b == b';'),
        b'<' => bytes.get(i + 1).is_some_and(|b| b | 0x20 == b'b'),
        0..0x20 | 0x7F => true,
        b @ 0x21..0x80 => {
            bytes.get(i + 1) == Some(&b)
                && bytes.get(i + 2) == Some(&b)
                && (b == b'.' || is_capped(b as char))
                || bytes.get(i + 1).is_some_and(|n| *n >= 0xE3) && closes(text, i, b as char)
        }
        _ => char_at(text, i).is_some_and(|c| wide_at(text, i, c)),
    }
}

/// True when `c` at byte `i` may be the mask of a masked word.
fn closes(text: &str, i: usize, c: char) -> bool {
    is_mask(c) && char_at(text, i + c.len_utf8()).is_some_and(is_closer)
}

fn wide_at(text: &str, i: usize, c: char) -> bool {
    let width = c.len_utf8();
    let follows = text[i + width..].chars().next();
    if let Some(s) = Syllable::of(c) {
        let polite = c == '요' || c == '죠' || c == '다';
        if follows != Some(c) {
            return polite && follows.is_some_and(|f| matches!(f, '오' | '아'));
        }
        let run = text[i..].chars().take(4).take_while(|f| *f == c).count();
        let before = text[..i].chars().next_back();
        let host = before.and_then(Syllable::of);
        return run >= 4
            || run == 3 && s.is_bare() && host.is_some()
            || s.draws_out() && host.is_some_and(|h| h.is_open() && h.echo() == s.echo());
    }
    if is_jamo(c) {
        let mut back = text[..i].chars().rev();
        let (before, left) = (back.next(), back.next());
        return text[i + width..].starts_with(c) && text[i + 2 * width..].starts_with(c)
            || c == 'ㆍ' && (follows == Some(c) || before == Some('…'))
            || is_tear(c) && follows.is_some_and(|f| is_tear(f) && f != c)
            || before.is_some_and(|b| trails(b, c) || without_laughter(left, b, c).is_some())
            || is_closer(c) && before.is_some_and(is_mask)
            || closes(text, i, c);
    }
    match c {
        '…' => follows.is_some_and(is_dot) || text[..i].ends_with(is_dot) || closes(text, i, c),
        '\u{4E00}'..='\u{9FFF}' => false,
        _ => {
            is_capped(c) && follows == Some(c)
                || closes(text, i, c)
                || fold(c) != Fold::Keep
                || is_conjoining(c)
                || !is_inert(c)
        }
    }
}

fn char_at(text: &str, i: usize) -> Option<char> {
    text.get(i..)?.chars().next()
}
