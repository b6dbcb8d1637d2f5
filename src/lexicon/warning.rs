//! What is allowed in a theme dictionary but hardly meant.

use std::fmt;

use super::defect::Defect;

/// Why an entry of a theme dictionary is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// A word that is never cut so when it stands alone.
    BareWord,
    /// A concept no rule, no other concept and no modifier asks for.
    UnusedConcept,
    /// A rule that no sentence of the dictionary meets.
    UnmatchedRule,
    /// Two rules of a theme that the same sentences meet.
    SameMatches,
    /// A rule any text may meet as far as one can say without cutting it into
    /// morphemes: it makes every text slow.
    AlwaysPasses,
}

impl WarningKind {
    /// Its name in messages and JSON: `bare-word`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            WarningKind::BareWord => "bare-word",
            WarningKind::UnusedConcept => "unused-concept",
            WarningKind::UnmatchedRule => "unmatched-rule",
            WarningKind::SameMatches => "same-matches",
            WarningKind::AlwaysPasses => "always-passes",
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A doubtful entry of a theme dictionary, with its place; see
/// [`Lexicon::lint`](super::Lexicon::lint).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    kind: WarningKind,
    inner: Defect,
}

impl Warning {
    pub(crate) fn new(kind: WarningKind, inner: Defect) -> Self {
        Self { kind, inner }
    }

    /// Why the entry is doubtful.
    #[must_use]
    pub fn kind(&self) -> WarningKind {
        self.kind
    }

    /// The file as it was given; a path for files read from disk.
    #[must_use]
    pub fn file(&self) -> &str {
        self.inner.file()
    }

    /// Line of the file, counted from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.inner.line()
    }

    /// Column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.inner.column()
    }

    /// How many characters of the line it concerns, at least 1.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.inner.width()
    }

    /// The line of the file, without its end.
    #[must_use]
    pub fn text(&self) -> &str {
        self.inner.text()
    }

    /// The entry it concerns: a concept, a rule.
    #[must_use]
    pub fn entry(&self) -> &str {
        self.inner.entry()
    }

    /// What stands there.
    #[must_use]
    pub fn found(&self) -> &str {
        self.inner.found()
    }

    /// What may be better.
    #[must_use]
    pub fn advice(&self) -> &str {
        self.inner.expected()
    }

    pub(crate) fn order(&self) -> (u32, u32) {
        self.inner.order()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}: {}; {}",
            self.file(),
            self.line(),
            self.column(),
            self.entry(),
            self.found(),
            self.advice()
        )
    }
}
