//! Character n-grams: which there are, and which stand in a text.

use rustc_hash::FxHashMap;

use super::logistic::Rows;

/// Characters of a text as the scanner sees them: blanks are passed over.
pub fn letters(normalized: &str, out: &mut Vec<char>) {
    out.clear();
    out.extend(normalized.chars().filter(|c| !c.is_whitespace()));
}

/// A gram as a number: 21 bits per character, the first one highest.
fn key(gram: &[char]) -> u128 {
    gram.iter()
        .fold(0, |k, &c| (k << 21) | (u128::from(u32::from(c)) + 1))
}

/// The grams that count, each with a feature number.
#[derive(Default)]
pub struct Vocabulary {
    /// The gram of each feature, sorted.
    pub grams: Vec<Vec<char>>,
    /// In how many texts each occurs (repeated occurrences count).
    pub counts: Vec<u32>,
    ids: FxHashMap<u128, u32>,
    longest: usize,
}

impl Vocabulary {
    /// Grams of 1 to `longest` characters that occur `least` times or more;
    /// every beginning of a gram is in, too.
    pub fn count<'a>(
        texts: impl Iterator<Item = &'a str> + Clone,
        longest: usize,
        least: u32,
    ) -> Self {
        let mut kept: Vec<(Vec<char>, u32)> = Vec::new();
        let mut frequent: FxHashMap<u128, u32> = FxHashMap::default();
        let mut chars = Vec::new();
        for n in 1..=longest {
            let mut counts: FxHashMap<u128, u32> = FxHashMap::default();
            for text in texts.clone() {
                letters(text, &mut chars);
                for gram in chars.windows(n) {
                    let parts = n == 1
                        || frequent.contains_key(&key(&gram[..n - 1]))
                            && frequent.contains_key(&key(&gram[1..]));
                    if parts {
                        *counts.entry(key(gram)).or_insert(0) += 1;
                    }
                }
            }
            counts.retain(|_, c| *c >= least);
            kept.extend(counts.iter().map(|(&k, &c)| (spell(k, n), c)));
            frequent = counts;
        }
        kept.sort_unstable();
        let (grams, counts) = kept.into_iter().unzip();
        Self::new(grams, counts)
    }

    /// A vocabulary of given grams (sorted, no two alike).
    pub fn new(grams: Vec<Vec<char>>, counts: Vec<u32>) -> Self {
        let ids = grams
            .iter()
            .enumerate()
            .map(|(i, g)| (key(g), i as u32))
            .collect();
        let longest = grams.iter().map(Vec::len).max().unwrap_or(0);
        Self {
            grams,
            counts,
            ids,
            longest,
        }
    }

    /// The same grams without those that `keep` refuses.
    pub fn retain(&self, keep: impl Fn(usize) -> bool) -> Self {
        let left: Vec<usize> = (0..self.grams.len()).filter(|&i| keep(i)).collect();
        Self::new(
            left.iter().map(|&i| self.grams[i].clone()).collect(),
            left.iter().map(|&i| self.counts[i]).collect(),
        )
    }

    /// The same grams and these; a new one counts as occurring once.
    pub fn with(&self, more: &[Vec<char>]) -> Self {
        let old = self.grams.iter().cloned().zip(self.counts.iter().copied());
        let new = more
            .iter()
            .filter(|g| !self.holds(g))
            .map(|g| (g.clone(), 1));
        let mut all: Vec<(Vec<char>, u32)> = old.chain(new).collect();
        all.sort_unstable();
        all.dedup_by(|a, b| a.0 == b.0);
        let (grams, counts) = all.into_iter().unzip();
        Self::new(grams, counts)
    }

    /// True when the gram is a feature.
    pub fn holds(&self, gram: &[char]) -> bool {
        self.ids.contains_key(&key(gram))
    }

    /// Features of a text, one per occurrence, and its number of characters.
    pub fn features(&self, normalized: &str, chars: &mut Vec<char>, out: &mut Vec<u32>) -> usize {
        letters(normalized, chars);
        out.clear();
        for start in 0..chars.len() {
            for n in 1..=self.longest.min(chars.len() - start) {
                if let Some(&id) = self.ids.get(&key(&chars[start..start + n])) {
                    out.push(id);
                }
            }
        }
        chars.len()
    }

    /// Rows for texts; each occurrence counts `1 / characters ^ exponent`.
    pub fn rows<'a>(&self, texts: impl Iterator<Item = &'a str>, exponent: f32) -> Rows {
        let mut rows = Rows::new();
        let (mut chars, mut ids) = (Vec::new(), Vec::new());
        for text in texts {
            let n = self.features(text, &mut chars, &mut ids);
            rows.push(ids.iter().copied(), (n.max(1) as f32).powf(-exponent));
        }
        rows
    }
}

fn spell(mut key: u128, n: usize) -> Vec<char> {
    let mut gram = vec!['\0'; n];
    for c in gram.iter_mut().rev() {
        *c = char::from_u32(((key & 0x1f_ffff) as u32).saturating_sub(1)).unwrap_or('\0');
        key >>= 21;
    }
    gram
}
