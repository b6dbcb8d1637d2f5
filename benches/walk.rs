//! The baseline of the sentiment scan: the same double array walked with
//! nothing done at a node but counting it.

use super::{
    automaton::{CODE_BITS, SLOT, Slot},
    expand::{self, SKIP, TURNS},
    pack::Pack,
};

/// The expanded table, read as the scanner reads it.
pub struct Walk {
    bytes: Vec<u8>,
    layout: expand::Layout,
}

impl Walk {
    /// The packed table that ships, expanded.
    pub fn new(packed: &[u8]) -> Self {
        let pack = Pack::from_bytes(packed).expect("the table is tested");
        let bytes = expand::expand(&pack).expect("the table is tested");
        let layout = expand::layout(&bytes).expect("just expanded");
        Self { bytes, layout }
    }

    /// Characters that a gram ends with.
    pub fn count(&self, text: &str) -> usize {
        let part = |range: &std::ops::Range<usize>| &self.bytes[range.clone()];
        let stage = part(&self.layout.stage);
        let pages: &[[u8; 2]] = part(&self.layout.pages).as_chunks().0;
        let astral: &[[u8; 8]] = part(&self.layout.astral).as_chunks().0;
        let slots: &[[u8; SLOT]] = part(&self.layout.slots).as_chunks().0;
        let entry = |c: char| {
            let at = u32::from(c);
            if at > 0xffff {
                let found = astral.binary_search_by_key(&at, |&[a, b, c, d, ..]| {
                    u32::from_le_bytes([a, b, c, d])
                });
                return found.map_or(0, |i| u16::from_le_bytes([astral[i][4], astral[i][5]]));
            }
            let page = usize::from(stage[(at >> 8) as usize]);
            u16::from_le_bytes(pages[page << 8 | (at & 255) as usize])
        };
        let slot = |at: usize| Slot::read(slots.get(at).copied().unwrap_or_default());
        let (mut history, mut count) = (0u64, 0);
        for c in text.chars() {
            let entry = entry(c);
            if entry == SKIP {
                continue;
            }
            let code = u64::from(entry % TURNS);
            let (mut node, mut before) = (slot(code as usize), history);
            loop {
                let code = before & (u64::from(TURNS) - 1);
                let longer = slot(node.base() + code as usize);
                if !longer.is(code) {
                    break;
                }
                (node, before) = (longer, before >> CODE_BITS);
            }
            history = history << CODE_BITS | code;
            count += usize::from(node.polarity() != 0);
        }
        count
    }
}
