//! Logistic regression with an L2 penalty, by dual coordinate descent.
//!
//! Minimises `½‖w‖² + Σ cᵢ log(1 + exp(−yᵢ(w·xᵢ)))` as in Yu, Huang and Lin
//! (2011), “Dual coordinate descent methods for logistic regression and maximum
//! entropy models”, algorithm 5. One thread, a stated seed, no timing: the same
//! rows give the same bits.

use super::random::Random;

/// Rows of counts: row `i` holds the features `ids[starts[i]..starts[i + 1]]`,
/// one entry per occurrence, sorted, all with the value `values[i]`.
#[derive(Default)]
pub struct Rows {
    /// Where each row begins in `ids`; one more entry than rows.
    pub starts: Vec<usize>,
    /// Features, one entry per occurrence.
    pub ids: Vec<u32>,
    /// What each occurrence in the row counts.
    pub values: Vec<f32>,
}

impl Rows {
    /// No rows.
    pub fn new() -> Self {
        Self {
            starts: vec![0],
            ..Self::default()
        }
    }

    /// Adds a row; `ids` need not be sorted.
    pub fn push(&mut self, ids: impl IntoIterator<Item = u32>, value: f32) {
        let from = self.ids.len();
        self.ids.extend(ids);
        self.ids[from..].sort_unstable();
        self.starts.push(self.ids.len());
        self.values.push(value);
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Features of a row.
    pub fn row(&self, i: usize) -> &[u32] {
        &self.ids[self.starts[i]..self.starts[i + 1]]
    }

    /// Squared length of a row, a repeated feature counting with its square.
    fn square(&self, i: usize, scale: &impl Fn(u32) -> f64) -> f64 {
        let mut sum = 0.0;
        for run in self.row(i).chunk_by(|a, b| a == b) {
            sum += (run.len() * run.len()) as f64 * scale(run[0]).powi(2);
        }
        sum * f64::from(self.values[i]).powi(2)
    }
}

/// One row's answer: its side, and the cost of a mistake.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Row in [`Rows`].
    pub row: u32,
    /// True for the positive side.
    pub positive: bool,
    /// Cost `cᵢ`, above 0.
    pub cost: f32,
}

/// A fitted model: `logit = w·x + bias`.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// One weight per feature.
    pub weights: Vec<f32>,
    /// The weight of a feature that every row has with value 1.
    pub bias: f32,
}

impl Model {
    /// Logit of a row.
    pub fn logit(&self, row: &[u32], value: f32) -> f64 {
        let sum: f64 = row
            .iter()
            .map(|&f| f64::from(self.weights[f as usize]))
            .sum();
        sum * f64::from(value) + f64::from(self.bias)
    }
}

/// Fits a model in `passes` passes over the targets.
pub fn fit(rows: &Rows, targets: &[Target], features: usize, passes: usize, seed: u64) -> Model {
    fit_scaled(rows, targets, features, passes, seed, |_| 1.0)
}

/// Fits a model to rows whose features count times a scale each; its weights
/// are for rows without scales.
pub fn fit_scaled(
    rows: &Rows,
    targets: &[Target],
    features: usize,
    passes: usize,
    seed: u64,
    scale: impl Fn(u32) -> f64,
) -> Model {
    let mut w = vec![0f64; features];
    let mut bias = 0f64;
    let mut alpha = vec![0f64; targets.len()];
    let squares: Vec<f64> = targets
        .iter()
        .map(|t| rows.square(t.row as usize, &scale) + 1.0)
        .collect();
    let mut order: Vec<u32> = (0..targets.len() as u32).collect();
    let mut random = Random::new(seed);
    for _ in 0..passes {
        random.shuffle(&mut order);
        for &i in &order {
            let i = i as usize;
            let t = targets[i];
            let row = rows.row(t.row as usize);
            let value = f64::from(rows.values[t.row as usize]);
            let y = if t.positive { 1.0 } else { -1.0 };
            let sum: f64 = row.iter().map(|&f| w[f as usize] * scale(f)).sum();
            let margin = y * (sum * value + bias);
            let cost = f64::from(t.cost);
            let step = solve(alpha[i].max(1e-9 * cost), cost, squares[i], margin) - alpha[i];
            if step != 0.0 {
                alpha[i] += step;
                let d = step * y;
                for &f in row {
                    w[f as usize] += d * value * scale(f);
                }
                bias += d;
            }
        }
    }
    Model {
        weights: (0..).zip(&w).map(|(f, &x)| (x * scale(f)) as f32).collect(),
        bias: bias as f32,
    }
}

/// The `z` in (0, c) that minimises
/// `z log z + (c − z) log(c − z) + ½ a (z − alpha)² + margin (z − alpha)`,
/// by Newton steps on `z` or on `c − z`, whichever is smaller.
fn solve(alpha: f64, c: f64, a: f64, margin: f64) -> f64 {
    let flip = margin + 0.5 * a * (c - 2.0 * alpha) < 0.0;
    let (sign, start) = if flip {
        (-1.0, c - alpha)
    } else {
        (1.0, alpha)
    };
    let old = start;
    let mut z = if c - old < 0.5 * c { 0.1 * old } else { old };
    for _ in 0..100 {
        let gradient = a * (z - old) + sign * margin + (z / (c - z)).ln();
        if gradient.abs() < 1e-6 {
            break;
        }
        let curve = a + c / (c - z) / z;
        let next = z - gradient / curve;
        z = if next <= 0.0 {
            0.1 * z
        } else if next >= c {
            0.5 * (z + c)
        } else {
            next
        };
    }
    if flip { c - z } else { z }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// At the optimum the gradient of the primal vanishes:
    /// `w = Σ cᵢ yᵢ σ(−yᵢ w·xᵢ) xᵢ`.
    #[test]
    fn gradient_vanishes_at_the_answer() {
        let mut rows = Rows::new();
        let mut targets = Vec::new();
        let mut random = Random::new(5);
        for i in 0..200u32 {
            let ids: Vec<u32> = (0..1 + random.below(9))
                .map(|_| random.below(30) as u32)
                .collect();
            let positive = ids.iter().filter(|&&f| f < 15).count() * 2 > ids.len();
            rows.push(ids, 0.3 + (i % 7) as f32 * 0.1);
            targets.push(Target {
                row: i,
                positive: positive != (i % 11 == 0),
                cost: 0.5 + (i % 3) as f32,
            });
        }
        let model = fit(&rows, &targets, 30, 400, 1);
        let mut gradient: Vec<f64> = model.weights.iter().map(|&w| f64::from(w)).collect();
        let mut at_bias = f64::from(model.bias);
        for t in &targets {
            let (row, value) = (rows.row(t.row as usize), rows.values[t.row as usize]);
            let y = if t.positive { 1.0 } else { -1.0 };
            let pull = f64::from(t.cost) * y / (1.0 + (y * model.logit(row, value)).exp());
            for &f in row {
                gradient[f as usize] -= pull * f64::from(value);
            }
            at_bias -= pull;
        }
        let worst = gradient
            .iter()
            .chain([&at_bias])
            .fold(0f64, |m, g| m.max(g.abs()));
        assert!(worst < 1e-4, "{worst}");
    }
}
