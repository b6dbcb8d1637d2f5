//! What is wrong with a theme dictionary, and where.

use std::fmt;

/// One defect of a theme dictionary, with its place.
///
/// ```
/// use hasoyeon::lexicon::Lexicon;
///
/// let file = ("noise.toml", "schema = 1\nid = \"noise\"\nnmae = 3\n");
/// let error = Lexicon::from_sources([file]).unwrap_err();
/// let defect = &error.defects()[0];
/// assert_eq!((defect.file(), defect.line(), defect.entry()), ("noise.toml", 3, "nmae"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) entry: String,
    pub(crate) found: String,
    pub(crate) expected: String,
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
        defects.sort();
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
    pub(crate) offset: u32,
}

/// A theme file as text.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Collects defects while files are walked to the end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) sources: Vec<Source>,
    pub(crate) defects: Vec<Defect>,
}

impl Report {
    pub(crate) fn add(
        &mut self,
        place: Place,
        entry: impl fmt::Display,
        found: impl fmt::Display,
        expected: impl fmt::Display,
    ) {
        let (file, line, column) = match self.sources.get(place.file as usize) {
            Some(source) => {
                let (line, column) = line_column(&source.text, place.offset as usize);
                (source.name.clone(), line, column)
            }
            None => (String::new(), 1, 1),
        };
        self.defects.push(Defect {
            file,
            line,
            column,
            entry: entry.to_string(),
            found: found.to_string(),
            expected: expected.to_string(),
        });
    }
}

/// Line and column (in characters) of a byte offset, both from 1.
fn line_column(text: &str, offset: usize) -> (u32, u32) {
    let offset = offset.min(text.len());
    let before = text.get(..offset).unwrap_or(text);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line as u32, before[start..].chars().count() as u32 + 1)
}
