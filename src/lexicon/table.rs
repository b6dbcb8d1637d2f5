//! Numbers as the compiled file has them: read in place, never decoded.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A number of 32 bits, the lowest byte first.
pub(crate) type Number = [u8; 4];

/// Numbers inside the crate, or of a lexicon compiled at run time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table(Cow<'static, [Number]>);

impl FromIterator<u32> for Table {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let numbers = numbers.into_iter().map(u32::to_le_bytes);
        Self(Cow::Owned(numbers.collect()))
    }
}

impl Extend<u32> for Table {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, numbers: I) {
        let numbers = numbers.into_iter().map(u32::to_le_bytes);
        self.0.to_mut().extend(numbers);
    }
}

impl Table {
    /// All of them.
    #[inline]
    pub(crate) fn all(&self) -> Numbers<'_> {
        Numbers(&self.0)
    }

    /// All of them, if there are so many.
    #[inline]
    pub(crate) fn bits<const N: usize>(&self) -> Option<&[Number; N]> {
        self.0.first_chunk()
    }

    pub(super) fn push(&mut self, number: u32) {
        self.0.to_mut().push(number.to_le_bytes());
    }

    /// Puts others in the place of some.
    pub(super) fn update(&mut self, mut new: impl FnMut(usize, u32) -> u32) {
        for (at, number) in self.0.to_mut().iter_mut().enumerate() {
            *number = new(at, u32::from_le_bytes(*number)).to_le_bytes();
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_flattened())
    }
}

/// Borrows: only what is there for ever can be read.
impl<'de: 'static> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl<'de: 'static> de::Visitor<'de> for Bytes {
            type Value = Table;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("numbers of four bytes")
            }

            fn visit_borrowed_bytes<E: de::Error>(self, bytes: &'de [u8]) -> Result<Table, E> {
                match bytes.as_chunks() {
                    (numbers, []) => Ok(Table(Cow::Borrowed(numbers))),
                    _ => Err(E::invalid_length(bytes.len(), &self)),
                }
            }
        }
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Some numbers of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers<'a>(&'a [Number]);

impl<'a> Numbers<'a> {
    #[inline]
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(crate) fn at(self, place: usize) -> u32 {
        u32::from_le_bytes(self.0[place])
    }

    /// Those from a place on.
    #[inline]
    pub(crate) fn from(self, place: usize) -> Self {
        Self(&self.0[place..])
    }

    #[inline]
    pub(crate) fn split_at(self, place: usize) -> (Self, Self) {
        let (before, behind) = self.0.split_at(place);
        (Self(before), Self(behind))
    }

    /// The first, and the others.
    #[inline]
    pub(crate) fn split_first(self) -> Option<(u32, Self)> {
        let (&first, rest) = self.0.split_first()?;
        Some((u32::from_le_bytes(first), Self(rest)))
    }

    #[inline]
    pub(crate) fn iter(
        self,
    ) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator + Clone + 'a {
        self.0.iter().map(|number| u32::from_le_bytes(*number))
    }

    /// As records of so many numbers.
    #[inline]
    pub(crate) fn records<const N: usize>(self) -> &'a [[Number; N]] {
        self.0.as_chunks().0
    }
}

/// A record's numbers.
#[inline]
pub(crate) fn numbers<const N: usize>(record: [Number; N]) -> [u32; N] {
    record.map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_where_it_stands() {
        let numbers = [0, 1, u32::MAX, 0x0102_0304];
        let table: Table = numbers.into_iter().collect();
        let bytes: &'static [u8] = postcard::to_allocvec(&table).unwrap().leak();
        let read: Table = postcard::from_bytes(bytes).unwrap();
        assert!(matches!(read.0, Cow::Borrowed(_)));
        assert!(read.all().iter().eq(numbers));
        // A number cut short is none.
        let bytes: &'static [u8] = postcard::to_allocvec(&[1u8, 2, 3][..]).unwrap().leak();
        assert!(postcard::from_bytes::<Table>(bytes).is_err());
    }
}
