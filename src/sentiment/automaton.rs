//! The expanded form of a sentiment table: the grams read backwards as a trie,
//! laid out as a double array, that is read in place.
//!
//! Shared, like `pack.rs`, with the build script, which builds it once;
//! nothing is built when the crate is loaded.
//!
//! All grams that end at a character stand on one path: from the character
//! itself to those before it. A node holds the sums of the weights on its path,
//! so a scan adds one number per character and channel, that of the last node
//! it reaches. No path depends on another: the processor follows several at
//! once, which it cannot with an automaton that reads forwards.
//!
//! Per slot 8 bytes, one little-endian number; from its lowest bit: polarity
//! and stance sums, 11 bits each; 13 bits code of the character that leads here;
//! 29 bits base of the children, 0 for none. Slot `c` is the first node of code
//! `c`; these and free slots have a code that no character has.

use super::pack::{Gram, MAX_CODE, MAX_GRAM, Pack};

/// Bytes per slot.
pub const SLOT: usize = 8;
/// Bits of a code among those behind one another.
pub const CODE_BITS: u32 = 12;
/// Most slots, which keeps a damaged table from filling memory.
pub const MAX_SLOTS: usize = 1 << 20;

const SUM_BITS: u32 = 11;
const CHECK: u32 = 2 * SUM_BITS;
const BASE: u32 = CHECK + CODE_BITS + 1;
/// Code of slots that no character leads to.
const NONE: u64 = 1 << CODE_BITS;

/// What a slot holds.
#[derive(Clone, Copy)]
pub struct Slot(u64);

impl Slot {
    /// From the bytes of a table.
    #[inline]
    pub fn read(bytes: [u8; SLOT]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }

    /// A node whose children are no longer asked for.
    #[inline]
    pub fn childless(self) -> Self {
        Self(self.0 & ((1 << BASE) - 1))
    }

    /// Its two halves, to be put by.
    #[inline]
    pub fn halves(self) -> [i32; 2] {
        [self.0 as i32, (self.0 >> 32) as i32]
    }

    /// From the halves.
    #[inline]
    pub fn from_halves([low, high]: [i32; 2]) -> Self {
        let half = |half: i32| u64::from(half.cast_unsigned());
        Self(half(high) << 32 | half(low))
    }

    /// Where children count their codes from, 0 when there are none.
    #[inline]
    pub fn base(self) -> usize {
        (self.0 >> BASE) as usize
    }

    /// Whether the character of this code leads here.
    #[inline]
    pub fn is(self, code: u64) -> bool {
        (self.0 >> CHECK) & ((NONE << 1) - 1) == code
    }

    /// Sum of the polarity weights.
    #[inline]
    pub fn polarity(self) -> i32 {
        low_sum(self.0)
    }

    /// Sum of the stance weights.
    #[inline]
    pub fn stance(self) -> i32 {
        low_sum(self.0 >> SUM_BITS)
    }
}

/// The lowest [`SUM_BITS`] as a number with a sign.
#[inline]
fn low_sum(bits: u64) -> i32 {
    const ABOVE: u32 = u32::BITS - SUM_BITS;
    ((bits as u32) << ABOVE).cast_signed() >> ABOVE
}

#[derive(Default)]
struct Node {
    code: u16,
    children: Vec<u32>,
    polarity: i32,
    stance: i32,
    slot: usize,
    base: usize,
}

/// Builds the slots for the grams of a pack.
///
/// # Errors
/// When the grams need more than [`MAX_SLOTS`] slots.
pub fn build(pack: &Pack) -> Result<Vec<u8>, String> {
    let mut nodes = trie(&pack.grams);
    let slots = place(&mut nodes, pack.alphabet.len())?;
    Ok(emit(&nodes, slots))
}

/// The grams, last character first, as a trie; node 0 is before all.
fn trie(grams: &[Gram]) -> Vec<Node> {
    let mut order: Vec<([u16; MAX_GRAM], &Gram)> = grams
        .iter()
        .map(|gram| {
            let mut codes = gram.codes;
            codes[..gram.len()].reverse();
            (codes, gram)
        })
        .collect();
    order.sort_unstable_by_key(|&(codes, _)| codes);
    let mut nodes = vec![Node::default()];
    let mut path = [0u32; MAX_GRAM + 1];
    let mut before = [0u16; MAX_GRAM];
    for (codes, gram) in order {
        let len = gram.len();
        let alike = codes.iter().zip(&before);
        let shared = alike.take_while(|(a, b)| a == b && **a != 0).count();
        for depth in shared..len {
            let id = nodes.len() as u32;
            let parent = &mut nodes[path[depth] as usize];
            parent.children.push(id);
            let (polarity, stance) = (parent.polarity, parent.stance);
            nodes.push(Node {
                code: codes[depth],
                polarity,
                stance,
                ..Node::default()
            });
            path[depth + 1] = id;
        }
        // What is shorter comes before: the node is new, and has no children.
        let node = &mut nodes[path[len] as usize];
        node.polarity += i32::from(gram.polarity);
        node.stance += i32::from(gram.stance);
        before = codes;
    }
    nodes
}

/// Gives every node a slot and every node with children a base of its own.
fn place(nodes: &mut [Node], alphabet: usize) -> Result<usize, String> {
    for at in 0..nodes[0].children.len() {
        let first = nodes[0].children[at] as usize;
        nodes[first].slot = usize::from(nodes[first].code);
    }
    let mut order: Vec<usize> = (1..nodes.len())
        .filter(|&i| !nodes[i].children.is_empty())
        .collect();
    order.sort_by_key(|&i| (usize::MAX - nodes[i].children.len(), i));
    let mut end = alphabet + 1;
    let mut free = Free {
        next: (1..=end).collect(),
    };
    let mut based = vec![true];
    // Nodes of as many children look on where the last one found its place:
    // they pass over the same holes.
    let (mut alike, mut floor) = (0, 0);
    for id in order {
        let children = std::mem::take(&mut nodes[id].children);
        let codes: Vec<usize> = children
            .iter()
            .map(|&child| usize::from(nodes[child as usize].code))
            .collect();
        if codes.len() != alike {
            (alike, floor) = (codes.len(), 0);
        }
        let mut slot = free.from(floor.max(codes[0] + 1));
        let base = loop {
            let base = slot - codes[0];
            let own = !based.get(base).copied().unwrap_or(false);
            if own && codes.iter().all(|&code| free.is(base + code)) {
                break base;
            }
            slot = free.from(slot + 1);
        };
        if alike > 1 {
            floor = slot;
        }
        let top = base + alphabet + 1;
        if top >= MAX_SLOTS {
            return Err(format!("the grams need more than {MAX_SLOTS} slots"));
        }
        if based.len() <= top {
            based.resize(top + 1, false);
        }
        based[base] = true;
        nodes[id].base = base;
        for &c in &children {
            let slot = base + usize::from(nodes[c as usize].code);
            free.take(slot);
            nodes[c as usize].slot = slot;
            end = end.max(slot + 1);
        }
        nodes[id].children = children;
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
    let mut out = vec![NONE << CHECK; slots];
    for node in &nodes[1..] {
        // Bases are not 0: only a first node stands at its own code.
        let first = node.slot == usize::from(node.code);
        let code = if first { NONE } else { u64::from(node.code) };
        let sum = |sum: i32| u64::from(sum.cast_unsigned()) & ((1 << SUM_BITS) - 1);
        out[node.slot] = (node.base as u64) << BASE
            | code << CHECK
            | sum(node.stance) << SUM_BITS
            | sum(node.polarity);
    }
    out.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}

const _: () = assert!(MAX_CODE < 1 << CODE_BITS);
// A history of the codes before fits in 64 bits, a sum in its bits.
const _: () = assert!((MAX_GRAM as u32 - 1) * CODE_BITS <= 64);
const _: () = assert!((MAX_GRAM << 7) <= 1 << (SUM_BITS - 1));
