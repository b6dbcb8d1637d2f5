//! Rules that came near: of every rule whose concepts did not meet, the window
//! where most of them stand.

use std::{cmp::Reverse, ops::Range};

use super::{Disorder, MAX_NEAR, Missing, NearMiss, Wanted, collect::Block};
use crate::{
    lexicon::{
        compile::{Compiled, ConceptRef, Rule},
        model::{Order, Role, Within},
    },
    matcher::Scene,
};

/// Places named of a concept that stands elsewhere.
const MAX_ELSEWHERE: usize = 3;

/// The word of a theme file for a setting.
pub(super) fn name<T: PartialEq>(words: &[(&'static str, T)], value: T) -> &'static str {
    let found = words.iter().find(|(_, known)| *known == value);
    found.map_or("", |&(word, _)| word)
}

/// The best window of each rule so far.
pub(super) struct Search {
    best: Vec<Option<Near>>,
    /// How many rules name each concept: a rare one says more.
    uses: Vec<u16>,
}

struct Near {
    /// Groups that stand there, and those that do not.
    present: usize,
    missing: usize,
    rarity: f32,
    miss: NearMiss,
}

impl Near {
    /// Greater is nearer.
    fn rank(&self) -> (usize, Reverse<usize>) {
        (self.present, Reverse(self.missing))
    }
}

impl Search {
    pub(super) fn new(lexicon: &Compiled) -> Self {
        let mut uses = vec![0u16; lexicon.concepts.len()];
        for rule in &lexicon.rules {
            for reference in groups(rule).flatten() {
                let uses = &mut uses[usize::from(reference.concept)];
                *uses = uses.saturating_add(1);
            }
        }
        Self {
            best: lexicon.rules.iter().map(|_| None).collect(),
            uses,
        }
    }

    /// Looks at a block for the rules that have not met.
    pub(super) fn block(&mut self, lexicon: &Compiled, block: Block<'_>, met: &[bool]) {
        if block.scene.hits.is_empty() {
            return;
        }
        for (number, rule) in lexicon.rules.iter().enumerate() {
            if met[number] {
                continue;
            }
            let Some((present, window)) = best_window(block.scene, rule) else {
                continue;
            };
            let before = self.best[number].as_ref().map_or(0, |near| near.present);
            if present > before {
                self.best[number] = Some(self.describe(block, rule, window));
            }
        }
    }

    /// The nearest rules of each theme.
    pub(super) fn finish(
        self,
        lexicon: &Compiled,
        met: &[bool],
        whys: &[String],
    ) -> Vec<Vec<NearMiss>> {
        let mut by_theme: Vec<Vec<Near>> = lexicon.themes.iter().map(|_| Vec::new()).collect();
        for (number, near) in self.best.into_iter().enumerate() {
            if let Some(mut near) = near.filter(|_| !met[number]) {
                near.miss.why.clone_from(&whys[number]);
                by_theme[usize::from(lexicon.rules[number].theme)].push(near);
            }
        }
        by_theme
            .into_iter()
            .map(|mut rules| {
                // Stable: equal ones stay in the order of the files.
                rules.sort_by(|a, b| b.rank().cmp(&a.rank()).then(b.rarity.total_cmp(&a.rarity)));
                rules.truncate(MAX_NEAR);
                rules.into_iter().map(|near| near.miss).collect()
            })
            .collect()
    }

    fn describe(&self, block: Block<'_>, rule: &Rule, window: Window) -> Near {
        let scene = block.scene;
        let mut rarity = 0.0;
        let (mut present, mut missing) = (Vec::new(), Vec::new());
        for group in groups(rule) {
            match window.hits.clone().find(|&hit| scene.fits(group, hit)) {
                Some(hit) => {
                    let concept = usize::from(scene.hits[hit as usize].concept);
                    rarity += 1.0 / f32::from(self.uses[concept].max(1));
                    present.push(block.found(hit));
                }
                None => missing.push(lacking(block, group, &window.hits)),
            }
        }
        let mut order = None;
        if missing.is_empty() {
            match disorder(block, rule, &window) {
                Some(Fault::Order(fault)) => order = Some(fault),
                Some(Fault::Lacks(group)) => missing.push(group),
                None => {}
            }
        }
        Near {
            present: present.len(),
            missing: missing.len(),
            rarity,
            miss: NearMiss {
                rule: rule.id.clone(),
                why: String::new(),
                within: name(Within::WORDS, rule.settings.within),
                window: match window.place {
                    Place::Clause(number) => block.clause(number),
                    Place::Sentence(number) => block.sentence(number),
                    Place::Comment => block.whole(),
                },
                present,
                missing,
                order,
            },
        }
    }
}

/// The hits a rule may draw on, and where they stand.
#[derive(Clone)]
struct Window {
    place: Place,
    hits: Range<u32>,
    sentence: Range<u32>,
}

#[derive(Clone, Copy)]
enum Place {
    Clause(u32),
    Sentence(u32),
    Comment,
}

/// The groups of `all`, and `any`, if there is one, as one more.
fn groups(rule: &Rule) -> impl Iterator<Item = &[ConceptRef]> {
    let any = (!rule.any.is_empty()).then_some(&*rule.any);
    rule.all.iter().map(Vec::as_slice).chain(any)
}

/// The first window with the most groups, and how many; none without any.
fn best_window(scene: Scene<'_>, rule: &Rule) -> Option<(usize, Window)> {
    let mut best: Option<(usize, Window)> = None;
    let mut look = |place: Place, hits: Range<u32>, sentence: &Range<u32>| {
        let stands = |group: &&[ConceptRef]| hits.clone().any(|hit| scene.fits(group, hit));
        let present = groups(rule).filter(stands).count();
        if present > best.as_ref().map_or(0, |(present, _)| *present) {
            let sentence = sentence.clone();
            best = Some((
                present,
                Window {
                    place,
                    hits,
                    sentence,
                },
            ));
        }
    };
    match rule.settings.within {
        Within::Clause => {
            for (number, clause) in (0..).zip(scene.clauses) {
                let sentence = &scene.sentence_hits[clause.sentence as usize];
                let hits = scene.hits_of_clause(number, sentence.clone());
                look(Place::Clause(number), hits, sentence);
            }
        }
        Within::Sentence => {
            for (number, sentence) in (0..).zip(scene.sentence_hits) {
                look(Place::Sentence(number), sentence.clone(), sentence);
            }
        }
        Within::Comment => {
            let all = 0..scene.hits.len() as u32;
            look(Place::Comment, all.clone(), &all);
        }
    }
    best
}

/// A group that does not stand in the window, with where it does.
fn lacking(block: Block<'_>, group: &[ConceptRef], window: &Range<u32>) -> Missing {
    let scene = block.scene;
    let concepts = group.iter().map(|reference| Wanted {
        concept: scene.lexicon.concepts[usize::from(reference.concept)].clone(),
        role: (reference.role != Role::Any).then(|| name(Role::WORDS, reference.role)),
    });
    let mut missing = Missing {
        concepts: concepts.collect(),
        outside: Vec::new(),
        other_role: Vec::new(),
    };
    for (number, hit) in (0..).zip(scene.hits) {
        if !group
            .iter()
            .any(|reference| reference.concept == hit.concept)
        {
            continue;
        }
        let list = match window.contains(&number) {
            true => &mut missing.other_role,
            false => &mut missing.outside,
        };
        if list.len() < MAX_ELSEWHERE {
            let found = block.found(number);
            if !list.contains(&found) {
                list.push(found);
            }
        }
    }
    missing
}

enum Fault {
    Order(Disorder),
    Lacks(Missing),
}

/// Why a rule whose groups all stand in the window does not hold: told from
/// the place from which it gets farthest.
fn disorder(block: Block<'_>, rule: &Rule, window: &Window) -> Option<Fault> {
    let scene = block.scene;
    let settings = rule.settings;
    let mut reached: Vec<u32> = Vec::new();
    let mut chosen = Vec::new();
    for anchor in window
        .hits
        .clone()
        .filter(|&hit| scene.fits(&rule.all[0], hit))
    {
        let hits = scene.window(settings.within, anchor, window.sentence.clone());
        scene.choose(rule, hits, anchor, &mut chosen);
        if chosen.len() > reached.len() {
            reached.clone_from(&chosen);
        }
    }
    let &anchor = reached.first()?;
    let group = groups(rule).nth(reached.len())?;
    let hits = scene.window(settings.within, anchor, window.sentence.clone());
    let ordered = settings.order == Order::Seq && reached.len() < rule.all.len();
    let from = if ordered { *reached.last()? } else { anchor };
    let behind = |hit: u32| scene.hits[hit as usize].first > scene.hits[from as usize].last;
    let fitting = || hits.clone().filter(|&hit| scene.fits(group, hit));
    let distance = |&hit: &u32| scene.distance(from, hit);
    let next = if ordered {
        fitting().find(|&hit| behind(hit))
    } else {
        None
    };
    match next.or_else(|| fitting().min_by_key(distance)) {
        Some(to) => Some(Fault::Order(Disorder {
            from: block.found(from),
            to: block.found(to),
            distance: distance(&to),
            gap: settings.gap,
            reversed: ordered && !behind(to),
        })),
        None => Some(Fault::Lacks(lacking(block, group, &hits))),
    }
}
