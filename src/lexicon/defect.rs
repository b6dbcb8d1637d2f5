//! What is wrong with a theme dictionary, and where.

use std::{fmt, ops::Range};

/// One defect of a theme dictionary, with its place.
///
/// ```
/// use hasoyeon::lexicon::Lexicon;
///
/// let file = ("noise.toml", "schema = 1\nid = \"noise\"\nnmae = 3\n");
/// let error = Lexicon::from_sources([file]).unwrap_err();
/// let defect = &error.defects()[0];
/// assert_eq!((defect.file(), defect.line(), defect.entry()), ("noise.toml", 3, "nmae"));
/// assert_eq!((defect.text(), defect.column(), defect.width()), ("nmae = 3", 1, 4));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    file: String,
    line: u32,
    column: u32,
    width: u32,
    text: String,
    entry: String,
    found: String,
    expected: String,
    /// File among those read and byte of it: defects are told in this order.
    order: (u32, u32),
}

impl Defect {
    /// The file as it was given; a path for files read from disk.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Line of the file, counted from 1.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// Column in characters, counted from 1.
    #[must_use]
    pub fn column(&self) -> u32 {
        self.column
    }

    /// How many characters of the line it concerns, at least 1: what to
    /// underline.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// The line of the file, without its end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The entry it concerns: a key, a concept, a rule, a word.
    #[must_use]
    pub fn entry(&self) -> &str {
        &self.entry
    }

    /// What stands there.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What should stand there.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    pub(crate) fn order(&self) -> (u32, u32) {
        self.order
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}: {}; expected {}",
            self.file, self.line, self.column, self.entry, self.found, self.expected
        )
    }
}

/// All defects of one load, in order of file and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defects(Vec<Defect>);

impl Defects {
    pub(crate) fn new(mut defects: Vec<Defect>) -> Self {
        defects.sort_by_key(|defect| defect.order);
        defects.dedup();
        Self(defects)
    }

    /// The defects in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Defect] {
        &self.0
    }
}

impl fmt::Display for Defects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let many = if self.0.len() == 1 { "" } else { "s" };
        write!(f, "{} defect{many} in the theme dictionary", self.0.len())?;
        for defect in &self.0 {
            write!(f, "\n  {defect}")?;
        }
        Ok(())
    }
}

/// A place in a source file, kept so that later checks can name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Place {
    pub(crate) fn new(file: u32, span: Range<usize>) -> Self {
        Self {
            file,
            start: span.start as u32,
            end: span.end as u32,
        }
    }
}

/// A theme file as text.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Which merge brought it; 0 for what the crate adds by itself.
    pub(crate) layer: u32,
}

impl Source {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>, layer: u32) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            layer,
        }
    }
}

/// Collects defects while files are walked to the end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) sources: Vec<Source>,
    pub(crate) defects: Vec<Defect>,
    /// Sections of files that could not be read to their end: what they lack
    /// may stand in what was lost.
    pub(crate) broken: Vec<Place>,
}

impl Report {
    /// A report on files already read.
    pub(crate) fn on(sources: &[Source]) -> Self {
        Self {
            sources: sources.to_vec(),
            ..Self::default()
        }
    }

    pub(crate) fn add(
        &mut self,
        place: Place,
        entry: impl fmt::Display,
        found: impl fmt::Display,
        expected: impl fmt::Display,
    ) {
        let defect = self.defect(place, entry, found, expected);
        self.defects.push(defect);
    }

    /// A defect at a place, told but not collected.
    pub(crate) fn defect(
        &self,
        place: Place,
        entry: impl fmt::Display,
        found: impl fmt::Display,
        expected: impl fmt::Display,
    ) -> Defect {
        let (name, text) = match self.sources.get(place.file as usize) {
            Some(source) => (source.name.as_str(), source.text.as_str()),
            None => ("", ""),
        };
        let spot = Spot::of(text, place);
        Defect {
            file: name.to_owned(),
            line: spot.line,
            column: spot.column,
            width: spot.width,
            text: spot.text.to_owned(),
            entry: entry.to_string(),
            found: found.to_string(),
            expected: expected.to_string(),
            order: (place.file, place.start),
        }
    }

    /// True when part of the section around a place was lost.
    pub(crate) fn is_broken(&self, place: Place) -> bool {
        self.broken.iter().any(|broken| {
            broken.file == place.file && (broken.start..=broken.end).contains(&place.start)
        })
    }

    /// File and line of a place, as messages point at it.
    pub(crate) fn pointer(&self, place: Place) -> String {
        match self.sources.get(place.file as usize) {
            Some(source) => format!("{}:{}", source.name, Spot::of(&source.text, place).line),
            None => String::new(),
        }
    }
}

/// A place as people count: lines and characters from 1.
struct Spot<'t> {
    line: u32,
    column: u32,
    width: u32,
    text: &'t str,
}

impl<'t> Spot<'t> {
    fn of(text: &'t str, place: Place) -> Self {
        let floor = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(place.start as usize), floor(place.end as usize));
        let first = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let last = text[start..]
            .find('\n')
            .map_or(text.len(), |newline| start + newline);
        let width = text.get(start..end.min(last)).unwrap_or("").chars().count();
        Self {
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[first..start].chars().count() as u32 + 1,
            width: width.max(1) as u32,
            text: text[first..last].trim_end_matches('\r'),
        }
    }
}
