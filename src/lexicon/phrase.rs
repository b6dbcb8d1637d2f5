//! Phrases: patterns as short programs over characters.
//!
//! The patterns of themes are literals, choices of literals and short gaps. A
//! backtracking program over characters, whose choices look at the next
//! character first, runs them at a tenth of the cost of a regex engine that
//! goes byte by byte through every branch. It finds what that engine finds;
//! where it cannot, or would take too long, the engine is asked.

mod chars;
mod first;
mod program;
mod search;

use regex_syntax::hir::Hir;

use program::Program;
pub(crate) use search::Trail;

/// A pattern made ready.
#[derive(Debug)]
pub(crate) struct Phrase {
    program: Program,
}

impl Phrase {
    /// A pattern as a phrase; `None` when it cannot be one.
    pub(crate) fn new(hir: &Hir) -> Option<Self> {
        Program::new(hir).map(|program| Self { program })
    }

    /// A phrase from the bytes of one; `None` when they are none.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Program::read(bytes).map(|program| Self { program })
    }

    /// The phrase as bytes, to be read again without its pattern.
    #[cfg(feature = "embedded")]
    pub(crate) fn write(&self) -> postcard::Result<Vec<u8>> {
        self.program.write()
    }

    /// How many ways a match may go on from its beginning.
    pub(crate) fn branches(&self) -> usize {
        self.program.branches()
    }

    /// Finds every match in the text the trail was opened on, leftmost first,
    /// none overlapping another, among those with one of these characters,
    /// which ascend, at most `reach` characters in: all numbered without
    /// blanks. False when it took too many steps; what it found is then void.
    pub(crate) fn find(
        &self,
        anchors: impl Iterator<Item = u32>,
        reach: u32,
        trail: &mut Trail,
    ) -> bool {
        trail.search(&self.program, Some((anchors, reach)))
    }

    /// Finds every match.
    pub(crate) fn find_all(&self, trail: &mut Trail) -> bool {
        trail.search(&self.program, None::<(std::iter::Empty<u32>, u32)>)
    }
}
