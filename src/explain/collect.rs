//! Scores once more and writes down what the scratch holds of each block.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use super::{
    Arithmetic, Cue, Explanation, Found, Match, Method, Reason, Refused, Term, ThemeExplanation,
    Words, near,
};
use crate::{
    analysis::{Analysis, ThemeScore, rounded},
    clause::Clause,
    evidence::{Judged, Refusal},
    lexicon::{compile::Rule, model::Agent},
    matcher::{Hit, Scene},
    modifier::{CueSpan, agent::Actor},
    score::{Combination, MENTION_SHARE, Stance, THRESHOLD},
    scorer::Shared,
    span::Span,
    text::Normalized,
    worker::Scratch,
};

/// Explains a text; the analysis is what scoring gives.
pub(super) fn explain(shared: &Shared, text: &str) -> (Explanation, Analysis) {
    let written = shared.written();
    let mut collector = Collector {
        shared,
        original: text,
        whys: written.rules().map(|rule| (rule.id, rule.why)).collect(),
        themes: shared
            .lexicon
            .themes
            .iter()
            .map(|_| Notes::default())
            .collect(),
        met: vec![false; shared.lexicon.rules.len()],
        near: near::Search::new(&shared.lexicon),
    };
    let mut analysis = Analysis::new();
    Scratch::thorough().score_watched(
        shared,
        text,
        &mut analysis,
        &mut |scratch, map, text, sentences| {
            let block = Block {
                original: collector.original,
                map,
                scene: scratch.scene(shared, text),
                sentences: &scratch.sentences[sentences],
            };
            collector.block(scratch, block);
        },
    );
    let mut explanation = Explanation::new(shared.fingerprint.clone(), text);
    explanation.sentiment = analysis.sentiment();
    explanation.themes = collector.finish(&analysis);
    (explanation, analysis)
}

struct Collector<'a> {
    shared: &'a Shared,
    original: &'a str,
    /// By rule id.
    whys: HashMap<&'a str, &'a str>,
    themes: Vec<Notes>,
    /// Rules whose concepts met somewhere.
    met: Vec<bool>,
    near: near::Search,
}

/// What is known of a theme so far.
#[derive(Default)]
struct Notes {
    matches: Vec<Match>,
    refused: Vec<Refused>,
    /// The strongest of each clause, as the score takes them.
    strongest: Vec<(Stance, f32, Arc<str>)>,
}

/// One block of sentences: places in it become words of the original.
#[derive(Clone, Copy)]
pub(super) struct Block<'a> {
    original: &'a str,
    map: &'a Normalized,
    pub(super) scene: Scene<'a>,
    sentences: &'a [Range<usize>],
}

impl Block<'_> {
    pub(super) fn words(&self, start: u32, end: u32) -> Words {
        let span = self.map.to_original(start as usize..end as usize);
        Words {
            span,
            text: span.slice(self.original).unwrap_or_default().to_owned(),
        }
    }

    pub(super) fn found(&self, hit: u32) -> Found {
        let hit: &Hit = &self.scene.hits[hit as usize];
        Found {
            concept: self.scene.lexicon.concepts[usize::from(hit.concept)].clone(),
            words: self.words(hit.start, hit.end),
        }
    }

    pub(super) fn clause(&self, number: u32) -> Words {
        let clause = &self.scene.clauses[number as usize];
        self.words(clause.start, clause.end)
    }

    pub(super) fn sentence(&self, number: u32) -> Words {
        let range = &self.sentences[number as usize];
        self.words(range.start as u32, range.end as u32)
    }

    /// Everything read at once.
    pub(super) fn whole(&self) -> Words {
        let start = self.sentences.first().map_or(0, |range| range.start);
        let end = self.sentences.last().map_or(start, |range| range.end);
        self.words(start as u32, end as u32)
    }

    fn cue(&self, cue: CueSpan) -> Words {
        self.words(cue.start, cue.end)
    }

    fn clause_at(&self, number: u32) -> &Clause {
        &self.scene.clauses[number as usize]
    }
}

impl Collector<'_> {
    fn rule(&self, number: u16) -> &Rule {
        &self.shared.lexicon.rules[usize::from(number)]
    }

    fn why(&self, number: u16) -> String {
        let why = self.whys.get(&*self.rule(number).id);
        why.copied().unwrap_or_default().to_owned()
    }

    fn block(&mut self, scratch: &Scratch, block: Block<'_>) {
        let mut place = None;
        for judged in &scratch.judged {
            let strongest = place != Some((judged.theme, judged.clause));
            place = Some((judged.theme, judged.clause));
            self.judged(scratch, block, judged, strongest);
        }
        for &(number, refusal) in &scratch.refused {
            let found = &scratch.matches.matches[number as usize];
            let chosen = &scratch.matches.hits[found.hits.start as usize..found.hits.end as usize];
            let reason = self.reason(block, found.rule, refusal);
            self.refuse(block, found.rule, found.clause, chosen, reason);
        }
        self.guards(scratch, block);
        let (shared, met) = (self.shared, &self.met);
        self.near.block(&shared.lexicon, block, met);
    }

    fn judged(&mut self, scratch: &Scratch, block: Block<'_>, judged: &Judged, strongest: bool) {
        self.met[usize::from(judged.rule)] = true;
        let chosen = &scratch.matches.hits[judged.hits.start as usize..judged.hits.end as usize];
        let cues = &scratch.applied[judged.cues.start as usize..judged.cues.end as usize];
        let found = Match {
            rule: self.rule(judged.rule).id.clone(),
            why: self.why(judged.rule),
            sentence: block.sentence(block.clause_at(judged.clause).sentence),
            clause: block.clause(judged.clause),
            concepts: chosen.iter().map(|&hit| block.found(hit)).collect(),
            weight_before: judged.weight_before,
            modifiers: cues
                .iter()
                .map(|applied| Cue {
                    kind: applied.kind,
                    effect: applied.effect,
                    words: block.cue(applied.cue),
                })
                .collect(),
            weight: rounded(judged.weight),
            stance: judged.stance,
            strongest,
            counted: strongest,
        };
        let notes = &mut self.themes[usize::from(judged.theme)];
        notes.matches.push(found);
        if strongest {
            let rule = self.shared.lexicon.rules[usize::from(judged.rule)]
                .id
                .clone();
            notes.strongest.push((judged.stance, judged.weight, rule));
        }
    }

    fn refuse(&mut self, block: Block<'_>, rule: u16, clause: u32, chosen: &[u32], reason: Reason) {
        self.met[usize::from(rule)] = true;
        let refused = Refused {
            rule: self.rule(rule).id.clone(),
            why: self.why(rule),
            sentence: block.sentence(block.clause_at(clause).sentence),
            clause: block.clause(clause),
            concepts: chosen.iter().map(|&hit| block.found(hit)).collect(),
            weight: self.rule(rule).settings.weight,
            reason,
        };
        let theme = usize::from(self.rule(rule).theme);
        self.themes[theme].refused.push(refused);
    }

    fn reason(&self, block: Block<'_>, rule: u16, refusal: Refusal) -> Reason {
        match refusal {
            Refusal::NoTopic => Reason::NoTopic,
            Refusal::NotNegated => Reason::NotNegated,
            Refusal::Unlikely(cue) => Reason::Unlikely {
                cue: block.cue(cue),
            },
            Refusal::Negated(cue) => Reason::Negated {
                cue: block.cue(cue),
            },
            Refusal::Agent(actor) => {
                let (acts, cue) = match actor {
                    Actor::Writer(cue) => ("writer", block.cue(cue)),
                    Actor::Other(cue) => ("other", block.cue(cue)),
                    Actor::Private(cue) | Actor::Between(cue) => ("private", block.cue(cue)),
                    Actor::Unsaid => ("unsaid", block.words(0, 0)),
                };
                let wanted = self.rule(rule).settings.agent;
                let wanted = near::name(Agent::WORDS, wanted);
                Reason::Agent { wanted, acts, cue }
            }
        }
    }

    /// Rules whose concepts met, had a guard not stood there; at most one for
    /// a clause.
    fn guards(&mut self, scratch: &Scratch, block: Block<'_>) {
        let scene = block.scene;
        let mut chosen = Vec::new();
        // Rule and clause of what is told already.
        let mut told: HashSet<(u16, u32)> = scratch
            .matches
            .matches
            .iter()
            .map(|found| (found.rule, found.clause))
            .collect();
        for sentence in scene.sentence_hits {
            for anchor in sentence.clone() {
                for (number, rule) in (0..).zip(&scene.lexicon.rules) {
                    if rule.unless.is_empty() || !scene.fits(&rule.all[0], anchor) {
                        continue;
                    }
                    let place = (number, scene.clause_of(anchor));
                    if told.contains(&place) {
                        continue;
                    }
                    let settings = rule.settings;
                    let guarded = scene.window(settings.unless_within, anchor, sentence.clone());
                    if scene.guard(rule, guarded.clone()).is_none() {
                        continue;
                    }
                    let window = scene.window(settings.within, anchor, sentence.clone());
                    if !scene.choose(rule, window, anchor, &mut chosen) {
                        continue;
                    }
                    told.insert(place);
                    let mut guards: Vec<Found> = Vec::new();
                    for hit in guarded.filter(|&hit| scene.fits(&rule.unless, hit)) {
                        let guard = block.found(hit);
                        if !guards.contains(&guard) {
                            guards.push(guard);
                        }
                    }
                    self.refuse(block, number, place.1, &chosen, Reason::Guard { guards });
                }
            }
        }
    }

    fn finish(self, analysis: &Analysis) -> Vec<ThemeExplanation> {
        let whys: Vec<String> = (0..self.shared.lexicon.rules.len())
            .map(|number| self.why(number as u16))
            .collect();
        let mut near = self.near.finish(&self.shared.lexicon, &self.met, &whys);
        let themes = self.shared.lexicon.themes.iter().zip(self.themes);
        themes
            .enumerate()
            .map(|(number, (theme, mut notes))| {
                let scored = analysis.theme(&theme.id);
                if let Some(scored) = scored.filter(|_| notes.matches.is_empty()) {
                    notes.guessed(self.original, scored);
                }
                notes.refused.sort_by_key(|refused| refused.clause.span);
                let arithmetic =
                    scored.map(|theme| arithmetic(self.shared, &notes.strongest, theme.score()));
                if arithmetic
                    .as_ref()
                    .is_some_and(|sum| sum.method == Method::NoisyOr)
                {
                    for found in &mut notes.matches {
                        found.counted &= complains(found.stance, found.weight);
                    }
                }
                ThemeExplanation {
                    id: theme.id.clone(),
                    stance: scored.map(|theme| theme.stance()),
                    score: scored.map(|theme| theme.score()),
                    arithmetic,
                    matches: notes.matches,
                    refused: notes.refused,
                    near: std::mem::take(&mut near[number]),
                }
            })
            .collect()
    }
}

impl Notes {
    /// What the classifier said where no rule left evidence.
    fn guessed(&mut self, original: &str, scored: ThemeScore<'_>) {
        let words = |span: Span| Words {
            span,
            text: original[span.start()..span.end()].to_owned(),
        };
        for evidence in scored.evidence() {
            let rule: Arc<str> = evidence.rule().into();
            self.strongest
                .push((evidence.stance(), evidence.weight(), rule.clone()));
            self.matches.push(Match {
                why: "규칙이 찾지 못한 말을 배운 글자들이 가리킨다".to_owned(),
                sentence: words(evidence.clause()),
                clause: words(evidence.clause()),
                concepts: evidence
                    .spans()
                    .iter()
                    .map(|&span| Found {
                        concept: "classifier".into(),
                        words: words(span),
                    })
                    .collect(),
                weight_before: evidence.weight_before(),
                modifiers: Vec::new(),
                weight: evidence.weight(),
                stance: evidence.stance(),
                strongest: true,
                counted: true,
                rule,
            });
        }
    }
}

/// Beside such evidence, weaker one adds nothing.
fn complains(stance: Stance, weight: f32) -> bool {
    stance == Stance::Complaint && weight >= THRESHOLD
}

/// The sum as [`Combination`] does it, told.
fn arithmetic(shared: &Shared, strongest: &[(Stance, f32, Arc<str>)], score: f32) -> Arithmetic {
    let mut combination = Combination::default();
    for (stance, weight, _) in strongest {
        combination.add(*stance, *weight);
    }
    let term = |(stance, weight, rule): &(Stance, f32, Arc<str>)| Term {
        rule: rule.clone(),
        weight: rounded(*weight),
        share: match stance {
            Stance::Complaint => 1.0,
            Stance::Mention => MENTION_SHARE,
        },
    };
    let complaints: Vec<Term> = strongest
        .iter()
        .filter(|(stance, weight, _)| complains(*stance, *weight))
        .map(term)
        .collect();
    let (method, terms) = if complaints.is_empty() {
        (Method::Strongest, strongest.iter().map(term).collect())
    } else {
        (Method::NoisyOr, complaints)
    };
    Arithmetic {
        method,
        terms,
        combined: rounded(combination.combined()),
        calibrated: rounded(combination.score(0.0)),
        shift: shared.shift,
        score,
    }
}
