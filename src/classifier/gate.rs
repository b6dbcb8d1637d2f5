//! What of a text may name a theme at all.

use std::{borrow::Cow, ops::Range};

use super::{FEATURES, LANES, Output, bytes_of, floats, sums::Sums, words};

/// Weights of one feature: one for each of up to four themes.
pub const GATE_LANES: usize = LANES / 2;

/// Bytes of the numbers before the weights.
const NUMBERS: usize = 8 * GATE_LANES;

/// Log odds from which rules are asked.
const OPENS: f32 = -4.0;

/// Log odds from which the classifier is asked what no rule found: it is sure
/// of nothing below.
const ASKS: f32 = 0.0;

/// Of a lane without a theme.
const NEVER: Output = Output {
    scale: 0.0,
    tail: 0.0,
    bias: f32::NEG_INFINITY,
};

/// The lane of what opens for all themes.
const OPENERS: usize = GATE_LANES - 1;

/// Tells in which sentences a theme may be named: in the others nobody looks for
/// it. Immutable.
///
/// A sum of learned weights of the features of a sentence, each as often as it
/// stands there; learned from what the rules and the classifier make of ordinary
/// texts. It errs on the side of asking. Some features open it whatever stands
/// around them ([`with_openers`](Self::with_openers)).
///
/// ```
/// # #[cfg(feature = "embedded")] {
/// use hasoyeon::{Scorer, classifier::{Classifier, Gate}};
///
/// // No outputs: it opens for nothing, so that nobody asks the embedded rules.
/// let shut = Classifier::embedded().with_gate(Gate::new(&[], &[]));
/// let scorer = Scorer::builder().classifier_table(shut).build()?;
/// assert_eq!(scorer.score("환불 안 해줘요").themes().len(), 0);
/// # }
/// # Ok::<(), hasoyeon::Error>(())
/// ```
#[derive(Clone)]
pub struct Gate {
    outputs: [Output; GATE_LANES],
    /// For each feature a weight per theme: bytes of [`i8`].
    weights: Cow<'static, [u8]>,
}

impl Gate {
    /// Outputs of up to four themes, and for each feature a weight per output.
    #[must_use]
    pub fn new(learned: &[Output], weights: &[[i8; GATE_LANES]]) -> Self {
        let mut outputs = [NEVER; GATE_LANES];
        for (output, &learned) in outputs.iter_mut().zip(learned) {
            *output = learned;
        }
        Self {
            outputs,
            weights: bytes_of(weights, FEATURES).into(),
        }
    }

    /// The same gate, open for all its themes too where one of these features
    /// stands. They take the place of a fourth theme: it is asked for no more.
    #[must_use]
    pub fn with_openers(mut self, features: &[u32]) -> Self {
        self.outputs[OPENERS] = Output {
            scale: 1.0,
            ..NEVER
        };
        let rows = self.weights.to_mut().as_chunks_mut::<GATE_LANES>().0;
        for row in &mut *rows {
            row[OPENERS] = 0;
        }
        for &feature in features {
            if let Some(row) = rows.get_mut(feature as usize) {
                row[OPENERS] = 1;
            }
        }
        self
    }

    pub(super) fn read<'a>(
        bytes: &'a [u8],
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Option<Self> {
        let (numbers, weights) = bytes.split_at_checked(NUMBERS)?;
        if weights.len() != GATE_LANES * FEATURES {
            return None;
        }
        let mut numbers = floats(numbers);
        let mut outputs = [Output::default(); GATE_LANES];
        for output in &mut outputs {
            output.scale = numbers.next()?;
            output.bias = numbers.next()?;
        }
        Some(Self {
            outputs,
            weights: keep(weights),
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let outputs = self.outputs.iter();
        let numbers = outputs.flat_map(|output| [output.scale, output.bias]);
        let mut bytes: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
        bytes.extend_from_slice(&self.weights);
        bytes
    }

    /// The themes a normalised sentence may name: a bit for each; above these as
    /// many of the themes it likely names.
    #[inline]
    pub(crate) fn themes(&self, sentence: &str) -> u8 {
        let mut sums = Sums::<GATE_LANES>::default();
        if let Some(rows) = self.weights.as_chunks().0.first_chunk() {
            sums.add(rows, sentence);
        }
        // Only the lane of openers has a scale and no bias.
        let opened = self.outputs[OPENERS].bias == NEVER.bias
            && sums.of[OPENERS] as f32 * self.outputs[OPENERS].scale > 0.0;
        let opens = if opened { f32::MIN } else { OPENS };
        let sums = sums.of.iter().zip(&self.outputs).enumerate();
        sums.fold(0, |themes, (lane, (&sum, output))| {
            let odds = sum as f32 * output.scale + output.bias;
            let open = u8::from(odds >= opens) | u8::from(odds >= ASKS) << GATE_LANES;
            themes | open << lane
        })
    }

    /// The word of a sentence that speaks most against a theme.
    pub(crate) fn word(&self, sentence: &str, theme: usize) -> Option<Range<usize>> {
        let (lanes, _) = self.weights.as_chunks::<GATE_LANES>();
        let against = |feature| {
            let lanes = lanes.get(feature as usize);
            lanes.map_or(0.0, |lanes: &[u8; GATE_LANES]| {
                -f32::from(lanes[theme] as i8)
            })
        };
        let ([word], count) = words::of::<1>(sentence, against, |_| 0.0);
        (count > 0).then_some(word)
    }
}
