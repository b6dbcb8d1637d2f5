//! What rules need before they can find anything: a concept of each of their
//! groups. Groups are bits, and every text knows the groups it may bring about.

use std::collections::{BTreeMap, HashMap};

use super::{
    compile::{ConceptId, ConceptRef, Rule},
    lists::Lists,
    model::Within,
    prefilter::Prefilter,
    strings::{StringIndex, Target},
};

/// Groups of concepts that rules name, each once.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// How many words of 64 bits hold one bit for each.
    pub(crate) words: usize,
    /// Per rule: its groups.
    needs: Lists,
    /// Per group: the rules whose rarest group it is; those that reach no
    /// further than a sentence, and those that do.
    near: Lists,
    far: Lists,
    /// Groups that have some of these, as bits.
    pivots: Vec<u64>,
    /// Bits by word, for the ranges below.
    bits: Vec<(u32, u64)>,
    of_concept: Vec<Row>,
    of_text: Vec<Row>,
}

/// Some bits: a range of the list of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Row {
    start: u32,
    end: u32,
}

impl Groups {
    pub(super) fn new(
        rules: &[Rule],
        pivots: &[u8],
        closure: &[Vec<ConceptId>],
        prefilter: &Prefilter,
        strings: &StringIndex,
    ) -> Self {
        let mut numbers: BTreeMap<Vec<ConceptId>, u32> = BTreeMap::new();
        let mut needs: Vec<Vec<u32>> = Vec::with_capacity(rules.len());
        for rule in rules {
            let of_rule = groups(rule).map(|group| {
                let mut concepts: Vec<_> = group.iter().map(|one| one.concept).collect();
                concepts.sort_unstable();
                concepts.dedup();
                let next = numbers.len() as u32;
                *numbers.entry(concepts).or_insert(next)
            });
            needs.push(of_rule.collect());
        }
        let words = numbers.len().div_ceil(64);
        let mut new = Self {
            words,
            pivots: vec![0; words],
            ..Self::default()
        };
        let mut lists = [vec![Vec::new(); numbers.len()], vec![Vec::new(); numbers.len()]];
        for (number, rule) in rules.iter().enumerate() {
            let Some(&pivot) = needs[number].get(usize::from(pivots[number])) else {
                continue;
            };
            let far = rule.settings.within == Within::Comment;
            lists[usize::from(far)][pivot as usize].push(number as u32);
            new.pivots[pivot as usize / 64] |= 1 << (pivot % 64);
        }
        let [near, far] = lists;
        (new.near, new.far) = (Lists::new(near), Lists::new(far));
        new.needs = Lists::new(needs);

        let mut holders: Vec<Vec<u32>> = vec![Vec::new(); closure.len()];
        for (concepts, &group) in &numbers {
            for &concept in concepts {
                holders[usize::from(concept)].push(group);
            }
        }
        new.of_concept = closure
            .iter()
            .map(|all| {
                let groups = all.iter().flat_map(|&one| &holders[usize::from(one)]);
                new.row(groups.map(|&group| (group / 64, 1 << (group % 64))))
            })
            .collect();
        new.of_text = new.texts(prefilter, strings);
        new
    }

    /// Appends bits.
    fn row(&mut self, bits: impl Iterator<Item = (u32, u64)>) -> Row {
        let mut words: BTreeMap<u32, u64> = BTreeMap::new();
        for (word, bits) in bits {
            *words.entry(word).or_default() |= bits;
        }
        let start = self.bits.len() as u32;
        self.bits.extend(words);
        Row {
            start,
            end: self.bits.len() as u32,
        }
    }

    /// What each text may bring about. Many texts share a row.
    fn texts(&mut self, prefilter: &Prefilter, strings: &StringIndex) -> Vec<Row> {
        let mut unions: HashMap<Vec<Row>, Row> = HashMap::new();
        let mut union = |groups: &mut Self, rows: &mut Vec<Row>| -> Row {
            rows.sort_unstable();
            rows.dedup();
            rows.retain(|row| row.start < row.end);
            match rows[..] {
                [] => Row::default(),
                [row] => row,
                _ => *unions.entry(rows.clone()).or_insert_with(|| {
                    let all: Vec<_> = rows.iter().flat_map(|&row| groups.bits(row)).copied().collect();
                    groups.row(all.into_iter())
                }),
            }
        };
        let mut rows = Vec::new();
        let mut members = Vec::with_capacity(prefilter.announced.len());
        for words in &prefilter.announced {
            rows.clear();
            rows.extend(words.iter().map(|word| self.of_concept(word.concept)));
            members.push(union(self, &mut rows));
        }
        let mut texts = Vec::with_capacity(strings.len());
        for text in 0..strings.len() as u32 {
            rows.clear();
            for target in strings.targets(text) {
                rows.push(match *target {
                    Target::Surface { member } => members[member as usize],
                    Target::Text { concept, .. } => self.of_concept(concept),
                    Target::Trigger { pattern } => {
                        self.of_concept(strings.patterns[usize::from(pattern)].concept)
                    }
                    Target::Literal { .. } => Row::default(),
                });
            }
            texts.push(union(self, &mut rows));
        }
        texts
    }

    /// The groups a concept is in, by itself or inside another.
    #[inline]
    pub(crate) fn of_concept(&self, concept: ConceptId) -> Row {
        self.of_concept[usize::from(concept)]
    }

    /// The groups a text may bring about.
    #[inline]
    pub(crate) fn of_text(&self, text: u32) -> Row {
        self.of_text[text as usize]
    }

    #[inline]
    pub(crate) fn bits(&self, row: Row) -> &[(u32, u64)] {
        &self.bits[row.start as usize..row.end as usize]
    }

    /// Groups that are the rarest of some rule, of one word.
    #[inline]
    pub(crate) fn pivots(&self, word: u32) -> u64 {
        self.pivots[word as usize]
    }

    /// Rules to look at when the group stands somewhere: those that reach
    /// beyond their sentence, or the others.
    #[inline]
    pub(crate) fn rules(&self, group: u32, far: bool) -> &[u32] {
        let lists = if far { &self.far } else { &self.near };
        lists.of(group as usize)
    }

    #[inline]
    pub(crate) fn needs(&self, rule: u32) -> &[u32] {
        self.needs.of(rule as usize)
    }
}

/// The groups of a rule one concept of each of which it needs.
pub(super) fn groups(rule: &Rule) -> impl Iterator<Item = &Vec<ConceptRef>> {
    let any = (!rule.any.is_empty()).then_some(&rule.any);
    rule.all.iter().chain(any)
}
