//! MeCab's compiled dictionary files, read back into rows.

use super::source::{CHARACTERS, Category, Characters, SourceMatrix, SourceRow};

/// Xored with the file length in the first word of `sys.dic` and `unk.dic`.
const MAGIC: u32 = 0xef71_8f77;
const HEADER_LEN: usize = 72;

/// Rows of `sys.dic` or `unk.dic`; `None` where the file is not what its header says.
pub fn rows(bytes: &[u8]) -> Option<Vec<SourceRow>> {
    let word = |i: usize| Some(u32_at(bytes, i * 4)? as usize);
    if u32_at(bytes, 0)? ^ MAGIC != bytes.len() as u32 {
        return None;
    }
    let (array_len, token_len, feature_len) = (word(6)?, word(7)?, word(8)?);
    let (array, rest) = bytes.get(HEADER_LEN..)?.split_at_checked(array_len)?;
    let (tokens, features) = rest.split_at_checked(token_len)?;
    if features.len() != feature_len {
        return None;
    }
    let mut rows = Vec::with_capacity(token_len / 16);
    for (surface, value) in keys(array)? {
        let surface = String::from_utf8(surface).ok()?;
        for i in value >> 8..(value >> 8) + (value & 0xff) {
            let token = tokens.get(i * 16..i * 16 + 16)?;
            let half = |at: usize| u16::from_le_bytes([token[at], token[at + 1]]);
            let feature = features.get(u32_at(token, 8)? as usize..)?;
            let end = feature.iter().position(|&byte| byte == 0)?;
            let feature = str::from_utf8(&feature[..end]).ok()?;
            let ids = (half(0), half(2), half(6).cast_signed());
            rows.push(SourceRow::from_features(&surface, ids, feature.split(','))?);
        }
    }
    Some(rows)
}

/// Keys and values of a Darts double array: the child of `s` by byte `c` is
/// `base[s] + c + 1`, a value stands negated at `base[s]`.
fn keys(array: &[u8]) -> Option<Vec<(Vec<u8>, usize)>> {
    let units: Vec<(i32, u32)> = array
        .chunks_exact(8)
        .map(|unit| Some((u32_at(unit, 0)?.cast_signed(), u32_at(unit, 4)?)))
        .collect::<Option<_>>()?;
    let mut keys = Vec::new();
    let mut open = vec![(0usize, Vec::new())];
    while let Some((state, key)) = open.pop() {
        let base = u32::try_from(units.get(state)?.0).ok()?;
        let child = |offset: u32| {
            let at = base.checked_add(offset)? as usize;
            units
                .get(at)
                .filter(|unit| unit.1 == base)
                .map(|unit| (at, unit.0))
        };
        if let Some((_, value)) = child(0).filter(|&(_, value)| value < 0) {
            keys.push((key.clone(), (-i64::from(value) - 1) as usize));
        }
        for byte in 0..=255u8 {
            // State 0 is the root and no one's child.
            if let Some((at, _)) = child(u32::from(byte) + 1).filter(|&(at, _)| at != 0) {
                open.push((at, [&key[..], &[byte]].concat()));
            }
        }
        if keys.len() > units.len() || open.len() > units.len() {
            return None;
        }
    }
    Some(keys)
}

/// `char.bin`: names of categories, then one bit field for each character.
pub fn characters(bytes: &[u8]) -> Option<Characters> {
    let count = u32_at(bytes, 0)? as usize;
    let (names, fields) = bytes.get(4..)?.split_at_checked(count.checked_mul(32)?)?;
    if fields.len() != CHARACTERS * 4 || count > 18 {
        return None;
    }
    let mut categories = Vec::new();
    for name in names.chunks_exact(32) {
        let name = name.split(|&byte| byte == 0).next()?;
        categories.push(Category {
            name: str::from_utf8(name).ok()?.to_owned(),
            invoke: false,
            group: true,
            length: 0,
        });
    }
    let mut of = Vec::with_capacity(CHARACTERS);
    for field in fields.chunks_exact(4) {
        // type:18, default type:8, length:4, group:1, invoke:1
        let field = u32_at(field, 0)?;
        let default = (field >> 18 & 0xff) as u8;
        let category = categories.get_mut(usize::from(default))?;
        category.length = (field >> 26 & 0xf) as u8;
        category.group = field >> 30 & 1 == 1;
        category.invoke = field >> 31 == 1;
        let others = (0..count as u8).filter(|&other| other != default && field >> other & 1 == 1);
        of.push([default].into_iter().chain(others).collect());
    }
    Some(Characters { categories, of })
}

/// `matrix.bin`: both sizes, then the costs.
pub fn matrix(bytes: &[u8]) -> Option<SourceMatrix> {
    let half = |i: usize| {
        Some(u16::from_le_bytes(
            bytes.get(i * 2..i * 2 + 2)?.try_into().ok()?,
        ))
    };
    let (rights, lefts) = (usize::from(half(0)?), usize::from(half(1)?));
    let costs: Vec<i16> = bytes[4..]
        .chunks_exact(2)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    (costs.len() == lefts * rights).then_some(SourceMatrix {
        lefts,
        rights,
        costs,
    })
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}
