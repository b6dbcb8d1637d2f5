//! Which concepts a rule asks for, and which the modifiers do.

use serde::{Deserialize, Serialize};

use super::{
    compile::{ConceptId, Rule},
    cues::Cue,
    rows::{Row, Rows},
};

/// Concepts asked for, as sets.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Wishes {
    rows: Rows,
    cues: Wish,
    rules: Vec<Wish>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Wish {
    concepts: Row,
    /// The same and all they include.
    sought: Row,
}

impl Wishes {
    pub(super) fn new(rules: &[Rule], closure: &[Vec<ConceptId>], cue_of: &[Option<Cue>]) -> Self {
        let mut included = vec![Vec::new(); closure.len()];
        for (concept, all) in (0..).zip(closure) {
            for &one in all {
                included[usize::from(one)].push(concept);
            }
        }
        let mut rows = Rows::default();
        let mut wish = |concepts: Vec<u32>| Wish {
            sought: rows.push(
                concepts
                    .iter()
                    .flat_map(|&one| &included[one as usize])
                    .copied(),
            ),
            concepts: rows.push(concepts),
        };
        let cues = (0..).zip(cue_of).filter(|(_, cue)| cue.is_some());
        let cues = wish(cues.map(|(concept, _)| concept).collect());
        let rules = rules.iter().map(|rule| {
            let groups = rule.all.iter().chain([&rule.any, &rule.unless]);
            wish(groups.flatten().map(|one| one.concept.into()).collect())
        });
        Self {
            cues,
            rules: rules.collect(),
            rows,
        }
    }

    /// Words and bits of what the rules and, if `cues`, the modifiers ask for:
    /// concepts, and with all they include.
    pub(crate) fn of<'a>(
        &'a self,
        rules: &'a [u16],
        cues: bool,
    ) -> impl Iterator<Item = [impl Iterator<Item = (u32, u64)> + 'a; 2]> + 'a {
        let rules = rules.iter().map(|&rule| self.rules[usize::from(rule)]);
        let wishes = cues.then_some(self.cues).into_iter().chain(rules);
        wishes.map(|wish| [wish.concepts, wish.sought].map(|row| self.rows.of(row)))
    }
}
