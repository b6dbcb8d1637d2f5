//! Rules as they are written.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    defect::{Place, Report},
    model::{
        Agent, Entry, Mood, OnCue, OnNegation, OnProtest, Order, RefModel, Role, RuleModel,
        RuleSettings, RuleStance, Topic, Within,
    },
    parse::{IDENTIFIER, full_name, is_identifier},
    reader::Reader,
};

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
    "degree",
    "resolution",
    "mood",
    "protest",
    "why",
    "hit",
    "miss",
];

/// The most morphemes `gap` may allow.
const MAX_GAP: u32 = 1000;

/// Stands for the id of a rule that has none.
pub(super) const NAMELESS: &str = "?";

/// Reads one `[[rule]]` to its end, whatever is wrong with it.
pub(super) fn rule(
    report: &mut Report,
    file: u32,
    theme: &str,
    place: Place,
    table: &DeTable<'_>,
) -> RuleModel {
    let named = table
        .iter()
        .find(|(key, _)| key.get_ref() == "id")
        .and_then(|(_, value)| value.get_ref().as_str());
    let entry = format!("rule {:?}", named.unwrap_or("?"));
    let mut reader = Reader::open(report, file, entry, place, table, RULE_KEYS);
    let id = reader.needed_string("id", "id = \"name-of-the-rule\"");
    if let Some(id) = &id
        && !is_identifier(&id.text)
    {
        let entry = reader.entry.clone();
        let found = format!("id {:?}", id.text);
        reader.report.add(id.place, entry, found, IDENTIFIER);
    }
    let all = groups(&mut reader, theme);
    let any = references(&mut reader, theme, "any");
    let unless = references(&mut reader, theme, "unless");
    let within = reader
        .choice("within", Within::WORDS)
        .unwrap_or(Within::Sentence);
    let gap = reader.count("gap", MAX_GAP, "a count of morphemes from 0 to 1000");
    let weight = reader.share("weight", "a number above 0 and up to 1");
    if reader.value("weight").is_none() {
        reader.missing(
            "weight",
            "weight = 0.7: how often a hit is what the rule says",
        );
    }
    let stance = reader
        .choice("stance", RuleStance::WORDS)
        .unwrap_or(RuleStance::Complaint);
    let settings = RuleSettings {
        within,
        unless_within: reader
            .choice("unless_within", Within::WORDS)
            .unwrap_or(within),
        order: reader.choice("order", Order::WORDS).unwrap_or(Order::Any),
        gap,
        agent: reader.choice("agent", Agent::WORDS).unwrap_or(Agent::Any),
        topic: reader.choice("topic", Topic::WORDS).unwrap_or(Topic::None),
        stance,
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
            .unwrap_or(match stance {
                RuleStance::Sentiment => OnCue::Damps,
                _ => OnCue::Keeps,
            }),
        degree: reader
            .choice("degree", OnCue::WORDS)
            .unwrap_or(OnCue::Keeps),
        resolution: reader
            .choice("resolution", OnCue::WORDS)
            .unwrap_or(OnCue::Damps),
        mood: reader.choice("mood", Mood::WORDS).unwrap_or(Mood::Any),
        protest: reader
            .choice("protest", OnProtest::WORDS)
            .unwrap_or(OnProtest::Keeps),
    };
    let why = reader.needed_string("why", "why = \"what the rule stands for\"");
    let hit = reader.needed_strings("hit", "hit = [\"a sentence the rule finds\"]");
    let miss = reader.needed_strings("miss", "miss = [\"a near sentence it must not find\"]");
    RuleModel {
        id: format!("{theme}.{}", id.as_ref().map_or(NAMELESS, |id| &id.text)),
        theme: theme.to_owned(),
        all,
        any,
        unless,
        settings,
        why: why.map(|why| why.text).unwrap_or_default(),
        hit,
        miss,
        place: id.map_or(place, |id| id.place),
    }
}

/// The groups of `all`: each item is a concept or a list of concepts.
fn groups(reader: &mut Reader<'_, '_>, theme: &str) -> Vec<Vec<RefModel>> {
    let Some(value) = reader.value("all") else {
        reader.missing("all", "all = [\"concept\", …]: a rule of nothing hits all");
        return Vec::new();
    };
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong("all", value, "a list of concepts");
        return Vec::new();
    };
    if items.is_empty() {
        reader.wrong(
            "all",
            value,
            "at least one concept: a rule of nothing hits all",
        );
    }
    let mut groups = Vec::with_capacity(items.len());
    for item in items.iter() {
        let Some(alternatives) = item.get_ref().as_array() else {
            groups.extend(reference(reader, theme, "all", item).map(|one| vec![one]));
            continue;
        };
        if alternatives.is_empty() {
            reader.wrong("all", item, "at least one concept in the list");
        }
        let read = |one| reference(reader, theme, "all", one);
        let group: Vec<_> = alternatives.iter().filter_map(read).collect();
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

fn references(reader: &mut Reader<'_, '_>, theme: &str, key: &str) -> Vec<RefModel> {
    let Some(value) = reader.value(key) else {
        return Vec::new();
    };
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong(key, value, "a list of concepts");
        return Vec::new();
    };
    if items.is_empty() {
        reader.wrong(key, value, "at least one concept, or no such key");
    }
    let read = |item| reference(reader, theme, key, item);
    items.iter().filter_map(read).collect()
}

fn reference(
    reader: &mut Reader<'_, '_>,
    theme: &str,
    key: &str,
    item: &Spanned<DeValue<'_>>,
) -> Option<RefModel> {
    let place = reader.place_of(item);
    match item.get_ref() {
        DeValue::String(name) if !name.trim().is_empty() => Some(RefModel {
            concept: Entry {
                text: full_name(theme, name),
                place,
            },
            role: Role::Any,
        }),
        DeValue::Table(table) => {
            let entry = format!("{} {key}", reader.entry);
            let mut inner = Reader::open(reader.report, reader.file, entry, place, table, REF_KEYS);
            let concept = inner.needed_string("concept", "concept = \"name\"");
            let role = inner.choice("role", Role::WORDS).unwrap_or(Role::Any);
            let mut concept = concept?;
            concept.text = full_name(theme, &concept.text);
            Some(RefModel { concept, role })
        }
        _ => {
            reader.wrong(
                key,
                item,
                "a concept, a list of concepts or { concept, role }",
            );
            None
        }
    }
}
