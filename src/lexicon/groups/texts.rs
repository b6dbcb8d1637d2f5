//! What each text brings about.

use std::{collections::HashMap, ops::Range};

use super::{Groups, IS_PATTERN, Row};
use crate::lexicon::{
    prefilter::Prefilter,
    rows::Rows,
    strings::{StringIndex, Target},
};

impl Groups {
    /// What each text of the strings may bring about; what whatever else
    /// stands there; and what if more does. Many share a row.
    pub(super) fn texts(
        &mut self,
        prefilter: &Prefilter,
        strings: &StringIndex,
        of_concept: &[[Row; 3]],
        of_pattern: &[[Row; 2]],
    ) -> (Vec<Row>, Vec<Row>, Vec<Vec<u32>>) {
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
        let mut seconds: HashMap<u32, Vec<Row>> = HashMap::new();
        let mut members = Vec::with_capacity(prefilter.announced.len());
        for words in &prefilter.announced {
            rows.clear();
            firm.clear();
            let first_doubt = self.doubt_count();
            for word in words {
                let concept = word.concept;
                let [both, first, second] = of_concept[usize::from(concept)];
                if word.rest.is_empty() {
                    firm.push(both);
                } else if !both.is_empty() {
                    rows.push(first);
                    seconds.entry(word.rest[0]).or_default().push(second);
                    let place = self.members.all().len() as u32;
                    self.doubt.extend([concept.into(), place]);
                    self.members.push(word.rest.len() as u32);
                    self.members.extend(word.rest.iter().copied());
                }
            }
            rows.extend_from_slice(&firm);
            let doubts = first_doubt..self.doubt_count();
            members.push((
                std::mem::take(&mut rows),
                union(&mut self.rows, &mut firm),
                doubts,
            ));
        }
        for (member, more) in seconds.drain() {
            members[member as usize].0.extend(more);
        }
        let members: Vec<(Row, Row, Range<u32>)> = members
            .into_iter()
            .map(|(mut rows, firm, doubts)| (union(&mut self.rows, &mut rows), firm, doubts))
            .collect();
        // Per set of literals, then per text: what it is the second of.
        for (pattern, &[_, second]) in strings.patterns.iter().zip(of_pattern) {
            if let Some(&set) = pattern.sets.first() {
                seconds.entry(set.into()).or_default().push(second);
            }
        }
        let draft = strings.draft();
        let mut literals: HashMap<u32, Vec<Row>> = HashMap::new();
        for (set, texts) in (0..).zip(&draft.sets) {
            let Some(rows) = seconds.get_mut(&set) else {
                continue;
            };
            let row = union(&mut self.rows, rows);
            for &text in texts {
                literals.entry(text).or_default().push(row);
            }
        }
        let first_pattern = self.doubt_count();
        let patterns = (0..).zip(&strings.patterns);
        self.doubt.extend(
            patterns.flat_map(|(number, pattern)| [pattern.concept.into(), number | IS_PATTERN]),
        );
        let mut of_text = Vec::with_capacity(draft.targets.len());
        let mut firm_of_text = Vec::with_capacity(draft.targets.len());
        let mut doubts = Vec::with_capacity(draft.targets.len());
        for (text, targets) in (0..).zip(&draft.targets) {
            rows.clear();
            firm.clear();
            let mut list = Vec::new();
            for target in targets {
                match *target {
                    Target::Surface { member } => {
                        let (may, sure, more) = &members[member as usize];
                        rows.push(*may);
                        firm.push(*sure);
                        list.extend(more.clone());
                    }
                    Target::Text { concept, .. } => firm.push(of_concept[usize::from(concept)][0]),
                    Target::Trigger { pattern } => {
                        let found = &strings.patterns[usize::from(pattern)];
                        let [both, _, _] = of_concept[usize::from(found.concept)];
                        let [first, _] = of_pattern[usize::from(pattern)];
                        // Though no other literal is asked for, the pattern
                        // itself must stand there.
                        if !both.is_empty() {
                            rows.push(if found.sets.is_empty() { both } else { first });
                            list.push(first_pattern + u32::from(pattern));
                        }
                    }
                    Target::Literal { .. } => {}
                }
            }
            rows.extend_from_slice(&firm);
            rows.extend(literals.get(&text).into_iter().flatten());
            doubts.push(list);
            of_text.push(union(&mut self.rows, &mut rows));
            firm_of_text.push(union(&mut self.rows, &mut firm));
        }
        // Literals of further sets bring nothing about by themselves.
        doubts.truncate(draft.told);
        firm_of_text.truncate(draft.told);
        (of_text, firm_of_text, doubts)
    }
}
