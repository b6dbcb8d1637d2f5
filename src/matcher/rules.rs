//! Which rules hit: their concepts meet in a clause, a sentence or a comment.

mod roll;

use std::ops::Range;

use super::hits::Hit;
use crate::{
    clause::Clause,
    lexicon::{
        compile::{Compiled, ConceptRef, Group, Rule},
        model::{Order, Role, Within},
    },
    morph::{Morph, Tag},
};
pub(crate) use roll::Roll;

/// How many bytes to either side `within = "comment"` looks at: keeps the work
/// linear in the length of the text.
const COMMENT_REACH: u32 = 1024;

/// A rule whose concepts meet; its hits stand in [`Matches::hits`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) rule: u16,
    /// The clause of the first concept of `all`.
    pub(crate) clause: u32,
    /// Range of [`Matches::hits`].
    pub(crate) hits: Range<u32>,
}

/// All matches of a comment; scratch included.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    pub(crate) matches: Vec<Match>,
    /// Numbers of hits.
    pub(crate) hits: Vec<u32>,
    chosen: Vec<u32>,
    /// Of the comment, and of the sentence.
    comment: Roll,
    sentence: Roll,
    /// Rules that reach over the comment, if all their concepts stand there.
    far: Vec<u16>,
    anchors: Vec<u32>,
}

/// A group of a rule, as it is written and in two parts.
type Asked<'a> = (&'a [ConceptRef], &'a Group);

/// What the rules are evaluated over.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) lexicon: &'a Compiled,
    pub(crate) text: &'a str,
    pub(crate) morphs: &'a [Morph],
    pub(crate) hits: &'a [Hit],
    pub(crate) clauses: &'a [Clause],
    /// Hits of each sentence.
    pub(crate) sentence_hits: &'a [Range<u32>],
    /// Of the sentence that rules are evaluated in, and of the comment, while
    /// they are.
    pub(crate) roll: Option<[&'a Roll; 2]>,
}

impl Matches {
    pub(crate) fn clear(&mut self) {
        self.matches.clear();
        self.hits.clear();
    }

    /// Finds every match of the rules that are asked of each sentence, `near`
    /// those that reach no further, and `far` the others.
    pub(crate) fn find<I: Iterator<Item = u16>>(
        &mut self,
        scene: Scene<'_>,
        near: impl Fn(usize) -> I,
        far: impl Iterator<Item = u16>,
    ) {
        self.clear();
        let lexicon = scene.lexicon;
        let mut comment = std::mem::take(&mut self.comment);
        let mut sentence = std::mem::take(&mut self.sentence);
        comment.open(scene);
        comment.assign(scene, 0..scene.hits.len() as u32);
        sentence.open(scene);
        let rule = |number: u16| &lexicon.rules[usize::from(number)];
        let is_far = |number: &u16| rule(*number).settings.within == Within::Comment;
        let meets = |number: &u16| comment.concepts.meets(&lexicon.sets, rule(*number));
        self.far.clear();
        self.far.extend(far.filter(is_far).filter(meets));
        let far = std::mem::take(&mut self.far);
        for (number, range) in scene.sentence_hits.iter().enumerate() {
            sentence.assign(scene, range.clone());
            let scene = Scene {
                roll: Some([&sentence, &comment]),
                ..scene
            };
            let near = near(number).filter(|number| !is_far(number));
            for number in near.chain(far.iter().copied()) {
                let rule = rule(number);
                let reach = |within| match within {
                    Within::Comment => &comment.concepts,
                    Within::Clause | Within::Sentence => &sentence.concepts,
                };
                let meets = match rule.settings.within {
                    // It is looked at from its first concept.
                    Within::Comment => sentence
                        .concepts
                        .has_any(&lexicon.sets, &rule.all_groups[0]),
                    Within::Clause | Within::Sentence => {
                        sentence.concepts.meets(&lexicon.sets, rule)
                    }
                };
                if meets {
                    let guards = reach(rule.settings.unless_within);
                    let guarded = guards.has_any(&lexicon.sets, &rule.guards);
                    self.rule(scene, number, range.clone(), guarded);
                }
            }
        }
        self.sentence = sentence;
        self.comment = comment;
        self.far = far;
    }

    /// Tries the rule from every hit of its first group in the sentence; at
    /// most one match per clause. `guarded` when one of its guards stands
    /// somewhere.
    fn rule(&mut self, scene: Scene<'_>, number: u16, sentence: Range<u32>, guarded: bool) {
        let rule = &scene.lexicon.rules[usize::from(number)];
        let first_match = self.matches.len();
        let mut anchors = std::mem::take(&mut self.anchors);
        anchors.clear();
        let group = (&*rule.all[0], &rule.all_groups[0]);
        scene.each(group, sentence.clone(), |hit| anchors.push(hit));
        anchors.sort_unstable();
        for &anchor in &anchors {
            let clause = scene.clause_of(anchor);
            if self.matches[first_match..]
                .iter()
                .any(|m| m.clause == clause)
            {
                continue;
            }
            if guarded {
                let window = scene.window(rule.settings.unless_within, anchor, sentence.clone());
                if scene.guard(rule, window).is_some() {
                    continue;
                }
            }
            let window = scene.window(rule.settings.within, anchor, sentence.clone());
            if scene.choose(rule, window, anchor, &mut self.chosen) {
                let start = self.hits.len() as u32;
                self.hits.extend_from_slice(&self.chosen);
                self.matches.push(Match {
                    rule: number,
                    clause,
                    hits: start..self.hits.len() as u32,
                });
            }
        }
        self.anchors = anchors;
    }
}

impl Scene<'_> {
    /// Chooses a hit for every group: the anchor for the first, then the
    /// nearest to it, or the next in order. False when a group has none;
    /// `chosen` then holds the hits of the groups before it.
    pub(crate) fn choose(
        &self,
        rule: &Rule,
        window: Range<u32>,
        anchor: u32,
        chosen: &mut Vec<u32>,
    ) -> bool {
        let settings = rule.settings;
        chosen.clear();
        chosen.push(anchor);
        for group in rule.all.iter().zip(&rule.all_groups).skip(1) {
            let group = (&**group.0, group.1);
            let before = chosen[chosen.len() - 1];
            let found = match settings.order {
                Order::Seq => self.next(group, window.clone(), before, settings.gap),
                Order::Any => self.nearest(group, window.clone(), anchor, settings.gap),
            };
            match found {
                Some(hit) => chosen.push(hit),
                None => return false,
            }
        }
        if !rule.any.is_empty() {
            match self.nearest((&rule.any, &rule.any_group), window, anchor, None) {
                Some(hit) => chosen.push(hit),
                None => return false,
            }
        }
        true
    }

    /// The hits a rule sees from an anchor.
    pub(crate) fn window(&self, within: Within, anchor: u32, sentence: Range<u32>) -> Range<u32> {
        match within {
            Within::Clause => self.hits_of_clause(self.clause_of(anchor), sentence),
            Within::Sentence => sentence,
            Within::Comment => self.around(anchor),
        }
    }

    pub(crate) fn fits(&self, group: &[ConceptRef], hit: u32) -> bool {
        let concept = self.hits[hit as usize].concept;
        group.iter().any(|reference| {
            reference.concept == concept
                && (reference.role == Role::Any || self.role(hit) == reference.role)
        })
    }

    /// The part a hit plays, by the particle behind it.
    fn role(&self, hit: u32) -> Role {
        let next = self.hits[hit as usize].last as usize + 1;
        let Some(morph) = self.morphs.get(next) else {
            return Role::Any;
        };
        let surface = &self.text[morph.start as usize..morph.end as usize];
        match morph.tag {
            Tag::Jks => Role::Subject,
            Tag::Jx if matches!(surface, "은" | "는" | "ㄴ") => Role::Subject,
            Tag::Jko => Role::Object,
            Tag::Jkb
                if matches!(
                    surface,
                    "에서" | "한테" | "에게" | "한테서" | "에게서" | "로부터" | "으로부터"
                ) =>
            {
                Role::Source
            }
            _ => Role::Any,
        }
    }

    /// The clause a hit ends in.
    pub(crate) fn clause_of(&self, hit: u32) -> u32 {
        let last = self.hits[hit as usize].last;
        self.clauses
            .partition_point(|clause| clause.morphs.end <= last) as u32
    }

    pub(crate) fn hits_of_clause(&self, clause: u32, sentence: Range<u32>) -> Range<u32> {
        let clause = &self.clauses[clause as usize];
        let hits = &self.hits[sentence.start as usize..sentence.end as usize];
        let first = hits.partition_point(|hit| hit.start < clause.start) as u32;
        let last = hits.partition_point(|hit| hit.start < clause.end) as u32;
        sentence.start + first..sentence.start + last
    }

    /// The first guard of the rule that stands in the window.
    pub(crate) fn guard(&self, rule: &Rule, window: Range<u32>) -> Option<u32> {
        let mut first: Option<u32> = None;
        self.each((&rule.unless, &rule.guards), window, |hit| {
            first = Some(first.map_or(hit, |first| first.min(hit)));
        });
        first
    }

    /// The comment as one rule sees it from one place.
    fn around(&self, anchor: u32) -> Range<u32> {
        let at = self.hits[anchor as usize].start;
        let from = at.saturating_sub(COMMENT_REACH);
        let first = self.hits.partition_point(|hit| hit.start < from);
        let end = self
            .hits
            .partition_point(|hit| hit.start <= at + COMMENT_REACH);
        first as u32..end as u32
    }

    fn near(&self, gap: Option<u32>, a: u32, b: u32) -> bool {
        let Some(gap) = gap else {
            return true;
        };
        self.distance(a, b) <= gap
    }

    /// Morphemes that stand between two hits.
    pub(crate) fn distance(&self, a: u32, b: u32) -> u32 {
        let (a, b) = (&self.hits[a as usize], &self.hits[b as usize]);
        if a.first > b.last {
            a.first - b.last - 1
        } else if b.first > a.last {
            b.first - a.last - 1
        } else {
            0
        }
    }

    /// Calls `found` with every hit of the window that fits, in any order; one
    /// may come twice.
    fn each(&self, (refs, group): Asked<'_>, window: Range<u32>, mut found: impl FnMut(u32)) {
        let mut rolls = self.roll.into_iter().flatten();
        let covering = rolls.find(|roll| roll.covers(&window));
        let Some(roll) = covering else {
            window.filter(|&hit| self.fits(refs, hit)).for_each(found);
            return;
        };
        for concept in roll.concepts.of(&self.lexicon.sets, group.plain) {
            roll.hits(concept, window.clone()).for_each(&mut found);
        }
        for one in &group.roled {
            let hits = roll.hits(one.concept, window.clone());
            hits.filter(|&hit| self.role(hit) == one.role)
                .for_each(&mut found);
        }
    }

    /// The first hit that stands behind another.
    fn next(
        &self,
        group: Asked<'_>,
        window: Range<u32>,
        before: u32,
        gap: Option<u32>,
    ) -> Option<u32> {
        let mut next: Option<u32> = None;
        let end = self.hits[before as usize].last;
        self.each(group, window, |hit| {
            if self.hits[hit as usize].first > end && self.near(gap, before, hit) {
                next = Some(next.map_or(hit, |next| next.min(hit)));
            }
        });
        next
    }

    fn nearest(
        &self,
        group: Asked<'_>,
        window: Range<u32>,
        anchor: u32,
        gap: Option<u32>,
    ) -> Option<u32> {
        let mut nearest: Option<(u32, u32)> = None;
        self.each(group, window, |hit| {
            if self.near(gap, anchor, hit) {
                let place = (self.distance(anchor, hit), hit);
                nearest = Some(nearest.map_or(place, |nearest| nearest.min(place)));
            }
        });
        nearest.map(|(_, hit)| hit)
    }
}
