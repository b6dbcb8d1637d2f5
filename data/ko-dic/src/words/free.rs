//! Places in a double array.

/// Free slots, found without passing over the taken ones.
pub(super) struct Free {
    /// Per slot: itself when it is free, else one no later than the next free
    /// one. Slots behind the last are free.
    next: Vec<u32>,
    /// Bases that are given away.
    based: Vec<bool>,
    /// How many children the node before had, and where their first stood:
    /// nodes of as many children pass over the same holes.
    alike: usize,
    floor: usize,
}

impl Free {
    /// All slots behind the first `taken`.
    pub(super) fn behind(taken: usize) -> Self {
        Self {
            next: (1..=taken as u32).collect(),
            based: vec![true],
            alike: 0,
            floor: 0,
        }
    }

    /// Finds a base for children of these ascending codes and takes their
    /// slots. Nodes of as many children should come one after another.
    pub(super) fn place(&mut self, codes: &[usize]) -> usize {
        if codes.len() != self.alike {
            (self.alike, self.floor) = (codes.len(), 0);
        }
        let mut slot = self.from(self.floor.max(codes[0] + 1));
        let base = loop {
            let base = slot - codes[0];
            let own = !self.based.get(base).copied().unwrap_or(false);
            if own && codes[1..].iter().all(|&code| self.is(base + code)) {
                break base;
            }
            slot = self.from(slot + 1);
        };
        if codes.len() > 1 {
            self.floor = slot;
        }
        if self.based.len() <= base {
            self.based.resize(base + 1, false);
        }
        self.based[base] = true;
        for &code in codes {
            let slot = base + code;
            let known = self.next.len() as u32;
            self.next.extend(known..=slot as u32);
            self.next[slot] = slot as u32 + 1;
        }
        base
    }

    fn is(&self, slot: usize) -> bool {
        self.next
            .get(slot)
            .is_none_or(|&next| next as usize == slot)
    }

    /// The first free slot from this one on.
    fn from(&mut self, mut slot: usize) -> usize {
        while !self.is(slot) {
            let next = self.next[slot];
            // Halves the way for whoever comes next.
            self.next[slot] = self.next.get(next as usize).copied().unwrap_or(next);
            slot = next as usize;
        }
        slot
    }
}
