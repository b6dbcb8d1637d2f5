//! How files come together: in their order, a later merge over an earlier one.

use super::{
    check::nearest_name,
    defect::{Place, Report},
    model::{ConceptModel, Entry, FileModel, Model},
    rule::NAMELESS,
};

/// Puts a file on top of what was read before it: first what it switches off,
/// then what it adds to concepts of others, then its own entries. An id used
/// before is a defect in files of one merge and a replacement, in its place,
/// in a later one.
pub(crate) fn put(report: &mut Report, model: &mut Model, file: FileModel) {
    for entry in &file.off {
        off(report, model, entry);
    }
    for more in file.extend {
        extend(report, model, more);
    }
    let FileModel { own, .. } = file;
    let mut themes = own.themes;
    for theme in &mut themes {
        let before = model.themes.iter().find(|before| before.id == theme.id);
        if let Some(before) = before.filter(|_| !theme.named) {
            theme.name_ko.clone_from(&before.name_ko);
            theme.name_en.clone_from(&before.name_en);
        }
    }
    all(report, &mut model.themes, themes, "theme", |theme| {
        (theme.id.as_str(), theme.place)
    });
    all(
        report,
        &mut model.concepts,
        own.concepts,
        "concept",
        |concept| (concept.id.as_str(), concept.place),
    );
    all(report, &mut model.rules, own.rules, "rule", |rule| {
        (rule.id.as_str(), rule.place)
    });
    model.endings.extend(own.endings);
    for word in own.words {
        let same = model
            .words
            .iter()
            .position(|before| before.surface.text == word.surface.text && before.tag == word.tag);
        let Some(same) = same else {
            model.words.push(word);
            continue;
        };
        if is_later(report, model.words[same].surface.place, word.surface.place) {
            model.words[same] = word;
        } else {
            let id = format!("{}/{}", word.surface.text, word.tag);
            twice(
                report,
                "word",
                &id,
                word.surface.place,
                model.words[same].surface.place,
            );
        }
    }
}

/// Adds entries, each replacing or colliding with the one of its id.
fn all<T>(
    report: &mut Report,
    into: &mut Vec<T>,
    from: Vec<T>,
    kind: &str,
    key: impl Fn(&T) -> (&str, Place),
) {
    for one in from {
        let (id, place) = key(&one);
        let nameless = id.rsplit('.').next() == Some(NAMELESS);
        let same = into.iter().position(|before| key(before).0 == id);
        let Some(same) = same.filter(|_| !nameless) else {
            into.push(one);
            continue;
        };
        let before = key(&into[same]).1;
        if is_later(report, before, place) {
            into[same] = one;
        } else {
            twice(report, kind, id, place, before);
        }
    }
}

fn is_later(report: &Report, before: Place, after: Place) -> bool {
    let layer = |place: Place| {
        report
            .sources
            .get(place.file as usize)
            .map(|source| source.layer)
    };
    layer(before) < layer(after)
}

fn twice(report: &mut Report, kind: &str, id: &str, place: Place, before: Place) {
    let first = report.pointer(before);
    report.add(
        place,
        format!("{kind} {id}"),
        "id used twice",
        format!("an id of its own (first used at {first})"),
    );
}

/// `off = ["theme.rule", "theme"]`
fn off(report: &mut Report, model: &mut Model, entry: &Entry) {
    let name = entry.text.as_str();
    let before = model.themes.len() + model.rules.len();
    model.themes.retain(|theme| theme.id != name);
    model
        .rules
        .retain(|rule| rule.id != name && rule.theme != name);
    if model.themes.len() + model.rules.len() < before {
        return;
    }
    let rules = model.rules.iter().map(|rule| rule.id.as_str());
    let known: Vec<&str> = model
        .themes
        .iter()
        .map(|t| t.id.as_str())
        .chain(rules)
        .collect();
    let expected = match nearest_name(name, "", &known) {
        Some(near) => format!("a rule or theme of a file read before (did you mean {near}?)"),
        None => "a rule or theme of a file read before".to_owned(),
    };
    report.add(entry.place, "off", format!("unknown rule {name}"), expected);
}

/// `[extend.concepts."theme.name"]`
fn extend(report: &mut Report, model: &mut Model, more: ConceptModel) {
    if let Some(concept) = model
        .concepts
        .iter_mut()
        .find(|concept| concept.id == more.id)
    {
        concept.words.extend(more.words);
        concept.strings.extend(more.strings);
        concept.patterns.extend(more.patterns);
        concept.includes.extend(more.includes);
        return;
    }
    let known: Vec<&str> = model.concepts.iter().map(|c| c.id.as_str()).collect();
    let expected = match nearest_name(&more.id, "", &known) {
        Some(near) => format!("a concept of a file read before (did you mean {near}?)"),
        None => "a concept of a file read before".to_owned(),
    };
    let found = format!("unknown concept {}", more.id);
    report.add(
        more.place,
        format!("extend.concepts.{}", more.id),
        found,
        expected,
    );
}
