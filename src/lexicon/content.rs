//! What each rule says, as one number: by it the classifier knows the rules it
//! was learned with.

use std::collections::HashMap;

use super::model::{ConceptModel, Entry, Model, RefModel, RuleModel};
use crate::fingerprint::Fnv;

/// Hashes of concepts, each with all it includes.
pub(super) struct Contents<'a> {
    concepts: HashMap<&'a str, &'a ConceptModel>,
    known: HashMap<&'a str, u64>,
}

impl<'a> Contents<'a> {
    pub(super) fn new(model: &'a Model) -> Self {
        let concepts = model.concepts.iter();
        Self {
            concepts: concepts.map(|one| (one.id.as_str(), one)).collect(),
            known: HashMap::new(),
        }
    }

    /// A rule: its id, what it asks for, and how that counts.
    pub(super) fn of_rule(&mut self, rule: &'a RuleModel) -> u64 {
        let mut hash = Fnv::new();
        hash.add(rule.id.as_bytes());
        let all = rule.all.iter().map(Vec::as_slice);
        for group in all.chain([&*rule.any, &*rule.unless]) {
            hash.add(&[]);
            for RefModel { concept, role } in group {
                hash.add(&self.of_concept(&concept.text).to_le_bytes());
                hash.add(&[*role as u8]);
            }
        }
        // Of plain numbers and names, which cannot fail.
        let settings = postcard::to_extend(&rule.settings, Vec::new());
        hash.add(&settings.unwrap_or_default());
        hash.finish()
    }

    fn of_concept(&mut self, id: &'a str) -> u64 {
        if let Some(&hash) = self.known.get(id) {
            return hash;
        }
        // What includes itself is known by its name on the way.
        self.known.insert(id, 0);
        let mut hash = Fnv::new();
        hash.add(id.as_bytes());
        if let Some(&concept) = self.concepts.get(id) {
            for texts in [&concept.words, &concept.strings, &concept.patterns] {
                hash.add(&[u8::from(concept.parts)]);
                texts
                    .iter()
                    .for_each(|Entry { text, .. }| hash.add(text.as_bytes()));
            }
            for include in &concept.includes {
                hash.add(&self.of_concept(&include.text).to_le_bytes());
            }
        }
        let hash = hash.finish();
        self.known.insert(id, hash);
        hash
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    fn contents(files: &[(&str, &str)]) -> Vec<(String, u64)> {
        let lexicon = Lexicon::embedded()
            .merge_sources(files.iter().copied())
            .unwrap();
        let rules = lexicon.rules();
        rules
            .map(|rule| (rule.id.to_owned(), rule.content))
            .collect()
    }

    #[test]
    fn a_rule_changes_with_the_concepts_it_asks_for() {
        let ours = "schema = 1\nid = \"ours\"\n";
        let more = "[extend.concepts.\"compensation.refund\"]\nstrings = [\"하소연폰\"]\n";
        let (before, after) = (
            contents(&[("ours.toml", ours)]),
            contents(&[("ours.toml", &format!("{ours}{more}"))]),
        );
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b);
        let changed: Vec<&str> = changed.map(|(rule, _)| rule.0.as_str()).collect();
        assert!(changed.contains(&"compensation.refund-demand"));
        assert!(!changed.is_empty() && changed.len() < before.len());
    }
}
