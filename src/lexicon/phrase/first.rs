//! What the matches of a pattern begin with.

use regex_syntax::hir::{Class, Hir, HirKind};

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

fn union(mut a: Vec<char>, b: Vec<char>) -> Vec<char> {
    a.extend(b);
    a.sort_unstable();
    a.dedup();
    a
}
