//! Counts of right and wrong, and the figures they give.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    answer::FEELINGS,
    gold::{COMPLAINT, NONE, Want},
    random::Random,
};

/// Calls of one label: found, made up, missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub found: u64,
    pub made_up: u64,
    pub missed: u64,
}

impl Counts {
    /// Counts one call. A cell that allows several labels is neither missed
    /// nor made up by any label it allows, and is found by the one given.
    pub fn call(want: Want, got: usize, label: usize) -> Self {
        let settled = want.is_only(label) || !want.has(label) || want.has(got);
        Self {
            found: u64::from(settled && got == label && want.has(label)),
            made_up: u64::from(settled && got == label && !want.has(label)),
            missed: u64::from(want.is_only(label) && got != label),
        }
    }

    pub fn add(&mut self, other: Self) {
        self.found += other.found;
        self.made_up += other.made_up;
        self.missed += other.missed;
    }

    /// Precision, recall and F1; what had no chance to be wrong counts 1.
    pub fn rates(self) -> Rates {
        let share = |of: u64| match of {
            0 => 1.0,
            of => self.found as f64 / of as f64,
        };
        let precision = share(self.found + self.made_up);
        let recall = share(self.found + self.missed);
        let sum = precision + recall;
        Rates {
            precision,
            recall,
            f1: if sum > 0.0 {
                2.0 * precision * recall / sum
            } else {
                0.0
            },
            wanted: self.found + self.missed,
        }
    }
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rates {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Cells that want it.
    pub wanted: u64,
}

/// A share, 0 of nothing.
pub fn share(part: u64, of: u64) -> f64 {
    part as f64 / of.max(1) as f64
}

/// One text: what was wanted and what was said.
pub struct Text<'a> {
    pub wants: &'a [Want],
    pub got: Vec<usize>,
    /// How it feels, if that is judged.
    pub overall: Option<Overall<'a>>,
}

#[derive(Clone, Copy)]
pub struct Overall<'a> {
    /// The cell as it is written.
    pub cell: &'a str,
    pub want: Want,
    pub got: usize,
}

impl Overall<'_> {
    pub fn is_right(&self) -> bool {
        self.want.has(self.got)
    }
}

/// Everything that is added up over cells and texts.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    labels: [Counts; 3],
    theme: Counts,
    right: u64,
    cells: u64,
    texts_right: u64,
    texts: u64,
    overall_right: u64,
    overall: u64,
}

impl Sums {
    fn cell(want: Want, got: usize) -> Self {
        if !want.is_judged() {
            return Self::default();
        }
        let wanted = want.has(1) || want.has(COMPLAINT);
        let said = got != NONE;
        Self {
            labels: std::array::from_fn(|label| Counts::call(want, got, label)),
            theme: Counts {
                found: u64::from(said && wanted),
                made_up: u64::from(said && !wanted),
                missed: u64::from(!said && !want.has(NONE)),
            },
            right: u64::from(want.has(got)),
            cells: 1,
            ..Self::default()
        }
    }

    fn text(text: &Text) -> Self {
        let mut sums = Self::default();
        for (&want, &got) in text.wants.iter().zip(&text.got) {
            sums.add(&Self::cell(want, got));
        }
        if sums.cells > 0 {
            sums.texts = 1;
            sums.texts_right = u64::from(sums.right == sums.cells);
        }
        if let Some(overall) = &text.overall {
            sums.overall = 1;
            sums.overall_right = u64::from(overall.is_right());
        }
        sums
    }

    fn add(&mut self, other: &Self) {
        for (mine, its) in self.labels.iter_mut().zip(other.labels) {
            mine.add(its);
        }
        self.theme.add(other.theme);
        self.right += other.right;
        self.cells += other.cells;
        self.texts_right += other.texts_right;
        self.texts += other.texts;
        self.overall_right += other.overall_right;
        self.overall += other.overall;
    }

    fn cells(&self) -> Cells {
        Cells {
            complaint: self.labels[COMPLAINT].rates(),
            theme: self.theme.rates(),
            accuracy: share(self.right, self.cells),
            macro_f1: self
                .labels
                .iter()
                .map(|label| label.rates().f1)
                .sum::<f64>()
                / 3.0,
            judged: self.cells,
        }
    }

    /// The figures that get an interval.
    fn headline(&self) -> [(&'static str, f64); 10] {
        let cells = self.cells();
        [
            ("complaint precision", cells.complaint.precision),
            ("complaint recall", cells.complaint.recall),
            ("complaint F1", cells.complaint.f1),
            ("theme precision", cells.theme.precision),
            ("theme recall", cells.theme.recall),
            ("theme F1", cells.theme.f1),
            ("3-way accuracy", cells.accuracy),
            ("3-way macro F1", cells.macro_f1),
            ("every theme right", share(self.texts_right, self.texts)),
            ("overall accuracy", share(self.overall_right, self.overall)),
        ]
    }
}

/// Figures over cells of one theme, or of all.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Cells {
    pub complaint: Rates,
    /// Talked about at all.
    pub theme: Rates,
    /// Of none, mention and complaint.
    pub accuracy: f64,
    pub macro_f1: f64,
    pub judged: u64,
}

/// All figures of a set of texts.
#[derive(Debug, Serialize)]
pub struct Figures {
    pub texts: usize,
    pub themes: BTreeMap<String, Cells>,
    pub micro: Cells,
    pub every_theme_right: f64,
    pub overall: Option<Feelings>,
    /// 95 % of resamples lie between these.
    pub intervals: Vec<Interval>,
}

#[derive(Debug, Serialize)]
pub struct Interval {
    pub figure: &'static str,
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// How the comments feel.
#[derive(Debug, Serialize)]
pub struct Feelings {
    pub accuracy: f64,
    pub judged: u64,
    /// By cell as written, how often each of neg, neu, pos was said.
    pub confusion: BTreeMap<String, [u64; 3]>,
}

impl Feelings {
    fn of<'a>(overall: impl Iterator<Item = &'a Overall<'a>>) -> Option<Self> {
        let (mut right, mut judged) = (0, 0);
        let mut confusion = BTreeMap::<String, [u64; FEELINGS.len()]>::new();
        for one in overall {
            judged += 1;
            right += u64::from(one.is_right());
            confusion.entry(one.cell.to_owned()).or_default()[one.got] += 1;
        }
        (judged > 0).then(|| Self {
            accuracy: share(right, judged),
            judged,
            confusion,
        })
    }
}

/// Resamples of the bootstrap.
const RESAMPLES: usize = 1000;

impl Figures {
    pub fn of(themes: &[String], texts: &[&Text], seed: u64) -> Self {
        let sums: Vec<Sums> = texts.iter().map(|text| Sums::text(text)).collect();
        let mut all = Sums::default();
        sums.iter().for_each(|one| all.add(one));
        let per_theme = themes.iter().enumerate().map(|(n, theme)| {
            let mut sums = Sums::default();
            for text in texts {
                sums.add(&Sums::cell(text.wants[n], text.got[n]));
            }
            (theme.clone(), sums.cells())
        });
        let overall = Feelings::of(texts.iter().filter_map(|text| text.overall.as_ref()));
        let mut intervals = intervals(&sums, &all, seed);
        if overall.is_none() {
            intervals.pop();
        }
        Self {
            texts: texts.len(),
            themes: per_theme.collect(),
            micro: all.cells(),
            every_theme_right: share(all.texts_right, all.texts),
            overall,
            intervals,
        }
    }

    /// The interval of a figure.
    pub fn interval(&self, figure: &str) -> Option<&Interval> {
        self.intervals
            .iter()
            .find(|interval| interval.figure == figure)
    }
}

/// Percentile bootstrap over texts.
fn intervals(sums: &[Sums], all: &Sums, seed: u64) -> Vec<Interval> {
    let mut random = Random::new(seed);
    let headline = all.headline();
    let mut drawn = vec![Vec::with_capacity(RESAMPLES); headline.len()];
    for _ in 0..RESAMPLES {
        let mut total = Sums::default();
        for _ in sums {
            total.add(&sums[random.below(sums.len())]);
        }
        for (values, (_, value)) in drawn.iter_mut().zip(total.headline()) {
            values.push(value);
        }
    }
    let ends = |(values, (figure, value)): (&mut Vec<f64>, (&'static str, f64))| {
        values.sort_by(f64::total_cmp);
        Interval {
            figure,
            value,
            low: values[RESAMPLES / 40],
            high: values[RESAMPLES - 1 - RESAMPLES / 40],
        }
    };
    drawn.iter_mut().zip(headline).map(ends).collect()
}
