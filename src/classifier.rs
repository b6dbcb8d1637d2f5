//! A linear classifier that has a say where no rule finds anything on a theme,
//! and that takes back what rules find, or makes a complaint of a mention, where
//! it is sure enough they are wrong. Its [`Gate`] tells beforehand which sentences
//! may name a theme: in the others the rules it was learned with are not asked.
//!
//! Rules know the words their authors thought of; what people say of a theme
//! has no end. The classifier adds up learned weights of hashed pairs and
//! triples of characters, as in Weinberger et al. (2009), “Feature hashing for
//! large scale multitask learning”. It is learned by `tools themes learn`.

mod case;
mod features;
mod gate;
mod lanes;
mod review;
mod sums;
mod words;

use std::{
    borrow::Cow,
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

pub use case::{Balance, Blaming, Naming, Record};
pub use features::{FEATURES, TAIL_FEATURES, features, tail_features};
pub use gate::{GATE_LANES, Gate};
pub use lanes::{LANES, Lanes, Output};
pub use review::Review;
pub(crate) use review::{Opinion, REVIEWED};

use crate::{fingerprint, score::Stance};

/// The table `tools themes learn` wrote.
const EMBEDDED: &[u8] = include_bytes!("../data/classifier.bin");

/// First bytes of a table; the last is its version.
const MAGIC: [u8; 4] = *b"HCL\x05";

/// Log odds from which a theme is taken to be named.
const NAMED: f32 = 0.0;

/// Log odds from which a text is taken to complain.
const COMPLAINS: f32 = 0.6;

/// Log odds at which a complaint weighs most.
const SURE: f32 = 3.0;

/// The learned table. Immutable, cheap to clone.
///
/// ```
/// use hasoyeon::classifier::{Classifier, FEATURES, Lanes, Output, features};
///
/// let mut weights = vec![[0; 8]; FEATURES];
/// for (feature, _) in features("환불") {
///     // What names the theme, what complains on it.
///     weights[feature as usize][..2].copy_from_slice(&[100, 50]);
/// }
/// let output = Output { scale: 0.02, bias: -2.0, ..Output::default() };
/// let table = Classifier::new(&["money"], Lanes::new(&[output; 2], &weights, &[]));
/// let read = Classifier::from_bytes(&table.to_bytes());
/// assert!(read.is_some_and(|table| table.themes().eq(["money"])));
/// ```
#[derive(Clone)]
pub struct Classifier {
    themes: Arc<[String]>,
    /// Two for each theme.
    lanes: Lanes,
    review: Option<Review>,
    gate: Option<Gate>,
    fingerprint: u64,
}

impl fmt::Debug for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Classifier")
            .field("themes", &self.themes)
            .finish_non_exhaustive()
    }
}

impl Classifier {
    /// The table inside the crate.
    #[must_use]
    pub fn embedded() -> Self {
        static TABLE: OnceLock<Classifier> = OnceLock::new();
        // A test reads it; were it damaged, no theme would be in it.
        let read = || {
            Self::read(EMBEDDED, &Cow::Borrowed)
                .unwrap_or_else(|| Self::new(&[], Lanes::new(&[], &[], &[])))
        };
        TABLE.get_or_init(read).clone()
    }

    /// A table of up to four themes: for each two models, whether it is named and
    /// whether the text complains on it.
    #[must_use]
    pub fn new(themes: &[&str], lanes: Lanes) -> Self {
        let table = Self {
            themes: themes.iter().map(|&theme| theme.to_owned()).collect(),
            lanes,
            review: None,
            gate: None,
            fingerprint: 0,
        };
        table.sealed()
    }

    /// The same table with a review of what rules find; of its first three
    /// themes.
    #[must_use]
    pub fn with_review(mut self, review: Review) -> Self {
        self.review = Some(review);
        self.sealed()
    }

    /// The same table with a gate before its themes: where it stays closed,
    /// neither rules that the review knows nor the classifier find anything.
    #[must_use]
    pub fn with_gate(mut self, gate: Gate) -> Self {
        self.gate = Some(gate);
        self.sealed()
    }

    fn sealed(mut self) -> Self {
        self.fingerprint = fingerprint::of_table(&self.body());
        self
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let table = Self::read(bytes, &|weights| Cow::Owned(weights.to_vec()))?;
        (table.fingerprint == fingerprint::of_table(&table.body())).then_some(table)
    }

    /// The fingerprint is believed: to count it anew would touch every page.
    fn read<'a>(bytes: &'a [u8], keep: &dyn Fn(&'a [u8]) -> Cow<'static, [u8]>) -> Option<Self> {
        let (sum, mut rest) = bytes.strip_prefix(&MAGIC)?.split_first_chunk()?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let count = usize::from(take(1)?[0]);
        if 2 * count > LANES {
            return None;
        }
        let mut themes = Vec::new();
        for _ in 0..count {
            let length = usize::from(take(1)?[0]);
            themes.push(std::str::from_utf8(take(length)?).ok()?);
        }
        let (lanes, rest) = Lanes::read(rest, keep)?;
        let (review, rest) = part(rest)?;
        let (gate, rest) = part(rest)?;
        if !rest.is_empty() {
            return None;
        }
        let review = match review {
            [] => None,
            bytes => Some(Review::read(bytes, keep)?),
        };
        let gate = match gate {
            [] => None,
            bytes => Some(Gate::read(bytes, keep)?),
        };
        (count > 0).then(|| Self {
            themes: themes.iter().map(|&theme| theme.to_owned()).collect(),
            lanes,
            review,
            gate,
            fingerprint: u64::from_le_bytes(*sum),
        })
    }

    /// The table as the crate holds it: a fingerprint, themes and models; behind
    /// them review and gate, each with its length.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.fingerprint.to_le_bytes());
        bytes.extend(self.body());
        bytes
    }

    /// What stands behind magic and fingerprint.
    fn body(&self) -> Vec<u8> {
        let mut bytes = vec![self.themes.len() as u8];
        for theme in self.themes.iter() {
            bytes.push(theme.len() as u8);
            bytes.extend(theme.as_bytes());
        }
        self.lanes.write(&mut bytes);
        let review = self.review.as_ref().map(Review::to_bytes);
        let gate = self.gate.as_ref().map(Gate::to_bytes);
        for part in [review, gate].map(Option::unwrap_or_default) {
            bytes.extend((part.len() as u32).to_le_bytes());
            bytes.extend(part);
        }
        bytes
    }

    /// Ids of the themes it knows.
    pub fn themes(&self) -> impl Iterator<Item = &str> {
        self.themes.iter().map(String::as_str)
    }

    pub(crate) fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// What a normalised stretch of text says on each theme; nothing of it is
    /// kept.
    pub(crate) fn judge(&self, text: &str) -> Guesses {
        Guesses {
            odds: self.lanes.odds(text),
        }
    }

    /// What tells where a theme may be named, if it was learned.
    pub(crate) fn gate(&self) -> Option<&Gate> {
        self.gate.as_ref()
    }

    /// The second reading of what rules find, if it was learned.
    pub(crate) fn review(&self) -> Option<&Review> {
        self.review.as_ref()
    }

    /// The words that speak most for a guess on a theme: byte ranges of the
    /// text, at most as many as fit.
    pub(crate) fn words<const N: usize>(
        &self,
        text: &str,
        theme: usize,
        stance: Stance,
    ) -> ([Range<usize>; N], usize) {
        let mut shares = [0.0; LANES];
        shares[2 * theme + usize::from(stance == Stance::Complaint)] = 1.0;
        self.lanes.words(text, &shares)
    }
}

/// The weights of so many features as bytes; 0 where none is given.
fn bytes_of<const N: usize>(weights: &[[i8; N]], features: usize) -> Vec<u8> {
    let mut bytes = vec![0; N * features];
    for (slot, lanes) in bytes.chunks_exact_mut(N).zip(weights) {
        for (byte, &weight) in slot.iter_mut().zip(lanes) {
            *byte = weight as u8;
        }
    }
    bytes
}

/// Bytes as numbers; what is left over is none.
fn floats(bytes: &[u8]) -> impl Iterator<Item = f32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| f32::from_le_bytes(*word))
}

/// A part behind its length, and what stands behind it.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// What the classifier makes of a stretch of text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Guesses {
    /// Log odds, two to a theme.
    odds: [f32; LANES],
}

impl Guesses {
    /// Stance and weight on a theme, if it is named at all.
    ///
    /// A complaint weighs from 0.5 to 0.65, by how sure it is; a mention 0.3.
    pub(crate) fn of(&self, theme: usize) -> Option<(Stance, f32)> {
        let (named, complains) = (self.odds[2 * theme], self.odds[2 * theme + 1]);
        if complains >= COMPLAINS {
            let sure = ((complains - COMPLAINS) / (SURE - COMPLAINS)).min(1.0);
            return Some((Stance::Complaint, 0.5 + 0.15 * sure));
        }
        (named >= NAMED).then_some((Stance::Mention, 0.3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_read_and_written() {
        let table = Classifier::embedded();
        assert_eq!(table.themes().count(), 3);
        assert_eq!(table.to_bytes(), EMBEDDED);
        let copy = Classifier::from_bytes(EMBEDDED).unwrap();
        assert_eq!(copy.fingerprint(), table.fingerprint());
    }

    #[test]
    fn other_bytes_are_no_table() {
        for end in [0, 3, 4, 5, 20, EMBEDDED.len() - 1] {
            assert!(Classifier::from_bytes(&EMBEDDED[..end]).is_none(), "{end}");
        }
        let mut many = EMBEDDED.to_vec();
        many[12] = 200;
        assert!(Classifier::from_bytes(&many).is_none());
        let mut other = EMBEDDED.to_vec();
        *other.last_mut().unwrap() ^= 1;
        assert!(Classifier::from_bytes(&other).is_none());
    }

    #[test]
    fn features_are_pairs_and_triples_with_their_places() {
        let places = |text: &str| {
            features(text)
                .into_iter()
                .map(|(_, at)| at)
                .collect::<Vec<_>>()
        };
        // Blank 환, 환불, blank 환불, 불 blank, 환불 blank.
        assert_eq!(places("환불"), [0..3, 0..6, 0..6, 3..6, 0..6]);
        let ids = |text: &str| {
            features(text)
                .into_iter()
                .map(|(id, _)| id)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("AS  해\n줘"), ids(" as 해 줘 "));
        assert_ne!(ids("환불"), ids("불환"));
        assert!(
            ids("보상 안 해줘요")
                .iter()
                .all(|&id| (id as usize) < FEATURES)
        );
    }

    #[test]
    fn a_table_says_what_it_was_told() {
        let mut weights = vec![[0i8; LANES]; FEATURES];
        let (pair, _) = features("환불")[1].clone();
        weights[pair as usize] = [100, 50, 0, 0, 0, 0, 0, 0];
        let output = Output {
            scale: 0.2,
            bias: -2.0,
            ..Output::default()
        };
        let table = Classifier::new(&["money"], Lanes::new(&[output; 2], &weights, &[]));
        let (stance, weight) = table.judge("환불").of(0).unwrap();
        assert_eq!(
            (stance, weight),
            (Stance::Complaint, 0.5 + 0.15 * (1.872_136 / 2.4))
        );
        assert!(table.judge("날씨가 참 좋네요").of(0).is_none());
        for (text, word) in [
            ("어제 환불 말고", 7..13),
            ("환불 말고", 0..6),
            (" 환불받고 싶어요", 1..13),
            ("어제 환불", 7..13),
        ] {
            let (words, count) = table.words::<2>(text, 0, stance);
            assert_eq!((&words[0], count), (&word, 1), "{text:?}");
        }
    }

    #[test]
    fn what_is_said_last_may_weigh_more() {
        let mut tails = vec![[0i8; LANES]; TAIL_FEATURES];
        for (feature, _) in tail_features("안 와요") {
            tails[feature as usize] = [0, -100, 0, 0, 0, 0, 0, 0];
        }
        let output = Output {
            scale: 0.2,
            tail: 0.1,
            bias: 1.0,
        };
        let lanes = Lanes::new(&[output; 2], &[], &tails);
        let table = Classifier::new(&["calls"], lanes.clone());
        let read = Classifier::from_bytes(&table.to_bytes()).unwrap();
        let complains = |text| matches!(read.judge(text).of(0), Some((Stance::Complaint, _)));
        assert!(complains("안 와요 하더니 또 시작이네"));
        assert!(!complains("이제는 안 와요"));
        let ([word], count) = lanes.words::<1>("이제는 안 와요!", &{
            let mut shares = [0.0; LANES];
            shares[1] = -1.0;
            shares
        });
        assert_eq!((word, count), (14..21, 1));
    }
}
