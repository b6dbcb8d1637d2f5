//! Makes the image of [`Words`](super::Words).

use std::collections::HashMap;

use super::free::Free;
use super::{BASE_BITS, CODE_BITS, ENTRY, Entry, LAST, NONE, PLANE};

/// Makes the image from the rows of a dictionary, in order of their surfaces.
#[derive(Debug, Default)]
pub struct WordsBuilder {
    surfaces: Vec<(String, u32)>,
    entries: Vec<Entry>,
}

struct Node {
    code: u16,
    children: u16,
    /// The child made last.
    child: u32,
    /// The node made before it that has the same parent; 0 for none.
    sibling: u32,
    /// First entry and 1; 0 for none.
    entry: u32,
    slot: u32,
    base: u32,
}

impl WordsBuilder {
    /// Adds an entry; its number counts from 0.
    pub fn push(&mut self, surface: &str, entry: Entry) {
        let another = |(before, _): &(String, u32)| before != surface;
        if self.surfaces.last().is_none_or(another) {
            let first = self.entries.len() as u32 + 1;
            self.surfaces.push((surface.to_owned(), first));
            self.close();
        }
        self.entries.push(Entry {
            last: false,
            ..entry
        });
    }

    /// The last entry was the last of its surface.
    fn close(&mut self) {
        if let Some(entry) = self.entries.last_mut() {
            entry.last = true;
        }
    }

    /// The image; `None` for more than it has room for, or when the entries of
    /// a surface did not come together.
    #[must_use]
    pub fn build(mut self) -> Option<Vec<u8>> {
        self.close();
        let codes = codes(&self.surfaces)?;
        let mut nodes = trie(&self.surfaces, &codes)?;
        let slots = place(&mut nodes, codes.len() + 1);
        let limits = [(slots, BASE_BITS), (self.entries.len() + 1, 64 - ENTRY)];
        if limits.iter().any(|&(count, bits)| count >> bits != 0) {
            return None;
        }

        let mut plane = vec![0u16; PLANE];
        let mut beyond: Vec<u64> = Vec::new();
        for (&letter, &code) in &codes {
            match plane.get_mut(letter as usize) {
                Some(place) => *place = code,
                None => beyond.push(u64::from(code) << 32 | u64::from(letter)),
            }
        }
        beyond.sort_unstable_by_key(|pair| *pair as u32);
        let mut steps = vec![NONE; slots];
        for node in &nodes[1..] {
            // First steps are told by their place: no base is 0.
            let first = node.slot == u32::from(node.code);
            let code = if first { NONE } else { u64::from(node.code) };
            steps[node.slot as usize] =
                u64::from(node.entry) << ENTRY | u64::from(node.base) << CODE_BITS | code;
        }
        let mut image = Vec::new();
        image.extend((beyond.len() as u32).to_le_bytes());
        image.extend((slots as u32).to_le_bytes());
        image.extend(plane.iter().flat_map(|code| code.to_le_bytes()));
        image.extend(
            beyond
                .iter()
                .chain(&steps)
                .flat_map(|word| word.to_le_bytes()),
        );
        for entry in &self.entries {
            let last = if entry.last { LAST } else { 0 };
            image.extend(entry.cost.to_le_bytes());
            image.extend(entry.penalty.to_le_bytes());
            image.extend((entry.left | last).to_le_bytes());
            image.extend(entry.right.to_le_bytes());
        }
        Some(image)
    }
}

/// Codes from 1, the lowest for the characters that most surfaces have.
fn codes(surfaces: &[(String, u32)]) -> Option<HashMap<char, u16>> {
    let mut counts: HashMap<char, u32> = HashMap::new();
    for c in surfaces.iter().flat_map(|(surface, _)| surface.chars()) {
        *counts.entry(c).or_default() += 1;
    }
    let mut letters: Vec<(u32, char)> = counts.iter().map(|(&c, &n)| (u32::MAX - n, c)).collect();
    letters.sort_unstable();
    let room = letters.len() < usize::from(u16::MAX) - 1;
    room.then(|| (1..).zip(letters).map(|(code, (_, c))| (c, code)).collect())
}

/// The surfaces as a trie; node 0 is before all.
fn trie(surfaces: &[(String, u32)], codes: &HashMap<char, u16>) -> Option<Vec<Node>> {
    let node = |code: u16, sibling: u32| Node {
        code,
        children: 0,
        child: 0,
        sibling,
        entry: 0,
        slot: 0,
        base: 0,
    };
    let mut nodes = vec![node(0, 0)];
    let (mut path, mut before) = (vec![0u32], Vec::<u16>::new());
    for (surface, entry) in surfaces {
        let letters: Vec<u16> = surface.chars().map(|c| codes[&c]).collect();
        let alike = letters.iter().zip(&before);
        let shared = alike.take_while(|(a, b)| a == b).count();
        path.truncate(shared + 1);
        for &code in &letters[shared..] {
            let id = nodes.len() as u32;
            let parent = &mut nodes[*path.last()? as usize];
            parent.children += 1;
            let sibling = std::mem::replace(&mut parent.child, id);
            nodes.push(node(code, sibling));
            path.push(id);
        }
        let end = &mut nodes[*path.last()? as usize];
        // Twice the same surface, or none at all.
        if end.entry != 0 || letters.is_empty() {
            return None;
        }
        end.entry = *entry;
        before = letters;
    }
    Some(nodes)
}

/// Gives every node a slot and every node with children a base of its own;
/// returns how many slots there are.
fn place(nodes: &mut [Node], firsts: usize) -> usize {
    let mut order: Vec<usize> = (1..nodes.len())
        .filter(|&i| nodes[i].children > 0)
        .collect();
    order.sort_by_key(|&i| u16::MAX - nodes[i].children);
    let mut child = nodes[0].child as usize;
    while child != 0 {
        nodes[child].slot = u32::from(nodes[child].code);
        child = nodes[child].sibling as usize;
    }
    let mut free = Free::behind(firsts);
    let (mut children, mut end) = (Vec::new(), firsts);
    for id in order {
        children.clear();
        let mut child = nodes[id].child as usize;
        while child != 0 {
            children.push((usize::from(nodes[child].code), child));
            child = nodes[child].sibling as usize;
        }
        children.sort_unstable();
        let codes: Vec<usize> = children.iter().map(|&(code, _)| code).collect();
        let base = free.place(&codes);
        nodes[id].base = base as u32;
        for &(code, child) in &children {
            nodes[child].slot = (base + code) as u32;
            end = end.max(base + code + 1);
        }
    }
    end
}
