//! Which texts tell something about groups.

use std::collections::HashMap;

use super::{Groups, Parts, opens};
use crate::lexicon::{
    compile::{ConceptId, Rule},
    odds::texts_odds,
    rows::Row,
    strings::StringIndex,
    table::Table,
    trie::{Trie, Walk},
};

/// Bits of a rule are asked for, the rarest first, until so few comments have
/// them all: looking at these closer costs less than to know more of all others.
const FEW: f64 = 1e-6;

/// Bits that so many comments have are asked for only where there are no others.
const COMMON: f64 = 0.4;

impl Groups {
    /// Keeps the texts that tell something. Left out are bits that no rule asks
    /// for, and texts with no more than what others inside them bring about.
    /// Tells the row of each by the number it is found by, and the rows, those of
    /// the commonest texts first. Given are also the groups of the concepts, and
    /// those that may stand in any text.
    pub(super) fn thin(
        &mut self,
        of_text: Vec<Row>,
        strings: &StringIndex,
        rules: &[Rule],
        of_concept: &[[Row; 3]],
        always: &[ConceptId],
        parts: &Parts,
    ) -> (Table, Vec<u32>) {
        let known = &strings.draft().trie;
        let mut walk = Walk::default();
        let mut find = |text: &[char], found: &mut dyn FnMut(u32)| {
            let text: String = text.iter().collect();
            walk.read(known, &text);
            walk.find(known, |_, text| found(text));
        };
        let texts = known.texts();
        let mut odds = vec![0.0; self.words * 64];
        for (number, text) in &texts {
            let text: String = text.iter().collect();
            let share = texts_odds([&text]);
            for bit in self.rows.numbers(of_text[*number as usize]) {
                odds[bit as usize] += share;
            }
        }
        for &concept in always {
            let bits = self.rows.numbers(of_concept[usize::from(concept)][0]);
            bits.for_each(|bit| odds[bit as usize] = f64::INFINITY);
        }
        let mut asked = vec![0; self.words];
        let rules_rare = rules.iter().enumerate().map(|(number, rule)| {
            let odds_of = |bit: &u32| odds[*bit as usize];
            let needs: Vec<u32> = self.needs.of(number).iter().collect();
            let groups: Vec<u32> = self.of_rule(number as u32).collect();
            let mut ways = parts.ways(rule, &groups, &needs);
            for rare in &mut ways {
                rare.sort_by(|a, b| odds_of(a).total_cmp(&odds_of(b)).then(a.cmp(b)));
                let (mut share, mut count) = (1.0, 0);
                for odds in rare.iter().map(odds_of) {
                    if share < FEW || count > 0 && odds > COMMON {
                        break;
                    }
                    share *= odds.min(1.0);
                    count += 1;
                }
                rare.truncate(count);
                for bit in rare.iter().filter(|_| opens(rule)) {
                    asked[*bit as usize / 64] |= 1 << (bit % 64);
                }
            }
            ways
        });
        let rare: Vec<Vec<Vec<u32>>> = rules_rare.collect();
        self.look_from(rules, &rare);
        self.asked.clone_from(&asked);
        let mut left = vec![0; self.words];
        let mut kept = Vec::new();
        for (number, text) in texts {
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
        let mut popular: HashMap<Row, f64> = HashMap::new();
        for ((text, _), row) in kept.iter().zip(&rows) {
            *popular.entry(*row).or_default() += texts_odds([&text.iter().collect()]);
        }
        let mut order: Vec<(Row, f64)> = popular.into_iter().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let texts: Vec<Vec<char>> = kept.into_iter().map(|(text, _)| text).collect();
        // The codes of the strings: what was read for one serves the other.
        let (trie, numbers) = Trie::new(&texts, &strings.trie().chars());
        self.announcing = trie;
        let mut of_text = vec![0; texts.len()];
        for (row, number) in rows.into_iter().zip(numbers) {
            of_text[number as usize] = row.into();
        }
        let order = order.into_iter().map(|(row, _)| row.into());
        (of_text.into_iter().collect(), order.collect())
    }
}
