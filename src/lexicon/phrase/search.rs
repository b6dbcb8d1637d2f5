//! Runs a phrase over a text.

use std::ops::Range;

use super::{
    chars::CharSet,
    program::{Edge, Placed, Program, Step},
};

/// Steps per character before a search gives up: keeps the work linear.
const PATIENCE: usize = 128;

/// The text that is searched, scratch, and what was found.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    chars: Vec<u32>,
    /// The byte each character begins at, and the end of the text.
    bytes: Vec<u32>,
    /// The numbers of the characters that are no blanks.
    solid: Vec<u32>,
    found: Vec<Range<u32>>,
    frames: Vec<Frame>,
}

/// A place to go back to.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Resume {
        step: u32,
        at: u32,
    },
    /// A run that may end a character earlier, down to `least`.
    Shrink {
        step: u32,
        least: u32,
        at: u32,
    },
    /// A run that may take one more character.
    Grow {
        step: u32,
        left: u32,
        at: u32,
    },
    /// Branches still to be tried: a range of the pool.
    Branch {
        next: u32,
        end: u32,
        at: u32,
    },
}

impl Trail {
    /// Takes up a text, short of 4 GiB.
    pub(crate) fn open(&mut self, body: &str) {
        self.chars.clear();
        self.bytes.clear();
        self.solid.clear();
        for (at, c) in body.char_indices() {
            if !c.is_whitespace() {
                self.solid.push(self.chars.len() as u32);
            }
            self.chars.push(c.into());
            self.bytes.push(at as u32);
        }
        self.bytes.push(body.len() as u32);
    }

    /// Makes room for so many places to go back to.
    pub(crate) fn reserve(&mut self, places: usize) {
        self.frames.clear();
        self.frames.reserve(places);
    }

    /// The bytes of what the last search found.
    pub(crate) fn found(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let byte = |at: u32| self.bytes[at as usize] as usize;
        self.found
            .iter()
            .map(move |found| byte(found.start)..byte(found.end))
    }

    /// Finds the matches that have one of some characters at most so many
    /// characters in, or all.
    pub(super) fn search(
        &mut self,
        program: &Program,
        anchors: Option<(impl Iterator<Item = u32>, u32)>,
    ) -> bool {
        self.found.clear();
        let chars = std::mem::take(&mut self.chars);
        let mut budget = PATIENCE * (chars.len() + 16);
        let done = match anchors {
            None => self
                .run(program, &chars, 0..chars.len(), &mut budget)
                .is_ok(),
            Some((mut anchors, reach)) => {
                let mut next = 0;
                anchors.all(|anchor| {
                    let Range { start, end } = self.before(anchor, reach);
                    let starts = next.max(start)..end;
                    let reached = self.run(program, &chars, starts, &mut budget);
                    reached.is_ok_and(|reached| {
                        next = next.max(reached);
                        true
                    })
                })
            }
        };
        self.chars = chars;
        done
    }

    /// Finds matches that begin at some characters; tells where the next one
    /// may begin.
    fn run(
        &mut self,
        program: &Program,
        chars: &[u32],
        starts: Range<usize>,
        budget: &mut usize,
    ) -> Result<usize, Astray> {
        let Range { start: mut at, end } = starts;
        while at < end {
            if program.may_begin(chars[at])
                && let Some(end) = self.attempt(program, chars, at, budget)?
            {
                self.found.push(at as u32..end as u32);
                at = end;
            } else {
                at += 1;
            }
        }
        Ok(at)
    }

    /// The characters at which a match may begin that has one at most `reach`
    /// characters in: that one, by its number without blanks, and those before
    /// it.
    fn before(&self, anchor: u32, reach: u32) -> Range<usize> {
        let number = |solid: u32| self.solid[solid as usize] as usize + 1;
        // Blanks before the first character may belong to the match.
        let start = anchor.checked_sub(reach + 1).map_or(0, number);
        start..number(anchor)
    }

    /// The end of the match that begins here, if one does.
    fn attempt(
        &mut self,
        program: &Program,
        chars: &[u32],
        start: usize,
        budget: &mut usize,
    ) -> Result<Option<usize>, Astray> {
        self.frames.clear();
        let mut at = start;
        let mut step = 0;
        loop {
            *budget = budget.checked_sub(1).ok_or(Astray)?;
            let Placed { step: asked, next } = program.steps[step as usize];
            let fits = match asked {
                Step::Done => return Ok(Some(at)),
                Step::Jump(to) => {
                    step = to;
                    continue;
                }
                Step::Text(from, to) => {
                    let text = &program.pool[from as usize..to as usize];
                    // Short: a call to compare memory takes longer.
                    let rest = chars[at..].iter();
                    let fits = chars.len() >= at + text.len()
                        && text.iter().zip(rest).all(|(a, b)| a == b);
                    at += text.len();
                    fits
                }
                Step::One(class) => {
                    let class = &program.classes[usize::from(class)];
                    at += 1;
                    chars.get(at - 1).is_some_and(|&c| class.holds(c))
                }
                Step::Run {
                    class,
                    least,
                    most,
                    lazy,
                    follow,
                } => {
                    let class = &program.classes[usize::from(class)];
                    let wanted = match if lazy { least } else { most } {
                        u16::MAX => usize::MAX,
                        wanted => wanted.into(),
                    };
                    let rest = chars[at..].iter().take(wanted);
                    let taken = rest.take_while(|&&c| class.holds(c)).count();
                    *budget = budget.checked_sub(taken).ok_or(Astray)?;
                    let shortest = at + usize::from(least);
                    at += taken;
                    if at < shortest {
                        false
                    } else if lazy {
                        if most > least {
                            let left = match most {
                                u16::MAX => u32::MAX,
                                most => (most - least).into(),
                            };
                            let at = at as u32;
                            self.frames.push(Frame::Grow { step, left, at });
                        }
                        true
                    } else {
                        let follow = follow.map(|set| program.follow[usize::from(set)]);
                        match shrink(follow, program, chars, shortest, at) {
                            Some(end) => {
                                at = end;
                                if at > shortest {
                                    let (least, at) = (shortest as u32, at as u32);
                                    self.frames.push(Frame::Shrink { step, least, at });
                                }
                                true
                            }
                            None => false,
                        }
                    }
                }
                Step::Fork(to, or) => {
                    let at = at as u32;
                    self.frames.push(Frame::Resume { step: or, at });
                    step = to;
                    continue;
                }
                Step::Choose(choice) => {
                    let found = &program.choices[usize::from(choice)];
                    let (next, end) = found.branches(chars.get(at), &program.pool);
                    if next == end {
                        false
                    } else {
                        if next + 1 < end {
                            self.frames.push(Frame::Branch {
                                next: next + 1,
                                end,
                                at: at as u32,
                            });
                        }
                        step = program.pool[next as usize];
                        continue;
                    }
                }
                Step::Edge(edge) => stands(edge, chars, at),
            };
            if fits {
                step = next;
                continue;
            }
            match self.back(program, chars) {
                Some(place) => (step, at) = place,
                None => return Ok(None),
            }
        }
    }

    /// The last place where something else may be tried.
    fn back(&mut self, program: &Program, chars: &[u32]) -> Option<(u32, usize)> {
        loop {
            match *self.frames.last()? {
                Frame::Resume { step, at } => {
                    self.frames.pop();
                    return Some((step, at as usize));
                }
                Frame::Shrink { step, least, at } => {
                    self.frames.pop();
                    let Placed {
                        step: Step::Run { follow, .. },
                        next,
                    } = program.steps[step as usize]
                    else {
                        continue;
                    };
                    let follow = follow.map(|set| program.follow[usize::from(set)]);
                    if let Some(end) =
                        shrink(follow, program, chars, least as usize, at as usize - 1)
                    {
                        if end > least as usize {
                            let at = end as u32;
                            self.frames.push(Frame::Shrink { step, least, at });
                        }
                        return Some((next, end));
                    }
                }
                Frame::Grow { step, left, at } => {
                    self.frames.pop();
                    let Placed {
                        step: Step::Run { class, .. },
                        next,
                    } = program.steps[step as usize]
                    else {
                        continue;
                    };
                    let class = &program.classes[usize::from(class)];
                    if chars.get(at as usize).is_some_and(|&c| class.holds(c)) {
                        let (left, at) = (left - 1, at + 1);
                        if left > 0 {
                            self.frames.push(Frame::Grow { step, left, at });
                        }
                        return Some((next, at as usize));
                    }
                }
                Frame::Branch { next, end, at } => {
                    self.frames.pop();
                    if next + 1 < end {
                        self.frames.push(Frame::Branch {
                            next: next + 1,
                            end,
                            at,
                        });
                    }
                    let step = program.pool[next as usize];
                    return Some((step, at as usize));
                }
            }
        }
    }
}

/// Where a run that may end anywhere from `shortest` to `longest` ends last,
/// by what follows it.
#[inline]
fn shrink(
    follow: Option<CharSet>,
    program: &Program,
    chars: &[u32],
    shortest: usize,
    longest: usize,
) -> Option<usize> {
    let Some(follow) = follow else {
        return Some(longest);
    };
    let may = |&end: &usize| {
        chars
            .get(end)
            .is_some_and(|&c| follow.holds(c, &program.pool))
    };
    (shortest..=longest).rev().find(may)
}

/// Too many steps.
#[derive(Debug)]
struct Astray;

fn stands(edge: Edge, chars: &[u32], at: usize) -> bool {
    let word = |c: Option<&u32>| {
        let c = c.and_then(|&c| char::from_u32(c));
        c.is_some_and(|c| regex_syntax::try_is_word_character(c).unwrap_or(c.is_alphanumeric()))
    };
    let border = || word(chars[..at].last()) != word(chars.get(at));
    match edge {
        Edge::Start => at == 0,
        Edge::End => at == chars.len(),
        Edge::Word => border(),
        Edge::NoWord => !border(),
    }
}
