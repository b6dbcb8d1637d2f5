//! The figures as text.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{
    answer::FEELINGS,
    calibration::Calibration,
    cues::Overlap,
    errors::{Kind, Mistake},
    figures::{Cells, Feelings, Figures, Rates},
    groups::Group,
    polarity,
    rules::ByRule,
    themes::{self, ByTheme, Scores},
};

impl Display for themes::Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            seed,
            figures,
            ..
        } = self;
        writeln!(f, "{file}: {} texts, by {}", figures.texts, self.answers_by)?;
        write!(f, "\n{figures}")?;
        writeln!(
            f,
            "\nmicro, with 95 % intervals (1,000 resamples of the texts, seed {seed})"
        )?;
        for one in &figures.intervals {
            writeln!(
                f,
                "  {:<20} {:.3}  [{:.3} {:.3}]",
                one.figure, one.value, one.low, one.high
            )?;
        }
        if let Some(overall) = &figures.overall {
            write!(f, "\n{overall}")?;
        }
        if let Some(scores) = &self.calibration {
            write!(f, "\n{scores}")?;
        }
        let columns = self.groups.chunk_by(|a, b| a.by == b.by);
        for groups in columns {
            by(f, groups)?;
        }
        if let Some(evidence) = &self.evidence {
            write!(f, "\n{evidence}")?;
        }
        if let Some(rules) = &self.by_rule {
            write!(f, "\n{rules}")?;
        }
        errors(f, &self.errors)
    }
}

impl Display for Figures {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (theme, cells) in &self.themes {
            writeln!(f, "{theme:<17} {cells}")?;
        }
        writeln!(f, "{:<17} {}", "MICRO", self.micro)?;
        writeln!(
            f,
            "texts with every theme right {:.3} (n={})",
            self.every_theme_right, self.texts
        )
    }
}

impl Display for Cells {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            complaint, theme, ..
        } = self;
        write!(
            f,
            "complaint {complaint} (n={}) | theme {theme} | 3-way {:.3} macro F1 {:.3}",
            complaint.wanted, self.accuracy, self.macro_f1
        )
    }
}

impl Display for Rates {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "P {:.3} R {:.3} F1 {:.3}",
            self.precision, self.recall, self.f1
        )
    }
}

impl Display for Feelings {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "overall accuracy {:.3} (n={}); gold down, said across",
            self.accuracy, self.judged
        )?;
        let [neg, neu, pos] = FEELINGS;
        writeln!(f, "  {:<12} {neg:>6} {neu:>6} {pos:>6}", "")?;
        for (cell, [neg, neu, pos]) in &self.confusion {
            writeln!(f, "  {cell:<12} {neg:>6} {neu:>6} {pos:>6}")?;
        }
        Ok(())
    }
}

impl Display for Calibration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "  {:<10} {:>6} {:>6} {:>6}",
            "score", "count", "mean", "true"
        )?;
        for bin in self.bins.iter().filter(|bin| bin.count > 0) {
            let range = format!("{:.1}–{:.1}", bin.from, bin.to);
            writeln!(
                f,
                "  {range:<10} {:>6} {:>6.3} {:>6.3}",
                bin.count, bin.mean_score, bin.share
            )?;
        }
        Ok(())
    }
}

impl Display for Scores {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { found, absent, .. } = self;
        writeln!(
            f,
            "calibration of the scores; error {:.3} (with absent themes as 0: {:.3})",
            found.error, self.error_with_absent
        )?;
        write!(f, "{found}")?;
        writeln!(
            f,
            "  {:<10} {absent:>6} {:>6} {:>6.3}",
            "absent", "", self.absent_share
        )
    }
}

fn by(f: &mut Formatter<'_>, groups: &[Group<Figures>]) -> fmt::Result {
    let Some(first) = groups.first() else {
        return Ok(());
    };
    if first.by == "fold" {
        for Group { value, figures, .. } in groups {
            write!(f, "\nfold {value}: {} texts\n{figures}", figures.texts)?;
            for name in [
                "complaint precision",
                "complaint recall",
                "complaint F1",
                "theme F1",
            ] {
                if let Some(one) = figures.interval(name) {
                    writeln!(
                        f,
                        "  {name:<20} {:.3}  [{:.3} {:.3}]",
                        one.value, one.low, one.high
                    )?;
                }
            }
            if let Some(overall) = &figures.overall {
                writeln!(
                    f,
                    "overall accuracy {:.3} (n={})",
                    overall.accuracy, overall.judged
                )?;
            }
        }
        return Ok(());
    }
    writeln!(
        f,
        "\n{:<24} {:>5}  {:^29}  {:^13}  {:^5} {:^5}  {:^5}  {:^7}",
        format!("by {}", first.by),
        "texts",
        "complaint P R F1 (n)",
        "F1 95 %",
        "theme",
        "3-way",
        "right",
        "overall"
    )?;
    for Group { value, figures, .. } in groups {
        let Rates {
            precision,
            recall,
            f1,
            wanted,
        } = figures.micro.complaint;
        write!(
            f,
            "{:<24} {:>5}  {precision:>7.3} {recall:>7.3} {f1:>7.3} {:>5}",
            clipped(value, 24),
            figures.texts,
            format!("({wanted})")
        )?;
        let (low, high) = figures
            .interval("complaint F1")
            .map_or((0.0, 0.0), |one| (one.low, one.high));
        write!(
            f,
            "  [{low:.3} {high:.3}]  {:.3} {:.3}  {:.3}",
            figures.micro.theme.f1, figures.micro.accuracy, figures.every_theme_right
        )?;
        match &figures.overall {
            Some(overall) => writeln!(f, "  {:.3}", overall.accuracy)?,
            None => writeln!(f, "  –")?,
        }
    }
    Ok(())
}

/// The beginning of a long text.
fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

impl Display for Overlap {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "P {:.3} R {:.3} F1 {:.3}; spans cover {:.2} of their sentences (n={})",
            self.precision, self.recall, self.f1, self.cover, self.cues
        )
    }
}

impl Display for ByTheme {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "evidence against cues, by eojeol")?;
        for (theme, overlap) in &self.themes {
            writeln!(f, "  {theme:<17} {overlap}")?;
        }
        writeln!(f, "  {:<17} {}", "ALL", self.all)
    }
}

impl Display for ByRule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "rules, most wrong complaints first; alone: wrong complaints no other rule shares"
        )?;
        writeln!(
            f,
            "  {:<48} {:>5} {:>6}  {:>9} {:>5} {:>6} {:>6}",
            "rule", "hits", "theme P", "complains", "right", "P", "alone"
        )?;
        let rate = |rate: Option<f64>| rate.map_or("–".to_owned(), |rate| format!("{rate:.3}"));
        for rule in &self.rules {
            writeln!(
                f,
                "  {:<48} {:>5} {:>7}  {:>9} {:>5} {:>6} {:>6}",
                rule.rule,
                rule.hits,
                rate(rule.theme_precision),
                rule.complaints,
                rule.complaints_right,
                rate(rule.complaint_precision),
                rule.alone_wrong
            )?;
        }
        writeln!(f, "  {} never hit", self.never_hit.len())?;
        for rule in &self.never_hit {
            writeln!(f, "    {rule}")?;
        }
        Ok(())
    }
}

fn errors(f: &mut Formatter<'_>, errors: &[Mistake]) -> fmt::Result {
    for kind in Kind::ALL {
        let mut of_kind = errors
            .iter()
            .filter(|mistake| mistake.kind == kind)
            .peekable();
        if of_kind.peek().is_some() {
            writeln!(f, "\n{}", kind.title())?;
        }
        of_kind.try_for_each(|mistake| write!(f, "{mistake}"))?;
    }
    Ok(())
}

impl Display for Mistake {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            id,
            line,
            column,
            gold,
            said,
            text,
            ..
        } = self;
        let score = self
            .score
            .map_or("  –  ".to_owned(), |score| format!("{score:.3}"));
        writeln!(
            f,
            "  {score} {column}: {said}, gold {gold}  ({id}, line {line})"
        )?;
        writeln!(f, "        {text}")?;
        for evidence in &self.evidence {
            let mut words = String::new();
            for word in &evidence.words {
                write!(words, " «{word}»")?;
            }
            let (before, after) = (evidence.weight_before, evidence.weight);
            write!(f, "        {} {before:.2}", evidence.rule)?;
            if (before - after).abs() > 1e-3 {
                write!(f, " → {after:.2}")?;
            }
            write!(f, "{words}")?;
            for cue in &evidence.modifiers {
                write!(f, "; {} «{}» {}", cue.kind, cue.words, cue.effect)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

impl Display for polarity::Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} texts, {} classes, by {}",
            self.file, self.texts, self.classes, self.answers_by
        )?;
        writeln!(f, "\naccuracy {:.4}", self.accuracy)?;
        writeln!(
            f,
            "sign right {:.4} (n={}, texts that take a side)",
            self.sign_right, self.calibration.count
        )?;
        writeln!(f, "accuracy of the surest 70 % {:.4}", self.surest)?;
        let [neg, neu, pos] = FEELINGS;
        writeln!(
            f,
            "\n  {:<8} {:<27} {:>7}   said {neg:>6} {neu:>6} {pos:>6}",
            "label", "", "texts"
        )?;
        for polarity::Label { label, rates, said } in &self.labels {
            let [neg, neu, pos] = said;
            writeln!(
                f,
                "  {label:<8} {rates} {:>7}        {neg:>6} {neu:>6} {pos:>6}",
                rates.wanted
            )?;
        }
        writeln!(
            f,
            "\ncalibration of P(positive); error {:.4}",
            self.calibration.error
        )?;
        write!(f, "{}", self.calibration)?;
        if let Some(worst) = self.worst_drop {
            writeln!(f, "\nunder noise (seed {})", self.seed)?;
            for noisy in &self.noises {
                writeln!(
                    f,
                    "  {:<18} accuracy {:.4}  drop {:+.4}",
                    noisy.noise, noisy.accuracy, noisy.drop
                )?;
            }
            writeln!(f, "  {:<18} {:>15}  drop {worst:+.4}", "worst", "")?;
        }
        for groups in self.groups.chunk_by(|a, b| a.by == b.by) {
            writeln!(f, "\nby {}", groups[0].by)?;
            for Group { value, figures, .. } in groups {
                writeln!(
                    f,
                    "  {:<24} {:>6}  accuracy {:.4}",
                    clipped(value, 24),
                    figures.texts,
                    figures.accuracy
                )?;
            }
        }
        errors(f, &self.errors)
    }
}
