//! Connection costs as a search of the best path reads them.
//!
//! A row of the matrix is a page of memory, of which a search reads a line or
//! two. Here the same few right ids of all rows stand together, so that what
//! common words ask for fits in the nearer caches.

use std::borrow::Cow;

/// Right ids that stand side by side: one line of memory.
const SIDE: usize = 32;

/// Bytes before the costs, of which the first four tell how many left ids
/// there are; the others keep lines whole.
const HEAD: usize = 64;

/// The costs of a dictionary; one flat little-endian image, read in place.
///
/// ```
/// use hasoyeon_ko_dic::Costs;
///
/// // Two left ids, three right ids.
/// let costs = Costs::of(&[10, 11, 12, 20, 21, 22], 3);
/// let costs = costs.view();
/// assert_eq!(costs.row(1).cost(costs.place(2)), 22);
/// ```
#[derive(Clone, Debug)]
pub struct Costs {
    bytes: Cow<'static, [u8]>,
    lefts: u32,
}

/// The costs of what begins with one left id.
#[derive(Clone, Copy, Debug)]
pub struct CostRow<'a>(&'a [[u8; 2]]);

impl Costs {
    /// Costs in rows of `rights`, one row for each left id.
    #[must_use]
    pub fn of(costs: &[i16], rights: usize) -> Self {
        let bytes = image(costs, rights);
        Self::load(bytes).expect("an image that was just made")
    }

    /// Takes an image that [`of`](Self::of) made; `None` where it is none.
    #[must_use]
    pub fn load(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let bytes = bytes.into();
        let lefts = u32::from_le_bytes(*bytes.first_chunk()?);
        let whole = (lefts as usize).checked_mul(2 * SIDE)?.max(1);
        let costs = bytes.len().checked_sub(HEAD)?;
        let fits = costs.is_multiple_of(whole) && (costs > 0) == (lefts > 0);
        fits.then_some(Self { bytes, lefts })
    }

    /// The costs, for reading.
    #[must_use]
    pub fn view(&self) -> CostsView<'_> {
        CostsView {
            costs: self.bytes[HEAD..].as_chunks().0,
            lefts: self.lefts,
        }
    }
}

/// The parts of [`Costs`].
#[derive(Clone, Copy, Debug)]
pub struct CostsView<'a> {
    costs: &'a [[u8; 2]],
    lefts: u32,
}

impl<'a> CostsView<'a> {
    /// Where the costs behind a right id stand in a row.
    #[inline]
    #[must_use]
    pub fn place(self, right: u32) -> u32 {
        let side = SIDE as u32;
        right / side * side * self.lefts + right % side
    }

    /// The costs of a left id.
    #[inline]
    #[must_use]
    pub fn row(self, left: u32) -> CostRow<'a> {
        CostRow(&self.costs[left as usize * SIDE..])
    }
}

impl CostRow<'_> {
    /// The cost of what ends with the right id of this place before it.
    #[inline]
    #[must_use]
    pub fn cost(self, place: u32) -> i32 {
        i16::from_le_bytes(self.0[place as usize]).into()
    }
}

/// The image of costs in rows of `rights`.
pub(crate) fn image(costs: &[i16], rights: usize) -> Vec<u8> {
    let rights = rights.max(1);
    let lefts = costs.len() / rights;
    let mut bytes = (lefts as u32).to_le_bytes().to_vec();
    bytes.resize(HEAD, 0);
    for first in (0..rights).step_by(SIDE) {
        for row in costs.chunks_exact(rights) {
            let side = (first..first + SIDE).map(|right| row.get(right).copied().unwrap_or(0));
            bytes.extend(side.flat_map(i16::to_le_bytes));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cost_is_found() {
        for (lefts, rights) in [(1, 1), (3, 31), (2, 32), (5, 33), (7, 100)] {
            let all: Vec<i16> = (0..).take(lefts * rights).collect();
            let costs = Costs::of(&all, rights);
            let costs = costs.view();
            for (at, &cost) in all.iter().enumerate() {
                let (left, right) = ((at / rights) as u32, (at % rights) as u32);
                let found = costs.row(left).cost(costs.place(right));
                assert_eq!(found, i32::from(cost));
            }
        }
    }

    #[test]
    fn other_bytes_are_no_image() {
        for bytes in [&[][..], &[1, 0, 0], &[1; 64], &[0; 63]] {
            assert!(Costs::load(bytes.to_vec()).is_none(), "{bytes:?}");
        }
        let whole = image(&[1, 2, 3, 4], 2);
        assert!(Costs::load(whole[..whole.len() - 1].to_vec()).is_none());
        assert!(Costs::load(whole).is_some());
    }
}
