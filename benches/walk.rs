//! The baseline of the sentiment scan: the same double array walked with
//! nothing done at a state but counting it.

use super::{
    automaton::SLOT,
    expand::{self, SKIP},
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

    /// Characters after which the walk is not at the root.
    pub fn count(&self, text: &str) -> usize {
        let part = |range: &std::ops::Range<usize>| &self.bytes[range.clone()];
        let stage = part(&self.layout.stage);
        let pages: &[[u8; 2]] = part(&self.layout.pages).as_chunks().0;
        let astral: &[[u8; 8]] = part(&self.layout.astral).as_chunks().0;
        let slots: &[[u8; SLOT]] = part(&self.layout.slots).as_chunks().0;
        let code = |c: char| {
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
        let slot = |i: u32| match slots.get(i as usize) {
            Some(&[a, b, c, d, e, f, g, h, ..]) => (
                u32::from_le_bytes([a, b, c, d]),
                u32::from_le_bytes([e, f, g, h]),
            ),
            None => (0, 0),
        };
        let root = slot(0).0;
        let (mut base, mut fail, mut at_root, mut count) = (root, 0, true, 0);
        for c in text.chars() {
            let code = u32::from(code(c));
            if code == u32::from(SKIP) {
                continue;
            }
            loop {
                let (next, link) = slot(base.wrapping_add(code));
                if code != 0 && link & 0xfff == code {
                    (base, fail, at_root) = (next, link >> 12, false);
                    break;
                }
                if at_root {
                    break;
                }
                if fail == 0 || code == 0 {
                    (base, fail, at_root) = (root, 0, true);
                } else {
                    let (suffix, link) = slot(fail);
                    (base, fail) = (suffix, link >> 12);
                }
            }
            count += usize::from(!at_root);
        }
        count
    }
}
