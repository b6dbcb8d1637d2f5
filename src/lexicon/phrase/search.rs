//! Runs a phrase over a text.

use std::ops::Range;

use regex_syntax::hir::Look;

use super::program::{Program, Step};

/// Steps per byte of the text before a search gives up: keeps the work linear.
const PATIENCE: usize = 64;

/// Scratch of a search, and what it found.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    found: Vec<Range<usize>>,
    frames: Vec<Frame>,
}

/// A place to go back to.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Resume {
        step: u32,
        at: usize,
    },
    /// A run that may end a character earlier, down to `least`.
    Shrink {
        step: u32,
        least: usize,
        at: usize,
    },
    /// A run that may take one more character.
    Grow {
        step: u32,
        left: u32,
        at: usize,
    },
    /// Branches still to be tried: a range of the places of a choice.
    Branch {
        choice: u16,
        next: u32,
        end: u32,
        at: usize,
    },
}

impl Trail {
    /// What the last search found.
    pub(crate) fn found(&self) -> &[Range<usize>] {
        &self.found
    }

    pub(super) fn search(&mut self, program: &Program, body: &str) -> bool {
        self.found.clear();
        let mut budget = PATIENCE * (body.len() + 16);
        let mut at = 0;
        while let Some(c) = body[at..].chars().next() {
            let may = |first: &Vec<char>| first.binary_search(&c).is_ok();
            if program.first.as_ref().is_none_or(may) {
                match self.attempt(program, body, at, &mut budget) {
                    Ok(Some(end)) => {
                        self.found.push(at..end);
                        at = end;
                        continue;
                    }
                    Ok(None) => {}
                    Err(Astray) => return false,
                }
            }
            at += c.len_utf8();
        }
        true
    }

    /// The end of the match that begins here, if one does.
    fn attempt(
        &mut self,
        program: &Program,
        body: &str,
        start: usize,
        budget: &mut usize,
    ) -> Result<Option<usize>, Astray> {
        self.frames.clear();
        let mut at = start;
        let mut step = 0;
        loop {
            *budget = budget.checked_sub(1).ok_or(Astray)?;
            let fits = match program.steps[step as usize] {
                Step::Done => return Ok(Some(at)),
                Step::Jump(to) => {
                    step = to;
                    continue;
                }
                Step::Text(from, to) => {
                    let text = &program.literals.as_bytes()[from as usize..to as usize];
                    let fits = body.as_bytes()[at..].starts_with(text);
                    at += text.len();
                    fits
                }
                Step::One(class) => match body[at..].chars().next() {
                    Some(c) if program.classes[usize::from(class)].holds(c) => {
                        at += c.len_utf8();
                        true
                    }
                    _ => false,
                },
                Step::Run {
                    class,
                    least,
                    most,
                    lazy,
                } => {
                    let class = &program.classes[usize::from(class)];
                    let wanted = if lazy { least } else { most };
                    let (mut taken, mut shortest) = (0, at);
                    for c in body[at..].chars() {
                        if taken == wanted || !class.holds(c) {
                            break;
                        }
                        taken += 1;
                        at += c.len_utf8();
                        if taken == least {
                            shortest = at;
                        }
                    }
                    *budget = budget.checked_sub(taken as usize).ok_or(Astray)?;
                    if taken > least {
                        let least = shortest;
                        self.frames.push(Frame::Shrink { step, least, at });
                    }
                    if lazy && taken == least && most > least {
                        let left = most - least;
                        self.frames.push(Frame::Grow { step, left, at });
                    }
                    taken >= least
                }
                Step::Fork(to, or) => {
                    self.frames.push(Frame::Resume { step: or, at });
                    step = to;
                    continue;
                }
                Step::Choose(choice) => {
                    let (next, end) =
                        program.choices[usize::from(choice)].branches(body[at..].chars().next());
                    self.frames.push(Frame::Branch {
                        choice,
                        next,
                        end,
                        at,
                    });
                    false
                }
                Step::Look(look) => stands(look, body, at),
            };
            if fits {
                step += 1;
                continue;
            }
            match self.back(program, body) {
                Some(place) => (step, at) = place,
                None => return Ok(None),
            }
        }
    }

    /// The last place where something else may be tried.
    fn back(&mut self, program: &Program, body: &str) -> Option<(u32, usize)> {
        loop {
            match self.frames.last_mut()? {
                &mut Frame::Resume { step, at } => {
                    self.frames.pop();
                    return Some((step, at));
                }
                Frame::Shrink { step, least, at } => {
                    *at -= body[..*at].chars().next_back().map_or(0, char::len_utf8);
                    let place = (*step + 1, *at);
                    if at <= least {
                        self.frames.pop();
                    }
                    return Some(place);
                }
                Frame::Grow { step, left, at } => {
                    let Step::Run { class, .. } = program.steps[*step as usize] else {
                        return None;
                    };
                    let class = &program.classes[usize::from(class)];
                    match body[*at..].chars().next() {
                        Some(c) if class.holds(c) => {
                            *at += c.len_utf8();
                            *left -= 1;
                            let place = (*step + 1, *at);
                            if *left == 0 {
                                self.frames.pop();
                            }
                            return Some(place);
                        }
                        _ => _ = self.frames.pop(),
                    }
                }
                Frame::Branch {
                    choice,
                    next,
                    end,
                    at,
                } => {
                    if next < end {
                        let step = program.choices[usize::from(*choice)].places[*next as usize];
                        let place = (step, *at);
                        *next += 1;
                        if next == end {
                            self.frames.pop();
                        }
                        return Some(place);
                    }
                    self.frames.pop();
                }
            }
        }
    }
}

/// Too many steps.
#[derive(Debug)]
struct Astray;

fn stands(look: Look, body: &str, at: usize) -> bool {
    let word = |c: Option<char>| {
        c.is_some_and(|c| regex_syntax::try_is_word_character(c).unwrap_or(c.is_alphanumeric()))
    };
    let border = || word(body[..at].chars().next_back()) != word(body[at..].chars().next());
    match look {
        Look::Start => at == 0,
        Look::End => at == body.len(),
        Look::WordUnicode => border(),
        Look::WordUnicodeNegate => !border(),
        _ => false,
    }
}
