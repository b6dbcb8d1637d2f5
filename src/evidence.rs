//! Evidence: a match, what modifies it, and what is left of its weight.

mod blame;
mod judged;

pub(crate) use judged::Judged;

use blame::{MOCKED, PROTESTED, SOUR, sentiment_factor};

use crate::{
    clause::Clause,
    lexicon::{
        compile::{Compiled, Rule},
        cues::Cue,
        model::{Agent, Mood, OnCue, OnNegation, OnProtest, RuleStance},
    },
    matcher::{Hit, Match},
    modifier::{
        CueSpan, Effect, ModifierKind,
        agent::{self, Actor},
        contrast, degree, hypothesis, irony,
        negation::{self, Negation},
        predicate::{CueFlags, Predicate, governed},
        protest, question, quotation,
        resolution::{self, Resolution},
    },
    morph::{Morph, Tag},
    score::Stance,
};

/// A cue with what it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Applied {
    pub(crate) kind: ModifierKind,
    pub(crate) cue: CueSpan,
    pub(crate) effect: Effect,
}

/// Why a match is no evidence at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The theme was not named before.
    NoTopic,
    /// It is negated, and the rule drops what is.
    Negated(CueSpan),
    /// It is not negated, as the rule requires.
    NotNegated,
    /// Not who the rule says acts.
    Agent(Actor),
    /// The words of the line speak against the theme.
    Unlikely(CueSpan),
}

/// What a match is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Court<'a> {
    pub(crate) lexicon: &'a Compiled,
    pub(crate) text: &'a str,
    pub(crate) morphs: &'a [Morph],
    pub(crate) cues: &'a CueFlags,
    pub(crate) clauses: &'a [Clause],
    pub(crate) predicates: &'a [Predicate],
    pub(crate) hits: &'a [Hit],
    pub(crate) chosen: &'a [u32],
    /// Polarity in [-1, 1] around a clause, its own words left out.
    pub(crate) polarity: &'a dyn Fn(u32, &[u32]) -> f32,
    /// How what was told before was resolved in time.
    pub(crate) resolution: Option<Resolution>,
}

impl Court<'_> {
    fn span(&self, morph: u32) -> CueSpan {
        let morph = &self.morphs[morph as usize];
        CueSpan {
            start: morph.start,
            end: morph.end,
        }
    }

    /// Judges a match; refuses it when a modifier says it is nothing. The cues
    /// that took effect are appended to `applied`.
    pub(crate) fn judge(
        &self,
        (number_of, found): (u32, &Match),
        applied: &mut Vec<Applied>,
    ) -> Result<Judged, Refusal> {
        let rule: &Rule = &self.lexicon.rules[usize::from(found.rule)];
        let settings = rule.settings;
        let first_cue = applied.len();
        let chosen = &self.chosen[found.hits.start as usize..found.hits.end as usize];
        let first = chosen
            .iter()
            .map(|&hit| self.hits[hit as usize].first)
            .min();
        let last = chosen.iter().map(|&hit| self.hits[hit as usize].last).max();
        // A match has at least the hit of its first group.
        let (first, last) = (first.unwrap_or_default(), last.unwrap_or_default());
        let number = self
            .clauses
            .partition_point(|clause| clause.morphs.end <= last);
        let clause = &self.clauses[number];
        let predicates = governed(self.predicates, last);
        let predicate = predicates
            .first()
            .filter(|p| p.head < clause.morphs.end)
            .copied();
        let mut stance = match settings.stance {
            RuleStance::Mention => Stance::Mention,
            RuleStance::Complaint | RuleStance::Sentiment => Stance::Complaint,
        };
        let mut weight = settings.weight;
        let mut note = |kind, cue, effect| applied.push(Applied { kind, cue, effect });

        let inside = |at: u32| {
            chosen.iter().any(|&hit| {
                let hit = &self.hits[hit as usize];
                // A hit that ends in -지 asks for the negator behind it.
                let open = self.morphs[hit.last as usize].tag == Tag::Ec;
                (hit.first..=hit.last + u32::from(open)).contains(&at)
            })
        };
        let negated = negation::of(
            self.text,
            self.morphs,
            self.cues,
            clause,
            last,
            predicates,
            inside,
        )
        .filter(|_| {
            !negation::is_broken_promise(self.morphs, self.cues, self.clauses, number)
                || contrast::kept(self.morphs, self.cues, self.clauses, number, predicates)
        })
        .filter(|_| !self.is_of_the_past(number));
        // 안 만들면 안 들여보내네요: it must be made.
        let forced = negated.is_some_and(|negated| !negated.overturns)
            && negation::is_forced(clause, predicates);
        let negated = negated.or_else(|| self.inner(first, last, number, inside));
        let forced_by = negated.filter(|_| forced).map(|negated| negated.cue);
        let negated = negated.filter(|_| !forced);
        match (settings.negation, negated) {
            (
                OnNegation::Required,
                None
                | Some(Negation {
                    overturns: true, ..
                }),
            ) => return Err(Refusal::NotNegated),
            (OnNegation::Drops, Some(Negation { cue, .. })) => return Err(Refusal::Negated(cue)),
            (OnNegation::Required, Some(Negation { cue, .. })) => {
                note(ModifierKind::Negation, cue, Effect::Enables);
            }
            // 되살려 주지 않네요: a favour asked for and not done.
            (OnNegation::Cancels, Some(_))
                if settings.stance == RuleStance::Complaint
                    && predicate.is_some_and(|predicate| {
                        inside(predicate.head) && self.is_withheld(number, &predicate)
                    }) => {}
            // What is itself denied by the rule's own words is overturned
            // whatever the rule says: 안 준 적이 없다.
            (OnNegation::Cancels, Some(Negation { cue, .. }))
            | (
                OnNegation::Ignored,
                Some(
                    Negation {
                        cue,
                        overturns: true,
                        ..
                    }
                    | Negation {
                        cue, of_verb: true, ..
                    },
                ),
            ) => {
                stance = Stance::Mention;
                note(ModifierKind::Negation, cue, Effect::Cancels);
            }
            _ => {}
        }
        let actor = agent::of(self.morphs, self.cues, clause, predicate.as_ref());
        match (settings.agent, actor) {
            (Agent::Other, Actor::Writer(_) | Actor::Private(_))
            | (Agent::Writer, Actor::Other(_) | Actor::Private(_))
            | (_, Actor::Between(_)) => {
                return Err(Refusal::Agent(actor));
            }
            (Agent::Other, Actor::Other(cue)) | (Agent::Writer, Actor::Writer(cue)) => {
                note(ModifierKind::Agent, cue, Effect::Enables);
            }
            _ => {}
        }
        if let Some(predicate) = &predicate
            && inside(predicate.head)
            && let Some(cue) =
                agent::own_act(self.morphs, self.cues, self.clauses, number, predicate)
        {
            return Err(Refusal::Agent(Actor::Writer(cue)));
        }
        // A mention that is denied or supposed cannot be protested against.
        let mut softened = false;
        let mut damp = |kind, cue: Option<CueSpan>, on: OnCue| {
            if on == OnCue::Damps
                && let Some(cue) = cue
            {
                softened = true;
                if stance == Stance::Mention {
                    return;
                }
                stance = Stance::Mention;
                note(kind, cue, Effect::Damps);
            }
        };
        let quoted = quotation::of_others(
            self.text,
            self.morphs,
            self.cues,
            self.clauses,
            number,
            first,
        );
        damp(ModifierKind::Quotation, quoted, OnCue::Damps);
        if settings.quotation == OnCue::Damps {
            let cue = quotation::of(self.morphs, self.cues, clause);
            damp(ModifierKind::Quotation, cue, settings.quotation);
        }
        if settings.hypothesis == OnCue::Damps {
            let cue = hypothesis::of(
                self.text,
                self.morphs,
                self.cues,
                self.clauses,
                number,
                last,
            )
            .or_else(|| hypothesis::resolve(self.text, self.morphs, self.clauses, number, first))
            .filter(|_| !forced && !predicate.is_some_and(|p| p.duty))
            .or_else(|| hypothesis::fear(self.morphs, self.cues, self.clauses, number, first));
            damp(ModifierKind::Hypothesis, cue, settings.hypothesis);
        }
        let mistaken = hypothesis::mistaken(self.morphs, self.cues, clause, last);
        damp(ModifierKind::Hypothesis, mistaken, OnCue::Damps);
        let asked = question::of(self.text, self.morphs, self.clauses, number as u32);
        let question =
            asked.filter(|question| question.inquiry || settings.question == OnCue::Damps);
        damp(
            ModifierKind::Question,
            question.map(|question| question.cue),
            OnCue::Damps,
        );
        let content = contrast::of(self.morphs, self.cues, self.clauses, number);
        damp(ModifierKind::Contrast, content, OnCue::Damps);
        let turned = contrast::overturned(self.morphs, self.cues, self.clauses, number, predicates)
            .filter(|_| predicate.is_some());
        damp(ModifierKind::Contrast, turned, OnCue::Damps);
        let verdict = contrast::verdict(self.morphs, self.cues, self.clauses, number);
        damp(ModifierKind::Contrast, verdict, OnCue::Damps);
        let seldom = degree::seldom(self.morphs, self.cues, clause);
        damp(ModifierKind::Degree, seldom, OnCue::Damps);
        if settings.degree == OnCue::Damps {
            let cue = degree::of(self.morphs, self.cues, clause);
            damp(ModifierKind::Degree, cue, OnCue::Damps);
        }
        if let Some(predicate) = &predicate
            && match settings.mood {
                Mood::Any => false,
                Mood::Demand => predicate.told && !predicate.is_negated(),
                Mood::Statement => !predicate.told,
            }
        {
            let cue = self.span(predicate.last);
            damp(ModifierKind::Mood, Some(cue), OnCue::Damps);
        }
        if settings.resolution == OnCue::Damps {
            // 이제 없어졌다 is what a rule of loss says, and resolves nothing.
            let solved = self
                .resolution
                .filter(|solved| {
                    let favour = self.cues[solved.outcome as usize] & Cue::Favour.bit() != 0;
                    solved.clause >= number as u32 && (favour || !inside(solved.outcome))
                })
                .map(|solved| solved.cue);
            let favour = predicate.and_then(|predicate| {
                resolution::favour(self.morphs, self.cues, self.clauses, number, &predicate)
            });
            let favour = favour.or_else(|| {
                resolution::last_favour(
                    self.morphs,
                    self.cues,
                    self.clauses,
                    self.predicates,
                    number,
                )
            });
            // 안 오게 해 줬어요: the plea among the rule's words was heard.
            let granted = predicate
                .filter(|predicate| predicate.granted && predicate.negators().any(inside))
                .map(|predicate| self.span(predicate.last));
            damp(
                ModifierKind::Resolution,
                solved.or(favour).or(granted),
                OnCue::Damps,
            );
        }
        // 안 돌려주네요: a favour that was only told of, and is not done.
        if let Some(Negation { cue, .. }) = negated
            && asked.is_none()
            && !softened
            && settings.stance == RuleStance::Mention
            && settings.negation == OnNegation::Cancels
            && predicate.is_some_and(|predicate| self.is_withheld(number, &predicate))
        {
            stance = Stance::Complaint;
            weight = weight.max(PROTESTED);
            note(ModifierKind::Negation, cue, Effect::Raises);
        }
        if settings.protest == OnProtest::Raises
            && stance == Stance::Mention
            && negated.is_none_or(|negated| self.is_reproach(negated.cue))
            && !softened
            && let Some((kind, cue)) = self.raise(number, predicates, forced_by, asked)
        {
            stance = Stance::Complaint;
            weight = weight.max(PROTESTED);
            note(kind, cue, Effect::Raises);
        }
        if settings.stance == RuleStance::Sentiment && stance == Stance::Complaint {
            let mock = irony::of(
                self.morphs,
                self.cues,
                self.clauses,
                number,
                predicate.as_ref(),
            );
            let factor = match mock {
                Some(_) => 1.0,
                None => sentiment_factor((self.polarity)(number as u32, chosen)),
            };
            weight *= factor;
            let protest = protest::of(self.morphs, self.cues, self.clauses, number, None)
                .filter(|_| factor >= SOUR);
            if let Some(cue) = protest {
                weight = weight.max(PROTESTED);
                note(ModifierKind::Protest, cue, Effect::Raises);
            }
            if mock.is_some() {
                weight = weight.max(MOCKED);
            }
            if weight < crate::score::THRESHOLD {
                stance = Stance::Mention;
            }
            let cue = CueSpan {
                start: clause.start,
                end: clause.end,
            };
            match mock {
                Some(cue) => note(ModifierKind::Irony, cue, Effect::Raises),
                None if factor >= 1.0 => note(ModifierKind::Polarity, cue, Effect::Keeps),
                None => note(ModifierKind::Polarity, cue, Effect::Damps),
            }
        }
        Ok(Judged {
            found: number_of,
            rule: found.rule,
            theme: rule.theme,
            clause: found.clause,
            stance,
            weight_before: settings.weight,
            weight,
            hits: found.hits.clone(),
            cues: first_cue as u32..applied.len() as u32,
        })
    }
}
