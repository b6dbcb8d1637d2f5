//! From what was judged to the analysis the caller gets.

use super::{Scratch, spans};
use crate::{
    analysis::{Analysis, EvidenceEntry, ThemeEntry},
    modifier::Modifier,
    score::Stance,
    scorer::Shared,
    text::Normalized,
};

/// Evidence in the caller's bytes, before it is sorted by theme.
pub(super) struct Found {
    theme: u16,
    entry: EvidenceEntry,
}

impl Found {
    pub(super) fn new(theme: u16, entry: EvidenceEntry) -> Self {
        Self { theme, entry }
    }

    pub(super) fn is_on(&self, theme: u16) -> bool {
        self.theme == theme
    }
}

impl Scratch {
    /// Adds the block's evidence to the scores and to the output.
    pub(super) fn collect(
        &mut self,
        shared: &Shared,
        map: &Normalized,
        text: &str,
        out: &mut Analysis,
    ) {
        // Unstable sorts: stable ones allocate. No two keys are equal.
        self.judged.sort_unstable_by(|a, b| {
            (a.theme, a.clause)
                .cmp(&(b.theme, b.clause))
                .then(b.stance.cmp(&a.stance))
                .then(b.weight.total_cmp(&a.weight))
                .then((a.rule, a.hits.start).cmp(&(b.rule, b.hits.start)))
        });
        let mut last = None;
        for judged in &self.judged {
            let place = (judged.theme, judged.clause);
            if last != Some(place) {
                self.combined[usize::from(judged.theme)].add(judged.stance, judged.weight);
                last = Some(place);
            }
            let clause = &self.clauses[judged.clause as usize];
            let spans = out.spans.len() as u32;
            self.ranges.clear();
            for &hit in &self.matches.hits[judged.hits.start as usize..judged.hits.end as usize] {
                let hit = &self.hits[hit as usize];
                self.ranges.push((hit.start, hit.end));
            }
            spans::spread(&mut self.ranges, text, clause.end);
            for &(start, end) in &self.ranges {
                out.spans
                    .push(map.to_original(start as usize..end as usize));
            }
            let modifiers = out.modifiers.len() as u32;
            for applied in &self.applied[judged.cues.start as usize..judged.cues.end as usize] {
                out.modifiers.push(Modifier {
                    kind: applied.kind,
                    span: map.to_original(applied.cue.start as usize..applied.cue.end as usize),
                    effect: applied.effect,
                });
            }
            let entry = EvidenceEntry {
                rule: shared.lexicon.rules[usize::from(judged.rule)].id.clone(),
                stance: judged.stance,
                clause: map.to_original(clause.start as usize..clause.end as usize),
                weight_before: judged.weight_before,
                weight: judged.weight,
                spans: spans..out.spans.len() as u32,
                modifiers: modifiers..out.modifiers.len() as u32,
            };
            self.found.push(Found {
                theme: judged.theme,
                entry: entry.rounded(),
            });
        }
    }

    /// One line per theme that has evidence. A complaint shows what makes it
    /// one; a mention shows all there is.
    pub(super) fn finish(&mut self, shared: &Shared, out: &mut Analysis) {
        self.order.clear();
        self.order.extend(0..self.found.len() as u32);
        // Blocks come in order of the text, clauses within them too.
        self.order
            .sort_unstable_by_key(|&at| (self.found[at as usize].theme, at));
        let mut at = 0;
        while at < self.order.len() {
            let theme = self.found[self.order[at] as usize].theme;
            let end = at
                + self.order[at..]
                    .iter()
                    .take_while(|&&found| self.found[found as usize].theme == theme)
                    .count();
            let score = self.combined[usize::from(theme)].score(shared.shift);
            let first = out.evidence.len() as u32;
            let mut entry = ThemeEntry::new(
                shared.lexicon.themes[usize::from(theme)].id.clone(),
                score,
                0..0,
            );
            for &found in &self.order[at..end] {
                let found = &self.found[found as usize].entry;
                if entry.stance == Stance::Mention || found.stance == Stance::Complaint {
                    out.evidence.push(found.clone());
                }
            }
            entry.evidence = first..out.evidence.len() as u32;
            out.themes.push(entry);
            at = end;
        }
        self.found.clear();
    }
}
