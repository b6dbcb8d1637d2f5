//! Which rules all of whose groups have a concept that stands somewhere: what
//! the matcher asks once it knows the concepts. (What the prefilter asks, which
//! knows less, are [`Groups`].)

use serde::{Deserialize, Serialize};

use super::{
    compile::{ConceptId, Rule},
    groups::Groups,
    model::Within,
    rows::Rows,
    table::Table,
};

/// Groups of concepts as bits, and the rules that ask for them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Meetings {
    /// How many groups there are.
    groups: u32,
    /// The groups a concept is in, by itself or inside another.
    of_concept: Table,
    rows: Rows,
    near: Asked,
    far: Asked,
}

/// Rules by the rarest of their groups, each with the others side by side:
/// looking at one is a look at one place.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Asked {
    /// Groups that are the rarest of some rule, as bits.
    pivots: Vec<u64>,
    /// Per group: where its rules begin.
    places: Table,
    /// Per group how many rules, per rule its number, how many groups it has
    /// besides, and these.
    rules: Table,
}

impl Asked {
    fn new(groups: u32, rules: impl Iterator<Item = (u16, Vec<u32>)>) -> Self {
        let mut by_pivot: Vec<Vec<(u16, Vec<u32>)>> = vec![Vec::new(); groups as usize];
        let mut new = Self {
            pivots: vec![0; groups.div_ceil(64) as usize],
            ..Self::default()
        };
        // The likeliest groups have the lowest numbers.
        for (rule, mut needs) in rules {
            needs.sort_unstable();
            if let Some(pivot) = needs.pop() {
                new.pivots[pivot as usize / 64] |= 1 << (pivot % 64);
                needs.reverse();
                by_pivot[pivot as usize].push((rule, needs));
            }
        }
        for rules in by_pivot {
            new.places.push(new.rules.all().len() as u32);
            new.rules.push(rules.len() as u32);
            for (rule, needs) in rules {
                new.rules.extend([u32::from(rule), needs.len() as u32]);
                new.rules.extend(needs);
            }
        }
        new
    }

    /// Calls `found` with each rule all of whose groups are held.
    fn each(
        &self,
        held: impl Iterator<Item = (u32, u64)>,
        has: impl Fn(u32) -> bool,
        mut found: impl FnMut(u16),
    ) {
        for (word, bits) in held {
            let mut bits = bits & self.pivots[word as usize];
            while bits != 0 {
                let group = word * 64 + bits.trailing_zeros();
                bits &= bits - 1;
                let place = self.places.all().at(group as usize);
                let rules = self.rules.all().from(place as usize);
                let (count, mut rest) = (rules.at(0), rules.from(1));
                for _ in 0..count {
                    let (head, behind) = rest.split_at(2);
                    let (needs, others) = behind.split_at(head.at(1) as usize);
                    if needs.iter().all(&has) {
                        found(head.at(0) as u16);
                    }
                    rest = others;
                }
            }
        }
    }
}

impl Meetings {
    pub(super) fn new(rules: &[Rule], concepts: usize, groups: &Groups) -> Self {
        let count = groups.firsts;
        let needs = |far: bool| {
            let rules = (0..).zip(rules);
            let asked = rules.filter(move |(_, rule)| far == reaches_far(rule));
            asked.map(|(number, _)| {
                let needs = groups.needs_of(number).iter();
                (number, needs.filter(|&group| group < count).collect())
            })
        };
        let mut rows = Rows::default();
        let of_concept = (0..concepts).map(|concept| {
            let row = groups.of_concept(concept as ConceptId);
            let all = groups.rows().of(row).filter_map(|(word, bits)| {
                let left = count.checked_sub(word * 64).filter(|&left| left > 0)?;
                let mask = u64::MAX >> 64_u32.saturating_sub(left);
                Some((word, bits & mask))
            });
            rows.push_words(all).into()
        });
        Self {
            groups: count,
            of_concept: of_concept.collect(),
            near: Asked::new(count, needs(false)),
            far: Asked::new(count, needs(true)),
            rows,
        }
    }

    /// How many groups there are.
    pub(crate) fn len(&self) -> usize {
        self.groups as usize
    }

    /// The groups a concept brings about, as words and bits.
    #[inline]
    pub(crate) fn of_concept(&self, concept: ConceptId) -> impl Iterator<Item = (u32, u64)> + '_ {
        let row = self.of_concept.all().at(usize::from(concept));
        self.rows.of(row.into())
    }

    /// Calls `found` with each rule all of whose groups are held: those that
    /// reach beyond their sentence, or the others.
    #[inline]
    pub(crate) fn each(
        &self,
        held: impl Iterator<Item = (u32, u64)>,
        has: impl Fn(u32) -> bool,
        far: bool,
        found: impl FnMut(u16),
    ) {
        let asked = if far { &self.far } else { &self.near };
        asked.each(held, has, found);
    }
}

/// Whether the concepts of a rule may meet across sentences.
fn reaches_far(rule: &Rule) -> bool {
    rule.settings.within == Within::Comment
}
