//! Checks across files: names, cycles, patterns; still without a dictionary.

use std::collections::{HashMap, HashSet};

use regex_syntax::hir::Hir;

use super::{
    cues::Cue,
    defect::{Place, Report},
    model::{Entry, FileModel, Model, RefModel},
    pattern::build_regex,
};

/// What could not be read, and so is not called unknown.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    /// Themes none of whose concepts are known.
    themes: Vec<String>,
    concepts: Vec<String>,
    /// Id and text of files with syntax errors.
    files: Vec<(String, String)>,
}

impl Unread {
    /// A file that was not read at all.
    pub(crate) fn theme(&mut self, id: &str) {
        self.themes.push(id.to_owned());
    }

    /// What of a file was not read.
    pub(crate) fn part(&mut self, file: &FileModel, text: &str) {
        if file.nameless {
            self.theme(&file.id);
        }
        if file.broken {
            self.files.push((file.id.clone(), text.to_owned()));
        }
        self.concepts.extend_from_slice(&file.lost);
    }

    /// True when a file that could not be read seems to define the concept.
    fn may_hold(&self, concept: &str) -> bool {
        let Some((theme, name)) = concept.split_once('.') else {
            return false;
        };
        let header = format!("concepts.{name}");
        let defines = |text: &str| {
            text.match_indices(&header).any(|(at, _)| {
                let next = text[at + header.len()..].chars().next();
                next.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
            })
        };
        self.concepts.iter().any(|lost| lost == concept)
            || self.themes.iter().any(|id| id == theme)
            || self
                .files
                .iter()
                .any(|(id, text)| id == theme && defines(text))
    }
}

/// Reports what one file alone cannot show.
pub(crate) fn model(report: &mut Report, model: &Model, unread: &Unread) {
    let names: Vec<&str> = model.concepts.iter().map(|c| c.id.as_str()).collect();
    let known: HashSet<&str> = names.iter().copied().collect();
    let mut require = |entry: &str, theme: &str, name: &Entry| {
        if known.contains(name.text.as_str()) || unread.may_hold(&name.text) {
            return;
        }
        let expected = match nearest_name(&name.text, theme, &names) {
            Some(near) => format!("a concept that exists (did you mean {near}?)"),
            None => "a concept that exists".to_owned(),
        };
        let shown = name
            .text
            .strip_prefix(theme)
            .and_then(|name| name.strip_prefix('.'));
        let shown = shown.unwrap_or(&name.text);
        report.add(
            name.place,
            entry,
            format!("unknown concept {shown}"),
            expected,
        );
    };
    for concept in &model.concepts {
        let theme = concept.id.split('.').next().unwrap_or_default();
        for include in &concept.includes {
            require(&format!("concepts {}", concept.id), theme, include);
        }
    }
    for rule in &model.rules {
        let entry = format!("rule {}", rule.id);
        let named = rule
            .all
            .iter()
            .flatten()
            .chain(&rule.any)
            .chain(&rule.unless);
        for RefModel { concept, .. } in named {
            require(&entry, &rule.theme, concept);
        }
    }
    for (id, _) in Cue::ALL {
        if !known.contains(id) {
            let expected = format!("[concepts.{}]", &id["cues.".len()..]);
            report.add(
                cues(report, model),
                "cues",
                format!("no concept {id}"),
                expected,
            );
        }
    }
    cycles(report, model);
    for concept in &model.concepts {
        for pattern in &concept.patterns {
            if let Err((found, expected)) = usable_pattern(&pattern.text) {
                let entry = format!("concepts {} patterns", concept.id);
                report.add(pattern.place, entry, found, expected);
            }
        }
    }
}

/// Where the cues are written, to say there what they lack.
fn cues(report: &Report, model: &Model) -> Place {
    let some = model
        .concepts
        .iter()
        .find(|concept| concept.id.starts_with("cues."));
    let file = some.map_or(0, |concept| concept.place.file);
    let last = report
        .sources
        .get(file as usize)
        .map_or(0, |source| source.text.len());
    Place::new(file, last..last)
}

/// The known full name that somebody who wrote `name` in a file of `theme`
/// most likely meant, as it would be written there.
pub(crate) fn nearest_name<'n>(name: &str, theme: &str, known: &[&'n str]) -> Option<&'n str> {
    let part = |name: &'n str| name.split_once('.').unwrap_or(("", name));
    let (wanted_theme, wanted) = name.split_once('.').unwrap_or(("", name));
    known
        .iter()
        .map(|&near| {
            let (near_theme, near_name) = part(near);
            let same = strsim::jaro_winkler(wanted, near_name);
            let kin = strsim::jaro_winkler(wanted_theme, near_theme);
            (same, kin, near)
        })
        .filter(|&(same, _, _)| same > 0.8)
        .max_by(|a, b| (a.0 + a.1 / 8.0).total_cmp(&(b.0 + b.1 / 8.0)))
        .map(|(_, _, near)| match near.split_once('.') {
            Some((of, name)) if of == theme => name,
            _ => near,
        })
}

/// A concept that includes itself, directly or through others.
fn cycles(report: &mut Report, model: &Model) {
    let by_id: HashMap<&str, usize> = model
        .concepts
        .iter()
        .enumerate()
        .map(|(i, concept)| (concept.id.as_str(), i))
        .collect();
    for (start, concept) in model.concepts.iter().enumerate() {
        let mut stack = vec![start];
        let mut seen = HashSet::new();
        while let Some(at) = stack.pop() {
            for include in &model.concepts[at].includes {
                let Some(&next) = by_id.get(include.text.as_str()) else {
                    continue;
                };
                if next == start {
                    report.add(
                        concept.place,
                        format!("concepts {}", concept.id),
                        "includes itself",
                        "includes without a circle",
                    );
                    stack.clear();
                    break;
                }
                if seen.insert(next) {
                    stack.push(next);
                }
            }
        }
    }
}

/// Repetitions from here on make a pattern worth compiling to see its size.
const LONG_REPETITION: u32 = 50;

/// True for a pattern the matcher can run; compiles only those that may be
/// too large, since most texts need few of them.
fn usable_pattern(pattern: &str) -> Result<(), (String, String)> {
    let hir = parse_pattern(pattern)?;
    let long = pattern
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .flat_map(|(counts, _)| counts.split(','))
        .filter_map(|count| count.trim().parse::<u32>().ok())
        .any(|count| count >= LONG_REPETITION);
    if long && build_regex(&hir).is_none() {
        return Err((
            format!("{pattern:?}: too large"),
            "a smaller pattern".to_owned(),
        ));
    }
    Ok(())
}

/// The pattern as the matcher reads it, or what is wrong with it.
pub(crate) fn parse_pattern(pattern: &str) -> Result<Hir, (String, String)> {
    let hir = regex_syntax::ParserBuilder::new()
        .case_insensitive(true)
        .build()
        .parse(pattern)
        .map_err(|error| {
            let reason = match &error {
                regex_syntax::Error::Parse(error) => error.kind().to_string(),
                regex_syntax::Error::Translate(error) => error.kind().to_string(),
                _ => error.to_string(),
            };
            (
                format!("{pattern:?}: {reason}"),
                "a valid pattern of the regex crate".to_owned(),
            )
        })?;
    if hir.properties().minimum_len().is_none_or(|len| len == 0) {
        return Err((
            format!("{pattern:?} matches the empty text, so everything"),
            "a pattern that needs at least one character".to_owned(),
        ));
    }
    Ok(hir)
}
