//! Classes and sets of characters, as phrases ask for them.

use regex_syntax::hir::ClassUnicode;
use serde::{Deserialize, Serialize};

/// More characters than this are searched by halves.
const FEW: usize = 8;

/// The syllables 가 to 힣.
const SYLLABLES: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;

/// A class of characters.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CharClass {
    ascii: u128,
    /// Whether it holds all syllables, or none, if it is either.
    syllables: Option<bool>,
    /// The rest, ascending.
    ranges: Vec<(u32, u32)>,
}

impl CharClass {
    pub(super) fn new(class: &ClassUnicode) -> Self {
        let mut ascii = 0;
        let mut ranges = Vec::new();
        for range in class.iter() {
            for c in (range.start()..=range.end()).take_while(char::is_ascii) {
                ascii |= 1 << u32::from(c);
            }
            if !range.end().is_ascii() {
                ranges.push((range.start().into(), range.end().into()));
            }
        }
        let (ga, hih) = (*SYLLABLES.start(), *SYLLABLES.end());
        let all = |&(start, end): &(u32, u32)| start <= ga && hih <= end;
        let some = |&(start, end): &(u32, u32)| start <= hih && ga <= end;
        let syllables = match (ranges.iter().any(all), ranges.iter().any(some)) {
            (true, _) => Some(true),
            (_, false) => Some(false),
            _ => None,
        };
        Self {
            ascii,
            syllables,
            ranges,
        }
    }

    #[inline]
    pub(super) fn holds(&self, c: u32) -> bool {
        if c < 128 {
            return self.ascii >> c & 1 == 1;
        }
        match self.syllables {
            Some(all) if SYLLABLES.contains(&c) => all,
            _ => {
                let at = self.ranges.partition_point(|&(_, end)| end < c);
                self.ranges.get(at).is_some_and(|&(start, _)| start <= c)
            }
        }
    }
}

/// A few characters of the pool, ascending.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct CharSet {
    /// A bit for the last digits of each, and for those before them: rules out
    /// most others.
    #[serde(skip)]
    masks: [u64; 2],
    pub(super) from: u32,
    pub(super) to: u32,
}

impl CharSet {
    pub(super) fn new(chars: &[u32], pool: &mut Vec<u32>) -> Self {
        let from = pool.len() as u32;
        pool.extend_from_slice(chars);
        let mut set = Self {
            masks: [0; 2],
            from,
            to: pool.len() as u32,
        };
        set.mask(pool);
        set
    }

    /// Reads the masks off the pool: they are not written down.
    pub(super) fn mask(&mut self, pool: &[u32]) {
        let [mut last, mut before] = [0; 2];
        for c in &pool[self.from as usize..self.to as usize] {
            last |= 1 << (c % 64);
            before |= 1 << (c / 64 % 64);
        }
        self.masks = [last, before];
    }

    pub(super) fn len(self) -> usize {
        (self.to - self.from) as usize
    }

    #[inline]
    pub(super) fn holds(self, c: u32, pool: &[u32]) -> bool {
        self.find(c, pool).is_some()
    }

    #[inline]
    pub(super) fn find(self, c: u32, pool: &[u32]) -> Option<usize> {
        let [last, before] = self.masks;
        if last >> (c % 64) & before >> (c / 64 % 64) & 1 == 0 {
            return None;
        }
        let chars = &pool[self.from as usize..self.to as usize];
        if chars.len() > FEW {
            return chars.binary_search(&c).ok();
        }
        chars.iter().position(|&known| known == c)
    }
}
