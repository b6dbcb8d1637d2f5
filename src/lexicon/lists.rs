//! Many short lists in one buffer.

use serde::{Deserialize, Serialize};

/// Lists of numbers, one behind the other.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Lists {
    /// Where each list ends.
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    pub(crate) fn new(lists: impl IntoIterator<Item = impl IntoIterator<Item = u32>>) -> Self {
        let mut new = Self::default();
        for list in lists {
            new.items.extend(list);
            new.ends.push(new.items.len() as u32);
        }
        new
    }

    #[inline]
    pub(crate) fn of(&self, number: usize) -> &[u32] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[number] as usize]
    }
}
