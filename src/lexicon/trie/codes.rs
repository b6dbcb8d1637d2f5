//! A number for each character.

use serde::{Deserialize, Serialize};

use super::NONE;

/// The syllables are looked up directly: 가 is the first, 힣 the last.
const FIRST_SYLLABLE: u32 = 0xac00;
const SYLLABLES: usize = 11_172;
const ASCII: usize = 128;

/// The code of a syllable that has none.
const NO_SYLLABLE: u16 = u16::MAX;

/// The code of a character that texts stand across.
const BLANK: u32 = NONE - 1;

/// A number for each character of the texts, ascending with them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub(super) struct Codes {
    /// Half as wide, for the sake of the nearest cache: no more than 2¹⁶ - 1
    /// characters stand before the last of them.
    syllables: Vec<u16>,
    ascii: Vec<u32>,
    /// All others, ascending.
    rest: Vec<(char, u32)>,
}

impl From<String> for Codes {
    fn from(chars: String) -> Self {
        Self::new(&chars.chars().collect::<Vec<char>>())
    }
}

impl From<Codes> for String {
    fn from(codes: Codes) -> Self {
        codes.chars().into_iter().collect()
    }
}

impl Codes {
    pub(super) fn new(chars: &[char]) -> Self {
        let mut codes = Self {
            syllables: vec![NO_SYLLABLE; SYLLABLES],
            ascii: vec![NONE; ASCII],
            rest: Vec::new(),
        };
        for (&c, code) in chars.iter().zip(0..) {
            let syllable = u32::from(c).wrapping_sub(FIRST_SYLLABLE) as usize;
            if let Some(slot) = codes.syllables.get_mut(syllable) {
                *slot = code as u16;
            } else if let Some(slot) = codes.ascii.get_mut(c as usize) {
                *slot = code;
            } else {
                codes.rest.push((c, code));
            }
        }
        codes.rest.sort_unstable();
        for c in '\0'..'\u{80}' {
            let lower = codes.ascii[c.to_ascii_lowercase() as usize];
            codes.ascii[c as usize] = if c.is_whitespace() { BLANK } else { lower };
        }
        codes
    }

    /// The characters by their codes.
    pub(super) fn chars(&self) -> Vec<char> {
        let mut chars: Vec<(u32, char)> = self.rest.iter().map(|&(c, code)| (code, c)).collect();
        let syllables = (FIRST_SYLLABLE..).zip(self.syllables.iter().copied().map(wide));
        let ascii = (0..).zip(self.ascii.iter().copied());
        let known = syllables.chain(ascii).filter(|&(_, code)| code < BLANK);
        chars.extend(known.filter_map(|(c, code)| Some((code, char::from_u32(c)?))));
        // Behind its capital, the letter itself.
        chars.sort_unstable_by_key(|&(code, c)| (code, std::cmp::Reverse(c)));
        chars.dedup_by_key(|&mut (code, _)| code);
        chars.into_iter().map(|(_, c)| c).collect()
    }

    /// The code of a character as texts are compared: ASCII in lower case.
    #[inline]
    pub(super) fn of(&self, c: char) -> u32 {
        let syllable = u32::from(c).wrapping_sub(FIRST_SYLLABLE) as usize;
        if let Some(&code) = self.syllables.get(syllable) {
            return wide(code);
        }
        if let Some(&code) = self.ascii.get(c as usize) {
            return code;
        }
        if c.is_whitespace() {
            return BLANK;
        }
        match self.rest.binary_search_by_key(&c, |&(known, _)| known) {
            Ok(at) => self.rest[at].1,
            Err(_) => NONE,
        }
    }

    /// Calls `each` with the place and the code of every character of a text
    /// but the blanks.
    #[inline]
    pub(super) fn each(&self, text: &str, mut each: impl FnMut(usize, u32)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            // A syllable takes three bytes, and most of a text are such.
            if let (0xea..=0xed, Some(&[b, c])) = (lead, bytes[at + 1..].first_chunk()) {
                let low = u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
                let syllable = (u32::from(lead & 0xf) << 12 | low).wrapping_sub(FIRST_SYLLABLE);
                if let Some(&code) = self.syllables.get(syllable as usize) {
                    each(at, wide(code));
                    at += 3;
                    continue;
                }
            }
            let (code, width) = match self.ascii.get(usize::from(lead)) {
                Some(&code) => (code, 1),
                None => match text[at..].chars().next() {
                    Some(c) => (self.of(c), c.len_utf8()),
                    None => break,
                },
            };
            if code != BLANK {
                each(at, code);
            }
            at += width;
        }
    }
}

#[inline]
fn wide(code: u16) -> u32 {
    if code == NO_SYLLABLE {
        NONE
    } else {
        code.into()
    }
}
