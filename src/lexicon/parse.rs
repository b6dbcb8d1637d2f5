//! From theme files to the model: form only, no dictionary needed.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    defect::{Place, Report, Source},
    model::{
        Agent, ConceptModel, EndingModel, Entry, Model, OnCue, OnNegation, Order, RefModel, Role,
        RuleModel, RuleSettings, RuleStance, ThemeModel, Topic, Within,
    },
    reader::{Reader, at, shown},
};

/// The schema this crate reads.
pub(crate) const SCHEMA: i64 = 1;

const FILE_KEYS: &[&str] = &["schema", "id", "name", "concepts", "rule", "ending"];
const NAME_KEYS: &[&str] = &["ko", "en"];
const CONCEPT_KEYS: &[&str] = &["words", "strings", "patterns", "includes", "parts"];
const ENDING_KEYS: &[&str] = &["forms", "link"];
const REF_KEYS: &[&str] = &["concept", "role"];
const RULE_KEYS: &[&str] = &[
    "id",
    "all",
    "any",
    "unless",
    "unless_within",
    "within",
    "order",
    "gap",
    "agent",
    "topic",
    "stance",
    "weight",
    "negation",
    "quotation",
    "hypothesis",
    "question",
    "why",
    "hit",
    "miss",
];

/// Reads one file into the model; what is wrong goes into the report.
pub(crate) fn file(report: &mut Report, source: Source, model: &mut Model) {
    let file = report.sources.len() as u32;
    let text = source.text.clone();
    report.sources.push(source);
    let (document, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let place = at(file, error.span().unwrap_or(0..0));
        report.add(place, "TOML", error.message().replace('\n', " "), "valid TOML");
    }
    let start = Place { file, offset: 0 };
    let table = document.get_ref();
    let mut top = Reader::open(report, file, "the file".into(), start, table, FILE_KEYS);
    let schema = top.value("schema");
    match schema.map(|value| (value, value.get_ref().as_integer())) {
        Some((_, Some(number))) if number.as_str() == SCHEMA.to_string() => {}
        Some((value, _)) => {
            let value = value.clone();
            top.wrong("schema", &value, &format!("schema = {SCHEMA}"));
            // Another schema would give nothing but misleading messages.
            return;
        }
        None => top.missing("schema", &format!("schema = {SCHEMA}")),
    }
    let Some(id) = top.string("id") else {
        if top.value("id").is_none() {
            top.missing("id", "id = \"name_of_the_theme\"");
        }
        return;
    };
    if !is_identifier(&id.text) {
        top.report
            .add(id.place, "id", format!("{:?}", id.text), IDENTIFIER);
    }
    let rules = top.value("rule");
    let name = top.value("name");
    if let Some(concepts) = top.value("concepts") {
        each_table(top.report, file, "concepts", concepts, |report, name, place, table| {
            let concept = concept(report, file, &id.text, name, place, table);
            model.concepts.push(concept);
        });
    }
    if let Some(endings) = top.value("ending") {
        each_item(top.report, file, "ending", endings, |report, place, table| {
            ending(report, file, place, table, model);
        });
    }
    let mut theme = ThemeModel {
        id: id.text.clone(),
        name_ko: id.text.clone(),
        name_en: id.text.clone(),
        place: id.place,
    };
    if let Some(value) = name {
        match value.get_ref().as_table() {
            Some(table) => {
                let place = at(file, value.span());
                let mut name =
                    Reader::open(top.report, file, "name".into(), place, table, NAME_KEYS);
                if let Some(ko) = name.string("ko") {
                    theme.name_ko = ko.text;
                }
                if let Some(en) = name.string("en") {
                    theme.name_en = en.text;
                }
            }
            None => {
                let value = value.clone();
                top.wrong("name", &value, "name = { ko = \"…\", en = \"…\" }");
            }
        }
    }
    if let Some(rules) = rules {
        let first = model.rules.len();
        each_item(top.report, file, "rule", rules, |report, place, table| {
            if let Some(rule) = rule(report, file, &id.text, place, table) {
                model.rules.push(rule);
            }
        });
        if model.rules.len() > first || name.is_some() {
            model.themes.push(theme);
        }
    } else if name.is_some() {
        top.missing("rule", "at least one [[rule]] in a file that names a theme");
    }
}

const IDENTIFIER: &str = "lower-case letters, digits, _ or -, a letter first";

fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

/// Calls `read` for every sub-table of a table of tables.
fn each_table<'a, 'i>(
    report: &mut Report,
    file: u32,
    key: &str,
    value: &'a Spanned<DeValue<'i>>,
    mut read: impl FnMut(&mut Report, &str, Place, &'a DeTable<'i>),
) {
    let Some(tables) = value.get_ref().as_table() else {
        let place = at(file, value.span());
        report.add(place, key, shown(value.get_ref()), format!("[{key}.NAME] tables"));
        return;
    };
    for (name, value) in tables {
        let place = at(file, name.span());
        match value.get_ref().as_table() {
            Some(table) => read(report, name.get_ref(), place, table),
            None => report.add(
                place,
                format!("{key}.{}", name.get_ref()),
                shown(value.get_ref()),
                "a table",
            ),
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
        report.add(place, key, shown(value.get_ref()), format!("[[{key}]] tables"));
        return;
    };
    for item in items.iter() {
        let place = at(file, item.span());
        match item.get_ref().as_table() {
            Some(table) => read(report, place, table),
            None => report.add(place, key, shown(item.get_ref()), format!("a [[{key}]] table")),
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
    let mut concept = ConceptModel {
        id: format!("{theme}.{name}"),
        words: reader.strings("words"),
        strings: reader.strings("strings"),
        patterns: reader.strings("patterns"),
        includes: reader.strings("includes"),
        parts: reader.boolean("parts").unwrap_or(false),
        place,
    };
    for include in &mut concept.includes {
        include.text = full_name(theme, &include.text);
    }
    if concept.words.is_empty()
        && concept.strings.is_empty()
        && concept.patterns.is_empty()
        && concept.includes.is_empty()
    {
        reader.missing("words", "words, strings, patterns or includes");
    }
    concept
}

fn ending(report: &mut Report, file: u32, place: Place, table: &DeTable<'_>, model: &mut Model) {
    let mut reader = Reader::open(report, file, "ending".into(), place, table, ENDING_KEYS);
    let forms = reader.strings("forms");
    let link = reader.choice("link", crate::clause::Link::WORDS);
    if reader.value("link").is_none() {
        reader.missing("link", "how a clause with this ending is linked to the next");
    }
    if forms.is_empty() {
        reader.missing("forms", "a list of endings");
    }
    if let Some(link) = link {
        model.endings.push(EndingModel { forms, link });
    }
}

/// `night` → `theme.night`; `common.late` stays.
fn full_name(theme: &str, name: &str) -> String {
    if name.contains('.') {
        name.to_owned()
    } else {
        format!("{theme}.{name}")
    }
}

fn rule(
    report: &mut Report,
    file: u32,
    theme: &str,
    place: Place,
    table: &DeTable<'_>,
) -> Option<RuleModel> {
    let named = table
        .iter()
        .find(|(key, _)| key.get_ref() == "id")
        .and_then(|(_, value)| value.get_ref().as_str());
    let entry = format!("rule {:?}", named.unwrap_or("?"));
    let mut reader = Reader::open(report, file, entry, place, table, RULE_KEYS);
    let id = reader.string("id");
    if let Some(id) = &id
        && !is_identifier(&id.text)
    {
        let entry = reader.entry.clone();
        reader
            .report
            .add(id.place, entry, format!("id {:?}", id.text), IDENTIFIER);
    }
    if reader.value("id").is_none() {
        reader.missing("id", "id = \"name-of-the-rule\"");
    }
    let mut all = Vec::new();
    if let Some(value) = reader.value("all") {
        match value.get_ref().as_array() {
            Some(items) => {
                for item in items.iter() {
                    let group = match item.get_ref().as_array() {
                        Some(group) => group
                            .iter()
                            .filter_map(|one| reference(&mut reader, theme, "all", one))
                            .collect(),
                        None => reference(&mut reader, theme, "all", item)
                            .into_iter()
                            .collect::<Vec<_>>(),
                    };
                    if group.is_empty() && item.get_ref().as_array().is_some_and(|a| a.is_empty()) {
                        reader.wrong("all", item, "at least one concept in the list");
                    }
                    if !group.is_empty() {
                        all.push(group);
                    }
                }
                if items.is_empty() {
                    reader.wrong("all", value, "at least one concept: a rule of nothing hits all");
                }
            }
            None => reader.wrong("all", value, "a list of concepts"),
        }
    } else {
        reader.missing("all", "all = [\"concept\", …]: a rule of nothing hits all");
    }
    let any = references(&mut reader, theme, "any");
    let unless = references(&mut reader, theme, "unless");
    let within = reader
        .choice("within", Within::WORDS)
        .unwrap_or(Within::Sentence);
    let gap = reader.number("gap", -1.0..1000.0, "a count of morphemes from 0 to 1000");
    let weight = reader.number("weight", 0.0..1.0, "a number above 0 and up to 1");
    if reader.value("weight").is_none() {
        reader.missing("weight", "weight = 0.7: how often a hit is what the rule says");
    }
    let settings = RuleSettings {
        within,
        unless_within: reader
            .choice("unless_within", Within::WORDS)
            .unwrap_or(within),
        order: reader.choice("order", Order::WORDS).unwrap_or(Order::Any),
        gap: gap.map(|gap| gap as u32),
        agent: reader.choice("agent", Agent::WORDS).unwrap_or(Agent::Any),
        topic: reader.choice("topic", Topic::WORDS).unwrap_or(Topic::None),
        stance: reader
            .choice("stance", RuleStance::WORDS)
            .unwrap_or(RuleStance::Complaint),
        weight: weight.unwrap_or(1.0) as f32,
        negation: reader
            .choice("negation", OnNegation::WORDS)
            .unwrap_or(OnNegation::Cancels),
        quotation: reader
            .choice("quotation", OnCue::WORDS)
            .unwrap_or(OnCue::Keeps),
        hypothesis: reader
            .choice("hypothesis", OnCue::WORDS)
            .unwrap_or(OnCue::Damps),
        question: reader
            .choice("question", OnCue::WORDS)
            .unwrap_or(OnCue::Keeps),
    };
    let why = reader.string("why");
    if reader.value("why").is_none() {
        reader.missing("why", "why = \"what the rule stands for\"");
    }
    let hit = reader.strings("hit");
    if hit.is_empty() {
        reader.missing("hit", "hit = [\"a sentence the rule finds\"]");
    }
    let miss = reader.strings("miss");
    if miss.is_empty() {
        reader.missing("miss", "miss = [\"a near sentence it must not find\"]");
    }
    Some(RuleModel {
        id: format!("{theme}.{}", id?.text),
        theme: theme.to_owned(),
        all,
        any,
        unless,
        settings,
        why: why.map(|why| why.text).unwrap_or_default(),
        hit,
        miss,
        place,
    })
}

fn references(reader: &mut Reader<'_, '_>, theme: &str, key: &str) -> Vec<RefModel> {
    let Some(value) = reader.value(key) else {
        return Vec::new();
    };
    match value.get_ref().as_array() {
        Some(items) => items
            .iter()
            .filter_map(|item| reference(reader, theme, key, item))
            .collect(),
        None => {
            reader.wrong(key, value, "a list of concepts");
            Vec::new()
        }
    }
}

fn reference(
    reader: &mut Reader<'_, '_>,
    theme: &str,
    key: &str,
    item: &Spanned<DeValue<'_>>,
) -> Option<RefModel> {
    let place = reader.place_of(item);
    match item.get_ref() {
        DeValue::String(name) => Some(RefModel {
            concept: Entry {
                text: full_name(theme, name),
                place,
            },
            role: Role::Any,
        }),
        DeValue::Table(table) => {
            let entry = format!("{} {key}", reader.entry);
            let mut inner =
                Reader::open(reader.report, reader.file, entry, place, table, REF_KEYS);
            let concept = inner.string("concept");
            if inner.value("concept").is_none() {
                inner.missing("concept", "concept = \"name\"");
            }
            let role = inner.choice("role", Role::WORDS).unwrap_or(Role::Any);
            let mut concept = concept?;
            concept.text = full_name(theme, &concept.text);
            Some(RefModel { concept, role })
        }
        _ => {
            reader.wrong(key, item, "a concept, a list of concepts or { concept, role }");
            None
        }
    }
}
