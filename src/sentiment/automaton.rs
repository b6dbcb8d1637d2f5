//! The expanded form of a sentiment table: an automaton over characters, laid
//! out as a double array, that is read in place.
//!
//! Shared, like `pack.rs`, with the build script, which builds it once;
//! nothing is built when the crate is loaded.
//!
//! A state stands for the longest gram (or beginning of one) that the text
//! read so far ends in, as in Aho and Corasick (1975). Its weights are the
//! sums over ALL grams that end here, so a scan adds one number per character
//! and channel. A state without children takes its `base` and `fail` from its
//! longest suffix that has some, which saves the scan a step.
//!
//! Per slot 12 bytes, little-endian: `base` u32; `fail` (20 bits) `<< 12 |`
//! code (12 bits) of the character that leads here; polarity and stance sums,
//! i16 each. Slot 0 is the root; code 0 marks a slot that is free.

use super::pack::{Gram, MAX_CODE, MAX_GRAM, Pack};

/// Bytes per slot.
pub const SLOT: usize = 12;
/// Most slots: `fail` keeps 20 bits.
pub const MAX_SLOTS: usize = 1 << 20;

struct Node {
    code: u16,
    children: Vec<u32>,
    polarity: i32,
    stance: i32,
    fail: u32,
    slot: u32,
    base: u32,
}

impl Node {
    fn new(code: u16) -> Self {
        Self {
            code,
            children: Vec::new(),
            polarity: 0,
            stance: 0,
            fail: 0,
            slot: 0,
            base: 0,
        }
    }
}

/// Builds the slots for the grams of a pack.
///
/// # Errors
/// When the grams need more than [`MAX_SLOTS`] slots.
pub fn build(pack: &Pack) -> Result<Vec<u8>, String> {
    let mut nodes = trie(&pack.grams);
    link(&mut nodes);
    let slots = place(&mut nodes, pack.alphabet.len())?;
    Ok(emit(&nodes, slots))
}

/// The grams as a trie; they are sorted, so children come in order of code.
fn trie(grams: &[Gram]) -> Vec<Node> {
    let mut nodes = vec![Node::new(0)];
    let mut path = [0u32; MAX_GRAM + 1];
    let mut before = [0u16; MAX_GRAM];
    for gram in grams {
        let len = gram.len();
        let shared = gram
            .codes
            .iter()
            .zip(&before)
            .take_while(|(a, b)| a == b && **a != 0)
            .count();
        for depth in shared..len {
            let id = nodes.len() as u32;
            nodes.push(Node::new(gram.codes[depth]));
            nodes[path[depth] as usize].children.push(id);
            path[depth + 1] = id;
        }
        let node = &mut nodes[path[len] as usize];
        node.polarity = i32::from(gram.polarity);
        node.stance = i32::from(gram.stance);
        before = gram.codes;
    }
    nodes
}

fn child(nodes: &[Node], of: u32, code: u16) -> Option<u32> {
    let children = &nodes[of as usize].children;
    children
        .binary_search_by_key(&code, |&c| nodes[c as usize].code)
        .ok()
        .map(|i| children[i])
}

/// Failure links by breadth, and sums of weights along them.
fn link(nodes: &mut [Node]) {
    let mut queue: Vec<u32> = nodes[0].children.clone();
    let mut at = 0;
    while at < queue.len() {
        let id = queue[at];
        at += 1;
        let fail = nodes[id as usize].fail;
        let (polarity, stance) = (nodes[fail as usize].polarity, nodes[fail as usize].stance);
        nodes[id as usize].polarity += polarity;
        nodes[id as usize].stance += stance;
        for i in 0..nodes[id as usize].children.len() {
            let kid = nodes[id as usize].children[i];
            let code = nodes[kid as usize].code;
            let mut suffix = fail;
            nodes[kid as usize].fail = loop {
                match child(nodes, suffix, code) {
                    Some(found) => break found,
                    None if suffix == 0 => break 0,
                    None => suffix = nodes[suffix as usize].fail,
                }
            };
            queue.push(kid);
        }
    }
}

/// Gives every node a slot and every node with children a base of its own.
fn place(nodes: &mut [Node], alphabet: usize) -> Result<usize, String> {
    let mut order: Vec<u32> = (0..nodes.len() as u32)
        .filter(|&i| !nodes[i as usize].children.is_empty())
        .collect();
    order.sort_by_key(|&i| (i != 0, usize::MAX - nodes[i as usize].children.len(), i));
    let mut free = Free { next: vec![1, 1] };
    let mut based = vec![true];
    let mut end = 1;
    for id in order {
        let children = std::mem::take(&mut nodes[id as usize].children);
        let codes: Vec<usize> = children
            .iter()
            .map(|&child| usize::from(nodes[child as usize].code))
            .collect();
        let mut slot = free.from(codes[0] + 1);
        let base = loop {
            let base = slot - codes[0];
            let own = !based.get(base).copied().unwrap_or(false);
            if own && codes.iter().all(|&code| free.is(base + code)) {
                break base;
            }
            slot = free.from(slot + 1);
        };
        let top = base + alphabet + 1;
        if top >= MAX_SLOTS {
            return Err(format!("the grams need more than {MAX_SLOTS} slots"));
        }
        if based.len() <= top {
            based.resize(top + 1, false);
        }
        based[base] = true;
        nodes[id as usize].base = base as u32;
        for &c in &children {
            let slot = base + usize::from(nodes[c as usize].code);
            free.take(slot);
            nodes[c as usize].slot = slot as u32;
            end = end.max(slot + 1);
        }
        nodes[id as usize].children = children;
    }
    Ok(end)
}

/// Free slots, found without passing over the taken ones.
struct Free {
    /// Per slot: itself when it is free, else one no later than the next free
    /// one. Slots behind the last are free.
    next: Vec<usize>,
}

impl Free {
    fn is(&self, slot: usize) -> bool {
        self.next.get(slot).is_none_or(|&next| next == slot)
    }

    /// The first free slot from this one on.
    fn from(&mut self, mut slot: usize) -> usize {
        while !self.is(slot) {
            let next = self.next[slot];
            // Halves the way for whoever comes next.
            self.next[slot] = self.next.get(next).copied().unwrap_or(next);
            slot = next;
        }
        slot
    }

    fn take(&mut self, slot: usize) {
        let known = self.next.len();
        self.next.extend(known..=slot);
        self.next[slot] = slot + 1;
    }
}

fn emit(nodes: &[Node], slots: usize) -> Vec<u8> {
    let mut out = vec![0u8; slots * SLOT];
    for (id, node) in nodes.iter().enumerate() {
        let mut acting = id;
        while nodes[acting].children.is_empty() && acting != 0 {
            acting = nodes[acting].fail as usize;
        }
        let fail = nodes[nodes[acting].fail as usize].slot;
        let head = if acting == 0 { 0 } else { fail };
        let slot = &mut out[node.slot as usize * SLOT..][..SLOT];
        slot[..4].copy_from_slice(&nodes[acting].base.to_le_bytes());
        slot[4..8].copy_from_slice(&(head << 12 | u32::from(node.code)).to_le_bytes());
        slot[8..10].copy_from_slice(&clamp(node.polarity).to_le_bytes());
        slot[10..].copy_from_slice(&clamp(node.stance).to_le_bytes());
    }
    out
}

fn clamp(sum: i32) -> i16 {
    sum.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

const _: () = assert!(MAX_CODE < 1 << 12);
