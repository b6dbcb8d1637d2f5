//! Walks a TOML document to its end and reports every defect of form.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    defect::{Place, Report},
    model::Entry,
};

/// A table of the document being read; keys are ticked off as they are used,
/// and what is left at the end is an unknown key.
pub(crate) struct Reader<'a, 'i> {
    pub(crate) report: &'a mut Report,
    pub(crate) file: u32,
    /// How messages name the table: `[concepts.night]`, `rule "x"`.
    pub(crate) entry: String,
    pub(crate) place: Place,
    table: &'a DeTable<'i>,
    known: &'static [&'static str],
}

impl<'a, 'i> Reader<'a, 'i> {
    /// Opens a table and reports the keys that do not belong to it.
    pub(crate) fn open(
        report: &'a mut Report,
        file: u32,
        entry: String,
        place: Place,
        table: &'a DeTable<'i>,
        known: &'static [&'static str],
    ) -> Self {
        for (key, _) in table {
            if !known.contains(&key.get_ref().as_ref()) {
                let place = at(file, key.span());
                let name = key.get_ref();
                let expected = match nearest(name, known) {
                    Some(near) => format!("one of {} (did you mean {near}?)", known.join(", ")),
                    None => format!("one of {}", known.join(", ")),
                };
                report.add(place, name, format!("unknown key in {entry}"), expected);
            }
        }
        Self {
            report,
            file,
            entry,
            place,
            table,
            known,
        }
    }

    pub(crate) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'i>>> {
        debug_assert!(self.known.contains(&key), "{key} is not declared");
        self.table
            .iter()
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    pub(crate) fn place_of(&self, value: &Spanned<DeValue<'_>>) -> Place {
        at(self.file, value.span())
    }

    pub(crate) fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) {
        let place = self.place_of(value);
        let found = shown(value.get_ref());
        let entry = format!("{} {key}", self.entry);
        self.report.add(place, entry, found, expected);
    }

    pub(crate) fn missing(&mut self, key: &str, expected: &str) {
        if self.report.is_broken(self.place) {
            return;
        }
        let entry = self.entry.clone();
        self.report
            .add(self.place, entry, format!("no {key}"), expected);
    }

    /// A string that is not blank.
    pub(crate) fn string(&mut self, key: &str) -> Option<Entry> {
        let value = self.value(key)?;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(Entry {
                text: text.to_owned(),
                place: self.place_of(value),
            }),
            _ => {
                self.wrong(key, value, "a string that is not blank");
                None
            }
        }
    }

    /// A string that must not be left out.
    pub(crate) fn needed_string(&mut self, key: &str, expected: &str) -> Option<Entry> {
        if self.value(key).is_none() {
            self.missing(key, expected);
        }
        self.string(key)
    }

    pub(crate) fn boolean(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let read = value.get_ref().as_bool();
        if read.is_none() {
            self.wrong(key, value, "true or false");
        }
        read
    }

    /// A number above 0 and up to 1; a weight of 0 would be no rule.
    pub(crate) fn share(&mut self, key: &str, expected: &str) -> Option<f64> {
        let value = self.value(key)?;
        let read = match value.get_ref() {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            value => whole(value).map(|whole| whole as f64),
        };
        let share = read.filter(|&number| number > 0.0 && number <= 1.0);
        if share.is_none() {
            self.wrong(key, value, expected);
        }
        share
    }

    /// A whole number from 0 to `most`.
    pub(crate) fn count(&mut self, key: &str, most: u32, expected: &str) -> Option<u32> {
        let value = self.value(key)?;
        let read = whole(value.get_ref()).and_then(|whole| u32::try_from(whole).ok());
        let count = read.filter(|&count| count <= most);
        if count.is_none() {
            self.wrong(key, value, expected);
        }
        count
    }

    /// A list of strings; empty when the key is absent.
    pub(crate) fn strings(&mut self, key: &str) -> Vec<Entry> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of strings");
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(array.len());
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => entries.push(Entry {
                    text: text.to_owned(),
                    place: self.place_of(item),
                }),
                _ => self.wrong(key, item, "a string that is not blank"),
            }
        }
        entries
    }

    /// A list of at least one string.
    pub(crate) fn needed_strings(&mut self, key: &str, expected: &str) -> Vec<Entry> {
        let entries = self.strings(key);
        match self.value(key) {
            None => self.missing(key, expected),
            Some(value)
                if value
                    .get_ref()
                    .as_array()
                    .is_some_and(|array| array.is_empty()) =>
            {
                self.wrong(key, value, expected);
            }
            Some(_) => {}
        }
        entries
    }

    /// One of a closed set of words.
    pub(crate) fn choice<T: Copy>(&mut self, key: &str, words: &[(&'static str, T)]) -> Option<T> {
        let value = self.value(key)?;
        let read = value.get_ref().as_str().and_then(|text| {
            words
                .iter()
                .find(|(word, _)| *word == text)
                .map(|&(_, choice)| choice)
        });
        if read.is_none() {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(key, value, &format!("one of {}", words.join(", ")));
        }
        read
    }
}

/// The place of a span of the document.
pub(crate) fn at(file: u32, span: Range<usize>) -> Place {
    Place::new(file, span)
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(int) => i64::from_str_radix(int.as_str(), int.radix()).ok(),
        _ => None,
    }
}

/// A value as a message shows it.
pub(crate) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Array(array) if array.is_empty() => "an empty list".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Integer(int) => int.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(boolean) => boolean.to_string(),
        other => format!("a {}", other.type_str()),
    }
}

/// The known name nearest to a misspelt one, if one is near.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    known
        .iter()
        .map(|&near| (strsim::jaro_winkler(name, near), near))
        .filter(|&(score, _)| score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, near)| near)
}
