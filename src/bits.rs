//! Sets of numbers that are emptied by what is in them.

/// So many words are emptied without asking which of them are not zero.
const FEW: usize = 64;

/// A set of numbers as bits.
#[derive(Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
    /// Which words are not zero, as bits.
    held: Vec<u64>,
}

impl Bits {
    /// Empties the set; takes numbers below `count`.
    pub(crate) fn clear(&mut self, count: usize) {
        if self.words.len() <= FEW {
            self.words.fill(0);
            self.held.fill(0);
        }
        for (at, held) in self.held.iter_mut().enumerate() {
            while *held != 0 {
                self.words[at * 64 + held.trailing_zeros() as usize] = 0;
                *held &= *held - 1;
            }
        }
        let words = count.div_ceil(64);
        if self.words.len() != words {
            self.words.resize(words, 0);
            self.held.resize(words.div_ceil(64), 0);
        }
    }

    #[inline]
    pub(crate) fn add_word(&mut self, word: u32, bits: u64) {
        self.words[word as usize] |= bits;
        self.held[word as usize / 64] |= 1 << (word % 64);
    }

    /// One word of the set.
    #[inline]
    pub(crate) fn word(&self, word: u32) -> u64 {
        self.words[word as usize]
    }

    /// Adds a number; false when it was there.
    #[inline]
    pub(crate) fn add(&mut self, number: u32) -> bool {
        let new = !self.has(number);
        self.add_word(number / 64, 1 << (number % 64));
        new
    }

    #[inline]
    pub(crate) fn has(&self, number: u32) -> bool {
        self.words[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// Adds words and their bits.
    #[inline]
    pub(crate) fn add_all(&mut self, words: impl IntoIterator<Item = (u32, u64)>) {
        for (word, bits) in words {
            self.add_word(word, bits);
        }
    }

    /// Words that are not zero.
    pub(crate) fn held(&self) -> impl Iterator<Item = (u32, u64)> + '_ {
        let held = (0..).zip(&self.held);
        let words = held.flat_map(|(at, &held)| bits(held).map(move |bit| at * 64 + bit));
        words.map(|word| (word, self.words[word as usize]))
    }
}

impl Bits {
    /// The numbers, ascending.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.held()
            .flat_map(|(word, held)| bits(held).map(move |bit| word * 64 + bit))
    }
}

/// The numbers of the bits of a word.
#[inline]
pub(crate) fn bits(word: u64) -> impl Iterator<Item = u32> {
    let rest = std::iter::successors(Some(word), |bits| Some(bits & bits.wrapping_sub(1)));
    let rest = rest.take_while(|&bits| bits != 0);
    rest.map(u64::trailing_zeros)
}
