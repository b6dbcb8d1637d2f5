//! From the model to what the matcher runs: words become dictionary keys,
//! strings one automaton, patterns regexes that compile on first need.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use regex_automata::meta::Regex;
use regex_syntax::hir::Hir;
use serde::{Deserialize, Serialize};

use super::{
    check::parse_pattern,
    cues::Cue,
    defect::Report,
    literals,
    model::{Model, RefModel, Role, RuleSettings},
    strings::{Pattern, StringIndex, Target},
    word::{self, Accepts},
};
use crate::{
    clause::Link,
    morph::{Tables, Tag},
};

/// Number of a concept.
pub(crate) type ConceptId = u16;

/// A theme dictionary made ready for one morphological dictionary.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Compiled {
    pub(crate) themes: Vec<Theme>,
    pub(crate) rules: Vec<Rule>,
    /// Rules to look at when a concept of their first group stands somewhere.
    pub(crate) rules_of: Vec<Vec<u16>>,
    pub(crate) concepts: Vec<Arc<str>>,
    /// A concept and every concept that includes it.
    pub(crate) closure: Vec<Vec<ConceptId>>,
    /// The cue a concept is, if it is one.
    pub(crate) cue_of: Vec<Option<Cue>>,
    pub(crate) words: WordIndex,
    pub(crate) strings: StringIndex,
    links: BTreeMap<u32, Link>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Theme {
    pub(crate) id: Arc<str>,
    pub(crate) name_ko: Arc<str>,
    pub(crate) name_en: Arc<str>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: Arc<str>,
    pub(crate) theme: u16,
    pub(crate) all: Vec<Vec<ConceptRef>>,
    pub(crate) any: Vec<ConceptRef>,
    pub(crate) unless: Vec<ConceptRef>,
    pub(crate) settings: RuleSettings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConceptRef {
    pub(crate) concept: ConceptId,
    pub(crate) role: Role,
}

/// Which word sequences begin with a morpheme.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WordIndex {
    /// Per dictionary key: number of its element list, 0 for none.
    #[serde(skip)]
    slots: Vec<u32>,
    /// The keys that have a list, ascending; list 0 belongs to none.
    keys: Vec<u32>,
    lists: Vec<Vec<Element>>,
    texts: BTreeMap<String, Vec<Element>>,
    /// Per element: the words that begin with it.
    pub(crate) starts: Vec<Vec<Word>>,
}

/// A member of a word as the matcher sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Element {
    pub(crate) id: u32,
    /// May also stand inside a compound.
    pub(crate) parts: bool,
}

/// What must follow the first element, and the concept it then is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) rest: Vec<u32>,
    pub(crate) concept: ConceptId,
}

/// Compiles a pattern; `None` when it is too large.
pub(crate) fn build_pattern(hir: &Hir) -> Option<Regex> {
    // Hundreds of patterns, each run on a sentence now and then: automata
    // built in advance or cached would cost megabytes.
    let config = Regex::config()
        .hybrid(false)
        .dfa(false)
        .onepass(false)
        .nfa_size_limit(Some(1 << 20));
    Regex::builder().configure(config).build_from_hir(hir).ok()
}

impl WordIndex {
    /// Elements a dictionary key stands for.
    pub(crate) fn of_key(&self, key: u32) -> &[Element] {
        match self.slots.get(key as usize) {
            Some(&slot) => &self.lists[slot as usize],
            None => &[],
        }
    }

    /// One slot per key: memory that is never touched costs nothing.
    fn spread(&mut self, keys: usize) {
        self.slots = vec![0; keys];
        for (list, &key) in (1..).zip(&self.keys) {
            if let Some(slot) = self.slots.get_mut(key as usize) {
                *slot = list;
            }
        }
    }

    /// Elements a token outside the dictionary stands for.
    pub(crate) fn of_text(&self, lower: &str) -> &[Element] {
        self.texts.get(lower).map_or(&[], Vec::as_slice)
    }
}

impl Compiled {
    #[cfg(precompiled_themes)]
    /// Spreads the keys out for lookup, after reading what was compiled ahead.
    pub(crate) fn open(mut self, tables: &Tables) -> Self {
        self.words.spread(tables.key_count());
        self
    }

    /// What the form of an ending does to its clause.
    pub(crate) fn link(&self, key: u32) -> Option<Link> {
        self.links.get(&key).copied()
    }
}

/// Compiles; words the dictionary does not know go into the report.
pub(crate) fn compile(report: &mut Report, model: &Model, tables: &Tables) -> Compiled {
    let ids: HashMap<&str, ConceptId> = model
        .concepts
        .iter()
        .enumerate()
        .map(|(i, concept)| (concept.id.as_str(), i as ConceptId))
        .collect();
    let mut builder = Builder {
        report,
        tables,
        elements: HashMap::new(),
        accepts: Vec::new(),
        words: WordIndex::default(),
        strings: BTreeMap::new(),
        patterns: Vec::new(),
        always: Vec::new(),
    };
    for (id, concept) in model.concepts.iter().enumerate() {
        let id = id as ConceptId;
        let entry = format!("concepts {}", concept.id);
        for word in &concept.words {
            builder.word(&entry, word, id, concept.parts);
        }
        for string in &concept.strings {
            builder.string(&string.text, id);
        }
        for pattern in &concept.patterns {
            builder.pattern(&pattern.text, id);
        }
    }
    let links = builder.links(model);
    let (words, strings) = builder.finish();
    let themes: Vec<Theme> = model
        .themes
        .iter()
        .map(|theme| Theme {
            id: theme.id.as_str().into(),
            name_ko: theme.name_ko.as_str().into(),
            name_en: theme.name_en.as_str().into(),
        })
        .collect();
    let refs = |refs: &[RefModel]| -> Vec<ConceptRef> {
        refs.iter()
            .filter_map(|reference| {
                Some(ConceptRef {
                    concept: *ids.get(reference.concept.text.as_str())?,
                    role: reference.role,
                })
            })
            .collect()
    };
    let rules: Vec<Rule> = model
        .rules
        .iter()
        .filter_map(|rule| {
            Some(Rule {
                id: rule.id.as_str().into(),
                theme: themes.iter().position(|theme| *theme.id == rule.theme)? as u16,
                all: rule.all.iter().map(|group| refs(group)).collect(),
                any: refs(&rule.any),
                unless: refs(&rule.unless),
                settings: rule.settings,
            })
        })
        .collect();
    let mut rules_of = vec![Vec::new(); model.concepts.len()];
    for (number, rule) in rules.iter().enumerate() {
        for reference in rule.all.first().into_iter().flatten() {
            let list: &mut Vec<u16> = &mut rules_of[usize::from(reference.concept)];
            if !list.contains(&(number as u16)) {
                list.push(number as u16);
            }
        }
    }
    Compiled {
        themes,
        rules,
        rules_of,
        concepts: model
            .concepts
            .iter()
            .map(|c| c.id.as_str().into())
            .collect(),
        closure: closure(model, &ids),
        cue_of: model.concepts.iter().map(|c| Cue::named(&c.id)).collect(),
        words,
        strings,
        links,
    }
}

/// For each concept, itself and all that include it.
fn closure(model: &Model, ids: &HashMap<&str, ConceptId>) -> Vec<Vec<ConceptId>> {
    let mut includers = vec![Vec::new(); model.concepts.len()];
    for (id, concept) in model.concepts.iter().enumerate() {
        for include in &concept.includes {
            if let Some(&included) = ids.get(include.text.as_str()) {
                includers[usize::from(included)].push(id as ConceptId);
            }
        }
    }
    (0..model.concepts.len())
        .map(|id| {
            let mut all = vec![id as ConceptId];
            let mut next = 0;
            while next < all.len() {
                for &includer in &includers[usize::from(all[next])] {
                    if !all.contains(&includer) {
                        all.push(includer);
                    }
                }
                next += 1;
            }
            all
        })
        .collect()
}

struct Builder<'a> {
    report: &'a mut Report,
    tables: &'a Tables,
    elements: HashMap<(Vec<u32>, Option<String>, bool), u32>,
    accepts: Vec<(Accepts, bool)>,
    words: WordIndex,
    strings: BTreeMap<String, Vec<Target>>,
    patterns: Vec<Pattern>,
    always: Vec<u16>,
}

impl Builder<'_> {
    fn word(&mut self, entry: &str, word: &super::model::Entry, concept: ConceptId, parts: bool) {
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
            let word = Word {
                rest: sequence[1..].to_vec(),
                concept,
            };
            let list = &mut self.words.starts[sequence[0] as usize];
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
        let id = self.accepts.len() as u32;
        self.elements.insert(key, id);
        self.accepts.push((accepts.clone(), parts));
        self.words.starts.push(Vec::new());
        id
    }

    fn string(&mut self, text: &str, concept: ConceptId) {
        let mut bare = String::with_capacity(text.len());
        let mut blanks = Vec::new();
        for part in text.split_whitespace() {
            if !bare.is_empty() {
                blanks.push(bare.len() as u16);
            }
            bare.push_str(&part.to_lowercase());
        }
        let target = Target::Text { concept, blanks };
        let targets = self.strings.entry(bare).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }

    fn pattern(&mut self, source: &str, concept: ConceptId) {
        let Ok(hir) = parse_pattern(source) else {
            return;
        };
        let number = self.patterns.len() as u16;
        self.patterns.push(Pattern::new(concept, source.to_owned()));
        let sets = literals::necessary(&hir);
        if sets.is_empty() {
            self.always.push(number);
        }
        self.patterns[usize::from(number)].sets = sets.len() as u8;
        for (set, texts) in sets.into_iter().enumerate() {
            for text in texts {
                let target = Target::Trigger {
                    pattern: number,
                    set: set as u8,
                };
                let targets = self.strings.entry(text).or_default();
                if !targets.contains(&target) {
                    targets.push(target);
                }
            }
        }
    }

    fn links(&mut self, model: &Model) -> BTreeMap<u32, Link> {
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

    fn finish(mut self) -> (WordIndex, StringIndex) {
        // List 0 is the empty one, so that an untouched slot means nothing.
        let mut by_key: BTreeMap<u32, Vec<Element>> = BTreeMap::new();
        for (id, (accepts, parts)) in self.accepts.iter().enumerate() {
            let element = Element {
                id: id as u32,
                parts: *parts,
            };
            for &key in &accepts.keys {
                by_key.entry(key).or_default().push(element);
            }
            if let Some(text) = &accepts.text {
                self.words
                    .texts
                    .entry(text.clone())
                    .or_default()
                    .push(element);
            }
        }
        self.words.lists = vec![Vec::new()];
        for (key, elements) in by_key {
            self.words.keys.push(key);
            self.words.lists.push(elements);
        }
        self.words.spread(self.tables.key_count());
        let strings = StringIndex::new(self.strings, self.patterns, self.always);
        (self.words, strings)
    }
}
