//! Log-odds with an informative Dirichlet prior.

/// Counts of one feature.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    /// Texts that have it: complaints, the others, all texts of the file.
    pub complaints: usize,
    pub others: usize,
    pub all: usize,
}

/// Sums of all counts of a kind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    complaints: f64,
    others: f64,
    all: f64,
}

/// What the whole file weighs as prior knowledge, against the counts.
const PRIOR: f64 = 0.1;

impl Totals {
    pub fn of(counts: impl Iterator<Item = Counts>) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            complaints: sum.complaints + one.complaints as f64,
            others: sum.others + one.others as f64,
            all: sum.all + one.all as f64,
        })
    }

    /// How many standard deviations the log-odds of a feature in complaints
    /// stand above those in the others. The prior draws both towards the
    /// feature's share of the file.
    pub fn z(&self, counts: Counts) -> f64 {
        let prior = PRIOR * counts.all as f64;
        let prior_total = PRIOR * self.all;
        let log_odds =
            |count: f64, total: f64| ((count + prior) / (total + prior_total - count - prior)).ln();
        let (complaints, others) = (counts.complaints as f64, counts.others as f64);
        let difference = log_odds(complaints, self.complaints) - log_odds(others, self.others);
        difference / (1.0 / (complaints + prior) + 1.0 / (others + prior)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let one = Counts {
            complaints: 8,
            others: 2,
            all: 10,
        };
        let rest = Counts {
            complaints: 92,
            others: 298,
            all: 390,
        };
        let totals = Totals::of([one, rest].into_iter());
        // Prior 1 of 40: (8+1)/(100+40-9), (2+1)/(300+40-3); 1/9 + 1/3.
        let expected = ((9.0f64 / 131.0).ln() - (3.0f64 / 337.0).ln()) / (4.0f64 / 9.0).sqrt();
        assert!((totals.z(one) - expected).abs() < 1e-12);
        assert!(totals.z(rest) < 0.0);
    }
}
