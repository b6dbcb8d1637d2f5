//! Words added behind those that end where they begin.

use hasoyeon_ko_dic::CostsView;

use super::{MAX_CHARS, Word};
use crate::morph::dictionary::Tables;

/// Tells a word of a path from all others.
///
/// Of words of the same end and cost the one of lowest rank is taken: words that
/// begin behind a later end rank lower, else those found first.
#[derive(Clone, Copy)]
pub(super) struct Rank(u32);

impl Rank {
    /// Bits that count the words of one position.
    const BITS: u32 = 20;

    /// Of the word of this number behind those that end at `from`.
    fn new(from: usize, number: usize) -> Self {
        Self((((MAX_CHARS - from) as u32) << Self::BITS) + number as u32)
    }

    /// Where the words before it end.
    pub(super) fn from(self) -> usize {
        MAX_CHARS.saturating_sub((self.0 >> Self::BITS) as usize)
    }

    /// Its number among those behind them.
    pub(super) fn number(self) -> usize {
        self.0 as usize & ((1 << Self::BITS) - 1)
    }
}

/// A word of a path.
#[derive(Clone, Copy)]
pub(super) struct Node {
    /// The word before.
    pub(super) before: Rank,
    /// First character of the word, after skipped blanks.
    pub(super) start: u16,
    pub(super) word: Word,
}

/// The words that end at one place.
#[derive(Default)]
pub(super) struct End {
    lefts: Vec<Left>,
    /// Cost of the cheapest.
    least: i32,
    /// What the path over the cheapest costs at most, whatever follows: a word
    /// that costs more, whatever follows, is on no best path.
    most: i32,
    /// The number of the first node that begins behind them.
    pub(super) first: usize,
}

impl End {
    pub(super) fn clear(&mut self) {
        self.lefts.clear();
        self.least = i32::MAX;
        self.most = i32::MAX;
    }

    /// Nothing stands before this place, and that costs nothing.
    pub(super) fn begin(&mut self) {
        // Place 0 is that of the first right id.
        self.lefts.push(Left { key: 0, place: 0 });
        self.least = 0;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lefts.is_empty()
    }

    /// The last word of the cheapest path when nothing follows.
    pub(super) fn last_word(&self, tables: &Tables) -> Rank {
        Rank(cheapest(tables.costs.view(), &self.lefts, 0) as u32)
    }
}

/// A word that others may follow.
#[derive(Clone, Copy)]
struct Left {
    /// Cost of the path in the upper half, rank in the lower.
    key: i64,
    /// Where the costs behind it stand.
    place: u32,
}

/// A word to be added.
pub(super) struct Candidate {
    pub(super) left: u32,
    pub(super) right: u32,
    pub(super) cost: i32,
    pub(super) word: Word,
}

/// Adds the words of one position.
pub(super) struct Adder<'a> {
    costs: CostsView<'a>,
    /// Bounds of the costs of left and of right ids.
    lefts: &'a [i16],
    rights: &'a [[i16; 2]],
    /// What they follow, the cost of the cheapest of it, and where its first
    /// word stands.
    before: &'a [Left],
    least: i32,
    first: usize,
    /// Where that ends, and the first character of the words.
    places: (usize, u16),
    nodes: &'a mut Vec<Node>,
}

impl<'a> Adder<'a> {
    /// Words that begin at `start` behind those that end at `from`.
    pub(super) fn new(
        tables: &'a Tables,
        before: &'a mut End,
        (from, start): (usize, usize),
        nodes: &'a mut Vec<Node>,
    ) -> Self {
        before.first = nodes.len();
        Self {
            costs: tables.costs.view(),
            lefts: &tables.bounds.lefts,
            rights: &tables.bounds.rights,
            before: &before.lefts,
            least: before.least,
            first: before.first,
            places: (from, start as u16),
            nodes,
        }
    }

    /// [`add`](Self::add) for words that are few.
    pub(super) fn add_one(&mut self, end: &mut End, word: Candidate) {
        self.add(end, word);
    }

    /// Adds a word to those of the same end, unless no best path can hold it.
    #[inline(always)]
    pub(super) fn add(&mut self, end: &mut End, word: Candidate) {
        let [least, most] = self.rights[word.right as usize].map(i32::from);
        let connection = i32::from(self.lefts[word.left as usize]);
        if self.least + connection + word.cost + least > end.most {
            return;
        }
        let key = cheapest(self.costs, self.before, word.left);
        let cost = (key >> 32) as i32 + word.cost;
        if cost + least > end.most {
            return;
        }
        end.most = end.most.min(cost + most);
        end.least = end.least.min(cost);
        let (from, start) = self.places;
        let rank = Rank::new(from, self.nodes.len() - self.first);
        end.lefts.push(Left {
            key: i64::from(cost) << 32 | i64::from(rank.0),
            place: self.costs.place(word.right),
        });
        self.nodes.push(Node {
            before: Rank(key as u32),
            start,
            word: word.word,
        });
    }
}

/// Cost of the cheapest way to a word of a left id in the upper half, rank of
/// the last word on it in the lower.
#[inline(always)]
fn cheapest(costs: CostsView<'_>, lefts: &[Left], left_id: u32) -> i64 {
    let row = costs.row(left_id);
    lefts.iter().fold(i64::MAX, |key, left| {
        let cost = i64::from(row.cost(left.place));
        key.min(left.key + (cost << 32))
    })
}
