//! From a theme file to its model: form only, no dictionary needed.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    defect::{Place, Report, Source},
    model::{ConceptModel, EndingModel, Entry, FileModel, ThemeModel, WordModel},
    reader::{Reader, at, shown},
    recover,
    rule::rule,
};
use crate::morph::Tag;

/// The schema this crate reads.
pub(crate) const SCHEMA: i64 = 1;

const FILE_KEYS: &[&str] = &[
    "schema", "id", "name", "off", "extend", "concepts", "rule", "word", "ending",
];
const NAME_KEYS: &[&str] = &["ko", "en"];
const CONCEPT_KEYS: &[&str] = &["words", "strings", "patterns", "includes", "parts"];
/// What an extension may add; `parts` stays as the concept has it.
const EXTEND_KEYS: &[&str] = &["words", "strings", "patterns", "includes"];
const ENDING_KEYS: &[&str] = &["forms", "link"];
const WORD_KEYS: &[&str] = &["surface", "tag", "like"];

pub(super) const IDENTIFIER: &str = "lower-case letters, digits, _ or -, a letter first";

/// Reads one file; what is wrong goes into the report. The file joins the
/// sources of the report.
pub(crate) fn file(report: &mut Report, source: Source) -> FileModel {
    let file = report.sources.len() as u32;
    let mut text = source.text.clone();
    let mut model = FileModel {
        number: file,
        id: stem(&source.name),
        ..FileModel::default()
    };
    report.sources.push(source);
    if let Some(repaired) = recover::repaired(report, file, &text) {
        text = repaired;
        model.broken = true;
    }
    let (document, _) = DeTable::parse_recoverable(&text);
    let start = Place::new(file, 0..0);
    let table = document.get_ref();
    let mut top = Reader::open(report, file, "the file".into(), start, table, FILE_KEYS);
    let id = top.needed_string("id", "id = \"name_of_the_theme\"");
    if let Some(id) = &id {
        model.id.clone_from(&id.text);
        if !is_identifier(&id.text) {
            top.report
                .add(id.place, "id", format!("{:?}", id.text), IDENTIFIER);
        }
    }
    let schema = format!("schema = {SCHEMA}");
    match top.value("schema") {
        Some(value) => {
            let number = value.get_ref().as_integer();
            if number.is_none_or(|number| number.as_str() != SCHEMA.to_string()) {
                top.wrong("schema", value, &schema);
                // Another schema would give nothing but misleading messages.
                model.broken = true;
                return model;
            }
        }
        None => top.missing("schema", &schema),
    }
    model.off = top.strings("off");
    for entry in &mut model.off {
        // A name without a dot is a theme, as in `off = ["compensation"]`.
        entry.text = entry.text.trim().to_owned();
    }
    extend(&mut top, &mut model);
    if let Some(concepts) = top.value("concepts") {
        model.nameless |= concepts.get_ref().as_table().is_none();
        let read = |report: &mut Report, name: &str, place, table: &DeTable<'_>| {
            let concept = concept(report, file, &model.id, name, place, table);
            model.own.concepts.push(concept);
        };
        let lost = |name: &str| model.lost.push(full_name(&model.id, name));
        each_table(top.report, file, "concepts", concepts, read, lost);
    }
    if let Some(words) = top.value("word") {
        each_item(top.report, file, "word", words, |report, place, table| {
            model.own.words.extend(word(report, file, place, table));
        });
    }
    if let Some(endings) = top.value("ending") {
        each_item(
            top.report,
            file,
            "ending",
            endings,
            |report, place, table| {
                model.own.endings.extend(ending(report, file, place, table));
            },
        );
    }
    let rules = top.value("rule");
    if let Some(rules) = rules {
        each_item(top.report, file, "rule", rules, |report, place, table| {
            model
                .own
                .rules
                .push(rule(report, file, &model.id, place, table));
        });
    }
    let place = id.map_or(start, |id| id.place);
    theme(&mut top, &mut model, place);
    model
}

/// What messages and references call a file without an id: its name.
pub(super) fn stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.strip_suffix(".toml").unwrap_or(name).to_owned()
}

pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

/// The theme, if the file is one: it has a name or rules.
fn theme(top: &mut Reader<'_, '_>, model: &mut FileModel, place: Place) {
    let name = top.value("name");
    if name.is_none() && model.own.rules.is_empty() {
        return;
    }
    let mut theme = ThemeModel {
        id: model.id.clone(),
        name_ko: model.id.clone(),
        name_en: model.id.clone(),
        named: name.is_some(),
        place,
    };
    if let Some(value) = name {
        if top.value("rule").is_none() {
            top.missing("rule", "at least one [[rule]] in a file that names a theme");
        }
        match value.get_ref().as_table() {
            Some(table) => {
                let place = top.place_of(value);
                let (report, file) = (&mut *top.report, top.file);
                let mut name = Reader::open(report, file, "name".into(), place, table, NAME_KEYS);
                if let Some(ko) = name.string("ko") {
                    theme.name_ko = ko.text;
                }
                if let Some(en) = name.string("en") {
                    theme.name_en = en.text;
                }
            }
            None => top.wrong("name", value, "name = { ko = \"…\", en = \"…\" }"),
        }
    }
    model.own.themes.push(theme);
}

/// Calls `read` for every sub-table of a table of tables, `lost` for what is
/// none.
fn each_table<'a, 'i>(
    report: &mut Report,
    file: u32,
    key: &str,
    value: &'a Spanned<DeValue<'i>>,
    mut read: impl FnMut(&mut Report, &str, Place, &'a DeTable<'i>),
    mut lost: impl FnMut(&str),
) {
    let Some(tables) = value.get_ref().as_table() else {
        let place = at(file, value.span());
        report.add(
            place,
            key,
            shown(value.get_ref()),
            format!("[{key}.NAME] tables"),
        );
        return;
    };
    for (name, value) in tables {
        let place = at(file, name.span());
        match value.get_ref().as_table() {
            Some(table) => read(report, name.get_ref(), place, table),
            None => {
                let entry = format!("{key}.{}", name.get_ref());
                report.add(place, entry, shown(value.get_ref()), "a table");
                lost(name.get_ref());
            }
        }
    }
}

/// Calls `read` for every table of an array of tables.
fn each_item<'a, 'i>(
    report: &mut Report,
    file: u32,
    key: &str,
    value: &'a Spanned<DeValue<'i>>,
    mut read: impl FnMut(&mut Report, Place, &'a DeTable<'i>),
) {
    let Some(items) = value.get_ref().as_array() else {
        let place = at(file, value.span());
        report.add(
            place,
            key,
            shown(value.get_ref()),
            format!("[[{key}]] tables"),
        );
        return;
    };
    for item in items.iter() {
        let place = at(file, item.span());
        match item.get_ref().as_table() {
            Some(table) => read(report, place, table),
            None => report.add(
                place,
                key,
                shown(item.get_ref()),
                format!("a [[{key}]] table"),
            ),
        }
    }
}

fn concept(
    report: &mut Report,
    file: u32,
    theme: &str,
    name: &str,
    place: Place,
    table: &DeTable<'_>,
) -> ConceptModel {
    let entry = format!("concepts.{name}");
    if !is_identifier(name) {
        report.add(place, &entry, format!("{name:?}"), IDENTIFIER);
    }
    let mut reader = Reader::open(report, file, entry, place, table, CONCEPT_KEYS);
    let parts = reader.boolean("parts").unwrap_or(false);
    members(&mut reader, theme, full_name(theme, name), parts)
}

/// `[extend.concepts."theme.name"]`: more words for a concept of another file.
fn extend(top: &mut Reader<'_, '_>, model: &mut FileModel) {
    let Some(value) = top.value("extend") else {
        return;
    };
    let Some(table) = value.get_ref().as_table() else {
        top.wrong("extend", value, "[extend.concepts.\"theme.name\"] tables");
        return;
    };
    let (place, file) = (top.place_of(value), top.file);
    let known = &["concepts"];
    let inner = Reader::open(top.report, file, "extend".into(), place, table, known);
    let Some(concepts) = inner.value("concepts") else {
        return;
    };
    let (report, theme) = (inner.report, model.id.clone());
    each_table(
        report,
        file,
        "extend.concepts",
        concepts,
        |report, name, place, table| {
            let entry = format!("extend.concepts.{name}");
            let mut reader = Reader::open(report, file, entry, place, table, EXTEND_KEYS);
            let more = members(&mut reader, &theme, full_name(&theme, name), false);
            model.extend.push(more);
        },
        |_| {},
    );
}

/// The words, strings, patterns and includes of a concept.
fn members(reader: &mut Reader<'_, '_>, theme: &str, id: String, parts: bool) -> ConceptModel {
    let mut concept = ConceptModel {
        id,
        words: reader.strings("words"),
        strings: reader.strings("strings"),
        patterns: reader.strings("patterns"),
        includes: reader.strings("includes"),
        parts,
        place: reader.place,
    };
    for include in &mut concept.includes {
        include.text = full_name(theme, &include.text);
    }
    let blank = EXTEND_KEYS.iter().all(|key| {
        reader.value(key).is_none_or(|value| {
            value
                .get_ref()
                .as_array()
                .is_some_and(|array| array.is_empty())
        })
    });
    if blank && !reader.report.is_broken(reader.place) {
        let (place, entry) = (reader.place, reader.entry.clone());
        let expected = "words, strings, patterns or includes";
        reader.report.add(place, entry, "nothing in it", expected);
    }
    concept
}

/// `[[word]]`: a word the dictionary lacks.
fn word(report: &mut Report, file: u32, place: Place, table: &DeTable<'_>) -> Option<WordModel> {
    let mut reader = Reader::open(report, file, "word".into(), place, table, WORD_KEYS);
    let surface = reader.needed_string("surface", "surface = \"하소연폰\"");
    let tag = reader.needed_string("tag", "tag = \"NNG\"");
    let like = reader.needed_string("like", "like = \"전화\": a word that behaves the same");
    let read = tag.as_ref().map(|tag| (tag, tag.text.parse::<Tag>()));
    if let Some((tag, Err(_))) = read {
        let found = format!("{:?}", tag.text);
        reader.report.add(
            tag.place,
            "word tag",
            found,
            "a tag of one morpheme, such as NNG",
        );
    }
    if let Some(surface) = &surface
        && surface.text.chars().any(char::is_whitespace)
    {
        let found = format!("{:?} has a blank in it", surface.text);
        let expected = "a word without blanks; a sequence is written in a concept";
        reader
            .report
            .add(surface.place, "word surface", found, expected);
        return None;
    }
    Some(WordModel {
        surface: surface?,
        tag: tag?.text.parse().ok()?,
        like: like?,
    })
}

fn ending(
    report: &mut Report,
    file: u32,
    place: Place,
    table: &DeTable<'_>,
) -> Option<EndingModel> {
    let mut reader = Reader::open(report, file, "ending".into(), place, table, ENDING_KEYS);
    let forms = reader.needed_strings("forms", "a list of endings");
    let link = reader.choice("link", crate::clause::Link::WORDS);
    if reader.value("link").is_none() {
        reader.missing(
            "link",
            "how a clause with this ending is linked to the next",
        );
    }
    link.map(|link| EndingModel { forms, link })
}

/// `night` → `theme.night`; `common.late` stays.
pub(super) fn full_name(theme: &str, name: &str) -> String {
    if name.contains('.') {
        name.to_owned()
    } else {
        format!("{theme}.{name}")
    }
}

impl Entry {
    /// The text as a message shows it.
    pub(crate) fn shown(&self) -> String {
        format!("{:?}", self.text)
    }
}
