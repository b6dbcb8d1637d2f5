//! The pack: mecab-ko-dic in columns, small enough for a package archive.
//!
//! One module for both sides: the build script expands packs with it and
//! `hasoyeon-tools` writes them. Compression is passed in, so it needs
//! only `std`.
//!
//! ```text
//! [magic 8][version u16][level u8][0 u8][body length u32][raw length u32][crc-32 of body u32] body
//! ```
//!
//! All numbers are little-endian. The body is a zlib stream of sections, each
//! a `u32` length and that many bytes, in the order of [`Pack::encode`].

use std::fmt;

// Spelled out, because the build script reaches this file by `#[path]` too.
#[path = "pack/columns.rs"]
mod columns;
#[path = "pack/decode.rs"]
mod decode;
#[path = "pack/encode.rs"]
mod encode;

/// First bytes of every pack.
pub const MAGIC: [u8; 8] = *b"\x89kodic\r\n";
/// Version of the layout; raised with every change of it.
pub const FORMAT_VERSION: u16 = 1;
/// Length of the header before the compressed body.
pub const HEADER_LEN: usize = 24;

/// A dictionary as the pack holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Which rows of mecab-ko-dic were taken: `D`, `H`, `F` …
    pub level: u8,
    /// Part-of-speech tags as mecab-ko writes them (`NNG`, `XSA+EC`).
    pub tags: Vec<String>,
    /// Rows, sorted by surface bytes and then by cost: a row's place is its lexeme id.
    pub rows: Vec<Row>,
    /// Connection costs.
    pub matrix: Matrix,
    /// `char_def.bin` as lindera-dictionary writes it.
    pub char_def: Vec<u8>,
    /// `unk.bin` as lindera-dictionary writes it.
    pub unknown: Vec<u8>,
    /// Tags of the unknown-word entries, in their order.
    pub unknown_tags: Vec<String>,
}

/// One dictionary row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The string it matches.
    pub surface: String,
    /// Left context id.
    pub left: u16,
    /// Right context id.
    pub right: u16,
    /// Word cost.
    pub cost: i16,
    /// Index into [`Pack::tags`].
    pub tag: u16,
    /// Parts as `lemma/TAG+lemma/TAG`, or `*` for a plain word.
    pub expression: String,
}

/// Connection costs, `costs[right id of the left word + left id of the right word * rights]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// Number of left context ids.
    pub lefts: u16,
    /// Number of right context ids.
    pub rights: u16,
    /// The costs.
    pub costs: Vec<i16>,
    /// For each left id its place in the order in which rows were packed.
    pub left_order: Vec<u16>,
    /// For each right id its place in the order in which columns were packed.
    pub right_order: Vec<u16>,
}

/// Why bytes are not a usable pack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackError {
    /// The magic bytes are missing.
    NotAPack,
    /// Another version of the layout.
    Version(u16),
    /// Fewer bytes than the header announces.
    Truncated {
        /// Bytes announced, header included.
        expected: usize,
        /// Bytes there.
        found: usize,
    },
    /// The bytes are there but not as they were written.
    Damaged(&'static str),
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("not a ko-dic pack: the magic bytes are missing"),
            Self::Version(found) => write!(
                f,
                "wrong version: the pack has format version {found}, this crate reads {FORMAT_VERSION}"
            ),
            Self::Truncated { expected, found } => {
                write!(f, "truncated: {found} of {expected} bytes are there")
            }
            Self::Damaged(what) => write!(f, "damaged: {what}"),
        }
    }
}

impl std::error::Error for PackError {}

/// The checked header of a pack and its compressed body.
#[derive(Clone, Copy, Debug)]
pub struct Sealed<'a> {
    /// Level of the dictionary.
    pub level: u8,
    /// CRC-32 of the body; names the pack.
    pub checksum: u32,
    /// Length of the body once inflated.
    pub raw_len: usize,
    /// The zlib stream.
    pub body: &'a [u8],
}

/// Checks the header, the length and the checksum of a pack.
///
/// # Errors
///
/// Says whether the bytes are no pack, of another version, truncated or damaged.
pub fn open(bytes: &[u8]) -> Result<Sealed<'_>, PackError> {
    let head = bytes.get(..HEADER_LEN.min(bytes.len())).unwrap_or(&[]);
    let magic_len = head.len().min(MAGIC.len());
    if head[..magic_len] != MAGIC[..magic_len] || head.is_empty() {
        return Err(PackError::NotAPack);
    }
    if head.len() < HEADER_LEN {
        return Err(PackError::Truncated {
            expected: HEADER_LEN,
            found: head.len(),
        });
    }
    let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let version = u16::from_le_bytes([head[8], head[9]]);
    if version != FORMAT_VERSION {
        return Err(PackError::Version(version));
    }
    let (body_len, raw_len, checksum) = (word(12) as usize, word(16) as usize, word(20));
    let expected = HEADER_LEN.saturating_add(body_len);
    if bytes.len() < expected {
        return Err(PackError::Truncated {
            expected,
            found: bytes.len(),
        });
    }
    if bytes.len() > expected {
        return Err(PackError::Damaged("there are bytes after its end"));
    }
    let body = &bytes[HEADER_LEN..];
    // The level is covered too: it is the only other byte a reader relies on.
    if crc32(body) ^ u32::from(head[10]) != checksum {
        return Err(PackError::Damaged("its checksum does not match"));
    }
    Ok(Sealed {
        level: head[10],
        checksum,
        raw_len,
        body,
    })
}

/// Puts a header before a compressed body.
#[must_use]
pub fn seal(level: u8, raw_len: usize, body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER_LEN + body.len());
    out.extend_from_slice(&MAGIC);
    out.extend_from_slice(&FORMAT_VERSION.to_le_bytes());
    out.extend_from_slice(&[level, 0]);
    out.extend_from_slice(&(body.len() as u32).to_le_bytes());
    out.extend_from_slice(&(raw_len as u32).to_le_bytes());
    out.extend_from_slice(&(crc32(body) ^ u32::from(level)).to_le_bytes());
    out.extend_from_slice(body);
    out
}

const CRC_TABLE: [u32; 256] = {
    let mut table = [0u32; 256];
    let mut i = 0;
    while i < 256 {
        let (mut value, mut bit) = (i as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 {
                0xedb8_8320 ^ (value >> 1)
            } else {
                value >> 1
            };
            bit += 1;
        }
        table[i] = value;
        i += 1;
    }
    table
};

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, &byte| {
        CRC_TABLE[((crc ^ u32::from(byte)) & 0xff) as usize] ^ (crc >> 8)
    })
}
