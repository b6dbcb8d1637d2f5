//! A learned table, loaded and ready to scan.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::carriers;
use super::comment;
use super::expand::{self, Layout};
use super::extra;
use super::pack::Pack;
use super::polarity::{Judge, Polarity};
use super::scan::{Automaton, Marks, Sums};
use super::scratch::SentimentScratch;
use crate::Error;

/// Weights of character n-grams, and how sums of them become a verdict.
///
/// Cheap to clone, and shared between threads. The table of the crate is
/// [`embedded`](Self::embedded); a user's own comes from a file that the
/// learner wrote.
///
/// ```
/// # #[cfg(feature = "sentiment")] {
/// use hasoyeon::sentiment::{SentimentScratch, SentimentTable};
///
/// let table = SentimentTable::embedded();
/// let mut scratch = SentimentScratch::new();
/// let text = "정말 친절하고 좋아요";
/// table.scan(text, &[0..text.len()], &mut scratch);
/// assert!(table.polarity_of(&scratch, 0..text.len()) > 0.5);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SentimentTable {
    base: Arc<Loaded>,
    extra: Option<Arc<Loaded>>,
}

#[derive(Debug)]
struct Loaded {
    bytes: Cow<'static, [u8]>,
    layout: Layout,
    judge: Judge,
}

impl Loaded {
    fn new(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let layout = expand::layout(&bytes)?;
        let judge = Judge::new(layout.parameters);
        Some(Self {
            bytes,
            layout,
            judge,
        })
    }

    fn automaton(&self) -> Automaton<'_> {
        let part = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or(&[]);
        Automaton {
            stage: part(&self.layout.stage),
            pages: part(&self.layout.pages).as_chunks().0,
            astral: part(&self.layout.astral).as_chunks().0,
            slots: part(&self.layout.slots).as_chunks().0,
        }
    }
}

impl SentimentTable {
    /// The table that ships with the crate; read in place, nothing is built.
    #[cfg(feature = "sentiment")]
    #[must_use]
    pub fn embedded() -> Self {
        static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sentiment.bin"));
        static TABLE: std::sync::LazyLock<SentimentTable> = std::sync::LazyLock::new(|| {
            let loaded =
                Loaded::new(Cow::Borrowed(BYTES)).expect("the build script checked the table");
            SentimentTable {
                base: Arc::new(loaded),
                extra: None,
            }
        });
        TABLE.clone()
    }

    /// Reads a packed table, as the learner writes it, from a file.
    ///
    /// # Errors
    /// When the file cannot be read ([`Error::is_io`]) or is not a sound table
    /// ([`Error::is_sentiment`]); the message names file, byte and reason.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        Self::parse(&bytes, &path.display().to_string())
    }

    /// Reads a packed table from memory. It is expanded here, which takes some
    /// tens of milliseconds.
    ///
    /// # Errors
    /// When the bytes are not a sound table; the message names byte and reason.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Self::parse(bytes, "sentiment table")
    }

    fn parse(bytes: &[u8], place: &str) -> Result<Self, Error> {
        let pack = Pack::from_bytes(bytes).map_err(|e| Error::sentiment(place, e))?;
        Ok(Self {
            base: Arc::new(load(&pack, place)?),
            extra: None,
        })
    }

    /// Adds words of a user's own; they count besides what the table knows.
    ///
    /// One entry per line: the words, a tab, a weight from −1 to 1 (1 is the
    /// strongest a gram can have). At most 6 characters without blanks, as the
    /// NORMALISED text has them; lines that begin with `# ` are comments.
    /// A longer entry can outweigh a shorter one within it, which makes
    /// exceptions: `시발` −1, `시발점` 1.
    ///
    /// # Errors
    /// The first bad line, by number, and why.
    pub fn with_extra(&self, tsv: &str) -> Result<Self, Error> {
        let place = "sentiment additions";
        let pack = extra::parse(tsv)
            .map_err(|(line, reason)| Error::sentiment(format!("{place}: line {line}"), reason))?;
        Ok(Self {
            base: self.base.clone(),
            extra: Some(Arc::new(load(&pack, place)?)),
        })
    }

    /// `name: value` lines: version, sources and licences, seed, sizes, and the
    /// figures measured when the table was learned.
    #[must_use]
    pub fn header(&self) -> &str {
        self.base
            .bytes
            .get(self.base.layout.header.clone())
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or("")
    }

    /// A number that changes when the table or its additions do.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let of = |loaded: &Loaded| loaded.layout.fingerprint;
        of(&self.base) ^ self.extra.as_deref().map_or(0, of).rotate_left(1)
    }

    /// Bytes of the expanded table.
    #[must_use]
    pub fn expanded_len(&self) -> usize {
        self.base.bytes.len()
    }

    /// Reads a text once and leaves everything known about it in `out`: the
    /// polarity of each sentence and of the comment and, when `out` asks for
    /// them, the words that carried it.
    ///
    /// `normalized` is text as [`crate::text::normalize`] makes it; `sentences`
    /// are byte ranges in it, in order. Nothing is allocated once `out` has
    /// seen a text of this size.
    pub fn scan(&self, normalized: &str, sentences: &[Range<usize>], out: &mut SentimentScratch) {
        self.base.automaton().scan(normalized, &mut out.marks);
        if let Some(extra) = &self.extra {
            extra.automaton().scan(normalized, &mut out.more);
            out.marks.add(&out.more);
        }
        let judge = &self.base.judge;
        let mut last = (Sums::default(), judge.judge(Sums::default()));
        out.sentences.clear();
        for sentence in sentences {
            let sums = sums(&out.marks, sentence);
            last = (sums, judge.judge(sums));
            out.sentences.push(last.1);
        }
        out.comment = comment::judge(judge, &out.marks, &out.sentences, last);
        if out.top > 0 {
            carriers::collect(
                normalized,
                &out.marks,
                judge.unit(),
                out.top,
                &mut out.carriers,
            );
        }
    }

    /// Score, −1 to 1, of any byte range of the text that was scanned last.
    #[must_use]
    pub fn polarity_of(&self, out: &SentimentScratch, range: Range<usize>) -> f32 {
        self.judge(out, range).score
    }

    /// The verdict on a range of the text that was scanned last as if the
    /// words at `holes` were not there: so that 환불 in a question about refunds
    /// does not make the question negative. Holes are ascending and disjoint.
    #[must_use]
    pub fn judge_without(
        &self,
        out: &SentimentScratch,
        range: Range<usize>,
        holes: &[Range<usize>],
    ) -> Polarity {
        let mut left = sums(&out.marks, &range);
        for hole in holes {
            let inside = hole.start.max(range.start)..hole.end.min(range.end);
            if inside.start < inside.end {
                left = left.without(sums(&out.marks, &inside));
            }
        }
        self.base.judge.judge(left)
    }

    /// The verdict on any byte range of the text that was scanned last.
    #[must_use]
    pub fn judge(&self, out: &SentimentScratch, range: Range<usize>) -> Polarity {
        self.base.judge.judge(sums(&out.marks, &range))
    }
}

fn sums(marks: &Marks, range: &Range<usize>) -> Sums {
    marks.sums(marks.within(range))
}

fn load(pack: &Pack, place: &str) -> Result<Loaded, Error> {
    let bytes = expand::expand(pack).map_err(|e| Error::sentiment(place, e))?;
    Loaded::new(Cow::Owned(bytes))
        .ok_or_else(|| Error::sentiment(place, "its expanded form is unsound"))
}
