//! Which rule cries wolf?

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    answer::Answer,
    figures::share,
    gold::{COMPLAINT, Gold},
    table::Failure,
};

/// What one rule did. Texts whose cell is not judged do not count.
#[derive(Debug, Default, Serialize)]
pub struct Rule {
    pub rule: String,
    /// Texts it hit.
    pub hits: u64,
    /// Of them, where it spoke for a complaint.
    pub complaints: u64,
    /// Of those, where the theme is complained about.
    pub complaints_right: u64,
    /// Of the hits, where the theme is talked about at all.
    pub theme_right: u64,
    /// Texts that it alone made a complaint, wrongly.
    pub alone_wrong: u64,
    pub complaint_precision: Option<f64>,
    pub theme_precision: Option<f64>,
}

#[derive(Debug, Serialize)]
pub struct ByRule {
    /// Rules that hit, most wrong complaints first.
    pub rules: Vec<Rule>,
    pub never_hit: Vec<String>,
}

/// Counts the rules in the evidence of the answers; `all` are the ids of every
/// rule there is.
pub fn by_rule(gold: &Gold, answers: &[Answer], all: &[String]) -> ByRule {
    let mut rules = BTreeMap::<&str, Rule>::new();
    for (wants, answer) in gold.wants.iter().zip(answers) {
        for (&want, id) in wants.iter().zip(&gold.themes) {
            let Some(theme) = answer.theme(id).filter(|_| want.is_judged()) else {
                continue;
            };
            // A rule may hit several clauses: by text, did it complain?
            let mut here = BTreeMap::<&str, bool>::new();
            for evidence in &theme.evidence {
                *here.entry(&evidence.rule).or_default() |= evidence.complains();
            }
            let alone = here.values().filter(|&&complains| complains).count() == 1;
            for (id, complains) in here {
                let rule = rules.entry(id).or_default();
                let complaint = want.has(COMPLAINT);
                rule.hits += 1;
                rule.theme_right += u64::from(complaint || want.has(1));
                rule.complaints += u64::from(complains);
                rule.complaints_right += u64::from(complains && complaint);
                let wrong = theme.stance() == COMPLAINT && !complaint;
                rule.alone_wrong += u64::from(complains && alone && wrong);
            }
        }
    }
    let judged = |id: &&String| {
        gold.themes
            .iter()
            .any(|theme| id.split_once('.').is_some_and(|(of, _)| of == theme))
    };
    let never_hit = all
        .iter()
        .filter(judged)
        .filter(|id| !rules.contains_key(id.as_str()));
    let never_hit = never_hit.cloned().collect();
    let mut rules: Vec<Rule> = rules.into_iter().map(|(id, rule)| rule.named(id)).collect();
    rules.sort_by_key(|rule| {
        (
            rule.complaints_right as i64 - rule.complaints as i64,
            rule.theme_right as i64 - rule.hits as i64,
        )
    });
    ByRule { rules, never_hit }
}

impl Rule {
    fn named(self, id: &str) -> Self {
        let rate = |part, of| (of > 0).then(|| share(part, of));
        Self {
            rule: id.to_owned(),
            complaint_precision: rate(self.complaints_right, self.complaints),
            theme_precision: rate(self.theme_right, self.hits),
            ..self
        }
    }
}

/// What is read of a theme file.
#[derive(Deserialize)]
struct File {
    id: String,
    #[serde(default)]
    rule: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The theme files inside the crate.
const EMBEDDED: [(&str, &str); 3] = [
    (
        "compensation.toml",
        include_str!("../../data/themes/compensation.toml"),
    ),
    (
        "forced_migration.toml",
        include_str!("../../data/themes/forced_migration.toml"),
    ),
    (
        "harassment_calls.toml",
        include_str!("../../data/themes/harassment_calls.toml"),
    ),
];

/// Ids of all rules of a directory of theme files, or of the embedded ones.
pub fn ids(lexicon: Option<&Path>) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    let mut take = |name: &str, text: &str| -> Result<(), Failure> {
        let file: File =
            toml::from_str(text).map_err(|error| Failure(format!("{name}: {error}")))?;
        ids.extend(
            file.rule
                .into_iter()
                .map(|rule| format!("{}.{}", file.id, rule.id)),
        );
        Ok(())
    };
    let Some(path) = lexicon else {
        EMBEDDED
            .iter()
            .try_for_each(|(name, text)| take(name, text))?;
        return Ok(ids);
    };
    let cannot = |error| Failure(format!("cannot read {}: {error}", path.display()));
    let mut files = Vec::new();
    for entry in path.read_dir().map_err(cannot)? {
        files.push(entry.map_err(cannot)?.path());
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "toml")
    });
    files.sort();
    for file in files {
        take(
            &file.display().to_string(),
            &std::fs::read_to_string(&file).map_err(cannot)?,
        )?;
    }
    Ok(ids)
}
