//! From a pattern to the steps of a phrase.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};
use serde::{Deserialize, Serialize};

use super::{
    chars::{CharClass, CharSet},
    first::{First, first, opening},
};

/// More steps than this are left to the regex engine.
const MAX_STEPS: usize = 4096;

/// Copies of a repeated group.
const MAX_COPIES: u32 = 12;

/// Steps, and what they name.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Program {
    pub(super) steps: Vec<Placed>,
    /// Literals, characters of sets, branches: side by side, as most programs
    /// run seldom and then from far in memory.
    pub(super) pool: Vec<u32>,
    pub(super) classes: Vec<CharClass>,
    pub(super) choices: Vec<Choice>,
    /// What a match may begin with.
    pub(super) first: Opening,
    /// What may follow a run.
    pub(super) follow: Vec<CharSet>,
}

/// What a match may begin with.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Opening {
    #[default]
    Anything,
    Few(CharSet),
    Class(CharClass),
}

/// A step, and the one that follows unless it says otherwise.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Placed {
    pub(super) step: Step,
    pub(super) next: u32,
}

const _: () = assert!(size_of::<Placed>() == 16, "four to a line of memory");

/// One step; small, since most stand far in memory.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Step {
    /// These characters of the pool.
    Text(u32, u32),
    /// A character of the class.
    One(u16),
    /// Characters of the class, as many as allowed or, if lazy, as few.
    Run {
        class: u16,
        least: u16,
        /// [`u16::MAX`] for any number.
        most: u16,
        lazy: bool,
        /// Number of the set one of which must follow, if that is known.
        follow: Option<u16>,
    },
    /// Goes on at the first place, and at the second when that fails.
    Fork(u32, u32),
    /// Goes on at the branches that the next character may begin.
    Choose(u16),
    Jump(u32),
    Edge(Edge),
    Done,
}

/// What a step may ask of the place it stands at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) enum Edge {
    Start,
    End,
    Word,
    NoWord,
}

/// Branches by the character they may begin with. A branch is a place in the
/// pool, where the steps to go on at begin in the order they are tried.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Choice {
    chars: CharSet,
    /// Where the ends of the branches stand, one for each character.
    ends: u32,
    /// Branches for any other character, and for none.
    other: (u32, u32),
}

impl Choice {
    /// Where the pool has the steps to go on at.
    #[inline]
    pub(super) fn branches(&self, next: Option<&u32>, pool: &[u32]) -> (u32, u32) {
        match next.and_then(|&c| self.chars.find(c, pool)) {
            None => self.other,
            Some(at) => {
                let end = self.ends as usize + at;
                // Behind the other branches stand those of the first one.
                let start = at.checked_sub(1).map_or(self.other.1, |_| pool[end - 1]);
                (start, pool[end])
            }
        }
    }
}

impl Program {
    /// How many ways a match may go on from its beginning.
    pub(super) fn branches(&self) -> usize {
        match self.steps.first().map(|first| first.step) {
            Some(Step::Choose(choice)) => self.choices[usize::from(choice)].chars.len(),
            Some(Step::Fork(..)) => 2,
            _ => 1,
        }
    }

    /// Whether a match may begin with a character.
    #[inline]
    pub(super) fn may_begin(&self, c: u32) -> bool {
        match &self.first {
            Opening::Anything => true,
            Opening::Few(set) => set.holds(c, &self.pool),
            Opening::Class(class) => class.holds(c),
        }
    }

    pub(super) fn new(hir: &Hir) -> Option<Self> {
        let mut program = Self::default();
        program.emit(hir)?;
        program.push(Step::Done)?;
        program.first = match first(hir) {
            First::Chars(chars) => Opening::Few(CharSet::new(&codes(&chars), &mut program.pool)),
            First::Any | First::Nothing(_) => match opening(hir) {
                Some(class) => Opening::Class(CharClass::new(&class)),
                None => Opening::Anything,
            },
        };
        program.follow()?;
        program.join();
        Some(program)
    }

    /// What [`Program::write`] wrote; `None` when it did not.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut program: Self = postcard::from_bytes(bytes).ok()?;
        let Self {
            pool,
            choices,
            follow,
            first,
            ..
        } = &mut program;
        let choices = choices.iter_mut().map(|choice| &mut choice.chars);
        let first = match first {
            Opening::Few(set) => Some(set),
            Opening::Anything | Opening::Class(_) => None,
        };
        let sets = choices.chain(follow).chain(first);
        sets.for_each(|set| set.mask(pool));
        Some(program)
    }

    /// The program as bytes.
    #[cfg(feature = "embedded")]
    pub(super) fn write(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(self)
    }

    /// Goes from each step to where the jumps behind it lead.
    fn join(&mut self) {
        let steps = &mut self.steps;
        let end = |steps: &[Placed], mut to: u32| {
            while let Step::Jump(behind) = steps[to as usize].step {
                to = behind;
            }
            to
        };
        for at in 0..steps.len() {
            let Placed { step, next } = steps[at];
            // Nothing is behind the last one.
            if let Step::Done = step {
                continue;
            }
            steps[at].next = end(steps, next);
            if let Step::Fork(to, or) = step {
                steps[at].step = Step::Fork(end(steps, to), end(steps, or));
            }
        }
    }

    /// Tells the runs what must follow them.
    fn follow(&mut self) -> Option<()> {
        for at in 0..self.steps.len() {
            let chars = match self.steps.get(at + 1).map(|next| next.step) {
                Some(Step::Text(from, _)) => vec![self.pool[from as usize]],
                Some(Step::Choose(choice)) => {
                    let choice = &self.choices[usize::from(choice)];
                    if choice.other.0 < choice.other.1 {
                        continue;
                    }
                    let CharSet { from, to, .. } = choice.chars;
                    self.pool[from as usize..to as usize].to_vec()
                }
                _ => continue,
            };
            if let Step::Run { follow, .. } = &mut self.steps[at].step {
                *follow = Some(u16::try_from(self.follow.len()).ok()?);
                self.follow.push(CharSet::new(&chars, &mut self.pool));
            }
        }
        Some(())
    }

    fn push(&mut self, step: Step) -> Option<usize> {
        (self.steps.len() < MAX_STEPS).then(|| {
            let next = self.here() + 1;
            self.steps.push(Placed { step, next });
            self.steps.len() - 1
        })
    }

    fn here(&self) -> u32 {
        self.steps.len() as u32
    }

    fn emit(&mut self, hir: &Hir) -> Option<()> {
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                let from = self.pool.len() as u32;
                self.pool.extend(text.chars().map(u32::from));
                self.push(Step::Text(from, self.pool.len() as u32))?;
            }
            HirKind::Class(Class::Unicode(class)) => {
                let class = self.class(CharClass::new(class));
                self.push(Step::One(class))?;
            }
            HirKind::Class(Class::Bytes(_)) => return None,
            HirKind::Look(look) => {
                let edge = match look {
                    Look::Start => Edge::Start,
                    Look::End => Edge::End,
                    Look::WordUnicode => Edge::Word,
                    Look::WordUnicodeNegate => Edge::NoWord,
                    _ => return None,
                };
                self.push(Step::Edge(edge))?;
            }
            HirKind::Capture(capture) => self.emit(&capture.sub)?,
            HirKind::Concat(parts) => {
                for part in parts {
                    self.emit(part)?;
                }
            }
            HirKind::Repetition(repetition) => self.repetition(repetition)?,
            HirKind::Alternation(branches) => self.choice(branches)?,
        }
        Some(())
    }

    fn class(&mut self, class: CharClass) -> u16 {
        let known = self.classes.iter().position(|one| *one == class);
        known.unwrap_or_else(|| {
            self.classes.push(class);
            self.classes.len() - 1
        }) as u16
    }

    fn repetition(&mut self, repetition: &Repetition) -> Option<()> {
        let Repetition {
            min,
            max,
            greedy,
            ref sub,
        } = *repetition;
        if let Some(class) = single(sub) {
            let class = self.class(class);
            let count = |count: u32| u16::try_from(count).ok().filter(|&it| it < u16::MAX);
            self.push(Step::Run {
                class,
                least: count(min)?,
                most: max.map_or(Some(u16::MAX), count)?,
                lazy: !greedy,
                follow: None,
            })?;
            return Some(());
        }
        // A group that may be empty could be repeated without end.
        let empty = sub.properties().minimum_len() == Some(0);
        if max.is_none_or(|max| max > 1) && empty || max.unwrap_or(min) > MAX_COPIES {
            return None;
        }
        for _ in 0..min {
            self.emit(sub)?;
        }
        let mut forks = Vec::new();
        let copies = max.map_or(1, |max| max - min);
        for _ in 0..copies {
            forks.push(self.push(Step::Fork(0, 0))?);
            self.emit(sub)?;
        }
        if max.is_none() {
            self.push(Step::Jump(forks[0] as u32))?;
        }
        let end = self.here();
        for fork in forks {
            let inside = fork as u32 + 1;
            self.steps[fork].step = if greedy {
                Step::Fork(inside, end)
            } else {
                Step::Fork(end, inside)
            };
        }
        Some(())
    }

    fn choice(&mut self, branches: &[Hir]) -> Option<()> {
        let number = u16::try_from(self.choices.len()).ok()?;
        self.choices.push(Choice::default());
        self.push(Step::Choose(number))?;
        let mut starts = Vec::with_capacity(branches.len());
        let mut jumps = Vec::with_capacity(branches.len());
        for branch in branches {
            starts.push(self.here());
            self.emit(branch)?;
            jumps.push(self.push(Step::Jump(0))?);
        }
        let end = self.here();
        for jump in jumps {
            self.steps[jump].step = Step::Jump(end);
        }
        let firsts: Vec<First> = branches.iter().map(first).collect();
        let mut chars: Vec<char> = firsts.iter().flat_map(First::chars).copied().collect();
        chars.sort_unstable();
        chars.dedup();
        let mut ends = Vec::with_capacity(chars.len());
        let start = self.pool.len() as u32;
        let pool = &mut self.pool;
        let mut list = |next: Option<char>| {
            let open = |first: &First| match first {
                First::Chars(chars) => next.is_some_and(|c| chars.binary_search(&c).is_ok()),
                First::Any | First::Nothing(_) => true,
            };
            let fitting = starts.iter().zip(&firsts).filter(|(_, first)| open(first));
            pool.extend(fitting.map(|(&start, _)| start));
            pool.len() as u32
        };
        let other = (start, list(None));
        ends.extend(chars.iter().map(|&c| list(Some(c))));
        self.choices[usize::from(number)] = Choice {
            chars: CharSet::new(&codes(&chars), &mut self.pool),
            ends: self.pool.len() as u32,
            other,
        };
        self.pool.extend(ends);
        Some(())
    }
}

fn codes(chars: &[char]) -> Vec<u32> {
    chars.iter().map(|&c| c.into()).collect()
}

/// The class of a part that is always one character.
fn single(hir: &Hir) -> Option<CharClass> {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Some(CharClass::new(class)),
        HirKind::Capture(capture) => single(&capture.sub),
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            let only = chars.next().filter(|_| chars.next().is_none())?;
            let range = regex_syntax::hir::ClassUnicodeRange::new(only, only);
            Some(CharClass::new(&ClassUnicode::new([range])))
        }
        _ => None,
    }
}
