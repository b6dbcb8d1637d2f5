//! Words become dictionary keys, strings and what announces patterns texts of
//! one trie.

use std::collections::{BTreeMap, HashMap};

use super::{
    check::parse_pattern,
    compile::{ConceptId, Rule},
    defect::Report,
    literals,
    model::{Entry, Model},
    odds::texts_odds,
    pattern::Pattern,
    prefilter::Prefilter,
    strings::{StringIndex, Target, squeeze},
    surfaces::Surfaces,
    word::{self, Accepts},
    words::{Member, WordIndex},
};
use crate::{
    clause::Link,
    morph::{Tables, Tag},
};

/// A pattern one of whose sets of literals is no likelier than this is not
/// announced by sets likelier than [`COMMON`].
const RARE: f64 = 0.001;
const COMMON: f64 = 0.5;

/// What grows while the concepts are read.
pub(super) struct Builder<'a> {
    pub(super) report: &'a mut Report,
    tables: &'a Tables,
    elements: HashMap<(Vec<u32>, Option<String>, bool), u32>,
    members: Vec<Member>,
    strings: BTreeMap<String, Vec<Target>>,
    patterns: Vec<Pattern>,
    always: Vec<u16>,
    blanks: Vec<Vec<u16>>,
    /// Further sets of literals, and their numbers.
    sets: BTreeMap<Vec<String>, u16>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(report: &'a mut Report, tables: &'a Tables) -> Self {
        Self {
            report,
            tables,
            elements: HashMap::new(),
            members: Vec::new(),
            strings: BTreeMap::new(),
            patterns: Vec::new(),
            always: Vec::new(),
            blanks: vec![Vec::new()],
            sets: BTreeMap::new(),
        }
    }

    pub(super) fn word(&mut self, entry: &str, word: &Entry, concept: ConceptId, parts: bool) {
        let members = match word::members(&word.text) {
            Ok(members) => members,
            Err((found, expected)) => {
                self.report.add(word.place, entry, found, expected);
                return;
            }
        };
        let mut sequences: Vec<Vec<u32>> = vec![Vec::new()];
        for member in &members {
            let ways = word::ways(self.tables, member);
            if ways.is_empty() {
                let expected = self.nearest(member);
                let found = format!("{:?} is no word of the dictionary", word.text);
                self.report.add(word.place, entry, found, expected);
                return;
            }
            let mut longer = Vec::with_capacity(sequences.len() * ways.len());
            for sequence in &sequences {
                for way in &ways {
                    let mut sequence = sequence.clone();
                    sequence.extend(way.iter().map(|accepts| self.element(accepts, parts)));
                    longer.push(sequence);
                }
            }
            sequences = longer;
        }
        for sequence in sequences {
            let word = (sequence[1..].to_vec(), concept);
            let list = &mut self.members[sequence[0] as usize].starts;
            if !list.contains(&word) {
                list.push(word);
            }
        }
    }

    fn nearest(&self, member: &word::Member<'_>) -> String {
        let tag = match member.class {
            word::TagClass::One(tag) => tag.as_str(),
            _ => "NNG",
        };
        match self.tables.lexemes.nearest(member.lemma, tag) {
            Some(key) => format!(
                "a word it holds, such as {}/{}",
                self.tables.lexemes.key_lemma(key),
                self.tables.lexemes.key_tag(key)
            ),
            None => "a word it holds, or a string".to_owned(),
        }
    }

    fn element(&mut self, accepts: &Accepts, parts: bool) -> u32 {
        let key = (accepts.keys.clone(), accepts.text.clone(), parts);
        if let Some(&id) = self.elements.get(&key) {
            return id;
        }
        let id = self.members.len() as u32;
        self.elements.insert(key, id);
        self.members.push(Member {
            keys: accepts.keys.clone(),
            text: accepts.text.clone(),
            parts,
            starts: Vec::new(),
        });
        id
    }

    pub(super) fn string(&mut self, text: &str, concept: ConceptId) {
        let mut bare = String::with_capacity(text.len());
        let mut blanks = Vec::new();
        for part in text.split_whitespace() {
            if !bare.is_empty() {
                blanks.push(bare.chars().count() as u16);
            }
            bare.extend(squeeze(part));
        }
        let known = self.blanks.iter().position(|known| *known == blanks);
        let blanks = known.unwrap_or_else(|| {
            self.blanks.push(blanks);
            self.blanks.len() - 1
        });
        let blanks = blanks as u16;
        self.target(bare, Target::Text { concept, blanks });
    }

    fn target(&mut self, text: String, target: Target) {
        let targets = self.strings.entry(text).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }

    pub(super) fn pattern(&mut self, source: &str, concept: ConceptId) {
        let Ok(hir) = parse_pattern(source) else {
            return;
        };
        let number = self.patterns.len() as u16;
        self.patterns.push(Pattern::new(concept, source.to_owned()));
        let mut sets = literals::necessary(&hir);
        // What is rare enough needs no further sets: looking for literals that
        // stand in every other sentence costs more than the searches it saves.
        if sets
            .first()
            .is_some_and(|set| texts_odds(&set.texts) <= RARE)
        {
            sets.retain(|set| texts_odds(&set.texts) <= COMMON);
        }
        if sets.is_empty() {
            self.always.push(number);
        }
        let mut sets = sets.into_iter();
        if let Some(announcing) = sets.next() {
            let reach = announcing.reach.and_then(|reach| reach.try_into().ok());
            self.patterns[usize::from(number)].reach = reach;
            for text in announcing.texts {
                self.target(text, Target::Trigger { pattern: number });
            }
        }
        for needed in sets {
            // Sets only save searches: those without a number are not missed.
            let Ok(next) = u16::try_from(self.sets.len()) else {
                break;
            };
            let set = *self.sets.entry(needed.texts.clone()).or_insert(next);
            self.patterns[usize::from(number)].sets.push(set);
            for text in needed.texts {
                self.target(text, Target::Literal { set });
            }
        }
    }

    pub(super) fn links(&mut self, model: &Model) -> BTreeMap<u32, Link> {
        let mut links = BTreeMap::new();
        for ending in &model.endings {
            for form in &ending.forms {
                let mut found = false;
                for tag in [Tag::Ec, Tag::Ef] {
                    if let Some(key) = self.tables.lexemes.key(&form.text, tag.as_str()) {
                        links.insert(key, ending.link);
                        found = true;
                    }
                }
                if !found {
                    self.report.add(
                        form.place,
                        "ending forms",
                        format!("{:?} is no ending of the dictionary", form.text),
                        "an ending it tags EC or EF",
                    );
                }
            }
        }
        links
    }

    /// Numbers the sets anew, the likeliest first: what a common text is in
    /// then stands close together.
    fn sort_sets(&mut self) {
        let sets = self.sets.iter();
        let mut sets: Vec<(f64, &Vec<String>, u16)> = sets
            .map(|(set, &number)| (texts_odds(set), set, number))
            .collect();
        sets.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut numbers = vec![0; sets.len()];
        for (new, (.., old)) in (0..).zip(sets) {
            numbers[usize::from(old)] = new;
        }
        for pattern in &mut self.patterns {
            pattern
                .sets
                .iter_mut()
                .for_each(|set| *set = numbers[usize::from(*set)]);
        }
        for target in self.strings.values_mut().flatten() {
            if let Target::Literal { set } = target {
                *set = numbers[usize::from(*set)];
            }
        }
    }

    /// Everything in the form it is searched in; `rules` tells what the
    /// prefilter must look for. At the end a guess
    /// at how often each concept stands in a comment.
    pub(super) fn finish(
        mut self,
        closure: &[Vec<ConceptId>],
        rules: &[Rule],
    ) -> (WordIndex, StringIndex, Prefilter, Vec<f32>) {
        self.sort_sets();
        let surfaces = Surfaces {
            tables: self.tables,
            members: &self.members,
            strings: &self.strings,
            patterns: &self.patterns,
            always: &self.always,
            closure,
        };
        let (prefilter, members, odds) = surfaces.prefilter(rules);
        for (text, target) in members {
            self.target(text, target);
        }
        let strings = StringIndex::new(self.strings, self.blanks, self.patterns, self.always);
        let odds = odds.into_iter().map(|odds| odds as f32).collect();
        (WordIndex::new(&self.members), strings, prefilter, odds)
    }
}
