//! Rules over morphemes and text: first the places where concepts stand
//! ([`hits`]), then the rules whose concepts meet ([`rules`]); before either,
//! whether there is anything to be found ([`prefilter`]).

mod candidates;
mod habit;
mod hits;
mod prefilter;
mod presence;
mod rules;
mod sightings;
mod strings;
mod wanted;

pub(crate) use hits::{Finder, Hit};
pub(crate) use rules::{Match, Matches, Scene};
