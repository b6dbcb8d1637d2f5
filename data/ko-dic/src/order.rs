//! Context ids in order of use.
//!
//! What ordinary texts ask for most then stands side by side, and fits in the
//! nearer caches. lindera's tables keep the numbers of the pack.

/// The place of each context id among those of its side, the most used first.
/// What borders the text keeps its place 0.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// let order = hasoyeon_ko_dic::order();
/// assert_eq!((order.left(0), order.right(0)), (0, 0));
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    lefts: Vec<u16>,
    rights: Vec<u16>,
}

impl Order {
    /// Of so many ids on each side, from two lines: `left` or `right` and the ids
    /// in order of use. Those that are not told come behind. `None` for anything
    /// else.
    #[cfg_attr(not(feature = "embedded"), allow(dead_code))]
    pub(crate) fn parse(text: &str, lefts: usize, rights: usize) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut side = |name: &str, count: usize| {
            let ids = lines.next()?.strip_prefix(name)?.split_ascii_whitespace();
            let ids = ids.map(str::parse);
            places(ids.collect::<Result<_, _>>().ok()?, count)
        };
        let order = Self {
            lefts: side("left ", lefts)?,
            rights: side("right ", rights)?,
        };
        lines.next().is_none().then_some(order)
    }

    /// The place of a left id; an id that is none keeps its number.
    #[must_use]
    pub fn left(&self, id: u16) -> u16 {
        self.lefts.get(usize::from(id)).copied().unwrap_or(id)
    }

    /// The place of a right id; an id that is none keeps its number.
    #[must_use]
    pub fn right(&self, id: u16) -> u16 {
        self.rights.get(usize::from(id)).copied().unwrap_or(id)
    }

    /// Costs in rows of all right ids, one row for each left id, in this order.
    #[cfg_attr(not(feature = "embedded"), allow(dead_code))]
    pub(crate) fn arrange(&self, costs: &[i16], rights: usize) -> Vec<i16> {
        let mut arranged = vec![0; costs.len()];
        for (left, row) in (0..).zip(costs.chunks_exact(rights.max(1))) {
            let first = usize::from(self.left(left)) * rights;
            for (right, &cost) in (0..).zip(row) {
                arranged[first + usize::from(self.right(right))] = cost;
            }
        }
        arranged
    }

    /// Little-endian: how many left ids, their places, those of the right ids.
    #[cfg_attr(not(feature = "embedded"), allow(dead_code))]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let count = [self.lefts.len() as u16];
        let all = count.iter().chain(&self.lefts).chain(&self.rights);
        all.flat_map(|place| place.to_le_bytes()).collect()
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    #[cfg_attr(not(feature = "embedded"), allow(dead_code))]
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let (places, _) = bytes.as_chunks();
        let mut places = places.iter().copied().map(u16::from_le_bytes);
        let count = places.next().map_or(0, usize::from);
        Self {
            lefts: places.by_ref().take(count).collect(),
            rights: places.collect(),
        }
    }
}

/// The place of each of so many ids; `None` when one is told twice, or is none.
fn places(told: Vec<u16>, count: usize) -> Option<Vec<u16>> {
    let mut places = vec![None; count];
    let border = std::iter::once(0);
    let told = border.chain(told.into_iter().filter(|&id| id != 0));
    let mut next = 0;
    for id in told {
        let place = places.get_mut(usize::from(id))?;
        if place.replace(next).is_some() {
            return None;
        }
        next += 1;
    }
    for place in places.iter_mut().filter(|place| place.is_none()) {
        *place = Some(next);
        next += 1;
    }
    places.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_used_come_first() {
        let order = Order::parse("# By use.\nleft 2 3\nright 0 1\n", 4, 3).expect("an order");
        let lefts: Vec<u16> = (0..4).map(|id| order.left(id)).collect();
        let rights: Vec<u16> = (0..3).map(|id| order.right(id)).collect();
        assert_eq!((lefts, rights), (vec![0, 3, 1, 2], vec![0, 1, 2]));
        assert_eq!(Order::from_bytes(&order.to_bytes()), order);
        let costs: Vec<i16> = (0..12).collect();
        let arranged = order.arrange(&costs, 3);
        for (left, right) in (0..4).flat_map(|left| (0..3).map(move |right| (left, right))) {
            let place = usize::from(order.left(left)) * 3 + usize::from(order.right(right));
            assert_eq!(
                arranged[place],
                costs[usize::from(left) * 3 + usize::from(right)]
            );
        }
    }

    #[test]
    fn other_lines_are_no_order() {
        for text in [
            "",
            "left 1 2\n",
            "left 1 1\nright 1\n",
            "left 9\nright 1\n",
            "left x\nright 1\n",
            "right 1\nleft 1\n",
            "left 1\nright 1\nleft 1\n",
        ] {
            assert!(Order::parse(text, 4, 3).is_none(), "{text:?}");
        }
    }
}
