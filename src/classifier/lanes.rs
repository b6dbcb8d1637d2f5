//! Linear models that go by the same features of a text.

use std::{borrow::Cow, ops::Range};

use super::{
    FEATURES, TAIL_FEATURES, bytes_of, features::each_tail, floats, part, sums::Sums, words,
};

/// Models side by side; the log odds of those that are not given are 0.
pub const LANES: usize = 8;

/// Bytes of the numbers before the weights.
const NUMBERS: usize = 12 * LANES;

/// Bytes of the weights of tails.
const ALL_TAILS: usize = LANES * TAIL_FEATURES;

/// A learned output: what makes log odds of a sum of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Output {
    /// What a weight of 1 in the table is worth in log odds.
    pub scale: f32,
    /// What a weight of 1 in the table of tails is worth; a gate has none.
    pub tail: f32,
    /// Log odds of a text without any known feature.
    pub bias: f32,
}

/// Up to [`LANES`] linear models over the features of a text and those of its
/// tail. Immutable.
///
/// Log odds are the sums of the weights over the square root of the number of
/// features ([`features`](super::features)): more words tell more, but not so
/// much more as there are.
///
/// ```
/// use hasoyeon::classifier::{FEATURES, Lanes, Output, TAIL_FEATURES, tail_features};
///
/// let output = Output { scale: 0.1, tail: 0.2, bias: -1.0 };
/// let mut tails = vec![[0; 8]; TAIL_FEATURES];
/// for (feature, _) in tail_features("이제 안 와요!!") {
///     tails[feature as usize][0] = 100;
/// }
/// let lanes = Lanes::new(&[output], &vec![[0; 8]; FEATURES], &tails);
/// assert!(lanes.odds("요즘은 안 와요")[0] > lanes.odds("안 와요 했더니 와요")[0]);
/// ```
#[derive(Clone)]
pub struct Lanes {
    outputs: [Output; LANES],
    /// For each feature a weight per model: bytes of [`i8`].
    weights: Cow<'static, [u8]>,
    /// The same for features of the tail; empty where no model goes by these.
    tails: Cow<'static, [u8]>,
}

impl Lanes {
    /// Outputs, and for each feature of a text and of its tail a weight per
    /// output, 0 where none is given; what is too much is left out. Without any
    /// for tails these are not looked at.
    #[must_use]
    pub fn new(learned: &[Output], weights: &[[i8; LANES]], tails: &[[i8; LANES]]) -> Self {
        let mut outputs = [Output::default(); LANES];
        for (output, &learned) in outputs.iter_mut().zip(learned) {
            *output = learned;
        }
        Self {
            outputs,
            weights: bytes_of(weights, FEATURES).into(),
            tails: match tails {
                [] => Cow::Borrowed(&[]),
                tails => bytes_of(tails, TAIL_FEATURES).into(),
            },
        }
    }

    /// Reads what stands before the rest.
    pub(super) fn read<'a>(
        bytes: &'a [u8],
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Option<(Self, &'a [u8])> {
        let (numbers, rest) = bytes.split_at_checked(NUMBERS)?;
        let (weights, rest) = rest.split_at_checked(LANES * FEATURES)?;
        let (tails, rest) = part(rest)?;
        if !matches!(tails.len(), 0 | ALL_TAILS) {
            return None;
        }
        let mut numbers = floats(numbers);
        let mut outputs = [Output::default(); LANES];
        for output in &mut outputs {
            output.scale = numbers.next()?;
            output.tail = numbers.next()?;
            output.bias = numbers.next()?;
        }
        let lanes = Self {
            outputs,
            weights: keep(weights),
            tails: keep(tails),
        };
        Some((lanes, rest))
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let outputs = self.outputs.iter();
        let numbers = outputs.flat_map(|output| [output.scale, output.tail, output.bias]);
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend_from_slice(&self.weights);
        bytes.extend((self.tails.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&self.tails);
    }

    /// Log odds of each model for a normalised stretch of text
    /// ([`crate::text::normalize`]).
    #[must_use]
    pub fn odds(&self, text: &str) -> [f32; LANES] {
        let mut sums = Sums::<LANES>::default();
        if let Some(rows) = self.weights.as_chunks().0.first_chunk() {
            sums.add(rows, text);
        }
        let mut ends = [0i32; LANES];
        let (tails, _) = self.tails.as_chunks::<LANES>();
        if !tails.is_empty() {
            each_tail(text, |feature, _| {
                for (sum, &weight) in ends.iter_mut().zip(&tails[feature as usize]) {
                    *sum += i32::from(weight as i8);
                }
            });
        }
        let length = (sums.count.max(1) as f32).sqrt();
        let mut odds = [0.0; LANES];
        for (lane, output) in self.outputs.iter().enumerate() {
            let sum = sums.of[lane] as f32 * output.scale + ends[lane] as f32 * output.tail;
            odds[lane] = sum / length + output.bias;
        }
        odds
    }

    /// The words of a text that weigh most, the lanes counted by so much each:
    /// byte ranges, at most as many as fit.
    pub(super) fn words<const N: usize>(
        &self,
        text: &str,
        shares: &[f32; LANES],
    ) -> ([Range<usize>; N], usize) {
        let (weights, _) = self.weights.as_chunks::<LANES>();
        let (tails, _) = self.tails.as_chunks::<LANES>();
        let sum = |row: Option<&[u8; LANES]>, worth: &dyn Fn(&Output) -> f32| {
            let row = row.into_iter().flatten();
            let lanes = row.zip(&self.outputs).zip(shares);
            lanes
                .map(|((&weight, output), share)| share * f32::from(weight as i8) * worth(output))
                .sum::<f32>()
        };
        words::of(
            text,
            |feature| sum(weights.get(feature as usize), &|output| output.scale),
            |feature| sum(tails.get(feature as usize), &|output| output.tail),
        )
    }
}
