//! One pass over a text, and the sums it leaves behind.

use std::{hint::select_unpredictable, ops::Range};

use super::automaton::{CODE_BITS, SLOT, Slot};
use super::expand::{SKIP, TURNS};

/// The parts of an expanded table that a pass reads.
#[derive(Clone, Copy)]
pub(super) struct Automaton<'a> {
    pub stage: &'a [u8],
    pub pages: &'a [[u8; 2]],
    pub astral: &'a [[u8; 8]],
    pub slots: &'a [[u8; SLOT]],
}

/// What was summed up to the end of one character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Byte after the character.
    pub end: u32,
    /// Polarity units of all grams that end here or before.
    pub polarity: i32,
    /// Stance units of all grams that end here or before.
    pub stance: i32,
}

/// Sums over a range of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Characters that are not blank.
    pub letters: u32,
    /// Polarity units.
    pub polarity: i32,
    /// Stance units.
    pub stance: i32,
}

impl Sums {
    /// What is left when a part is taken out.
    pub fn without(self, part: Sums) -> Sums {
        Sums {
            letters: self.letters.saturating_sub(part.letters),
            polarity: self.polarity.wrapping_sub(part.polarity),
            stance: self.stance.wrapping_sub(part.stance),
        }
    }
}

/// Running sums over a text, one mark per character that is not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub list: Vec<Mark>,
    /// Marks up to the end of the last contrast (…지만, …는데, …으나): what
    /// follows is the verdict. 0 when there is none.
    pub turn: usize,
    /// The code of each mark's character; used by the scan alone.
    pub codes: Vec<u16>,
}

impl Marks {
    /// Marks of characters that begin within `range`: first index, and one past
    /// the last.
    pub fn within(&self, range: &Range<usize>) -> Range<usize> {
        let up_to = |byte: usize| match self.list.last() {
            // What is asked for most: the whole.
            _ if byte == 0 => 0,
            Some(last) if last.end as usize > byte => {
                self.list.partition_point(|m| m.end as usize <= byte)
            }
            _ => self.list.len(),
        };
        let start = up_to(range.start);
        start..up_to(range.end).max(start)
    }

    /// Sums over marks; adding the sums of two neighbouring ranges gives the
    /// sums of both together.
    pub fn sums(&self, marks: Range<usize>) -> Sums {
        let before = |i: usize| {
            if i == 0 {
                Mark::default()
            } else {
                self.list[i - 1]
            }
        };
        let (from, to) = (before(marks.start), before(marks.end));
        Sums {
            letters: marks.len() as u32,
            polarity: to.polarity.wrapping_sub(from.polarity),
            stance: to.stance.wrapping_sub(from.stance),
        }
    }

    /// Adds what another table found in the same text.
    pub fn add(&mut self, other: &Marks) {
        for (mark, more) in self.list.iter_mut().zip(&other.list) {
            mark.polarity = mark.polarity.wrapping_add(more.polarity);
            mark.stance = mark.stance.wrapping_add(more.stance);
        }
    }
}

impl Automaton<'_> {
    /// What the map says of a character: 0 for one the table does not know.
    #[inline]
    fn entry(&self, c: char) -> u16 {
        let at = u32::from(c);
        if at > 0xffff {
            return self.beyond(at);
        }
        let page = usize::from(self.stage.get((at >> 8) as usize).copied().unwrap_or(0));
        self.pages
            .get(page << 8 | (at & 255) as usize)
            .map_or(0, |&entry| u16::from_le_bytes(entry))
    }

    #[cold]
    fn beyond(&self, at: u32) -> u16 {
        match self.astral.binary_search_by_key(&at, pair_char) {
            Ok(i) => u16::from_le_bytes([self.astral[i][4], self.astral[i][5]]),
            Err(_) => 0,
        }
    }

    /// A slot; outside the table one without sums or children.
    #[inline]
    fn slot(&self, at: usize) -> Slot {
        Slot::read(self.slots.get(at).copied().unwrap_or_default())
    }

    /// Sums up `text`; `out` is overwritten.
    pub fn scan(&self, text: &str, out: &mut Marks) {
        let Marks { list, turn, codes } = out;
        let count = text.chars().count();
        list.clear();
        list.reserve(count);
        codes.clear();
        codes.reserve(count);
        *turn = 0;
        // First the grams of two characters, whatever they are: no step waits
        // for another, nor for a guess how far a path goes.
        let mut before = 0;
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let end = text.len() - chars.as_str().len();
            let entry = self.entry(c);
            if entry >= TURNS {
                if entry == SKIP {
                    continue;
                }
                if turns(&text[..end - c.len_utf8()], c) {
                    *turn = list.len() + 1;
                }
            }
            let code = entry % TURNS;
            let one = self.slot(usize::from(code));
            let two = self.slot(one.base() + usize::from(before));
            let longer = two.is(u64::from(before));
            let node = select_unpredictable(longer, two, one.childless());
            // The node, until the sums are known.
            let [polarity, stance] = node.halves();
            list.push(Mark {
                end: end as u32,
                polarity,
                stance,
            });
            codes.push(code);
            before = code;
        }
        // Then those of three, in the same way.
        let mut before = [0u64; 2];
        for (mark, &code) in list.iter_mut().zip(codes.iter()) {
            let two = Slot::from_halves([mark.polarity, mark.stance]);
            let longer = self.slot(two.base() + before[0] as usize);
            let node = select_unpredictable(longer.is(before[0]), longer, two.childless());
            [mark.polarity, mark.stance] = node.halves();
            before = [before[1], code.into()];
        }
        // Codes before the character, the last one lowest.
        let mut history = 0u64;
        let (mut polarity, mut stance) = (0i32, 0i32);
        for (mark, &code) in list.iter_mut().zip(codes.iter()) {
            let three = Slot::from_halves([mark.polarity, mark.stance]);
            let node = self.deepest(three, history >> (2 * CODE_BITS));
            polarity = polarity.wrapping_add(node.polarity());
            stance = stance.wrapping_add(node.stance());
            history = history << CODE_BITS | u64::from(code);
            (mark.polarity, mark.stance) = (polarity, stance);
        }
    }

    /// The last node on a path from one to the codes before it.
    #[inline]
    fn deepest(&self, mut node: Slot, mut before: u64) -> Slot {
        // Ends where a text begins at the latest: nothing has code 0.
        while node.base() != 0 {
            let code = before & (u64::from(TURNS) - 1);
            let longer = self.slot(node.base() + code as usize);
            if !longer.is(code) {
                break;
            }
            node = longer;
            before >>= CODE_BITS;
        }
        node
    }
}

/// True when a contrast ends with this character behind that text: 지만, 다만,
/// 으나, 러나, and 데 behind a syllable that ends in ㄴ (는데, 은데, 근데).
#[cold]
fn turns(text: &str, c: char) -> bool {
    let Some(before) = text.trim_end().chars().next_back() else {
        return false;
    };
    match c {
        '데' => ('가'..='힣').contains(&before) && (u32::from(before) - 0xac00) % 28 == 4,
        '만' => matches!(before, '지' | '다'),
        '나' => matches!(before, '으' | '러'),
        _ => false,
    }
}

fn pair_char(pair: &[u8; 8]) -> u32 {
    u32::from_le_bytes([pair[0], pair[1], pair[2], pair[3]])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::expand;
    use super::super::pack::{Gram, MAX_GRAM, Pack};
    use super::*;

    fn pack(grams: &[(Vec<u16>, i8)]) -> Pack {
        let mut all: Vec<Gram> = grams
            .iter()
            .map(|(text, weight)| {
                let mut codes = [0; MAX_GRAM];
                codes[..text.len()].copy_from_slice(text);
                Gram {
                    codes,
                    polarity: *weight,
                    stance: weight.wrapping_neg(),
                }
            })
            .collect();
        all.sort_unstable();
        all.dedup_by_key(|g| g.codes);
        Pack {
            alphabet: vec!['가', '나', '다', 'a', '😀'],
            grams: all,
            ..Pack::default()
        }
    }

    fn marks(pack: &Pack, text: &str) -> Marks {
        let bytes = expand::expand(pack).unwrap();
        let layout = expand::layout(&bytes).unwrap();
        let automaton = Automaton {
            stage: &bytes[layout.stage],
            pages: bytes[layout.pages].as_chunks().0,
            astral: bytes[layout.astral].as_chunks().0,
            slots: bytes[layout.slots].as_chunks().0,
        };
        let mut out = Marks::default();
        automaton.scan(text, &mut out);
        out
    }

    /// Sum over all grams at all places, the slow way.
    fn by_hand(pack: &Pack, text: &str) -> i32 {
        let letters: Vec<u16> = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| {
                pack.alphabet
                    .iter()
                    .position(|&a| a == c)
                    .map_or(0, |i| i as u16 + 1)
            })
            .collect();
        let found = |g: &Gram| {
            letters
                .windows(g.len())
                .filter(|w| *w == &g.codes[..g.len()])
                .count() as i32
        };
        pack.grams
            .iter()
            .map(|g| found(g) * i32::from(g.polarity))
            .sum()
    }

    proptest! {
        #[test]
        fn a_scan_adds_up_every_gram(
            grams in prop::collection::vec((prop::collection::vec(1u16..6, 1..=4), -127i8..=127), 0..40),
            text in "[가나다라a😀 ]{0,40}",
        ) {
            let pack = pack(&grams);
            let marks = marks(&pack, &text);
            let sums = marks.sums(0..marks.list.len());
            prop_assert_eq!(sums.polarity, by_hand(&pack, &text));
            prop_assert_eq!(sums.stance, -sums.polarity);
            let reread = Pack::from_bytes(&pack.to_bytes()).unwrap();
            prop_assert_eq!(reread, pack);
        }

        #[test]
        fn neighbouring_ranges_add_up(text in "[가나다a😀 .]{0,40}", cut in 0usize..40) {
            let pack = pack(&[(vec![1], 5), (vec![1, 2], -9), (vec![2, 3, 4], 31)]);
            let marks = marks(&pack, &text);
            let cut = cut.min(marks.list.len());
            let (a, b, all) = (marks.sums(0..cut), marks.sums(cut..marks.list.len()), marks.sums(0..marks.list.len()));
            prop_assert_eq!(a.polarity + b.polarity, all.polarity);
            prop_assert_eq!(a.stance + b.stance, all.stance);
            prop_assert_eq!(a.letters + b.letters, all.letters);
        }

        #[test]
        fn any_bytes_are_a_pack_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut framed = super::super::pack::MAGIC.to_vec();
            framed.extend(bytes);
            let _ = Pack::from_bytes(&framed);
        }
    }
}
