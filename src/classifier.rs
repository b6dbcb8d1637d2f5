//! A linear classifier that has a say where no rule finds anything on a theme.
//!
//! Rules know the words their authors thought of; what people say of a theme
//! has no end. The classifier adds up learned weights of hashed pairs and
//! triples of characters, as in Weinberger et al. (2009), “Feature hashing for
//! large scale multitask learning”. It is learned by `tools themes learn`.

use std::{
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

use crate::score::Stance;

/// The table `tools themes learn` wrote.
const EMBEDDED: &[u8] = include_bytes!("../data/classifier.bin");

/// First bytes of a table; the last is its version.
const MAGIC: [u8; 4] = *b"HCL\x01";

/// Weights of one feature: two for each theme, the rest unused.
const LANES: usize = 8;

/// Bits of a hashed feature.
const BITS: u32 = 16;

/// How many different features there are.
pub const FEATURES: usize = 1 << BITS;

/// Log odds from which a theme is taken to be named: 7 to 3.
const NAMED: f32 = 0.847;

/// Log odds at which a complaint weighs most.
const SURE: f32 = 3.0;

/// The hashed pairs and triples of characters of a text that was normalised
/// ([`crate::text::normalize`]), each with the byte where it begins and where
/// it ends. Blanks count as one, case does not count, and a blank is taken to
/// stand at either end.
pub fn features(text: &str) -> impl Iterator<Item = (u32, Range<usize>)> + '_ {
    let mut blank = true;
    let body = text.char_indices().filter_map(move |(at, c)| {
        let c = if c.is_whitespace() {
            ' '
        } else {
            c.to_ascii_lowercase()
        };
        let again = c == ' ' && blank;
        blank = c == ' ';
        (!again).then_some((c, at))
    });
    let end = text.len();
    let all = std::iter::once((' ', 0)).chain(body).chain([(' ', end)]);
    let mut last: [Option<(char, usize)>; 2] = [None; 2];
    all.flat_map(move |(c, at)| {
        let [second, first] = last;
        last = [Some((c, at)), second];
        let stop = (at + c.len_utf8()).min(end);
        let pair = second.map(|(a, from)| (hash(&[a, c]), from..stop));
        let triple = second
            .zip(first)
            .map(|((b, _), (a, from))| (hash(&[a, b, c]), from..stop));
        [pair, triple].into_iter().flatten()
    })
}

fn hash(chars: &[char]) -> u32 {
    let mixed = chars.iter().fold(chars.len() as u32, |hash, &c| {
        let hash = (hash ^ u32::from(c)).wrapping_mul(0x9e37_79b1);
        hash ^ (hash >> 15)
    });
    mixed >> (32 - BITS)
}

/// A learned output: what makes a probability of a sum of weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Output {
    /// What a weight of 1 in the table is worth in log odds.
    pub scale: f32,
    /// Log odds of a text without any known feature.
    pub bias: f32,
}

/// The learned table. Immutable, cheap to clone.
#[derive(Clone)]
pub struct Classifier {
    themes: Arc<[String]>,
    outputs: Arc<[Output]>,
    weights: Arc<[[i8; LANES]]>,
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
        let read = || Self::from_bytes(EMBEDDED).unwrap_or_else(|| Self::new(&[], &[], Vec::new()));
        TABLE.get_or_init(read).clone()
    }

    /// A table of up to four themes: for each whether it is named, then whether
    /// the text complains on it; for each feature a weight per output.
    #[must_use]
    pub fn new(themes: &[&str], outputs: &[Output], weights: Vec<[i8; LANES]>) -> Self {
        let mut table = Self {
            themes: themes.iter().map(|&theme| theme.to_owned()).collect(),
            outputs: outputs.into(),
            weights: weights.into(),
            fingerprint: 0,
        };
        let mut hash = crate::scorer::Fnv::new();
        hash.add(&table.to_bytes());
        table.fingerprint = hash.finish();
        table
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&MAGIC)?;
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
        let mut outputs = Vec::new();
        for _ in 0..count {
            let length = usize::from(take(1)?[0]);
            themes.push(std::str::from_utf8(take(length)?).ok()?);
            for _ in 0..2 {
                let scale = f32::from_le_bytes(take(4)?.try_into().ok()?);
                let bias = f32::from_le_bytes(take(4)?.try_into().ok()?);
                outputs.push(Output { scale, bias });
            }
        }
        let used = 2 * count;
        if rest.len() != used * FEATURES || used == 0 {
            return None;
        }
        let weights = rest
            .chunks_exact(used)
            .map(|chunk| {
                let mut lanes = [0; LANES];
                for (lane, &byte) in lanes.iter_mut().zip(chunk) {
                    *lane = byte as i8;
                }
                lanes
            })
            .collect();
        Some(Self::new(&themes, &outputs, weights))
    }

    /// The table as the crate holds it: themes, outputs, and for each feature
    /// its weights.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(self.themes.len() as u8);
        for (theme, outputs) in self.themes.iter().zip(self.outputs.chunks(2)) {
            bytes.push(theme.len() as u8);
            bytes.extend(theme.as_bytes());
            for output in outputs {
                bytes.extend(output.scale.to_le_bytes());
                bytes.extend(output.bias.to_le_bytes());
            }
        }
        let used = 2 * self.themes.len();
        for lanes in &self.weights[..] {
            bytes.extend(lanes[..used].iter().map(|&weight| weight as u8));
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
        let mut sums = [0i32; LANES];
        let mut count = 0u32;
        for (feature, _) in features(text) {
            count += 1;
            let lanes = self.weights.get(feature as usize);
            for (sum, &weight) in sums.iter_mut().zip(lanes.into_iter().flatten()) {
                *sum += i32::from(weight);
            }
        }
        let mut guesses = Guesses::default();
        let length = (count.max(1) as f32).sqrt();
        for (lane, output) in self.outputs.iter().enumerate() {
            let logit = sums[lane] as f32 * output.scale / length + output.bias;
            guesses.odds[lane] = logit;
        }
        guesses
    }

    /// The words that speak most for a guess on a theme: byte ranges of the
    /// text, at most as many as fit.
    pub(crate) fn words<const N: usize>(
        &self,
        text: &str,
        theme: usize,
        stance: Stance,
    ) -> ([Range<usize>; N], usize) {
        let lane = 2 * theme + usize::from(stance == Stance::Complaint);
        let mut best = [(); N].map(|()| (0i32, 0..0));
        let mut at = 0;
        // Words come in the order of their features.
        let mut grams = features(text).peekable();
        for word in text.split_inclusive(char::is_whitespace) {
            let body = at..at + word.trim_end().len();
            at += word.len();
            let mut sum = 0;
            while let Some((feature, _)) = grams.next_if(|(_, range)| range.start < at) {
                let lanes = self.weights.get(feature as usize);
                sum += lanes.map_or(0, |lanes| i32::from(lanes[lane]));
            }
            if let Some(least) = (0..N).min_by_key(|&i| best[i].0)
                && sum > best[least].0
                && !body.is_empty()
            {
                best[least] = (sum, body);
            }
        }
        let top = best.iter().map(|(sum, _)| *sum).max().unwrap_or_default();
        // What speaks less than half as much is not shown.
        best.sort_unstable_by_key(|(sum, range)| (2 * *sum < top || *sum == 0, range.start));
        let count = best
            .iter()
            .take_while(|(sum, _)| *sum > 0 && 2 * *sum >= top)
            .count();
        (best.map(|(_, range)| range), count)
    }
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
        if complains >= 0.0 {
            let sure = (complains / SURE).min(1.0);
            return Some((Stance::Complaint, 0.5 + 0.15 * sure));
        }
        (named >= NAMED).then_some((Stance::Mention, 0.3))
    }
}
