//! Groups that nothing but patterns brings about.

use super::{Groups, Needs, Row};
use crate::lexicon::{further::Glance, lists::Lists, prefilter::Prefilter, strings::StringIndex};

impl Groups {
    /// Per group: its patterns, if nothing else brings it about. Given are what
    /// texts bring about by themselves, and the groups of the concepts.
    pub(super) fn by_patterns(
        &self,
        strings: &StringIndex,
        prefilter: &Prefilter,
        firm: &[Row],
        of_concept: &[[Row; 3]],
    ) -> Lists {
        let mut otherwise = vec![0; self.words];
        let mut add = |row| {
            for (word, bits) in self.rows.of(row) {
                otherwise[word as usize] |= bits;
            }
        };
        firm.iter().for_each(|&row| add(row));
        let both = |concept: u16| of_concept[usize::from(concept)][0];
        prefilter.always.iter().for_each(|&one| add(both(one)));
        for number in 0..self.doubt_count() {
            let doubt = self.doubt(number);
            if matches!(doubt.needs, Needs::Members(_)) {
                add(both(doubt.concept));
            }
        }
        let mut patterns: Vec<Vec<u32>> = vec![Vec::new(); self.firsts as usize];
        for (number, pattern) in (0..).zip(&strings.patterns) {
            let [_, first, _] = of_concept[usize::from(pattern.concept)];
            for (word, bits) in self.rows.of(first) {
                let bits = bits & !otherwise[word as usize];
                let groups = (0..64).filter(|bit| bits >> bit & 1 == 1);
                for group in groups.map(|bit| word * 64 + bit) {
                    if let Some(patterns) = patterns.get_mut(group as usize) {
                        patterns.push(number);
                    }
                }
            }
        }
        Lists::new(patterns)
    }

    /// Whether a sentence may have a pattern of each group of the rule that only
    /// patterns bring about.
    pub(crate) fn may_stand(&self, rule: u32, strings: &StringIndex, sentence: &Glance) -> bool {
        self.of_rule(rule).all(|group| {
            let patterns = self.patterned.of(group as usize);
            let may = |pattern| strings.further.may_stand(pattern as u16, sentence);
            patterns.len() == 0 || patterns.iter().any(may)
        })
    }
}
