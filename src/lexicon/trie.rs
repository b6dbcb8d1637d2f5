//! Texts in a trie whose nodes stand where the characters that lead to them say.

mod codes;
mod levels;
mod slots;
mod starts;

use std::{collections::VecDeque, ops::Range};

use serde::{Deserialize, Serialize};

use codes::Codes;
use levels::Levels;
use slots::{KINDS, Slot};
use starts::{Places, Starts};

use super::table::{Table, numbers};

/// The number of nothing.
const NONE: u32 = u32::MAX;

/// Texts as a trie, laid out as a double array.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Trie {
    codes: Codes,
    /// The code of all characters no text has.
    unknown: u32,
    /// Per code: the text its character is, and where those behind it count
    /// from.
    roots: Table,
    starts: Starts,
    /// Nodes: [`Slot`]s as they are stored.
    slots: Table,
    forks: Table,
}

/// A text that is walked through, and scratch.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Never made shorter: only so many count.
    codes: Vec<u32>,
    count: usize,
    live: Live,
}

impl Walk {
    /// Takes up a text.
    #[inline]
    pub(crate) fn read(&mut self, trie: &Trie, text: &str) {
        if self.codes.len() <= text.len() {
            self.codes.resize(text.len() + 1, 0);
        }
        let codes = &mut self.codes[..];
        let mut count = 0;
        trie.codes(text, |_, code| {
            if let Some(place) = codes.get_mut(count) {
                *place = code;
            }
            count += 1;
        });
        codes[count] = trie.end();
        self.count = count;
    }

    /// The codes of its characters, blanks left out.
    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes[..self.count]
    }

    /// Calls `found` with the characters and the number of every text that
    /// stands there.
    #[inline]
    pub(crate) fn find(&mut self, trie: &Trie, found: impl FnMut(Range<u32>, u32)) {
        let codes = self.codes.get(..=self.count).unwrap_or(&[]);
        trie.find(codes, &mut self.live, found);
    }
}

/// Beginnings that texts still go on from, and where their children count from.
pub(crate) type Live = Places;

impl Trie {
    /// A trie of texts that are ascending, distinct and not empty, and the
    /// number that each is found by. It has codes for these characters too.
    pub(crate) fn new(texts: &[Vec<char>], chars: &[char]) -> (Self, Vec<u32>) {
        let mut levels = Levels::default();
        let mut chars: Vec<char> = texts.iter().flatten().chain(chars).copied().collect();
        chars.sort_unstable();
        chars.dedup();
        let codes = Codes::new(&chars);
        levels.chars = chars;
        let codes_of = |text: &Vec<char>| text.iter().map(|&c| codes.of(c)).collect();
        levels.starts = Starts::new(texts.iter().map(codes_of));
        let mut numbers = vec![NONE; texts.len()];
        let mut next = 0;
        let mut queue = VecDeque::from([(0..texts.len(), 0)]);
        while let Some((range, depth)) = queue.pop_front() {
            let mut at = range.start;
            if depth > 0 {
                let ends = texts[at].len() == depth;
                levels.ends.push(ends);
                if ends {
                    numbers[at] = next;
                    next += 1;
                    at += 1;
                }
            }
            let mut count = 0;
            for group in texts[at..range.end].chunk_by(|a, b| a[depth] == b[depth]) {
                levels.labels.push(codes.of(group[0][depth]));
                queue.push_back((at..at + group.len(), depth + 1));
                at += group.len();
                count += 1;
            }
            levels.counts.push(count);
        }
        (levels.into(), numbers)
    }

    /// Calls `each` with the place and the code of every character of a text
    /// but the blanks.
    #[inline]
    pub(crate) fn codes(&self, text: &str, mut each: impl FnMut(usize, u32)) {
        let unknown = self.unknown;
        self.codes
            .each(text, |at, code| each(at, code.min(unknown)));
    }

    /// What stands behind the codes of a text.
    #[inline]
    pub(crate) fn end(&self) -> u32 {
        self.unknown
    }

    /// The characters it has codes for.
    pub(super) fn chars(&self) -> Vec<char> {
        self.codes.chars()
    }

    /// The codes of a text without blanks.
    pub(super) fn codes_of(&self, text: &[char]) -> Vec<u32> {
        text.iter().map(|&c| self.codes.of(c)).collect()
    }

    /// Calls `found` with the characters and the number of every text that
    /// stands in a text given as codes with their end, the shorter before the
    /// longer. `live` is scratch.
    ///
    /// All beginnings go on together, a character at a time: none waits until
    /// the memory another one asks for arrives.
    #[inline]
    pub(crate) fn find(
        &self,
        codes: &[u32],
        live: &mut Live,
        mut found: impl FnMut(Range<u32>, u32),
    ) {
        let roots = self.roots.all().records();
        let slots = self.slots.all().records();
        let mut count = self.starts.find(codes, live, |at| {
            let [text, _] = numbers(roots[codes[at as usize] as usize]);
            if text != NONE {
                found(at..at + 1, text);
            }
        });
        let Places { longer, ends, .. } = live;
        let (live, ends) = (&mut longer[..codes.len()], &mut ends[..codes.len()]);
        for (_, base) in &mut live[..count] {
            // So far the code of the first character.
            *base = numbers(roots[*base as usize])[1];
        }
        let mut depth = 1;
        while count > 0 {
            // No branch waits for memory: first it is seen where texts end.
            let (mut kept, mut texts) = (0, 0);
            for number in 0..count {
                let (at, base) = live[number];
                // No text goes on at the end, so nobody reads beyond it.
                let code = codes[(at + depth) as usize];
                let [label, value] = numbers(slots[(base + code) as usize]);
                ends[texts] = (at, [label, value]);
                texts += usize::from(((label ^ code) & !KINDS == 0) & (label != code));
                live[kept] = (at, value);
                kept += usize::from(label == code);
            }
            for &(at, record) in &ends[..texts] {
                let slot = Slot::read(record, self.forks.all());
                found(at..at + depth + 1, slot.text);
                live[kept] = (at, slot.base);
                kept += usize::from(slot.base != 0);
            }
            count = kept;
            depth += 1;
        }
    }

    /// Finds the texts by other numbers than their own, less than 2³² - 1.
    pub(crate) fn renumber(&mut self, numbers: impl Fn(u32) -> u32) {
        let new = |is_text: bool, number: u32| {
            if is_text && number != NONE {
                numbers(number)
            } else {
                number
            }
        };
        let mut label = NONE;
        self.roots.update(|at, number| new(at % 2 == 0, number));
        self.forks.update(|at, number| new(at % 2 == 0, number));
        self.slots.update(|at, number| {
            let is_text = at % 2 == 1 && Slot::is_leaf(label);
            label = number;
            new(is_text, number)
        });
    }

    /// All texts with the numbers they are found by.
    pub(crate) fn texts(&self) -> Vec<(u32, Vec<char>)> {
        let chars = self.codes.chars();
        let children = self.children();
        let mut texts = Vec::new();
        let roots = self.roots.all().records().iter().zip(&chars);
        let mut open: Vec<(Vec<char>, u32, u32)> = roots
            .map(|(&root, &first)| {
                let [text, base] = numbers(root);
                (vec![first], text, base)
            })
            .collect();
        while let Some((path, text, base)) = open.pop() {
            for &at in children.of(base) {
                let slot = self.slot(at);
                let mut longer = path.clone();
                longer.push(chars[slot.label as usize]);
                open.push((longer, slot.text, slot.base));
            }
            if text != NONE {
                texts.push((text, path));
            }
        }
        texts.sort_unstable();
        texts
    }

    fn slot(&self, at: u32) -> Slot {
        let record = numbers(self.slots.all().records()[at as usize]);
        Slot::read(record, self.forks.all())
    }

    fn children(&self) -> Children {
        let count = self.slots.all().len() as u32 / 2;
        let taken = (0..count)
            .map(|at| (at, self.slot(at)))
            .filter(|(_, slot)| slot.label != NONE);
        let mut slots: Vec<(u32, u32)> = taken.map(|(at, slot)| (at - slot.label, at)).collect();
        slots.sort_unstable();
        let (bases, slots) = slots.into_iter().unzip();
        Children { bases, slots }
    }
}

/// Slots by the base they count from, ascending.
struct Children {
    bases: Vec<u32>,
    slots: Vec<u32>,
}

impl Children {
    fn of(&self, base: u32) -> &[u32] {
        let first = self.bases.partition_point(|&known| known < base);
        let count = self.bases[first..].partition_point(|&known| known == base);
        &self.slots[first..first + count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &[&str], body: &str) -> Vec<String> {
        let mut texts: Vec<Vec<char>> = texts.iter().map(|text| text.chars().collect()).collect();
        texts.sort();
        let (trie, numbers) = Trie::new(&texts, &[]);
        let mut walk = Walk::default();
        walk.read(&trie, body);
        let body: Vec<char> = body.chars().collect();
        let mut out = Vec::new();
        walk.find(&trie, |range, number| {
            let at = numbers.iter().position(|&n| n == number).expect("known");
            assert_eq!(texts[at], body[range.start as usize..range.end as usize]);
            out.push((range.start, range.end, texts[at].iter().collect()));
        });
        out.sort_unstable();
        let told = trie.texts().into_iter().map(|(_, text)| text);
        let mut told: Vec<Vec<char>> = told.collect();
        told.sort_unstable();
        assert_eq!(told, texts);
        out.into_iter().map(|(_, _, text)| text).collect()
    }

    #[test]
    fn overlapping_texts_are_all_found() {
        let texts = [
            "환불",
            "환불안",
            "불안",
            "환",
            "해줘",
            "안해줘요",
            "lte",
            "ㅠㅠ",
        ];
        assert_eq!(
            found(&texts, "환불안해줘요lteㅠㅠ"),
            [
                "환",
                "환불",
                "환불안",
                "불안",
                "안해줘요",
                "해줘",
                "lte",
                "ㅠㅠ"
            ]
        );
        assert_eq!(found(&texts, "보상lt"), [""; 0]);
        assert_eq!(found(&[], "보상"), [""; 0]);
        assert_eq!(found(&texts, ""), [""; 0]);
    }

    #[test]
    fn agrees_with_searching_for_each() {
        let texts = [
            "가",
            "가나",
            "나가",
            "가나다",
            "다",
            "a가",
            "가a",
            "가b",
            "가c",
            "가d",
        ];
        let body = "가나다a가나가나a가a가d";
        let mut wanted: Vec<(usize, &str)> = texts
            .iter()
            .flat_map(|&text| {
                (0..body.len())
                    .filter(move |&at| body.is_char_boundary(at) && body[at..].starts_with(text))
                    .map(move |at| (at, text))
            })
            .collect();
        wanted.sort_by_key(|&(at, text)| (at, text.len()));
        let wanted: Vec<_> = wanted.into_iter().map(|(_, text)| text).collect();
        assert_eq!(found(&texts, body), wanted);
    }
}
