//! Which texts tell something about groups.

use std::collections::HashMap;

use super::{Groups, opens};
use crate::lexicon::{
    compile::Rule,
    lists::Lists,
    rows::Row,
    strings::StringIndex,
    table::Table,
    trie::{Trie, Walk},
};

/// Syllables that stand in every other comment: endings, particles, the verbs
/// be and do. Counted in film reviews and comments on news.
const COMMON: &str = "이다는하지만고가한게은해니나서대도라을를에요어네기로인의들보없있아";

impl Groups {
    /// Keeps the texts that tell something. Left out are bits that texts of
    /// nearly every comment bring about, those no rule then asks for, and texts
    /// with no more than what others inside them bring about. Tells the row of
    /// each by the number it is found by.
    pub(super) fn thin(
        &mut self,
        of_text: Vec<Row>,
        strings: &StringIndex,
        rules: &[Rule],
    ) -> Table {
        let known = &strings.draft().trie;
        let mut walk = Walk::default();
        let mut find = |text: &[char], found: &mut dyn FnMut(u32)| {
            let text: String = text.iter().collect();
            walk.read(known, &text);
            walk.find(known, |_, text| found(text));
        };
        let mut common = vec![0; self.words];
        for c in COMMON.chars() {
            find(&[c], &mut |text| {
                for (word, bits) in self.rows.of(of_text[text as usize]) {
                    common[word as usize] |= bits;
                }
            });
        }
        let mut asked = vec![0; self.words];
        self.rare = Lists::new(rules.iter().enumerate().map(|(number, rule)| {
            let needs = self.needs.of(number);
            let is_rare = |&bit: &u32| common[bit as usize / 64] >> (bit % 64) & 1 == 0;
            let mut rare: Vec<u32> = needs.iter().filter(is_rare).collect();
            if rare.is_empty() {
                rare = needs.iter().collect();
            }
            for bit in rare.iter().filter(|_| opens(rule)) {
                asked[*bit as usize / 64] |= 1 << (bit % 64);
            }
            rare
        }));
        let mut left = vec![0; self.words];
        let mut kept = Vec::new();
        for (number, text) in known.texts() {
            left.fill(0);
            for (word, bits) in self.rows.of(of_text[number as usize]) {
                left[word as usize] = bits & asked[word as usize];
            }
            find(&text, &mut |inside| {
                if inside != number {
                    for (word, bits) in self.rows.of(of_text[inside as usize]) {
                        left[word as usize] &= !bits;
                    }
                }
            });
            if left.iter().any(|&bits| bits != 0) {
                let row: Vec<(u32, u64)> = (0..).zip(left.iter().copied()).collect();
                kept.push((text, row));
            }
        }
        kept.sort_unstable();
        let mut known: HashMap<Vec<(u32, u64)>, Row> = HashMap::new();
        let rows: Vec<Row> = kept
            .iter()
            .map(|(_, words)| {
                let rows = &mut self.rows;
                *known
                    .entry(words.clone())
                    .or_insert_with(|| rows.push_words(words.iter().copied()))
            })
            .collect();
        let texts: Vec<Vec<char>> = kept.into_iter().map(|(text, _)| text).collect();
        // The codes of the strings: what was read for one serves the other.
        let (trie, numbers) = Trie::new(&texts, &strings.trie().chars());
        self.announcing = trie;
        let mut of_text = vec![0; texts.len()];
        for (row, number) in rows.into_iter().zip(numbers) {
            of_text[number as usize] = row.into();
        }
        of_text.into_iter().collect()
    }
}
