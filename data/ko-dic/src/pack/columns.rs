//! The columns that the body of a pack consists of.

/// A row without parts.
pub(super) const PLAIN: u8 = 0;
/// Parts that spell the surface: their lengths and tags are stored.
pub(super) const SPELT: u8 = 1;
/// Parts with the tags of the row's own compound tag: their lemmas are stored.
pub(super) const LEMMAS: u8 = 2;
/// Anything else, stored as it is.
pub(super) const VERBATIM: u8 = 3;

pub(super) const SECTIONS: usize = 21;

/// Left id, right id and tag: what most rows share with thousands of others.
pub(super) type Class = (u16, u16, u16);
