//! A second reading of what rules found.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::{Balance, Blaming, FEATURES, Naming, Output, Record, Sums, bytes_of, words};

/// Weights of one feature: for a complaint on any theme, for a complaint on
/// each of up to three themes, for each theme whether it is named; the last is
/// unused.
pub const REVIEW_LANES: usize = super::LANES;

/// How many themes can be reviewed.
pub(crate) const REVIEWED: usize = 3;

/// Bytes of a rule's record: its content, two log odds.
const RECORD: usize = 16;

/// Numbers before the records.
const NUMBERS: usize = 2 * REVIEW_LANES + 11;

/// What was learned of texts in which rules found something. Immutable.
#[derive(Clone)]
pub struct Review {
    outputs: [Output; REVIEW_LANES],
    balance: Balance,
    /// By the content of the rule, sorted.
    records: Vec<(u64, Record)>,
    /// For each feature a weight per output: bytes of [`i8`].
    weights: Cow<'static, [u8]>,
}

impl Review {
    /// Outputs, for each feature a weight per output, what they are worth
    /// beside rules, and the records of rules by their content
    /// ([`RuleInfo::content`](crate::lexicon::RuleInfo::content)).
    #[must_use]
    pub fn new(
        outputs: [Output; REVIEW_LANES],
        weights: &[[i8; REVIEW_LANES]],
        balance: Balance,
        records: &HashMap<u64, Record>,
    ) -> Self {
        let mut records: Vec<(u64, Record)> = records
            .iter()
            .map(|(&rule, &record)| (rule, record))
            .collect();
        records.sort_unstable_by_key(|(rule, _)| *rule);
        Self {
            outputs,
            balance,
            records,
            weights: bytes_of(weights, REVIEW_LANES).into(),
        }
    }

    pub(super) fn read<'a>(
        bytes: &'a [u8],
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Option<Self> {
        let (numbers, rest) = bytes.split_at_checked(4 * NUMBERS)?;
        let (numbers, _) = numbers.as_chunks::<4>();
        let mut numbers = numbers.iter().map(|word| f32::from_le_bytes(*word));
        let mut outputs = [Output::default(); REVIEW_LANES];
        for output in &mut outputs {
            output.scale = numbers.next()?;
            output.bias = numbers.next()?;
        }
        let mut balance = Balance::default();
        for number in balance.naming.iter_mut().chain(&mut balance.blaming) {
            *number = numbers.next()?;
        }
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (records, weights) = rest.split_at_checked(count.checked_mul(RECORD)?)?;
        if weights.len() != REVIEW_LANES * FEATURES {
            return None;
        }
        let (records, _) = records.as_chunks::<RECORD>();
        let record = |bytes: &[u8; RECORD]| {
            let (hash, odds) = bytes.split_first_chunk::<8>()?;
            let (named, complains) = odds.split_first_chunk::<4>()?;
            let complains = complains.first_chunk::<4>()?;
            let record = Record {
                named: f32::from_le_bytes(*named),
                complains: f32::from_le_bytes(*complains),
            };
            Some((u64::from_le_bytes(*hash), record))
        };
        Some(Self {
            outputs,
            balance,
            records: records.iter().map(record).collect::<Option<_>>()?,
            weights: keep(weights),
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let outputs = self.outputs.iter();
        let numbers = outputs
            .flat_map(|output| [output.scale, output.bias])
            .chain(self.balance.naming)
            .chain(self.balance.blaming);
        let mut bytes: Vec<u8> = numbers.flat_map(f32::to_le_bytes).collect();
        bytes.extend((self.records.len() as u32).to_le_bytes());
        for (hash, record) in &self.records {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(record.named.to_le_bytes());
            bytes.extend(record.complains.to_le_bytes());
        }
        bytes.extend_from_slice(&self.weights);
        bytes
    }

    /// How a rule of this content fared, if it was known when this was learned.
    pub(crate) fn record(&self, rule: u64) -> Option<Record> {
        let at = self
            .records
            .binary_search_by_key(&rule, |(known, _)| *known)
            .ok()?;
        Some(self.records[at].1)
    }

    /// What a normalised stretch of text says.
    pub(crate) fn read_line(&self, text: &str) -> Opinion {
        let mut sums = Sums::<REVIEW_LANES>::default();
        if let Some(rows) = self.weights.as_chunks().0.first_chunk() {
            sums.add(rows, text);
        }
        let length = (sums.count.max(1) as f32).sqrt();
        let mut odds = [0.0; REVIEW_LANES];
        for ((odds, sum), output) in odds.iter_mut().zip(sums.of).zip(&self.outputs) {
            *odds = sum as f32 * output.scale / length + output.bias;
        }
        Opinion { odds }
    }

    /// Whether the theme is hardly named by what rules found.
    pub(crate) fn is_unlikely(&self, case: &Naming) -> bool {
        self.balance.named(case) < UNLIKELY
    }

    /// Log odds of a complaint, where what rules took for one is none.
    pub(crate) fn turns(&self, case: &Blaming) -> Option<f32> {
        Some(self.balance.blamed(case)).filter(|&odds| odds < TURNS)
    }

    /// Whether such log odds of a complaint by the words make one of what rules
    /// took for none.
    pub(crate) fn raises(&self, own: f32) -> bool {
        own >= RAISES
    }

    /// The word of a line that speaks most against what was found on a theme:
    /// against its name or, where it is named, against a complaint.
    pub(crate) fn word(&self, text: &str, theme: usize, named: bool) -> Option<Range<usize>> {
        let (lanes, _) = self.weights.as_chunks::<REVIEW_LANES>();
        let ([word], count) = words::of::<1>(text, |feature| {
            lanes.get(feature as usize).map_or(0, |lanes| {
                let lane = |at: usize| i32::from(lanes[at] as i8);
                match named {
                    true => -lane(0) - lane(1 + theme),
                    false => -lane(1 + REVIEWED + theme),
                }
            })
        });
        (count > 0).then_some(word)
    }
}

/// Log odds of the theme being named below which what rules found is dropped.
const UNLIKELY: f32 = -1.5;

/// Log odds of a complaint below which one is a mention.
const TURNS: f32 = -1.5;

/// Log odds of a complaint from which a mention is one.
const RAISES: f32 = 1.0;

/// What the words of a line say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opinion {
    /// Log odds per lane.
    odds: [f32; REVIEW_LANES],
}

impl Opinion {
    /// Log odds of a complaint on any theme.
    pub(crate) fn any(&self) -> f32 {
        self.odds[0]
    }

    /// Log odds of a complaint on a theme.
    pub(crate) fn own(&self, theme: usize) -> f32 {
        self.odds[1 + theme]
    }

    /// Log odds that a theme is named.
    pub(crate) fn named(&self, theme: usize) -> f32 {
        self.odds[1 + REVIEWED + theme]
    }
}
