//! Rules over morphemes and text: first the places where concepts stand
//! ([`hits`]), then the rules whose concepts meet ([`rules`]).

mod hits;
mod rules;

pub(crate) use hits::{Finder, Hit};
pub(crate) use rules::{Match, Matches, Scene};
