//! From a pack to the tables that lindera-dictionary and [`LexemeTable`] read.

use super::bounds::Bounds;
use super::costs;
use super::lexeme::{LexemeTable, LexemeTableBuilder};
use super::order::Order;
use super::pack::Pack;
use super::words::{Entry, WordsBuilder};

/// The tables of a dictionary, all but the trie.
pub struct Tables {
    /// `dict.valsidx`: for each surface where its entries start, and their number at the end.
    pub vals_index: Vec<u8>,
    /// `dict.vals`: word id, cost, left id, right id of each entry.
    pub vals: Vec<u8>,
    /// `dict.wordsidx`: for each word id where its details stand.
    pub words_index: Vec<u8>,
    /// `dict.words`: details, shared by all words of a tag.
    pub words: Vec<u8>,
    /// `matrix.mtx`.
    pub matrix: Vec<u8>,
    /// For [`Bounds`](crate::Bounds).
    pub bounds: Vec<u8>,
    /// For [`Costs`](crate::Costs).
    pub costs: Vec<u8>,
    /// For [`Order`].
    pub order: Vec<u8>,
    /// What the rows mean.
    pub lexemes: LexemeTable,
}

/// The distinct surfaces in order: the keys of the trie.
pub fn surfaces(pack: &Pack) -> impl Iterator<Item = &str> {
    pack.rows
        .chunk_by(|a, b| a.surface == b.surface)
        .map(|group| group[0].surface.as_str())
}

/// The order of the context ids of a pack, as `uses.txt` tells it; `None` where it
/// is not one of theirs.
#[must_use]
pub fn order(pack: &Pack, uses: &str) -> Option<Order> {
    let [lefts, rights] = [pack.matrix.lefts, pack.matrix.rights].map(usize::from);
    Order::parse(uses, lefts, rights)
}

/// Writes every table but the trie.
#[must_use]
pub fn tables(pack: &Pack, order: &Order) -> Tables {
    let mut words = Vec::new();
    let details: Vec<[u8; 4]> = pack
        .tags
        .iter()
        .map(|tag| {
            let offset = words.len() as u32;
            words.extend_from_slice(&(tag.len() as u32).to_le_bytes());
            words.extend_from_slice(tag.as_bytes());
            offset.to_le_bytes()
        })
        .collect();

    let mut vals = Vec::with_capacity(pack.rows.len() * 10);
    let mut vals_index = Vec::with_capacity(pack.rows.len() * 4);
    let mut words_index = Vec::with_capacity(pack.rows.len() * 4);
    let mut lexemes = LexemeTableBuilder::new();
    let mut previous = "";
    for (id, row) in pack.rows.iter().enumerate() {
        let id = id as u32;
        if row.surface != previous || id == 0 {
            vals_index.extend_from_slice(&id.to_le_bytes());
            previous = &row.surface;
        }
        vals.extend_from_slice(&id.to_le_bytes());
        vals.extend_from_slice(&row.cost.to_le_bytes());
        vals.extend_from_slice(&row.left.to_le_bytes());
        vals.extend_from_slice(&row.right.to_le_bytes());
        let tag = usize::from(row.tag);
        words_index.extend_from_slice(&details[tag]);
        lexemes.push(&row.surface, &pack.tags[tag], &row.expression);
    }
    vals_index.extend_from_slice(&(pack.rows.len() as u32).to_le_bytes());
    for tag in &pack.unknown_tags {
        lexemes.push_unknown(tag);
    }

    let mut matrix = Vec::with_capacity(pack.matrix.costs.len() * 2 + 6);
    // -1 marks the layout that lindera reads in place.
    for size in [
        -1,
        pack.matrix.rights.cast_signed(),
        pack.matrix.lefts.cast_signed(),
    ] {
        matrix.extend_from_slice(&i16::to_le_bytes(size));
    }
    for cost in &pack.matrix.costs {
        matrix.extend_from_slice(&cost.to_le_bytes());
    }
    let rights = usize::from(pack.matrix.rights);
    let arranged = order.arrange(&pack.matrix.costs, rights);
    let bounds = Bounds::of(&arranged, rights);
    Tables {
        vals_index,
        vals,
        words_index,
        words,
        matrix,
        bounds: bounds.to_bytes(),
        costs: costs::image(&arranged, rights),
        order: order.to_bytes(),
        lexemes: lexemes.build(),
    }
}

/// The image of the [`Words`](crate::Words); `None` where it has no room.
#[must_use]
pub fn words(pack: &Pack, lexemes: &LexemeTable, order: &Order) -> Option<Vec<u8>> {
    let mut words = WordsBuilder::default();
    for (id, row) in pack.rows.iter().enumerate() {
        let penalty = lexemes.class_penalty(lexemes.class(id as u32));
        let entry = Entry {
            cost: row.cost,
            penalty: penalty.try_into().ok()?,
            left: order.left(row.left),
            right: order.right(row.right),
            last: false,
        };
        words.push(&row.surface, entry);
    }
    words.build()
}
