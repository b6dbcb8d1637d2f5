//! What rules need before they can find anything: a concept of each of their
//! groups. Groups are bits, and every text knows the groups it may bring about.
//!
//! Some concepts stand there only if two texts do: a literal that announces a
//! pattern and one of its further literals, two members of a word. A group with
//! such a concept has a second bit, which the second text sets; what needs one
//! text sets both. A group that is all a rule needs has such bits for the
//! likeliest further literals too: what announces one pattern and what another
//! one needs then do not pass for either.

mod parts;
mod patterned;
mod texts;
mod thin;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    compile::{ConceptId, ConceptRef, Rule},
    lists::Lists,
    model::{Topic, Within},
    odds,
    prefilter::Prefilter,
    rows::{Row, Rows},
    strings::StringIndex,
    table::{Numbers, Table, numbers},
    trie::{Trie, Walk},
};
use parts::Parts;

/// Groups of concepts that rules name, each once.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Groups {
    /// How many words of 64 bits hold all bits.
    pub(crate) words: usize,
    /// How many groups there are: the first bits.
    pub(super) firsts: u32,
    /// Per rule: the bits of its groups.
    needs: Lists,
    /// Per bit: the rules whose rarest it is, those that reach no further than a
    /// sentence, and those that do; each with how many bits it asks for besides,
    /// and these.
    near: Lists,
    far: Lists,
    /// Per rule: the rarest bit.
    pivot: Table,
    /// Bits that have some of these.
    pivots: Vec<u64>,
    /// Bits that rules ask for first: texts tell where others do not stand.
    asked: Vec<u64>,
    /// Per group: the patterns one of which must stand there; none where a text
    /// alone may do.
    patterned: Lists,
    rows: Rows,
    /// The groups a concept is in.
    of_concept: Table,
    /// Texts that may bring something about, found by the rows of what.
    announcing: Trie,
    /// What texts of the strings bring about, each once: the row of what they
    /// do whatever else stands there, and what if more does.
    bearings: Lists,
    /// Each a concept, and the place of what else must stand there: a pattern,
    /// or behind how many there are the members of a word.
    doubt: Table,
    members: Table,
}

/// Marks the number of a pattern.
const IS_PATTERN: u32 = 1 << 31;

/// A concept that may stand where a text does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt<'a> {
    pub(crate) concept: ConceptId,
    pub(crate) needs: Needs<'a>,
}

/// What else must stand there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Needs<'a> {
    /// The further literals of a pattern.
    Pattern(u16),
    /// The other members of a word.
    Members(Numbers<'a>),
}

impl Groups {
    pub(super) fn new(
        rules: &[Rule],
        odds: &[f32],
        closure: &[Vec<ConceptId>],
        prefilter: &Prefilter,
        strings: &StringIndex,
    ) -> (Self, Vec<u32>) {
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
        let mut holders: Vec<Vec<u32>> = vec![Vec::new(); closure.len()];
        for (concepts, group) in all.iter().zip(0..) {
            for &concept in concepts {
                holders[usize::from(concept)].push(group);
            }
        }
        let holders_of = |concept: ConceptId| {
            let all = closure[usize::from(concept)].iter();
            all.flat_map(|&one| &holders[usize::from(one)]).copied()
        };
        let mut doubted = vec![false; all.len()];
        let patterns = strings.patterns.iter();
        let patterns = patterns.filter(|pattern| !pattern.sets.is_empty());
        let words = prefilter.announced.iter().flatten();
        let words = words.filter(|word| !word.rest.is_empty());
        let concepts = words.map(|word| word.concept);
        for concept in concepts.chain(patterns.map(|pattern| pattern.concept)) {
            holders_of(concept).for_each(|group| doubted[group as usize] = true);
        }
        let mut bits = all.len() as u32;
        let seconds: Vec<Option<u32>> = doubted
            .iter()
            .map(|&doubted| {
                bits += u32::from(doubted);
                doubted.then(|| bits - 1)
            })
            .collect();
        let second = |group: u32| seconds[group as usize];
        let parts = Parts::new(rules, &needs, holders_of, strings, bits);
        let bits = parts.end();

        let mut new = Self {
            words: bits.div_ceil(64) as usize,
            firsts: all.len() as u32,
            ..Self::default()
        };
        new.needs = Lists::new(needs.into_iter().map(|groups| {
            let seconds: Vec<u32> = groups.iter().filter_map(|&group| second(group)).collect();
            groups.into_iter().chain(seconds)
        }));
        let of_concept: Vec<[Row; 3]> = (0..)
            .take(closure.len())
            .map(|concept| {
                let rest = holders_of(concept).filter_map(|group| parts.rest(group));
                let rest: Vec<[u32; 2]> = rest.collect();
                let rest = |at: usize| rest.iter().map(move |bits| bits[at]);
                let firsts: Vec<u32> = holders_of(concept).chain(rest(0)).collect();
                let seconds = holders_of(concept).filter_map(second);
                let seconds: Vec<u32> = seconds.chain(rest(1)).collect();
                [
                    new.rows.push(firsts.iter().chain(&seconds).copied()),
                    new.rows.push(firsts),
                    new.rows.push(seconds),
                ]
            })
            .collect();
        let of_pattern: Vec<[Row; 2]> = strings
            .patterns
            .iter()
            .map(|pattern| {
                let [_, first, second] = of_concept[usize::from(pattern.concept)];
                let Some(&set) = pattern.sets.first() else {
                    return [first, second];
                };
                [(first, 0), (second, 1)].map(|(row, at)| {
                    let groups = holders_of(pattern.concept);
                    let parts = groups.filter_map(|group| parts.swap(group, set, at));
                    let parts: Vec<[u32; 2]> = parts.collect();
                    new.rows.push_swapped(row, &parts)
                })
            })
            .collect();
        let (of_text, firm_of_text, doubts) =
            new.texts(prefilter, strings, &of_concept, &of_pattern);
        new.patterned = new.by_patterns(strings, prefilter, &firm_of_text, &of_concept);
        let always = &prefilter.always;
        let (mut of_text, order) = new.thin(of_text, strings, rules, &of_concept, always, &parts);
        let both = of_concept.into_iter().map(|[both, _, _]| both.into());
        new.of_concept = both.collect();
        let mut firm_of_text: Table = firm_of_text.into_iter().map(u32::from).collect();
        new.pack(order, [&mut of_text, &mut firm_of_text]);
        let rows = of_text.all();
        new.announcing.renumber(|text| rows.at(text as usize));
        let mut known = HashMap::new();
        let mut bearings: Vec<Vec<u32>> = Vec::new();
        let firm = firm_of_text.all().iter();
        let of_text = firm.zip(doubts).map(|(firm, doubts)| {
            let bearing: Vec<u32> = std::iter::once(firm).chain(doubts).collect();
            *known.entry(bearing).or_insert_with_key(|bearing| {
                bearings.push(bearing.clone());
                bearings.len() as u32 - 1
            })
        });
        let of_text = of_text.collect();
        new.bearings = Lists::new(bearings);
        (new, of_text)
    }

    /// Keeps the rows that are used, some in this order: what is read often then
    /// stands side by side.
    fn pack(&mut self, order: Vec<u32>, [of_text, firm_of_text]: [&mut Table; 2]) {
        let old = std::mem::take(&mut self.rows);
        let mut known: HashMap<u32, u32> = HashMap::new();
        for row in order {
            known.insert(row, self.rows.push_words(old.of(row.into())).into());
        }
        for table in [of_text, firm_of_text, &mut self.of_concept] {
            table.update(|_, row| {
                let rows = &mut self.rows;
                let new = known.entry(row);
                *new.or_insert_with(|| rows.push_words(old.of(row.into())).into())
            });
        }
    }

    fn doubt_count(&self) -> u32 {
        self.doubt.all().len() as u32 / 2
    }

    /// From which of its bits each rule is looked at: the rarest of each way in
    /// which it may have all of them.
    fn look_from(&mut self, rules: &[Rule], rare: &[Vec<Vec<u32>>]) {
        self.pivots = vec![0; self.words];
        let pivot = rare.iter().map(|ways| ways.first()?.first().copied());
        self.pivot = pivot.map(Option::unwrap_or_default).collect();
        let mut lists = [(); 2].map(|()| vec![Vec::new(); self.words * 64]);
        let ways = (0..).zip(rules).zip(rare);
        let ways = ways.flat_map(|(rule, ways)| ways.iter().map(move |rare| (rule, rare)));
        for ((number, rule), rare) in ways {
            if let Some((&pivot, others)) = rare.split_first()
                && opens(rule)
            {
                let far = rule.settings.within == Within::Comment;
                let list = &mut lists[usize::from(far)][pivot as usize];
                list.extend([number, others.len() as u32]);
                list.extend(others);
                self.pivots[pivot as usize / 64] |= 1 << (pivot % 64);
            }
        }
        [self.near, self.far] = lists.map(Lists::new);
    }

    /// The groups a concept is in, by itself or inside another.
    #[inline]
    pub(crate) fn of_concept(&self, concept: ConceptId) -> Row {
        self.of_concept.all().at(usize::from(concept)).into()
    }

    /// Calls `found` with the groups that texts in a body may bring about.
    #[inline]
    pub(crate) fn find(&self, body: &str, walk: &mut Walk, mut found: impl FnMut(Row)) {
        walk.read(&self.announcing, body);
        walk.find(&self.announcing, |_, row| found(Row::from(row)));
    }

    /// The groups texts of this bearing bring about whatever else stands there,
    /// and the numbers of what they do if more does.
    #[inline]
    pub(crate) fn bearing(&self, number: u32) -> (Row, Numbers<'_>) {
        let bearing = self.bearings.of(number as usize);
        (bearing.at(0).into(), bearing.from(1))
    }

    /// How many bearings there are.
    pub(crate) fn bearing_count(&self) -> usize {
        self.bearings.len()
    }

    /// What is in doubt by that number.
    #[inline]
    pub(crate) fn doubt(&self, number: u32) -> Doubt<'_> {
        let [concept, place] = numbers(self.doubt.all().records()[number as usize]);
        let concept = concept as ConceptId;
        let needs = if place & IS_PATTERN != 0 {
            Needs::Pattern(place as u16)
        } else {
            let members = self.members.all().from(place as usize);
            let (count, behind) = (members.at(0), members.from(1));
            Needs::Members(behind.split_at(count as usize).0)
        };
        Doubt { concept, needs }
    }

    #[inline]
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The bit a rule is looked from.
    #[inline]
    pub(crate) fn pivot(&self, rule: u32) -> u32 {
        self.pivot.all().at(rule as usize)
    }

    /// Calls `found` with each rule that has all bits it asks for, once for each
    /// way in which it does: those that reach beyond their sentence, or the
    /// others.
    #[inline]
    pub(crate) fn each(
        &self,
        held: impl Iterator<Item = (u32, u64)>,
        has: impl Fn(u32) -> bool,
        far: bool,
        mut found: impl FnMut(u32),
    ) {
        let lists = if far { &self.far } else { &self.near };
        for (word, bits) in held {
            let mut bits = bits & self.pivots[word as usize];
            while bits != 0 {
                let bit = word * 64 + bits.trailing_zeros();
                bits &= bits - 1;
                let mut rest = lists.of(bit as usize);
                while let Some((rule, behind)) = rest.split_first() {
                    let (others, behind) = behind.from(1).split_at(behind.at(0) as usize);
                    if others.iter().all(&has) {
                        found(rule);
                    }
                    rest = behind;
                }
            }
        }
    }

    /// Whether it is known of a bit where it does not stand.
    #[inline]
    pub(crate) fn is_asked(&self, bit: u32) -> bool {
        self.asked[bit as usize / 64] >> (bit % 64) & 1 == 1
    }

    /// The bits that some rules are looked at from, without one of which each
    /// finds nothing: of rules that reach no further than a sentence, and of
    /// those that do.
    pub(crate) fn looked_from(&self, is_one: impl Fn(u16) -> bool) -> [Vec<u64>; 2] {
        [&self.near, &self.far].map(|lists| {
            let mut from = vec![0; self.words];
            for bit in 0..lists.len() {
                let mut rest = lists.of(bit);
                while let Some((rule, behind)) = rest.split_first() {
                    if is_one(rule as u16) {
                        from[bit / 64] |= 1 << (bit % 64);
                    }
                    (_, rest) = behind.from(1).split_at(behind.at(0) as usize);
                }
            }
            from
        })
    }

    /// The texts that tell of bits, with these.
    pub(crate) fn texts_told(&self) -> impl Iterator<Item = (Row, Vec<char>)> {
        let texts = self.announcing.texts().into_iter();
        texts.map(|(row, text)| (Row::from(row), text))
    }

    /// The bits of a rule's groups.
    pub(super) fn needs_of(&self, rule: u16) -> Numbers<'_> {
        self.needs.of(rule.into())
    }

    /// The groups of a rule.
    #[inline]
    pub(crate) fn of_rule(&self, rule: u32) -> impl Iterator<Item = u32> + '_ {
        let bits = self.needs.of(rule as usize).iter();
        bits.filter(|&bit| bit < self.firsts)
    }

    /// Whether all bits of the rule's groups are there.
    #[inline]
    pub(crate) fn meets(&self, rule: u32, has: impl Fn(u32) -> bool) -> bool {
        self.needs.of(rule as usize).iter().all(has)
    }
}

/// False for what leans on a topic: another rule must open it, so the prefilter
/// need not ask.
pub(crate) fn opens(rule: &Rule) -> bool {
    rule.settings.topic != Topic::Needs
}

/// The groups of a rule one concept of each of which it needs.
pub(super) fn groups(rule: &Rule) -> impl Iterator<Item = &Vec<ConceptRef>> {
    let any = (!rule.any.is_empty()).then_some(&rule.any);
    rule.all.iter().chain(any)
}
