//! What rules found on a theme in a line, as the classifier weighs it.

/// How a rule fared on texts it was not written for, in log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// That its theme was named where it found something.
    pub named: f32,
    /// That the text complained on it.
    pub complains: f32,
}

impl Default for Record {
    /// Of a rule that was never met.
    fn default() -> Self {
        Self::of(0, 0, 0)
    }
}

impl Record {
    /// From counts of texts: in which the rule found something, in which the
    /// theme was named, in which they complained. Two more texts are taken to
    /// have been met, most of them rightly, so that a rule is no better or worse
    /// than others before it was met often.
    #[must_use]
    pub fn of(met: u32, named: u32, complained: u32) -> Self {
        let odds = |right: u32, rightly: f32| {
            let wrong = met.saturating_sub(right) as f32 + 2.0 - rightly;
            ((right as f32 + rightly) / wrong).ln()
        };
        Self {
            named: odds(named, 1.6),
            complains: odds(complained, 1.4),
        }
    }
}

/// What bears on whether a line names a theme at all; nothing of it hangs on
/// other lines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Naming {
    /// The most that a rule which found something weighs by itself, in [0, 1].
    pub weight: f32,
    /// Whether there is more than one piece of evidence.
    pub several: bool,
    /// Best log odds of the rules' records that the theme is named.
    pub record: f32,
    /// Log odds by the words of the line that it is.
    pub words: f32,
}

impl Naming {
    /// The numbers that [`Balance::naming`] is worth.
    #[must_use]
    pub fn numbers(&self) -> [f32; 5] {
        let several = f32::from(u8::from(self.several));
        [1.0, log_odds(self.weight), several, self.record, self.words]
    }
}

/// What bears on whether a complaint that rules find on a theme is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blaming {
    /// What the strongest evidence weighs, in [0, 1].
    pub weight: f32,
    /// Whether there is more evidence of complaint.
    pub several: bool,
    /// Best log odds of the rules' records that the text complains.
    pub record: f32,
    /// Log odds by the words of the line that it complains on something.
    pub any: f32,
    /// Log odds by its words that it complains on the theme.
    pub own: f32,
}

impl Blaming {
    /// The numbers that [`Balance::blaming`] is worth.
    #[must_use]
    pub fn numbers(&self) -> [f32; 6] {
        let several = f32::from(u8::from(self.several));
        let weight = log_odds(self.weight);
        [1.0, weight, several, self.record, self.any, self.own]
    }
}

/// Weights are taken to be no surer than this, and its counterpart.
const SUREST: f32 = 0.98;

fn log_odds(weight: f32) -> f32 {
    let weight = weight.clamp(1.0 - SUREST, SUREST);
    (weight / (1.0 - weight)).ln()
}

/// What each number is worth in log odds, by logistic regression over texts
/// that no rule was written for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balance {
    /// For [`Naming::numbers`].
    pub naming: [f32; 5],
    /// For [`Blaming::numbers`].
    pub blaming: [f32; 6],
}

impl Balance {
    /// Log odds that the theme is named at all.
    #[must_use]
    pub fn named(&self, case: &Naming) -> f32 {
        sum(&self.naming, &case.numbers())
    }

    /// Log odds that what rules take for a complaint is one.
    #[must_use]
    pub fn blamed(&self, case: &Blaming) -> f32 {
        sum(&self.blaming, &case.numbers())
    }
}

fn sum(shares: &[f32], numbers: &[f32]) -> f32 {
    shares.iter().zip(numbers).map(|(a, b)| a * b).sum()
}
