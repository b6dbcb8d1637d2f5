//! What rules need before they can find anything: a concept of each of their
//! groups. Groups are bits, and every text knows the groups it may bring about.

use std::collections::HashMap;

use super::{
    compile::{ConceptId, ConceptRef, Rule},
    lists::Lists,
    model::Within,
    odds,
    prefilter::Prefilter,
    rows::{Row, Rows},
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
    rows: Rows,
    of_concept: Vec<Row>,
    /// What each text may bring about, and what it does whatever else stands
    /// there.
    of_text: Vec<Row>,
    firm_of_text: Vec<Row>,
    /// Per text: what it brings about if more stands there.
    doubts: Lists,
    pub(crate) doubt: Vec<Doubt>,
}

/// A concept that may stand where a text does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt {
    pub(crate) concept: ConceptId,
    pub(crate) needs: Needs,
}

/// What else must stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Needs {
    /// The further literals of a pattern.
    Pattern(u16),
    /// The other members of a word: one that this member announces.
    Word { member: u32, number: u32 },
}

impl Groups {
    pub(super) fn new(
        rules: &[Rule],
        odds: &[f32],
        closure: &[Vec<ConceptId>],
        prefilter: &Prefilter,
        strings: &StringIndex,
    ) -> Self {
        let odds = odds::whole(closure, odds);
        let likely = |group: &Vec<ConceptId>| -> f32 {
            group
                .iter()
                .map(|&concept| odds[usize::from(concept)])
                .sum()
        };
        let of_rule = |rule| {
            groups(rule).map(|group| {
                let mut concepts: Vec<_> = group.iter().map(|one| one.concept).collect();
                concepts.sort_unstable();
                concepts.dedup();
                concepts
            })
        };
        // The likeliest first: what a common text brings about then stands
        // close together.
        let mut all: Vec<_> = rules.iter().flat_map(of_rule).collect();
        all.sort_by(|a, b| likely(b).total_cmp(&likely(a)).then_with(|| a.cmp(b)));
        all.dedup();
        let numbers: HashMap<&Vec<ConceptId>, u32> = all.iter().zip(0..).collect();
        let needs: Vec<Vec<u32>> = rules
            .iter()
            .map(|rule| of_rule(rule).map(|group| numbers[&group]).collect())
            .collect();
        let words = numbers.len().div_ceil(64);
        let mut new = Self {
            words,
            pivots: vec![0; words],
            ..Self::default()
        };
        let mut lists = [
            vec![Vec::new(); numbers.len()],
            vec![Vec::new(); numbers.len()],
        ];
        for (number, rule) in rules.iter().enumerate() {
            // The rarest has the greatest number.
            let Some(&pivot) = needs[number].iter().max() else {
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
        for (concepts, group) in all.iter().zip(0..) {
            for &concept in concepts {
                holders[usize::from(concept)].push(group);
            }
        }
        new.of_concept = closure
            .iter()
            .map(|all| {
                let groups = all.iter().flat_map(|&one| &holders[usize::from(one)]);
                new.rows.push(groups.copied())
            })
            .collect();
        new.texts(prefilter, strings);
        new
    }

    /// What each text may bring about. Many texts share a row.
    fn texts(&mut self, prefilter: &Prefilter, strings: &StringIndex) {
        let mut unions: HashMap<Vec<Row>, Row> = HashMap::new();
        let mut union = |known: &mut Rows, rows: &mut Vec<Row>| -> Row {
            rows.sort_unstable();
            rows.dedup();
            rows.retain(|row| !row.is_empty());
            match rows[..] {
                [] => Row::default(),
                [row] => row,
                _ => *unions.entry(rows.clone()).or_insert_with(|| {
                    let all: Vec<_> = rows.iter().flat_map(|&row| known.of(row)).collect();
                    known.push_words(all)
                }),
            }
        };
        let (mut rows, mut firm) = (Vec::new(), Vec::new());
        let mut members = Vec::with_capacity(prefilter.announced.len());
        for (member, words) in (0..).zip(&prefilter.announced) {
            rows.clear();
            firm.clear();
            let first = self.doubt.len() as u32;
            for (number, word) in (0..).zip(words) {
                let concept = word.concept;
                let row = self.of_concept(concept);
                rows.push(row);
                if word.rest.is_empty() {
                    firm.push(row);
                } else if !row.is_empty() {
                    let needs = Needs::Word { member, number };
                    self.doubt.push(Doubt { concept, needs });
                }
            }
            let doubts = first..self.doubt.len() as u32;
            let rows = union(&mut self.rows, &mut rows);
            members.push((rows, union(&mut self.rows, &mut firm), doubts));
        }
        let first_pattern = self.doubt.len() as u32;
        self.doubt
            .extend((0..).zip(&strings.patterns).map(|(number, pattern)| Doubt {
                concept: pattern.concept,
                needs: Needs::Pattern(number),
            }));
        let mut doubts = Vec::with_capacity(strings.len());
        for text in 0..strings.len() as u32 {
            rows.clear();
            firm.clear();
            let mut list = Vec::new();
            for target in strings.targets(text) {
                match *target {
                    Target::Surface { member } => {
                        let (may, sure, more) = &members[member as usize];
                        rows.push(*may);
                        firm.push(*sure);
                        list.extend(more.clone());
                    }
                    Target::Text { concept, .. } => {
                        rows.push(self.of_concept(concept));
                        firm.push(self.of_concept(concept));
                    }
                    Target::Trigger { pattern } => {
                        let found = &strings.patterns[usize::from(pattern)];
                        let row = self.of_concept(found.concept);
                        rows.push(row);
                        if found.sets.is_empty() {
                            firm.push(row);
                        } else if !row.is_empty() {
                            list.push(first_pattern + u32::from(pattern));
                        }
                    }
                    Target::Literal { .. } => {}
                }
            }
            doubts.push(list);
            self.of_text.push(union(&mut self.rows, &mut rows));
            self.firm_of_text.push(union(&mut self.rows, &mut firm));
        }
        self.doubts = Lists::new(doubts);
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

    /// The groups a text brings about whatever else stands there.
    #[inline]
    pub(crate) fn firm_of_text(&self, text: u32) -> Row {
        self.firm_of_text[text as usize]
    }

    /// Numbers of what the text brings about if more stands there.
    #[inline]
    pub(crate) fn doubts(&self, text: u32) -> &[u32] {
        self.doubts.of(text as usize)
    }

    #[inline]
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
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
