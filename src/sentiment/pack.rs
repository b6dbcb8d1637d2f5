//! The packed form of a sentiment table: what stands in the archive.
//!
//! This file knows nothing of the rest of the crate, because three programs
//! share it: the library, its build script and the learner.
//!
//! Layout, all numbers little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic `hsysent1` |
//! | u32, UTF-8 | header: one `name: value` per line (version, sources, licences, seed, sizes, measured figures) |
//! | u32, f32 each | parameters, see [`Parameters`] |
//! | u32, UTF-8 | alphabet: character of code 1, of code 2, … |
//! | u32 | number of grams |
//! | u32, bytes | shapes: per gram `shared << 4 \| fresh`, codes shared with the gram before and codes added |
//! | u32, bytes | codes added, each a LEB128 number |
//! | one i8 each | polarity weights |
//! | one i8 each | stance weights (positive: the writer judges; negative: the writer asks or reports) |
//! | u64 | FNV-1a of everything before |

use std::fmt;

/// First bytes of a packed table.
pub const MAGIC: &[u8; 8] = b"hsysent1";
/// Longest gram, in characters.
pub const MAX_GRAM: usize = 6;
/// Largest code of the alphabet; the expanded form keeps 12 bits for it.
pub const MAX_CODE: u16 = 4095;

/// The numbers that turn sums of weights into probabilities.
///
/// Stored in the order of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Parameters {
    /// Logit of one polarity unit (a weight of 1).
    pub polarity_scale: f32,
    /// Constant added to the polarity logit.
    pub polarity_bias: f32,
    /// Logit of one stance unit.
    pub stance_scale: f32,
    /// Constant added to the stance logit.
    pub stance_bias: f32,
    /// Sums are divided by `characters ^ exponent`, 0 to 1.
    pub exponent: f32,
    /// Calibration: the probability of a side is the logistic function of
    /// `slope * logit`.
    pub slope: f32,
    /// Probability of a judgement under which a text is neutral.
    pub neutral_below: f32,
    /// Absolute score under which a text is neutral whatever its stance.
    pub neutral_within: f32,
}

impl Parameters {
    /// How many there are.
    pub(super) const COUNT: usize = 8;

    pub(super) fn to_array(self) -> [f32; Self::COUNT] {
        [
            self.polarity_scale,
            self.polarity_bias,
            self.stance_scale,
            self.stance_bias,
            self.exponent,
            self.slope,
            self.neutral_below,
            self.neutral_within,
        ]
    }

    pub(super) fn from_array(a: [f32; Self::COUNT]) -> Self {
        Self {
            polarity_scale: a[0],
            polarity_bias: a[1],
            stance_scale: a[2],
            stance_bias: a[3],
            exponent: a[4],
            slope: a[5],
            neutral_below: a[6],
            neutral_within: a[7],
        }
    }
}

/// One gram: its codes (0 after the end) and its two weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gram {
    /// Codes of the characters, then zeros.
    pub codes: [u16; MAX_GRAM],
    /// Polarity weight: positive speaks for praise.
    pub polarity: i8,
    /// Stance weight: positive speaks for a judgement.
    pub stance: i8,
}

impl Gram {
    /// Number of characters.
    pub fn len(&self) -> usize {
        self.codes.iter().position(|&c| c == 0).unwrap_or(MAX_GRAM)
    }
}

/// A table as it is packed.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Pack {
    /// `name: value` lines.
    pub header: String,
    /// See [`Parameters`].
    pub parameters: Parameters,
    /// The character of code `i + 1`.
    pub alphabet: Vec<char>,
    /// Sorted by codes, no two alike.
    pub grams: Vec<Gram>,
}

/// Why bytes are not a packed table, and where that showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// Byte offset in the file.
    pub at: usize,
    /// What was found.
    pub reason: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.at, self.reason)
    }
}

/// FNV-1a, 64 bits.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, &b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl Pack {
    /// The packed bytes; the same pack gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        put_block(&mut out, self.header.as_bytes());
        put_u32(&mut out, Parameters::COUNT);
        for p in self.parameters.to_array() {
            out.extend(p.to_le_bytes());
        }
        put_block(
            &mut out,
            self.alphabet.iter().collect::<String>().as_bytes(),
        );
        put_u32(&mut out, self.grams.len());
        let (mut shapes, mut codes) = (Vec::new(), Vec::new());
        let mut before = [0u16; MAX_GRAM];
        for gram in &self.grams {
            let shared = gram
                .codes
                .iter()
                .zip(&before)
                .take_while(|(a, b)| a == b && **a != 0)
                .count();
            let len = gram.len();
            shapes.push((shared << 4 | (len - shared)) as u8);
            for &code in &gram.codes[shared..len] {
                let mut rest = code;
                while rest >= 128 {
                    codes.push(rest as u8 | 128);
                    rest >>= 7;
                }
                codes.push(rest as u8);
            }
            before = gram.codes;
        }
        put_block(&mut out, &shapes);
        put_block(&mut out, &codes);
        out.extend(self.grams.iter().map(|g| g.polarity as u8));
        out.extend(self.grams.iter().map(|g| g.stance as u8));
        let sum = fnv1a(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Reads packed bytes; checks everything that later code relies on.
    ///
    /// # Errors
    /// The first thing found wrong, with its byte offset.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PackError> {
        let mut r = Reader { bytes, at: 0 };
        if r.take(8)? != MAGIC {
            return Err(PackError {
                at: 0,
                reason: "not a sentiment table (no `hsysent1` at its start)".into(),
            });
        }
        let header = r.text("header")?;
        let count = r.number()?;
        if count != Parameters::COUNT {
            return Err(r.error(format!(
                "{count} parameters where {} are expected",
                Parameters::COUNT
            )));
        }
        let mut array = [0f32; Parameters::COUNT];
        for p in &mut array {
            *p = f32::from_le_bytes(r.four()?);
            if !p.is_finite() {
                return Err(r.error("a parameter is not a number".into()));
            }
        }
        let parameters = Parameters::from_array(array);
        if !(0.0..=1.0).contains(&parameters.exponent) {
            return Err(r.error("the exponent of the length is not within 0 to 1".into()));
        }
        let alphabet: Vec<char> = r.text("alphabet")?.chars().collect();
        if alphabet.len() > usize::from(MAX_CODE) {
            return Err(r.error(format!(
                "{} characters in the alphabet, {MAX_CODE} at most",
                alphabet.len()
            )));
        }
        let mut sorted = alphabet.clone();
        sorted.sort_unstable();
        if let Some(twice) = sorted.windows(2).find(|w| w[0] == w[1]) {
            return Err(r.error(format!(
                "the character {:?} stands twice in the alphabet",
                twice[0]
            )));
        }
        let grams = r.grams(alphabet.len())?;
        let end = r.at;
        let sum = r.take(8)?;
        if sum != fnv1a(&bytes[..end]).to_le_bytes() {
            return Err(PackError {
                at: end,
                reason: "the checksum does not match: the file is damaged".into(),
            });
        }
        if r.at != bytes.len() {
            return Err(r.error("bytes after the end of the table".into()));
        }
        Ok(Self {
            header,
            parameters,
            alphabet,
            grams,
        })
    }
}

fn put_u32(out: &mut Vec<u8>, n: usize) {
    out.extend((n as u32).to_le_bytes());
}

fn put_block(out: &mut Vec<u8>, block: &[u8]) {
    put_u32(out, block.len());
    out.extend(block);
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn error(&self, reason: String) -> PackError {
        PackError {
            at: self.at,
            reason,
        }
    }

    fn take(&mut self, n: usize) -> Result<&'a [u8], PackError> {
        let Some(part) = self
            .at
            .checked_add(n)
            .and_then(|end| self.bytes.get(self.at..end))
        else {
            return Err(self.error(format!("the file ends where {n} more bytes are expected")));
        };
        self.at += n;
        Ok(part)
    }

    fn four(&mut self) -> Result<[u8; 4], PackError> {
        let b = self.take(4)?;
        Ok([b[0], b[1], b[2], b[3]])
    }

    fn number(&mut self) -> Result<usize, PackError> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }

    fn block(&mut self) -> Result<&'a [u8], PackError> {
        let n = self.number()?;
        self.take(n)
    }

    fn text(&mut self, what: &str) -> Result<String, PackError> {
        let block = self.block()?;
        String::from_utf8(block.to_vec())
            .map_err(|_| self.error(format!("the {what} is not UTF-8")))
    }

    fn grams(&mut self, alphabet: usize) -> Result<Vec<Gram>, PackError> {
        let count = self.number()?;
        let shapes = self.block()?;
        if shapes.len() != count {
            return Err(self.error(format!("{} shapes for {count} grams", shapes.len())));
        }
        let start = self.at + 4;
        let mut codes = self.block()?.iter();
        let mut next = || -> Option<u16> {
            let mut code = 0u16;
            for shift in [0, 7, 14] {
                let byte = *codes.next()?;
                code |= u16::from(byte & 127).checked_shl(shift)?;
                if byte < 128 {
                    return Some(code);
                }
            }
            None
        };
        let mut grams: Vec<Gram> = Vec::with_capacity(count);
        let mut current = [0u16; MAX_GRAM];
        for (i, &shape) in shapes.iter().enumerate() {
            let wrong = |what: &str| PackError {
                at: start,
                reason: format!("gram {}: {what}", i + 1),
            };
            let (shared, fresh) = (usize::from(shape >> 4), usize::from(shape & 15));
            let len = shared + fresh;
            let before = current;
            if fresh == 0 || len > MAX_GRAM || before[..shared.min(MAX_GRAM)].contains(&0) {
                return Err(wrong("its shape is impossible"));
            }
            current[shared..].fill(0);
            for code in &mut current[shared..len] {
                *code = next().ok_or_else(|| wrong("its characters are missing"))?;
                if *code == 0 || usize::from(*code) > alphabet {
                    return Err(wrong("a character is not of the alphabet"));
                }
            }
            if i > 0 && current <= before {
                return Err(wrong("grams are not in order"));
            }
            grams.push(Gram {
                codes: current,
                polarity: 0,
                stance: 0,
            });
        }
        if next().is_some() {
            return Err(self.error("characters left over after the last gram".into()));
        }
        for (gram, &w) in grams.iter_mut().zip(self.take(count)?) {
            gram.polarity = w as i8;
        }
        for (gram, &w) in grams.iter_mut().zip(self.take(count)?) {
            gram.stance = w as i8;
        }
        Ok(grams)
    }
}
