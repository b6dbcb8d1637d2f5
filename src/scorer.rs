//! The scorer: everything put together.

use std::{
    ops::Range,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    analysis::Analysis,
    classifier::{Classifier, Record},
    error::Error,
    fingerprint::Fnv,
    gates::{Gates, Opening},
    lexicon::{
        Lexicon,
        compile::{Compiled, Rule},
        precompiled,
        trie::Walk,
    },
    morph::{Dictionary, UserWord},
    sentiment::SentimentTable,
    worker::{Scratch, Worker},
};

/// Scores comments. Immutable, `Send + Sync`, cheap to clone.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// let scorer = hasoyeon::Scorer::new()?;
/// let text = "보상은커녕 밤 9시에도 전화가 와요";
/// let analysis = scorer.score(text);
/// for theme in analysis.themes() {
///     println!("{} {:?} {:.2}", theme.id(), theme.stance(), theme.score());
/// }
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scorer {
    shared: Arc<Shared>,
}

/// What every worker reads.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) dictionary: Dictionary,
    pub(crate) lexicon: Compiled,
    pub(crate) sentiment: Option<SentimentTable>,
    pub(crate) classifier: Option<Classifier>,
    /// For each theme of the classifier its number in the lexicon, and what its
    /// evidence is called.
    pub(crate) guessed: Vec<Option<(u16, Arc<str>)>>,
    /// Of each rule, how it fared where the classifier was learned, if that
    /// knew it.
    pub(crate) records: Vec<Option<Record>>,
    pub(crate) gates: Gates,
    pub(crate) fingerprint: Arc<str>,
    /// Difference of log odds between the wanted prior and the calibrated one.
    pub(crate) shift: f32,
    /// Whether comments may be passed over.
    pub(crate) prefilter: bool,
    /// What it was built from, to build another beside it.
    parts: Parts,
    /// The themes as written; the embedded ones once they are asked for.
    written: OnceLock<Lexicon>,
    pool: Mutex<Vec<Scratch>>,
}

/// What a scorer is built from besides its themes.
#[derive(Clone, Debug)]
struct Parts {
    /// Without the words of any theme file.
    dictionary: Dictionary,
    sentiment: Option<SentimentTable>,
    classifier: Option<Classifier>,
    words: Vec<UserWord>,
    shift: f32,
    prefilter: bool,
}

/// Share of complaints per theme in the texts the scores are calibrated on.
const CALIBRATED_PRIOR: f32 = 0.14;

/// Scratches the pool keeps.
const POOL: usize = 16;

impl Scorer {
    /// A scorer with everything embedded.
    ///
    /// # Errors
    ///
    /// None in practice: what is embedded is tested when the crate is.
    #[cfg(feature = "embedded")]
    pub fn new() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// A builder, to bring one's own dictionary, themes or prior.
    pub fn builder() -> ScorerBuilder {
        ScorerBuilder::default()
    }

    /// Scores one text. Never fails; any UTF-8 of any length gives a result in
    /// time linear in its length. Of a text over 1 GiB the first GiB is read.
    ///
    /// Borrows scratch from a small pool behind a lock; a thread that scores
    /// much is better served by its own [`Worker`].
    #[must_use]
    pub fn score(&self, text: &str) -> Analysis {
        self.lease().score(text)
    }

    /// Scratch of the pool, given back when it is dropped.
    pub(crate) fn lease(&self) -> Lease<'_> {
        let borrowed = self.pool().pop();
        Lease {
            scorer: self,
            scratch: borrowed.unwrap_or_default(),
        }
    }

    fn pool(&self) -> std::sync::MutexGuard<'_, Vec<Scratch>> {
        // A scratch is cleared before each text: one left by a panic is fine.
        self.shared
            .pool
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// A worker: all scratch for scoring one text after another without
    /// allocating.
    #[must_use]
    pub fn worker(&self) -> Worker {
        Worker::new(self.clone())
    }

    /// Names what makes the scores: crate, dictionary, themes and sentiment
    /// table, as one hash of 16 hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.shared.fingerprint
    }

    /// A scorer with other themes beside this one, which goes on as it is: the
    /// dictionary and the sentiment table are shared, prior and user words
    /// stay. Takes about as long as checking the themes does.
    ///
    /// To reload themes in a running service, build the new scorer and, when
    /// it could be built, put it in the place of the old one:
    /// `examples/watch_lexicon.rs` does so.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use hasoyeon::{Scorer, lexicon::Lexicon};
    ///
    /// let scorer = Scorer::new()?;
    /// let fewer = ("ours.toml", "schema = 1\nid = \"ours\"\noff = [\"compensation\"]\n");
    /// let other = scorer.with_lexicon(Lexicon::embedded().merge_sources([fewer])?)?;
    /// let text = "환불 안 해줘요";
    /// assert!(scorer.score(text).theme("compensation").is_some());
    /// assert!(other.score(text).theme("compensation").is_none());
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] when a word of the themes is not in the
    /// dictionary, with every such word.
    pub fn with_lexicon(&self, lexicon: Lexicon) -> Result<Self, Error> {
        Self::assemble(self.shared.parts.clone(), Some(&lexicon))
    }

    /// Without a lexicon, the embedded one: compiled ahead where that serves.
    fn assemble(parts: Parts, lexicon: Option<&Lexicon>) -> Result<Self, Error> {
        let ahead = || precompiled::compiled(&parts.dictionary);
        let (dictionary, compiled) = match lexicon {
            Some(lexicon) => lexicon.compile(&parts.dictionary, &parts.words)?,
            None => match parts.words.is_empty().then(ahead).flatten() {
                Some(compiled) => (parts.dictionary.clone(), compiled),
                None => Lexicon::embedded().compile(&parts.dictionary, &parts.words)?,
            },
        };
        let mut hash = Fnv::new();
        hash.add(env!("CARGO_PKG_VERSION").as_bytes());
        hash.add(dictionary.name().as_bytes());
        let texts = match lexicon {
            Some(lexicon) => precompiled::fingerprint_of(lexicon.texts()),
            None => precompiled::fingerprint(),
        };
        hash.add(&texts.to_le_bytes());
        let table = parts
            .sentiment
            .as_ref()
            .map_or(0, SentimentTable::fingerprint);
        hash.add(&table.to_le_bytes());
        let table = parts.classifier.as_ref().map_or(0, Classifier::fingerprint);
        hash.add(&table.to_le_bytes());
        let number = |id: &str| {
            let at = compiled.themes.iter().position(|theme| &*theme.id == id);
            at.map(|at| (at as u16, format!("{id}.classifier").into()))
        };
        let themes = parts.classifier.iter().flat_map(Classifier::themes);
        let guessed: Vec<Option<(u16, Arc<str>)>> = themes.map(number).collect();
        let review = parts.classifier.as_ref().and_then(Classifier::review);
        let record = |rule: &Rule| review?.record(rule.content);
        let records: Vec<Option<Record>> = compiled.rules.iter().map(record).collect();
        let gates = Gates::new(&compiled, &records, &guessed);
        hash.add(&parts.shift.to_le_bytes());
        for word in &parts.words {
            for text in [word.surface(), word.tag().as_str(), word.like()] {
                hash.add(text.as_bytes());
            }
        }
        Ok(Self {
            shared: Arc::new(Shared {
                dictionary,
                lexicon: compiled,
                sentiment: parts.sentiment.clone(),
                classifier: parts.classifier.clone(),
                guessed,
                records,
                gates,
                fingerprint: format!("{:016x}", hash.finish()).into(),
                shift: parts.shift,
                prefilter: parts.prefilter,
                parts,
                written: lexicon.map_or_else(OnceLock::new, |lexicon| lexicon.clone().into()),
                pool: Mutex::new(Vec::new()),
            }),
        })
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl Shared {
    /// The place of a theme in the classifier.
    pub(crate) fn lane(&self, theme: u16) -> Option<usize> {
        let is_it = |known: &Option<(u16, _)>| known.as_ref().is_some_and(|(it, _)| *it == theme);
        self.guessed.iter().position(is_it)
    }

    /// What each sentence opens.
    pub(crate) fn open(
        &self,
        text: &str,
        sentences: &[Range<usize>],
        walk: &mut Walk,
        open: &mut Vec<Opening>,
    ) {
        let classifier = self.classifier.as_ref();
        self.gates.open(classifier, text, sentences, walk, open);
    }

    /// The themes as their files describe them.
    pub(crate) fn written(&self) -> &Lexicon {
        self.written.get_or_init(Lexicon::embedded)
    }
}

/// Scratch borrowed from the pool of a scorer.
pub(crate) struct Lease<'a> {
    scorer: &'a Scorer,
    scratch: Scratch,
}

impl Lease<'_> {
    pub(crate) fn score(&mut self, text: &str) -> Analysis {
        let mut analysis = Analysis::new();
        self.scratch.score(&self.scorer.shared, text, &mut analysis);
        analysis
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut pool = self.scorer.pool();
        if pool.len() < POOL {
            pool.push(std::mem::take(&mut self.scratch));
        }
    }
}

/// Builds a [`Scorer`] from one's own parts.
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::Scorer;
///
/// let rare = Scorer::builder().prior(0.01).build()?;
/// let usual = Scorer::new()?;
/// let text = "위약금까지 물리다니 너무하네요";
/// let score = |scorer: &Scorer| scorer.score(text).theme("compensation").unwrap().score();
/// assert!(score(&rare) < score(&usual));
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ScorerBuilder {
    dictionary: Option<Dictionary>,
    lexicon: Option<Lexicon>,
    sentiment: Option<SentimentTable>,
    classifier: Option<Classifier>,
    without_sentiment: bool,
    without_prefilter: bool,
    without_classifier: bool,
    prior: Option<f32>,
    words: Vec<UserWord>,
}

impl ScorerBuilder {
    /// A morphological dictionary of one's own.
    pub fn dictionary(mut self, dictionary: Dictionary) -> Self {
        self.dictionary = Some(dictionary);
        self
    }

    /// Themes of one's own.
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicon = Some(lexicon);
        self
    }

    /// Words the dictionary lacks, added to those of the theme files.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use hasoyeon::{Scorer, morph::{Tag, UserWord}};
    ///
    /// let words = [UserWord::new("하소연폰", Tag::Nng, "전화")];
    /// let scorer = Scorer::builder().words(words).build()?;
    /// # assert!(scorer.score("하소연폰 환불 안 해줘요").theme("compensation").is_some());
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    pub fn words(mut self, words: impl IntoIterator<Item = UserWord>) -> Self {
        self.words.extend(words);
        self
    }

    /// Whether texts are scored for sentiment; they are by default. Without it
    /// every polarity is neutral, and rules that leave the verdict to polarity
    /// find mentions.
    pub fn sentiment(mut self, on: bool) -> Self {
        self.without_sentiment = !on;
        self
    }

    /// Whether comments that no rule can find anything in are passed over
    /// before they are cut into morphemes; they are by default. The results
    /// are the same either way: switched off, it shows what it saves. What the
    /// gate of the classifier closes is not read even then.
    pub fn prefilter(mut self, on: bool) -> Self {
        self.without_prefilter = !on;
        self
    }

    /// Whether the [`classifier`](crate::classifier) has a say on the themes it
    /// knows by id; it has by default. It tells which sentences may name them,
    /// so that the rules it was learned with are asked only there, reviews what
    /// these find, and guesses where no rule finds anything. Other rules, those
    /// of users, it leaves alone.
    pub fn classifier(mut self, on: bool) -> Self {
        self.without_classifier = !on;
        self
    }

    /// A classifier of one's own in the place of the embedded one, with its
    /// review and its gate, where it has these. Rules its review does not know
    /// are asked everywhere and not reviewed.
    pub fn classifier_table(mut self, table: Classifier) -> Self {
        self.classifier = Some(table);
        self
    }

    /// A sentiment table of one's own.
    pub fn sentiment_table(mut self, table: SentimentTable) -> Self {
        self.sentiment = Some(table);
        self
    }

    /// The share of complaints on a theme expected in the texts to be scored,
    /// in (0, 1). Scores are shifted from the calibration set's share to this
    /// one; numbers outside are clamped.
    pub fn prior(mut self, share: f32) -> Self {
        self.prior = Some(share.clamp(0.001, 0.999));
        self
    }

    /// Builds the scorer.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] when a word of the themes is not in the
    /// dictionary, with every such word;
    /// [`Error::is_dictionary`] when no dictionary is given and none is
    /// embedded, or when a word of [`words`](Self::words) fits nowhere.
    pub fn build(self) -> Result<Scorer, Error> {
        #[cfg(feature = "embedded")]
        let dictionary = self.dictionary.unwrap_or_else(Dictionary::embedded);
        #[cfg(not(feature = "embedded"))]
        let dictionary = self.dictionary.ok_or_else(|| {
            Error::dictionary(
                "scorer",
                "no dictionary given, and feature `embedded` is off",
            )
        })?;
        #[cfg(feature = "sentiment")]
        let table = self.sentiment.or_else(|| Some(SentimentTable::embedded()));
        #[cfg(not(feature = "sentiment"))]
        let table = self.sentiment;
        let sentiment = table.filter(|_| !self.without_sentiment);
        let logit = |p: f32| (p / (1.0 - p)).ln();
        let shift = self
            .prior
            .map_or(0.0, |prior| logit(prior) - logit(CALIBRATED_PRIOR));
        let parts = Parts {
            dictionary,
            sentiment,
            classifier: (!self.without_classifier)
                .then(|| self.classifier.unwrap_or_else(Classifier::embedded)),
            words: self.words,
            shift,
            prefilter: !self.without_prefilter,
        };
        Scorer::assemble(parts, self.lexicon.as_ref())
    }
}
