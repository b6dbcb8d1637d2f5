//! Words as a search of the best path reads them: a trie of surfaces, and what
//! each entry costs.
//!
//! lindera's tables say the same in three places that are far apart. Here a
//! step of the trie is one number, which tells its character, where its
//! children stand and the first entry of the surface that ends with it; the
//! entries of a surface stand side by side.

use std::borrow::Cow;

// Spelled out, because the build script reaches this file by `#[path]` too.
#[path = "words/builder.rs"]
mod builder;
#[path = "words/free.rs"]
mod free;

pub use builder::WordsBuilder;

/// Characters that have their code in a table; others are looked for.
const PLANE: usize = 1 << 16;
/// Code of slots that no character leads to.
const NONE: u64 = (1 << CODE_BITS) - 1;

const CODE_BITS: u32 = 16;
const BASE_BITS: u32 = 24;
const ENTRY: u32 = CODE_BITS + BASE_BITS;

/// Set in the left id of the last entry of a surface.
const LAST: u16 = 1 << 15;

/// The words of a dictionary; one flat little-endian image, read in place.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// let words = hasoyeon_ko_dic::words();
/// let view = words.view();
/// let step = view.first(view.code('값'));
/// let entry = view.entry(step.entry().expect("a word")).expect("an entry");
/// assert!(entry.left > 0);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Words {
    bytes: Cow<'static, [u8]>,
    /// Ends of the codes beyond the plane and of the slots.
    ends: [usize; 2],
}

/// Where the parts begin.
const HEAD: usize = 8;
const BEYOND: usize = HEAD + PLANE * 2;

impl Words {
    /// Takes an image that [`WordsBuilder`] made; `None` where it is none.
    #[must_use]
    pub fn load(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let bytes = bytes.into();
        let length = |at: usize| -> Option<usize> {
            let length = bytes.get(at..at + 4)?.try_into().ok()?;
            (u32::from_le_bytes(length) as usize).checked_mul(8)
        };
        let beyond = BEYOND.checked_add(length(0)?)?;
        let slots = beyond.checked_add(length(4)?)?;
        let fits = slots <= bytes.len() && (bytes.len() - slots).is_multiple_of(8);
        fits.then_some(Self {
            bytes,
            ends: [beyond, slots],
        })
    }

    /// The parts, for reading.
    #[must_use]
    pub fn view(&self) -> WordsView<'_> {
        let [beyond, slots] = self.ends;
        WordsView {
            codes: self.bytes[HEAD..BEYOND].as_chunks().0,
            beyond: self.bytes[BEYOND..beyond].as_chunks().0,
            slots: self.bytes[beyond..slots].as_chunks().0,
            entries: self.bytes[slots..].as_chunks().0,
        }
    }
}

/// The parts of [`Words`].
#[derive(Clone, Copy, Debug)]
pub struct WordsView<'a> {
    codes: &'a [[u8; 2]],
    beyond: &'a [[u8; 8]],
    slots: &'a [[u8; 8]],
    entries: &'a [[u8; 8]],
}

/// A step of the trie.
#[derive(Clone, Copy, Debug)]
pub struct Step(u64);

impl Step {
    /// Number of the first entry of the surface that ends here.
    #[inline]
    #[must_use]
    pub fn entry(self) -> Option<u32> {
        ((self.0 >> ENTRY) as u32).checked_sub(1)
    }

    /// Whether longer surfaces begin with this one.
    #[inline]
    #[must_use]
    pub fn has_more(self) -> bool {
        self.base() != 0
    }

    fn base(self) -> usize {
        (self.0 >> CODE_BITS) as usize & ((1 << BASE_BITS) - 1)
    }
}

/// An entry of the dictionary; its number is its lexeme id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Cost of the word.
    pub cost: i16,
    /// What it costs more after a blank.
    pub penalty: i16,
    /// Left context id.
    pub left: u16,
    /// Right context id.
    pub right: u16,
    /// Whether the next entry is of another surface.
    pub last: bool,
}

impl WordsView<'_> {
    /// The code of a character; 0 for one that no surface has.
    #[inline]
    #[must_use]
    pub fn code(&self, c: char) -> u16 {
        match self.codes.get(c as usize) {
            Some(&code) => u16::from_le_bytes(code),
            None => self.beyond(c),
        }
    }

    #[cold]
    fn beyond(&self, c: char) -> u16 {
        let letter = |&[a, b, c, d, ..]: &[u8; 8]| u32::from_le_bytes([a, b, c, d]);
        match self.beyond.binary_search_by_key(&u32::from(c), letter) {
            Ok(at) => u16::from_le_bytes([self.beyond[at][4], self.beyond[at][5]]),
            Err(_) => 0,
        }
    }

    /// The step that a surface begins with.
    #[inline]
    #[must_use]
    pub fn first(&self, code: u16) -> Step {
        self.slot(usize::from(code))
    }

    /// The step behind another.
    #[inline]
    #[must_use]
    pub fn next(&self, step: Step, code: u16) -> Option<Step> {
        let next = self.slot(step.base() + usize::from(code));
        (next.0 & NONE == u64::from(code)).then_some(next)
    }

    #[inline]
    fn slot(&self, at: usize) -> Step {
        Step(
            self.slots
                .get(at)
                .map_or(NONE, |&slot| u64::from_le_bytes(slot)),
        )
    }

    /// An entry.
    #[inline]
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<Entry> {
        let &[a, b, c, d, e, f, g, h] = self.entries.get(number as usize)?;
        let left = u16::from_le_bytes([e, f]);
        Some(Entry {
            cost: i16::from_le_bytes([a, b]),
            penalty: i16::from_le_bytes([c, d]),
            left: left & !LAST,
            right: u16::from_le_bytes([g, h]),
            last: left & LAST != 0,
        })
    }

    /// The entries of a surface with their numbers.
    pub fn entries_of(self, surface: &str) -> impl Iterator<Item = (u32, Entry)> {
        let mut codes = surface.chars().map(move |c| self.code(c));
        let first = codes.next().map(|code| self.first(code));
        let step =
            first.and_then(|first| codes.try_fold(first, |step, code| self.next(step, code)));
        let mut number = step.and_then(Step::entry);
        std::iter::from_fn(move || {
            let at = number?;
            let entry = self.entry(at)?;
            number = (!entry.last).then_some(at + 1);
            Some((at, entry))
        })
    }
}
