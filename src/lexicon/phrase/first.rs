//! What the matches of a pattern begin with.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// A class of more characters than this says nothing about the next one.
const MAX_FIRST: usize = 64;

/// What a match of a part begins with.
pub(super) enum First {
    /// One of these, ascending.
    Chars(Vec<char>),
    /// Something, or nobody knows what.
    Any,
    /// One of these, or what comes after the part.
    Nothing(Vec<char>),
}

impl First {
    pub(super) fn chars(&self) -> &[char] {
        match self {
            First::Chars(chars) => chars,
            First::Any | First::Nothing(_) => &[],
        }
    }
}

/// What every match of the pattern begins with.
pub(super) fn first(hir: &Hir) -> First {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => First::Nothing(Vec::new()),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => First::Chars(text.chars().take(1).collect()),
            Err(_) => First::Any,
        },
        HirKind::Class(Class::Unicode(class)) => {
            let chars = class.iter().flat_map(|range| range.start()..=range.end());
            let chars: Vec<char> = chars.take(MAX_FIRST + 1).collect();
            if chars.len() > MAX_FIRST {
                First::Any
            } else {
                First::Chars(chars)
            }
        }
        HirKind::Class(Class::Bytes(_)) => First::Any,
        HirKind::Capture(capture) => first(&capture.sub),
        HirKind::Repetition(repetition) => match first(&repetition.sub) {
            First::Chars(chars) if repetition.min == 0 => First::Nothing(chars),
            other => other,
        },
        HirKind::Concat(parts) => {
            let mut before = Vec::new();
            for part in parts {
                match first(part) {
                    First::Any => return First::Any,
                    First::Chars(chars) => return First::Chars(union(before, chars)),
                    First::Nothing(chars) => before = union(before, chars),
                }
            }
            First::Nothing(before)
        }
        HirKind::Alternation(branches) => {
            let (mut chars, mut nothing) = (Vec::new(), false);
            for branch in branches {
                match first(branch) {
                    First::Any => return First::Any,
                    First::Chars(more) => chars = union(chars, more),
                    First::Nothing(more) => {
                        chars = union(chars, more);
                        nothing = true;
                    }
                }
            }
            match nothing {
                true => First::Nothing(chars),
                false => First::Chars(chars),
            }
        }
    }
}

/// More characters than this to begin with spare no attempts.
const MANY: usize = 2048;

/// Every character that a match may begin with, where they are not too many:
/// as a class, since digits alone are hundreds.
pub(super) fn opening(hir: &Hir) -> Option<ClassUnicode> {
    let (class, nothing) = openings(hir)?;
    let count: usize = class.iter().map(ClassUnicodeRange::len).sum();
    (!nothing && count <= MANY).then_some(class)
}

/// What a part may begin with, and whether what comes after it may begin the
/// match too.
fn openings(hir: &Hir) -> Option<(ClassUnicode, bool)> {
    let mut class = ClassUnicode::empty();
    let nothing = match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            let first = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            class.push(ClassUnicodeRange::new(first, first));
            false
        }
        HirKind::Class(Class::Unicode(own)) => {
            class.union(own);
            false
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Capture(capture) => return openings(&capture.sub),
        HirKind::Repetition(repetition) => {
            let (sub, nothing) = openings(&repetition.sub)?;
            class = sub;
            nothing || repetition.min == 0
        }
        HirKind::Concat(parts) => {
            let mut nothing = true;
            for part in parts.iter() {
                let (sub, none) = openings(part)?;
                class.union(&sub);
                nothing = none;
                if !nothing {
                    break;
                }
            }
            nothing
        }
        HirKind::Alternation(branches) => {
            let mut nothing = false;
            for branch in branches {
                let (sub, none) = openings(branch)?;
                class.union(&sub);
                nothing |= none;
            }
            nothing
        }
    };
    Some((class, nothing))
}

fn union(mut a: Vec<char>, b: Vec<char>) -> Vec<char> {
    a.extend(b);
    a.sort_unstable();
    a.dedup();
    a
}
