//! From the packed form to the bytes that the scanner reads in place.
//!
//! Shared with the build script. The expanded form never leaves one build, so
//! it has no versions: the packed form is what files hold.

use super::automaton;
use super::pack::{Pack, PackError, Parameters, fnv1a};

/// Entry of the character map for characters that a scan passes over.
pub const SKIP: u16 = u16::MAX;
/// Set in the entry of a character that may end a contrast, beside its code;
/// no entry without it is as large.
pub const TURNS: u16 = 1 << automaton::CODE_BITS;
/// Characters that may end a contrast.
const TURNING: [char; 3] = ['데', '만', '나'];
/// Bytes of the head: u32 lengths, f32 parameters, u64 fingerprint.
const HEAD: usize = (LENGTHS + Parameters::COUNT + 2) * 4;
/// How many lengths the head holds.
const LENGTHS: usize = 5;

/// Where each part of the expanded bytes lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// See [`Parameters`].
    pub parameters: Parameters,
    /// Hash of the packed form.
    pub fingerprint: u64,
    /// `name: value` lines, UTF-8.
    pub header: std::ops::Range<usize>,
    /// 256 bytes: page of each high byte of a BMP character.
    pub stage: std::ops::Range<usize>,
    /// Pages of 256 u16 entries: a code, which may have [`TURNS`] beside it, or
    /// [`SKIP`].
    pub pages: std::ops::Range<usize>,
    /// Pairs of u32, character and code, for the rest; sorted.
    pub astral: std::ops::Range<usize>,
    /// Slots, see [`automaton`].
    pub slots: std::ops::Range<usize>,
}

/// Builds the expanded bytes.
///
/// # Errors
/// When the grams need too many slots.
pub fn expand(pack: &Pack) -> Result<Vec<u8>, PackError> {
    let slots = automaton::build(pack).map_err(|reason| PackError { at: 0, reason })?;
    let (mut stage, mut pages) = (vec![0u8; 256], vec![vec![0u16; 256]]);
    let mut astral: Vec<(u32, u16)> = Vec::new();
    let blanks = (0..=0xffffu32)
        .filter_map(char::from_u32)
        .filter(|c| c.is_whitespace())
        .map(|c| (c, SKIP));
    let turning = TURNING.iter().map(|&c| (c, TURNS));
    let letters = pack.alphabet.iter().enumerate().map(|(i, &c)| {
        let turns = if TURNING.contains(&c) { TURNS } else { 0 };
        (c, (i as u16 + 1) | turns)
    });
    for (c, code) in turning.chain(letters).chain(blanks) {
        let at = u32::from(c);
        if at > 0xffff {
            astral.push((at, code));
            continue;
        }
        let page = &mut stage[(at >> 8) as usize];
        if *page == 0 {
            *page = u8::try_from(pages.len()).map_err(|_| PackError {
                at: 0,
                reason: "characters on too many pages".into(),
            })?;
            pages.push(vec![0u16; 256]);
        }
        pages[usize::from(*page)][(at & 255) as usize] = code;
    }
    astral.sort_unstable();
    let mut out = Vec::with_capacity(HEAD + pack.header.len() + slots.len());
    for n in [
        pack.header.len(),
        stage.len(),
        pages.len() * 512,
        astral.len() * 8,
        slots.len(),
    ] {
        out.extend((n as u32).to_le_bytes());
    }
    for p in pack.parameters.to_array() {
        out.extend(p.to_le_bytes());
    }
    out.extend(fnv1a(&pack.to_bytes()).to_le_bytes());
    out.extend(pack.header.as_bytes());
    out.extend(stage);
    out.extend(pages.iter().flatten().flat_map(|code| code.to_le_bytes()));
    out.extend(
        astral
            .iter()
            .flat_map(|&(c, code)| (u64::from(c) | u64::from(code) << 32).to_le_bytes()),
    );
    out.extend(slots);
    Ok(out)
}

/// Finds the parts again; `None` when the lengths do not add up.
pub fn layout(bytes: &[u8]) -> Option<Layout> {
    let word = |i: usize| {
        Some(
            bytes
                .get(i * 4..i * 4 + 4)?
                .try_into()
                .ok()
                .map(u32::from_le_bytes)? as usize,
        )
    };
    let mut parameters = [0f32; Parameters::COUNT];
    for (i, p) in parameters.iter_mut().enumerate() {
        *p = f32::from_bits(word(LENGTHS + i)? as u32);
    }
    let half = |i: usize| word(LENGTHS + Parameters::COUNT + i);
    let fingerprint = half(0)? as u64 | (half(1)? as u64) << 32;
    let mut at = HEAD;
    let mut part = |i: usize| {
        let start = at;
        at += word(i)?;
        Some(start..at)
    };
    let (header, stage, pages, astral, slots) = (part(0)?, part(1)?, part(2)?, part(3)?, part(4)?);
    let fits = stage.len() == 256
        && pages.len() % 512 == 0
        && astral.len() % 8 == 0
        && slots.len() % automaton::SLOT == 0
        && slots.end == bytes.len();
    fits.then(|| Layout {
        parameters: Parameters::from_array(parameters),
        fingerprint,
        header,
        stage,
        pages,
        astral,
        slots,
    })
}
