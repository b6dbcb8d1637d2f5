//! A second reading of what rules found.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use super::{Balance, Blaming, LANES, Lanes, Naming, Record, floats};

/// How many themes can be reviewed.
pub(crate) const REVIEWED: usize = 3;

/// Bytes of a rule's record: its content, two log odds.
const RECORD: usize = 16;

/// Numbers before the records.
const NUMBERS: usize = 11;

/// What was learned of texts in which rules found something. Immutable.
#[derive(Clone)]
pub struct Review {
    lanes: Lanes,
    balance: Balance,
    /// By the content of the rule, sorted.
    records: Vec<(u64, Record)>,
}

impl Review {
    /// What the words say: whether a text complains on any theme, whether on
    /// each of up to three, whether it names each; what that is worth beside
    /// rules, and the records of rules by their content
    /// ([`RuleInfo::content`](crate::lexicon::RuleInfo::content)).
    #[must_use]
    pub fn new(lanes: Lanes, balance: Balance, records: &HashMap<u64, Record>) -> Self {
        let mut records: Vec<(u64, Record)> = records
            .iter()
            .map(|(&rule, &record)| (rule, record))
            .collect();
        records.sort_unstable_by_key(|(rule, _)| *rule);
        Self {
            lanes,
            balance,
            records,
        }
    }

    pub(super) fn read<'a>(
        bytes: &'a [u8],
        keep: &dyn Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Option<Self> {
        let (lanes, rest) = Lanes::read(bytes, keep)?;
        let (numbers, rest) = rest.split_at_checked(4 * NUMBERS)?;
        let mut numbers = floats(numbers);
        let mut balance = Balance::default();
        for number in balance.naming.iter_mut().chain(&mut balance.blaming) {
            *number = numbers.next()?;
        }
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        if count.checked_mul(RECORD) != Some(rest.len()) {
            return None;
        }
        let (records, _) = rest.as_chunks::<RECORD>();
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
            lanes,
            balance,
            records: records.iter().map(record).collect::<Option<_>>()?,
        })
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.lanes.write(&mut bytes);
        let numbers = self.balance.naming.into_iter().chain(self.balance.blaming);
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend((self.records.len() as u32).to_le_bytes());
        for (hash, record) in &self.records {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(record.named.to_le_bytes());
            bytes.extend(record.complains.to_le_bytes());
        }
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
        Opinion {
            odds: self.lanes.odds(text),
        }
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
        let mut shares = [0.0; LANES];
        if named {
            (shares[0], shares[1 + theme]) = (-1.0, -1.0);
        } else {
            shares[1 + REVIEWED + theme] = -1.0;
        }
        let ([word], count) = self.lanes.words::<1>(text, &shares);
        (count > 0).then_some(word)
    }
}

/// Log odds of the theme being named below which what rules found is dropped.
const UNLIKELY: f32 = -1.5;

/// Log odds of a complaint below which one is a mention.
const TURNS: f32 = -2.0;

/// Log odds of a complaint from which a mention is one.
const RAISES: f32 = 2.0;

/// What the words of a line say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opinion {
    /// Log odds per lane.
    odds: [f32; LANES],
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
