//! From what the matcher looks for to the texts without which it finds none.
//!
//! A token of the dictionary that gives a morpheme has one of the dictionary's
//! surfaces of it, and that stands in the comment in one piece, whatever the
//! blanks around it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{
    compile::{ConceptId, Rule},
    odds::texts_odds,
    pattern::Pattern,
    prefilter::{Announced, Prefilter},
    strings::{Target, squeeze},
    word::Accepts,
    words::Word,
};
use crate::morph::Tables;

/// A member of a word with more texts than this tells nothing.
const MAX_TEXTS: usize = 160;

/// Longest text, in characters, that others are dropped for.
const MAX_INSIDE: usize = 24;

/// What the matcher runs on.
pub(super) struct Surfaces<'a> {
    pub(super) tables: &'a Tables,
    /// Per element: what it accepts, and whether inside compounds too.
    pub(super) accepts: &'a [(Accepts, bool)],
    /// Per element: the words that begin with it.
    pub(super) starts: &'a [Vec<Word>],
    pub(super) strings: &'a BTreeMap<String, Vec<Target>>,
    pub(super) patterns: &'a [Pattern],
    pub(super) always: &'a [u16],
    pub(super) closure: &'a [Vec<ConceptId>],
}

/// Texts of which one must stand in the comment, none inside another; `None`
/// when nothing need stand there.
type Texts = Option<BTreeSet<String>>;

impl Surfaces<'_> {
    /// The prefilter of the rules; the texts of the members it asks for; and
    /// per concept a guess at how often it stands in a comment.
    pub(super) fn prefilter(&self, rules: &[Rule]) -> (Prefilter, Vec<(String, Target)>, Vec<f64>) {
        let mut wanted = vec![false; self.closure.len()];
        let groups = rules
            .iter()
            .flat_map(|rule| rule.all.iter().chain([&rule.any]));
        for reference in groups.flatten() {
            wanted[usize::from(reference.concept)] = true;
        }
        let is_wanted = |concept: ConceptId| {
            let mut all = self.closure[usize::from(concept)].iter();
            all.any(|&one| wanted[usize::from(one)])
        };
        let mut odds = self.odds();
        let mut prefilter = Prefilter::new(self.accepts.len());
        for &pattern in self.always {
            let concept = self.patterns[usize::from(pattern)].concept;
            prefilter.always(concept);
            odds[usize::from(concept)] = 1.0;
        }
        let texts = self.texts();
        let likely = texts
            .iter()
            .map(|texts| texts.as_ref().map_or(1.0, texts_odds));
        let likely: Vec<f64> = likely.collect();
        let odds_of = |member: u32| likely[member as usize];
        let mut asked = BTreeSet::new();
        for (first, words) in self.starts.iter().enumerate() {
            for word in words.iter().filter(|word| is_wanted(word.concept)) {
                let members = std::iter::once(first as u32).chain(word.rest.iter().copied());
                let told: BTreeSet<u32> = members
                    .filter(|&member| texts[member as usize].is_some())
                    .collect();
                let mut told: Vec<u32> = told.into_iter().collect();
                told.sort_by(|&a, &b| odds_of(a).total_cmp(&odds_of(b)));
                asked.extend(&told);
                let likely: f64 = told.iter().map(|&one| odds_of(one)).product();
                odds[usize::from(word.concept)] += likely;
                match told.split_first() {
                    None => prefilter.always(word.concept),
                    Some((&member, rest)) => {
                        let rest = rest.into();
                        let concept = word.concept;
                        prefilter.announce(member, Announced { rest, concept });
                    }
                }
            }
        }
        let members = asked.into_iter().flat_map(|member| {
            let texts = texts[member as usize].iter().flatten();
            texts.map(move |text| (text.clone(), Target::Surface { member }))
        });
        let members = members.collect();
        (prefilter, members, odds)
    }

    /// Per concept: how often its strings and patterns may stand in a comment.
    fn odds(&self) -> Vec<f64> {
        let mut odds = vec![0.0; self.closure.len()];
        let mut patterns = vec![0.0; self.patterns.len()];
        let mut sets: BTreeMap<u16, f64> = BTreeMap::new();
        for (text, targets) in self.strings {
            for target in targets {
                match *target {
                    Target::Text { concept, .. } => {
                        odds[usize::from(concept)] += texts_odds([text]);
                    }
                    Target::Trigger { pattern } => {
                        patterns[usize::from(pattern)] += texts_odds([text]);
                    }
                    Target::Literal { set } => *sets.entry(set).or_default() += texts_odds([text]),
                    Target::Surface { .. } => {}
                }
            }
        }
        for (pattern, announced) in self.patterns.iter().zip(patterns) {
            let further = pattern.sets.iter().filter_map(|set| sets.get(set));
            let both = further.map(|odds| odds.min(1.0)).product::<f64>() * announced;
            odds[usize::from(pattern.concept)] += both;
        }
        odds
    }

    /// Per element: a text of it stands in every comment it stands in.
    fn texts(&self) -> Vec<Texts> {
        let mut users: HashMap<u32, Vec<&str>> = HashMap::new();
        for (key, surface) in self.tables.user_surfaces() {
            users.entry(key).or_default().push(surface);
        }
        let texts = self.accepts.iter().map(|(accepts, parts)| {
            let mut texts = BTreeSet::new();
            for &key in &accepts.keys {
                self.surfaces(key, *parts, &mut texts);
                let users = users.get(&key).into_iter().flatten();
                texts.extend(users.map(|text| squeeze(text).collect()));
            }
            if let Some(text) = &accepts.text {
                // Matched in lower case: only of these letters is it known
                // what else they are the lower case of.
                let plain =
                    |c: char| c.is_ascii() || matches!(c, 'ㄱ'..='ㅣ' | '가'..='힣' | '一'..='鿿');
                if !text.chars().all(plain) {
                    return None;
                }
                texts.insert(squeeze(text).collect());
            }
            let texts = least(texts);
            let told = !texts.contains("") && texts.len() <= MAX_TEXTS;
            told.then_some(texts)
        });
        texts.collect()
    }

    /// The texts of the dictionary's rows that give a morpheme of this key.
    fn surfaces(&self, key: u32, parts: bool, texts: &mut BTreeSet<String>) {
        let lexemes = &self.tables.lexemes;
        if key as usize >= lexemes.key_count() {
            return;
        }
        // The user's own words of this key, whatever dictionary they come to.
        texts.insert(squeeze(lexemes.key_lemma(key)).collect());
        for lexeme in lexemes.lexemes_of(key) {
            if parts || !lexemes.is_compound(lexeme) || lexemes.own_key(lexeme) == key {
                texts.insert(squeeze(lexemes.surface(lexeme)).collect());
            }
        }
    }
}

/// The texts without those another one stands inside of.
fn least(texts: BTreeSet<String>) -> BTreeSet<String> {
    let mut texts: Vec<String> = texts.into_iter().collect();
    texts.sort_by_key(String::len);
    let mut kept: HashSet<String> = HashSet::new();
    for text in texts {
        if !inside(&text, &kept) {
            kept.insert(text);
        }
    }
    kept.into_iter().collect()
}

/// True when some part of the text, not too long, is one of those.
fn inside(text: &str, texts: &HashSet<String>) -> bool {
    texts.contains("")
        || text.char_indices().any(|(start, _)| {
            let ends = text[start..].char_indices().take(MAX_INSIDE);
            ends.map(|(at, c)| start + at + c.len_utf8())
                .any(|end| texts.contains(&text[start..end]))
        })
}
