//! Checks across files: names, cycles, patterns; still without a dictionary.

use std::collections::{HashMap, HashSet};

use regex_syntax::hir::Hir;

use super::{
    defect::{Place, Report},
    model::{Entry, Model, RefModel},
    reader::nearest,
};

/// Reports what one file alone cannot show.
pub(crate) fn model(report: &mut Report, model: &Model) {
    unique(report, "theme", model.themes.iter().map(|t| (t.id.as_str(), t.place)));
    unique(report, "concept", model.concepts.iter().map(|c| (c.id.as_str(), c.place)));
    unique(report, "rule", model.rules.iter().map(|r| (r.id.as_str(), r.place)));
    let names: Vec<&str> = model.concepts.iter().map(|c| c.id.as_str()).collect();
    let known: HashSet<&str> = names.iter().copied().collect();
    let mut require = |entry: &str, name: &Entry| {
        if !known.contains(name.text.as_str()) {
            let expected = match nearest(&name.text, &names) {
                Some(near) => format!("a concept that exists (did you mean {near}?)"),
                None => "a concept that exists".to_owned(),
            };
            report.add(name.place, entry, format!("unknown concept {}", name.text), expected);
        }
    };
    for concept in &model.concepts {
        for include in &concept.includes {
            require(&format!("concepts {}", concept.id), include);
        }
    }
    for rule in &model.rules {
        let entry = format!("rule {}", rule.id);
        let named = rule.all.iter().flatten().chain(&rule.any).chain(&rule.unless);
        for RefModel { concept, .. } in named {
            require(&entry, concept);
        }
    }
    cycles(report, model);
    for concept in &model.concepts {
        for pattern in &concept.patterns {
            if let Err((found, expected)) = parse_pattern(&pattern.text) {
                let entry = format!("concepts {} patterns", concept.id);
                report.add(pattern.place, entry, found, expected);
            }
        }
    }
}

fn unique<'a>(
    report: &mut Report,
    kind: &str,
    names: impl Iterator<Item = (&'a str, Place)>,
) {
    let mut seen: HashMap<&str, Place> = HashMap::new();
    for (name, place) in names {
        if let Some(first) = seen.insert(name, place) {
            let line = report.sources.get(first.file as usize).map_or(0, |source| {
                source.text[..(first.offset as usize).min(source.text.len())]
                    .matches('\n')
                    .count()
                    + 1
            });
            let file = report
                .sources
                .get(first.file as usize)
                .map_or(String::new(), |source| source.name.clone());
            report.add(
                place,
                format!("{kind} {name}"),
                "id used twice",
                format!("an id of its own (first used at {file}:{line})"),
            );
        }
    }
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
            (format!("{pattern:?}: {reason}"), "a valid pattern of the regex crate".to_owned())
        })?;
    if hir.properties().minimum_len().is_none_or(|len| len == 0) {
        return Err((
            format!("{pattern:?} matches the empty text, so everything"),
            "a pattern that needs at least one character".to_owned(),
        ));
    }
    Ok(hir)
}
