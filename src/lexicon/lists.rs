//! Many short lists in one buffer.

use serde::{Deserialize, Serialize};

/// Lists of numbers, one behind the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Counts", into = "Counts")]
pub(crate) struct Lists {
    /// Where each list ends.
    ends: Vec<u32>,
    items: Vec<u32>,
}

/// Lists as they are stored: how long each is, and what is in them.
#[derive(Serialize, Deserialize)]
struct Counts(Vec<u32>, Vec<u32>);

impl From<Lists> for Counts {
    fn from(lists: Lists) -> Self {
        let counts = (0..lists.ends.len()).map(|number| lists.of(number).len() as u32);
        Self(counts.collect(), lists.items)
    }
}

impl From<Counts> for Lists {
    fn from(Counts(counts, items): Counts) -> Self {
        let mut end = 0;
        let ends = counts.into_iter().map(|count| {
            end += count;
            end
        });
        Self {
            ends: ends.collect(),
            items,
        }
    }
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
