//! How cheap and how dear connections can be.

/// Bounds of the connection costs: what a search need not look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Least cost of each left id, that is of what begins a word.
    pub lefts: Vec<i16>,
    /// Least and greatest cost of each right id, that is of what ends a word.
    pub rights: Vec<[i16; 2]>,
}

impl Bounds {
    /// The bounds of costs in rows of `rights`, one row for each left id.
    #[must_use]
    pub fn of(costs: &[i16], rights: usize) -> Self {
        let mut bounds = Self {
            lefts: Vec::new(),
            rights: vec![[i16::MAX, i16::MIN]; rights],
        };
        for row in costs.chunks_exact(rights.max(1)) {
            bounds.lefts.push(row.iter().copied().min().unwrap_or(0));
            for (bound, &cost) in bounds.rights.iter_mut().zip(row) {
                *bound = [bound[0].min(cost), bound[1].max(cost)];
            }
        }
        bounds
    }

    /// Little-endian: how many left ids, their costs, the costs of right ids.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let count = [self.lefts.len() as u16 as i16];
        let rights = self.rights.as_flattened();
        let all = count.iter().chain(&self.lefts).chain(rights);
        all.flat_map(|cost| cost.to_le_bytes()).collect()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    #[cfg_attr(not(feature = "embedded"), allow(dead_code))]
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let (costs, _) = bytes.as_chunks();
        let mut costs = costs.iter().copied().map(i16::from_le_bytes);
        let count = costs.next().map_or(0, |count| usize::from(count as u16));
        let lefts = costs.by_ref().take(count).collect();
        let rest: Vec<i16> = costs.collect();
        Self {
            lefts,
            rights: rest.as_chunks().0.to_vec(),
        }
    }
}
