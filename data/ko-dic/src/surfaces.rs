//! Surfaces, read back from a trie.

/// The surface of each word id of a dictionary that lindera 6.2 built.
///
/// Such a directory keeps surfaces in its trie only. Takes the contents of
/// `dict.trie`, `dict.valsidx` and `dict.vals`; a word id that no entry has
/// gets an empty string. `None` where the bytes do not fit together.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon_ko_dic::{lexeme_table, lindera, surfaces};
///
/// let surfaces = surfaces(lindera::TRIE, lindera::VALS_INDEX, lindera::VALS).expect("whole tables");
/// assert_eq!(surfaces[1000], lexeme_table().surface(1000));
/// # }
/// ```
#[must_use]
pub fn surfaces(trie: &[u8], vals_index: &[u8], vals: &[u8]) -> Option<Vec<String>> {
    let starts: Vec<usize> = words(vals_index).map(|start| start as usize).collect();
    let entries: Vec<u32> = vals
        .chunks_exact(10)
        .map(|entry| word(entry, 0))
        .collect::<Option<_>>()?;
    // An entry has ten bytes, so that a wild word id cannot ask for more memory than the file has.
    let count = entries.iter().max().map_or(0, |&id| id as usize + 1);
    if count > vals.len() {
        return None;
    }
    let mut surfaces = vec![String::new(); count];
    for (ordinal, surface) in keys(trie)? {
        let run = starts.get(ordinal..ordinal.checked_add(2)?)?;
        for &id in entries.get(run[0]..run[1])? {
            surfaces[id as usize].clone_from(&surface);
        }
    }
    Some(surfaces)
}

/// Set in a node's `base` where the rest is a value.
const LEAF: u32 = 1 << 31;
/// No surface of a dictionary is longer; what is, goes round in a circle.
const MAX_CHARS: usize = 1 << 10;

/// Ordinals and keys of a crawdad 0.4 trie, in the order of its nodes.
///
/// The image holds a table from characters to codes, the number of codes and
/// the nodes, `base` and `check` each. A node's parent is its `check`, and its
/// code is its place xor the parent's `base`; code 0 ends a key.
fn keys(trie: &[u8]) -> Option<impl Iterator<Item = (usize, String)>> {
    let table_len = word(trie, 0)? as usize;
    let table = trie.get(4..4usize.checked_add(table_len.checked_mul(4)?)?)?;
    let rest = &trie[4 + table.len()..];
    let node_len = word(rest, 1)? as usize;
    let nodes: Vec<(u32, u32)> = rest[8..]
        .chunks_exact(8)
        .map(|node| Some((word(node, 0)?, word(node, 1)?)))
        .collect::<Option<_>>()?;
    if nodes.len() != node_len {
        return None;
    }
    let mut letters = vec![None; table_len + 1];
    for (letter, code) in (0..)
        .zip(words(table))
        .filter(|&(_, code)| code != u32::MAX)
    {
        *letters.get_mut(code as usize)? = char::from_u32(letter);
    }
    let leaves = (1..node_len as u32).filter_map(move |leaf| {
        let value = nodes[leaf as usize].0;
        if value & LEAF == 0 {
            return None;
        }
        let mut key = Vec::new();
        let mut at = leaf;
        while at != 0 {
            let parent = nodes.get(at as usize)?.1 & !LEAF;
            let base = nodes.get(parent as usize)?.0;
            if base & LEAF != 0 || key.len() > MAX_CHARS {
                return None;
            }
            let code = base ^ at;
            if code != 0 {
                key.push((*letters.get(code as usize)?)?);
            } else if at != leaf {
                return None;
            }
            at = parent;
        }
        Some(((value & !LEAF) as usize, key.iter().rev().collect()))
    });
    Some(leaves)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

fn word(bytes: &[u8], i: usize) -> Option<u32> {
    words(bytes.get(i * 4..i * 4 + 4)?).next()
}
