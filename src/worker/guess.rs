//! What the classifier says on themes that no rule found anything on.

use super::{Scratch, collect::Found};
use crate::{
    analysis::{Analysis, EvidenceEntry, rounded},
    classifier::GATE_LANES,
    gates::Opening,
    scorer::Shared,
    text::Normalized,
};

/// Most words that are shown of what a guess rests on.
const WORDS: usize = 3;

impl Scratch {
    /// Judges each line of the text and adds evidence on the themes that have
    /// none.
    pub(super) fn guess(
        &mut self,
        shared: &Shared,
        map: &Normalized,
        text: &str,
        out: &mut Analysis,
    ) {
        let Some(classifier) = &shared.classifier else {
            return;
        };
        let by_rules = self.found.len();
        for number in 0..self.lines.count() {
            let open = self.lines.sentences(number, self.open.len());
            let open = self.open[open].iter();
            let open = open.fold(Opening::default(), |any, one| any.and(*one));
            let themes = (0..).zip(&shared.guessed);
            let themes = themes.filter_map(|(lane, guessed)| Some((lane, guessed.as_ref()?)));
            let mut asked = [None; GATE_LANES];
            for (lane, (theme, rule)) in themes {
                let mut rules = self.found[..by_rules].iter();
                if open.is_likely(lane) && !rules.any(|found| found.is_on(*theme)) {
                    asked[lane] = Some((*theme, rule));
                }
            }
            if asked.iter().all(Option::is_none) {
                continue;
            }
            let Some((line, guesses)) = self.lines.guess(number, text, classifier) else {
                continue;
            };
            for (lane, asked) in asked.into_iter().enumerate() {
                let Some(((theme, rule), (stance, weight))) = asked.zip(guesses.of(lane)) else {
                    continue;
                };
                // As shown, so that what is shown adds up.
                let weight = rounded(weight);
                self.combined[usize::from(theme)].add(stance, weight);
                let spans = out.spans.len() as u32;
                let (words, count) = classifier.words::<WORDS>(&text[line.clone()], lane, stance);
                for word in &words[..count] {
                    out.spans
                        .push(map.to_original(line.start + word.start..line.start + word.end));
                }
                let modifiers = out.modifiers.len() as u32;
                let entry = EvidenceEntry {
                    rule: rule.clone(),
                    stance,
                    clause: map.to_original(line.clone()),
                    weight_before: weight,
                    weight,
                    spans: spans..out.spans.len() as u32,
                    modifiers: modifiers..modifiers,
                };
                self.found.push(Found::new(theme, entry.rounded()));
            }
        }
    }
}
