//! Explanations as text.

use std::fmt::{self, Display, Formatter};

use super::{
    Arithmetic, Cue, Disorder, Explanation, Found, Match, Method, Missing, NearMiss, Reason,
    Refused, ThemeExplanation, Wanted, Words,
};
use crate::score::{MENTION_CEILING, Stance};

impl Display for Explanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", flat(&self.text))?;
        for theme in &self.themes {
            write!(f, "{theme}")?;
        }
        Ok(())
    }
}

impl Display for ThemeExplanation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.headline())?;
        let indented = |f: &mut Formatter<'_>, item: &dyn Display| {
            item.to_string()
                .lines()
                .try_for_each(|line| writeln!(f, "  {line}"))
        };
        for found in &self.matches {
            indented(f, found)?;
        }
        for refused in &self.refused {
            indented(f, refused)?;
        }
        for near in &self.near {
            indented(f, near)?;
        }
        Ok(())
    }
}

impl ThemeExplanation {
    /// The theme, its stance and score, and how the score was worked out.
    #[must_use]
    pub fn headline(&self) -> String {
        let id = &self.id;
        match (self.stance, self.score, &self.arithmetic) {
            (Some(stance), Some(score), Some(sum)) => {
                format!("{id}: {} {score:.2} = {sum}", told(stance))
            }
            _ => format!("{id}: not talked about"),
        }
    }
}

impl Display for Arithmetic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.method {
            Method::NoisyOr => {
                write!(f, "1 −")?;
                for (at, term) in self.terms.iter().enumerate() {
                    let times = if at == 0 { "" } else { " ×" };
                    write!(f, "{times} (1 − {})", Number(term.weight))?;
                }
            }
            Method::Strongest => {
                write!(f, "strongest of ")?;
                for (at, term) in self.terms.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{}", Number(term.weight))?;
                    if term.share < 1.0 {
                        write!(f, " × {} (mention)", Number(term.share))?;
                    }
                }
                if self.combined >= MENTION_CEILING {
                    write!(f, ", at most {}", Number(MENTION_CEILING))?;
                }
            }
        }
        let told = self.calibrated != self.combined;
        if told {
            write!(f, " = {}, calibrated", Number(self.combined))?;
        }
        if self.shift != 0.0 {
            let sign = if told { "" } else { " =" };
            write!(f, "{sign} {}", Number(self.calibrated))?;
            write!(f, ", log odds {:+.2} for the prior", self.shift)?;
        }
        Ok(())
    }
}

impl Display for Match {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.counted { '+' } else { '·' };
        writeln!(f, "{sign} {} — {}", self.rule, self.why)?;
        place(f, &self.sentence, &self.clause)?;
        concepts(f, &self.rule, &self.concepts)?;
        for cue in &self.modifiers {
            writeln!(f, "    {cue}")?;
        }
        write!(f, "    weight {}", Number(self.weight_before))?;
        if self.weight != self.weight_before {
            write!(f, " → {}", Number(self.weight))?;
        }
        write!(f, ", {}", told(self.stance))?;
        match (self.strongest, self.counted) {
            (true, true) => {}
            (true, false) => write!(f, "; does not count beside complaints")?,
            (false, _) => write!(f, "; does not count: another of its clause is stronger")?,
        }
        Ok(())
    }
}

impl Display for Cue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kind = format!("{:?}", self.kind).to_lowercase();
        let effect = format!("{:?}", self.effect).to_lowercase();
        write!(f, "{kind} {effect}: {}", self.words)
    }
}

impl Display for Refused {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "− {} — {}", self.rule, self.why)?;
        place(f, &self.sentence, &self.clause)?;
        concepts(f, &self.rule, &self.concepts)?;
        write!(f, "    refused: ")?;
        match &self.reason {
            Reason::Guard { guards } => write!(f, "unless {}", list(&self.rule, guards)),
            Reason::Negated { cue } => write!(f, "negated by {cue}"),
            Reason::NotNegated => write!(f, "not negated, as the rule requires"),
            Reason::Agent { wanted, acts, cue } => {
                write!(f, "agent must be {wanted}, and is {acts}: {cue}")
            }
            Reason::Unlikely { cue } => {
                write!(f, "such words hardly ever name the theme: {cue}")
            }
            Reason::NoTopic => write!(f, "needs a topic, and nothing before it sets one"),
        }
    }
}

impl Display for NearMiss {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "? {} — {}", self.rule, self.why)?;
        writeln!(f, "    has {}", list(&self.rule, &self.present))?;
        for (at, missing) in self.missing.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "    lacks ")?;
            lacks(f, &self.rule, missing, self.within)?;
        }
        if let Some(order) = &self.order {
            write!(f, "    {}", order.told(&self.rule))?;
        }
        Ok(())
    }
}

impl Disorder {
    fn told(&self, rule: &str) -> String {
        let (from, to) = (named(rule, &self.from), named(rule, &self.to));
        match self.gap {
            _ if self.reversed => format!("wants {to} behind {from}: it stands in front"),
            Some(gap) => {
                let distance = self.distance;
                format!("wants {to} within {gap} morphemes of {from}: {distance} stand between")
            }
            None => format!("{to} does not follow {from}"),
        }
    }
}

impl Display for Wanted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.concept)?;
        match self.role {
            Some(role) => write!(f, " as {role}"),
            None => Ok(()),
        }
    }
}

impl Display for Words {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&flat(&self.text))
    }
}

/// A number with the digits it has, three at most.
struct Number(f32);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = format!("{:.3}", self.0);
        f.write_str(text.strip_suffix('0').unwrap_or(&text))
    }
}

fn told(stance: Stance) -> &'static str {
    match stance {
        Stance::Mention => "mention",
        Stance::Complaint => "complaint",
    }
}

/// On one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A concept as the rule's own file calls it.
fn short<'a>(rule: &str, concept: &'a str) -> &'a str {
    let own = rule.split_once('.').map(|(theme, _)| theme);
    match concept.split_once('.') {
        Some((theme, name)) if Some(theme) == own => name,
        _ => concept,
    }
}

fn named(rule: &str, found: &Found) -> String {
    format!("{} ({})", short(rule, &found.concept), found.words)
}

fn list(rule: &str, found: &[Found]) -> String {
    let named: Vec<String> = found.iter().map(|found| named(rule, found)).collect();
    named.join(", ")
}

fn place(f: &mut Formatter<'_>, sentence: &Words, clause: &Words) -> fmt::Result {
    let range = clause.span.range();
    let (sentence, clause_text) = (flat(&sentence.text), flat(&clause.text));
    if sentence == clause_text {
        writeln!(f, "    in “{clause_text}” ({}–{})", range.start, range.end)
    } else {
        let range = format!("{}–{}", range.start, range.end);
        writeln!(f, "    in “{clause_text}” ({range}) of “{sentence}”")
    }
}

fn concepts(f: &mut Formatter<'_>, rule: &str, found: &[Found]) -> fmt::Result {
    writeln!(f, "    {}", list(rule, found))
}

fn lacks(f: &mut Formatter<'_>, rule: &str, missing: &Missing, within: &str) -> fmt::Result {
    for (at, wanted) in missing.concepts.iter().enumerate() {
        let or = if at == 0 { "" } else { " or " };
        let role = wanted
            .role
            .map(|role| format!(" as {role}"))
            .unwrap_or_default();
        write!(f, "{or}{}{role}", short(rule, &wanted.concept))?;
    }
    if !missing.other_role.is_empty() {
        write!(f, "; in another part: {}", list(rule, &missing.other_role))?;
    }
    if !missing.outside.is_empty() {
        write!(
            f,
            "; outside the {within}: {}",
            list(rule, &missing.outside)
        )?;
    }
    Ok(())
}
