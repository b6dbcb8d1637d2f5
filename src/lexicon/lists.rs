//! Many short lists in one buffer.

use serde::{Deserialize, Serialize};

use super::table::{Numbers, Table};

/// Lists of numbers, one behind the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Lists {
    /// Where each list ends.
    ends: Table,
    items: Table,
}

impl Lists {
    pub(crate) fn new(lists: impl IntoIterator<Item = impl IntoIterator<Item = u32>>) -> Self {
        let (mut ends, mut items) = (Vec::new(), Vec::new());
        for list in lists {
            items.extend(list);
            ends.push(items.len() as u32);
        }
        Self {
            ends: ends.into_iter().collect(),
            items: items.into_iter().collect(),
        }
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.all().len()
    }

    #[inline]
    pub(crate) fn of(&self, number: usize) -> Numbers<'_> {
        let ends = self.ends.all();
        let start = number.checked_sub(1).map_or(0, |before| ends.at(before));
        let (behind, _) = self.items.all().split_at(ends.at(number) as usize);
        behind.from(start as usize)
    }
}
