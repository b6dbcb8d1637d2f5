//! What rules found on a theme in a line, as the classifier weighs it.

/// What the evidence of a theme comes to before the classifier is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A complaint.
    Complaint,
    /// A mention by the rule itself.
    Mention,
    /// A complaint that a modifier made a mention of.
    Softened,
}

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

    /// The better of each.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            named: self.named.max(other.named),
            complains: self.complains.max(other.complains),
        }
    }
}

/// All that is known of a theme in a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Case {
    /// What the strongest evidence is.
    pub standing: Standing,
    /// What it weighs, in [0, 1].
    pub weight: f32,
    /// Whether there is more evidence of the same stance.
    pub several: bool,
    /// The best record of the rules that left it.
    pub record: Record,
    /// Log odds by the words of the line that the theme is named.
    pub named: f32,
    /// Log odds by its words that it complains on something.
    pub any: f32,
    /// Log odds by its words that it complains on the theme.
    pub own: f32,
}

/// Weights are taken to be no surer than this, and its counterpart.
const SUREST: f32 = 0.98;

impl Case {
    fn weight(&self) -> f32 {
        let weight = self.weight.clamp(1.0 - SUREST, SUREST);
        (weight / (1.0 - weight)).ln()
    }

    /// What bears on whether the theme is named.
    #[must_use]
    pub fn of_name(&self) -> [f32; 10] {
        let standing = |standing| f32::from(u8::from(self.standing == standing));
        let complaint = standing(Standing::Complaint);
        let mention = 1.0 - complaint;
        let several = f32::from(u8::from(self.several));
        [
            complaint,
            standing(Standing::Mention),
            standing(Standing::Softened),
            complaint * self.named,
            mention * self.named,
            complaint * self.record.named,
            mention * self.record.named,
            complaint * several,
            mention * several,
            complaint * self.weight(),
        ]
    }

    /// What bears on whether a complaint that names the theme is one.
    #[must_use]
    pub fn of_complaint(&self) -> [f32; 6] {
        [
            1.0,
            self.record.complains,
            self.weight(),
            f32::from(u8::from(self.several)),
            self.any,
            self.own,
        ]
    }
}

/// What each number of a [`Case`] is worth in log odds, by logistic regression
/// over texts that no rule was written for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balance {
    /// For [`Case::of_name`].
    pub name: [f32; 10],
    /// For [`Case::of_complaint`].
    pub complaint: [f32; 6],
}

impl Balance {
    /// Log odds that the theme is named at all.
    #[must_use]
    pub fn name(&self, case: &Case) -> f32 {
        sum(&self.name, &case.of_name())
    }

    /// Log odds that what rules take for a complaint is one.
    #[must_use]
    pub fn complaint(&self, case: &Case) -> f32 {
        sum(&self.complaint, &case.of_complaint())
    }
}

fn sum(shares: &[f32], numbers: &[f32]) -> f32 {
    shares.iter().zip(numbers).map(|(a, b)| a * b).sum()
}
