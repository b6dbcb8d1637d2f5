//! From the model to what the matcher runs.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    builder::Builder,
    content::Contents,
    cues::Cue,
    defect::{Place, Report},
    groups::Groups,
    lists::Lists,
    meetings::Meetings,
    model::{Model, RefModel, Role, RuleSettings},
    prefilter::Prefilter,
    rows::{Row, Rows},
    strings::StringIndex,
    wishes::Wishes,
    words::WordIndex,
};
use crate::{clause::Link, morph::Tables};

/// Number of a concept.
pub(crate) type ConceptId = u16;

/// A theme dictionary made ready for one morphological dictionary.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(crate) struct Compiled {
    pub(crate) themes: Vec<Theme>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) concepts: Vec<Arc<str>>,
    /// A concept and every concept that includes it.
    closure: Lists,
    /// The cue a concept is, if it is one.
    pub(crate) cue_of: Vec<Option<Cue>>,
    pub(crate) words: WordIndex,
    pub(crate) strings: StringIndex,
    links: BTreeMap<u32, Link>,
    pub(crate) prefilter: Prefilter,
    pub(crate) groups: Groups,
    pub(crate) meetings: Meetings,
    pub(crate) wishes: Wishes,
    /// The concepts of each group of each rule.
    pub(crate) sets: Rows,
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
    /// What it says, as one number: see [`Contents`].
    pub(crate) content: u64,
    /// What it asks for once more, in two parts.
    pub(crate) all_groups: Vec<Group>,
    pub(crate) any_group: Group,
    pub(crate) guards: Group,
}

/// Concepts one of which a rule asks for.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    /// Those that may play any part, as a set in [`Compiled::sets`].
    pub(crate) plain: Row,
    /// The others.
    pub(crate) roled: Vec<ConceptRef>,
}

impl Group {
    fn new(refs: &[ConceptRef], sets: &mut Rows) -> Self {
        let is_plain = |one: &&ConceptRef| one.role == Role::Any;
        let plain = refs.iter().filter(is_plain);
        Self {
            plain: sets.push(plain.map(|one| one.concept.into())),
            roled: refs.iter().filter(|one| !is_plain(one)).copied().collect(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConceptRef {
    pub(crate) concept: ConceptId,
    pub(crate) role: Role,
}

impl Rule {
    /// Whether a concept must play some part in its clause.
    pub(crate) fn asks_for_roles(&self) -> bool {
        let mut concepts = self.all.iter().flatten().chain(&self.any);
        concepts.any(|one| one.role != Role::Any)
    }
}

impl Compiled {
    /// Works out what depends on the tables and is not stored.
    pub(crate) fn open(mut self, tables: &Tables) -> Self {
        self.words.open(tables.key_count());
        self
    }

    /// A concept and every concept that includes it.
    #[inline]
    pub(crate) fn closure(&self, concept: ConceptId) -> impl Iterator<Item = ConceptId> + '_ {
        let all = self.closure.of(usize::from(concept));
        all.iter().map(|one| one as ConceptId)
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
    let rules = model.rules.iter();
    limit(
        report,
        "rules",
        rules.map(|rule| (rule.place, format!("rule {}", rule.id))),
    );
    let concepts = || model.concepts.iter();
    let entry = |id: &str| format!("concepts {id}");
    limit(
        report,
        "concepts",
        concepts().map(|concept| (concept.place, entry(&concept.id))),
    );
    let patterns = concepts().flat_map(|concept| {
        let patterns = concept.patterns.iter();
        patterns.map(|pattern| (pattern.place, entry(&concept.id)))
    });
    limit(report, "patterns", patterns);
    let mut builder = Builder::new(report, tables);
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
    let mut sets = Rows::default();
    let mut group_of = |refs: &[ConceptRef]| Group::new(refs, &mut sets);
    let mut contents = Contents::new(model);
    let rules: Vec<Rule> = model
        .rules
        .iter()
        .filter_map(|rule| {
            let theme = themes.iter().position(|theme| *theme.id == rule.theme)?;
            let all: Vec<Vec<ConceptRef>> = rule.all.iter().map(|group| refs(group)).collect();
            let (any, unless) = (refs(&rule.any), refs(&rule.unless));
            Some(Rule {
                id: rule.id.as_str().into(),
                theme: theme as u16,
                all_groups: all.iter().map(|group| group_of(group)).collect(),
                any_group: group_of(&any),
                guards: group_of(&unless),
                all,
                any,
                unless,
                settings: rule.settings,
                content: contents.of_rule(rule),
            })
        })
        .collect();
    let closure = closure(model, &ids);
    let (words, mut strings, prefilter, odds) = builder.finish(&closure, &rules);
    let (groups, bearings) = Groups::new(&rules, &odds, &closure, &prefilter, &strings);
    strings.close(&bearings);
    let cue_of = model.concepts.iter().map(|c| Cue::named(&c.id));
    let cue_of: Vec<Option<Cue>> = cue_of.collect();
    let compiled = Compiled {
        themes,
        concepts: model
            .concepts
            .iter()
            .map(|c| c.id.as_str().into())
            .collect(),
        meetings: Meetings::new(&rules, closure.len(), &groups),
        wishes: Wishes::new(&rules, &closure, &cue_of),
        closure: Lists::new(
            closure
                .into_iter()
                .map(|all| all.into_iter().map(u32::from)),
        ),
        cue_of,
        rules,
        words,
        strings,
        links,
        prefilter,
        groups,
        sets,
    };
    compiled.open(tables)
}

/// Rules, concepts and patterns are numbered with 16 bits.
const MOST: usize = 1 << 16;

/// Reports the first entry that is one too many.
fn limit(report: &mut Report, what: &str, mut entries: impl Iterator<Item = (Place, String)>) {
    if let Some((place, entry)) = entries.nth(MOST) {
        let found = format!("one of more than {MOST} {what}");
        report.add(place, entry, found, format!("at most {MOST} {what}"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::defect::Source;

    #[test]
    fn the_first_entry_too_many_is_told() {
        let source = Source {
            name: "large.toml".to_owned(),
            text: "rules".to_owned(),
            layer: 1,
        };
        let told = |entries: usize| {
            let mut report = Report::on(std::slice::from_ref(&source));
            let entries = (0..entries).map(|number| (Place::new(0, 0..5), number.to_string()));
            limit(&mut report, "rules", entries);
            let entries = report
                .defects
                .iter()
                .map(|defect| defect.entry().to_owned());
            entries.collect::<Vec<_>>()
        };
        assert_eq!(told(65_536), [""; 0]);
        assert_eq!(told(65_600), ["65536"]);
    }
}
