//! Measures a table on labelled texts.

use std::path::PathBuf;

use clap::Args;
use hasoyeon::sentiment::{Polarity, PolarityLabel, SentimentScratch, SentimentTable};
use hasoyeon::text::Sentences;

use super::corpus::Label;
use super::noise;
use super::platt::calibration_error;
use super::random::Random;
use super::{Failure, normalized};

/// What to measure, and with which table.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// Tab-separated, header line, columns `id`, `text` and the label; `.gz` or
    /// plain. Labels: neg, neu, pos (or negative, neutral, positive); other
    /// rows are passed over.
    file: PathBuf,
    /// The packed table.
    #[arg(long, default_value = "data/sentiment/table.bin")]
    table: PathBuf,
    /// Name of the label column.
    #[arg(long, default_value = "label")]
    label: String,
    /// Rows of at least this label are positive, when labels are numbers.
    #[arg(long, requires = "negative_to")]
    positive_from: Option<f32>,
    /// Rows of at most this label are negative, when labels are numbers.
    #[arg(long)]
    negative_to: Option<f32>,
    /// Print this many rows that went wrong.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Seed of the noise.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Reads a text with a table.
pub struct Judge {
    table: SentimentTable,
    scratch: SentimentScratch,
}

impl Judge {
    /// A judge with this table.
    pub fn new(table: SentimentTable) -> Self {
        Self {
            table,
            scratch: SentimentScratch::new(),
        }
    }

    /// The verdict on a comment, as the library reaches it.
    pub fn comment(&mut self, text: &str) -> Polarity {
        let text = normalized(text);
        let sentences: Vec<_> = Sentences::new(&text).collect();
        self.table.scan(&text, &sentences, &mut self.scratch);
        self.scratch.comment()
    }
}

/// Judged by three classes: mixed goes by the sign of its score.
fn three(polarity: Polarity) -> Label {
    match polarity.label {
        PolarityLabel::Negative => Label::Negative,
        PolarityLabel::Positive => Label::Positive,
        PolarityLabel::Mixed if polarity.score < -0.1 => Label::Negative,
        PolarityLabel::Mixed if polarity.score > 0.1 => Label::Positive,
        _ => Label::Neutral,
    }
}

fn rows(args: &EvaluateArgs) -> Result<Vec<(String, String, Label)>, Failure> {
    let number = |cell: &str| -> Option<Label> {
        let value: f32 = cell.split(';').next()?.trim().parse().ok()?;
        match (args.negative_to, args.positive_from) {
            (Some(low), _) if value <= low => Some(Label::Negative),
            (_, Some(high)) if value >= high => Some(Label::Positive),
            _ => None,
        }
    };
    let word = |cell: &str| match cell {
        "neg" | "negative" => Some(Label::Negative),
        "neu" | "neutral" => Some(Label::Neutral),
        "pos" | "positive" => Some(Label::Positive),
        _ => None,
    };
    let rows = super::corpus::columns(&args.file, ["id", "text", &args.label])?;
    let label = |cell: &str| {
        if args.negative_to.is_some() {
            number(cell)
        } else {
            word(cell)
        }
    };
    Ok(rows
        .into_iter()
        .filter_map(|[id, text, cell]| Some((id, text, label(&cell)?)))
        .collect())
}

/// Runs the measurement and prints it.
///
/// # Errors
/// When the file or the table cannot be read, or no row has a label.
pub fn run(args: &EvaluateArgs) -> Result<(), Failure> {
    let table = SentimentTable::from_path(&args.table)?;
    let rows = rows(args)?;
    if rows.is_empty() {
        return Err(format!(
            "{}: no row has a label that can be used",
            args.file.display()
        )
        .into());
    }
    let mut judge = Judge::new(table);
    let said: Vec<Polarity> = rows
        .iter()
        .map(|(_, text, _)| judge.comment(text))
        .collect();
    let wants: Vec<Label> = rows.iter().map(|r| r.2).collect();
    print!("{}", report(&wants, &said));
    let (clean, clean_labels) = (sided(&wants, &said), labelled(&wants, &said));
    let (mut worst, mut worst_labels) = (0.0f64, 0.0f64);
    for noise in noise::ALL {
        let mut random = Random::new(args.seed);
        let noisy: Vec<Polarity> = rows
            .iter()
            .map(|(_, text, _)| judge.comment(&noise.apply(text, &mut random)))
            .collect();
        let (share, labels) = (sided(&wants, &noisy), labelled(&wants, &noisy));
        worst = worst.max(clean - share);
        worst_labels = worst_labels.max(clean_labels - labels);
        println!(
            "noise {:9} sign right {:.4}  drop {:+.4}  three classes {:.4}  drop {:+.4}",
            format!("{noise:?}"),
            share,
            clean - share,
            labels,
            clean_labels - labels
        );
    }
    println!("worst drop {worst:.4} (three classes {worst_labels:.4})");
    let wrong = rows
        .iter()
        .zip(&said)
        .filter(|(row, p)| three(**p) != row.2);
    for ((id, text, want), p) in wrong.take(args.errors) {
        println!(
            "{id}\t{want:?}\t{:?} {:+.2} {:.2}\t{text}",
            p.label, p.score, p.confidence
        );
    }
    Ok(())
}

/// Share of the texts that take a side whose score has the right sign.
fn sided(wants: &[Label], said: &[Polarity]) -> f64 {
    let taken: Vec<bool> = wants
        .iter()
        .zip(said)
        .filter(|(want, _)| **want != Label::Neutral)
        .map(|(want, p)| (*want == Label::Positive) == (p.score > 0.0))
        .collect();
    taken.iter().filter(|&&right| right).count() as f64 / taken.len().max(1) as f64
}

/// Share of the texts whose label is right.
fn labelled(wants: &[Label], said: &[Polarity]) -> f64 {
    let right = wants
        .iter()
        .zip(said)
        .filter(|(want, p)| three(**p) == **want);
    right.count() as f64 / wants.len().max(1) as f64
}

fn report(wants: &[Label], said: &[Polarity]) -> String {
    let mut table = [[0usize; 3]; 3];
    for (want, p) in wants.iter().zip(said) {
        table[*want as usize][three(*p) as usize] += 1;
    }
    let right: usize = (0..3).map(|i| table[i][i]).sum();
    let mut out = format!(
        "{} texts\nsign right {:.4} (texts that take a side)\n",
        wants.len(),
        sided(wants, said)
    );
    out += &format!(
        "accuracy {:.4} (three classes)\n",
        right as f64 / wants.len() as f64
    );
    for (i, name) in ["negative", "neutral", "positive"].into_iter().enumerate() {
        let wanted: usize = table[i].iter().sum();
        let given: usize = table.iter().map(|row| row[i]).sum();
        if wanted > 0 {
            let f1 = 2.0 * table[i][i] as f64 / (wanted + given).max(1) as f64;
            out += &format!(
                "F1 {name:8} {f1:.4}  ({wanted} wanted, {given} given, {} right)\n",
                table[i][i]
            );
        }
    }
    let mut sides: Vec<(f64, bool)> = wants
        .iter()
        .zip(said)
        .filter(|(want, _)| **want != Label::Neutral)
        .map(|(want, p)| {
            (
                (1.0 + f64::from(p.score.abs())) / 2.0,
                (*want == Label::Positive) == (p.score > 0.0),
            )
        })
        .collect();
    out += &format!(
        "calibration error {:.4} (score as probability of the side)\n",
        calibration_error(&sides)
    );
    sides.sort_by(|a, b| b.0.total_cmp(&a.0));
    let surest = &sides[..sides.len() * 7 / 10];
    let right = surest.iter().filter(|s| s.1).count();
    out + &format!(
        "surest 70 %: sign right {:.4}\n",
        right as f64 / surest.len().max(1) as f64
    )
}
