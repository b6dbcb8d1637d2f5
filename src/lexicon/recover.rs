//! Syntax errors: each told once, at its entry, and the rest still read.
//!
//! A bracket that is not closed would make a parser take all that follows for
//! its content. Here an entry ends where a line begins with the next key or
//! header, whatever is open: each broken entry is reported with its first
//! error and blanked out, so that offsets stay and the others can be parsed.

use std::ops::Range;

use toml::de::DeTable;

use super::{
    defect::{Place, Report},
    reader::at,
};

/// A header with its entries, or what stands before the first header.
struct Section {
    header: Range<usize>,
    entries: Vec<Range<usize>>,
    end: usize,
}

/// The text with what is no TOML blanked out, and the sections that lost
/// something; nothing when the text is TOML.
pub(super) fn repaired(report: &mut Report, file: u32, text: &str) -> Option<String> {
    let (_, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return None;
    }
    let mut repaired = text.to_owned();
    for section in sections(text) {
        let told = report.defects.len();
        let lost = tell(report, file, text, &section.header);
        for entry in &section.entries {
            if tell(report, file, text, entry) {
                blank(&mut repaired, entry.clone());
            }
        }
        if lost {
            // Its entries would belong to the table before.
            blank(&mut repaired, section.header.start..section.end);
        }
        if report.defects.len() > told {
            report
                .broken
                .push(Place::new(file, section.header.start..section.end));
        }
    }
    // What no entry shows alone: a key or a table that stands twice.
    let (_, errors) = DeTable::parse_recoverable(&repaired);
    let sections = sections(&repaired);
    let mut twice: Option<&Section> = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let section = sections.iter().find(|section| section.end > span.start);
        if twice.is_some_and(|twice| section.is_some_and(|s| std::ptr::eq(s, twice))) {
            continue;
        }
        if section.is_some_and(|section| section.header.contains(&span.start)) {
            twice = section;
        }
        add(report, file, span, error.message());
    }
    Some(repaired)
}

/// Reports the first error of a stretch of the text; true when it has one.
fn tell(report: &mut Report, file: u32, text: &str, range: &Range<usize>) -> bool {
    let (_, errors) = DeTable::parse_recoverable(&text[range.clone()]);
    let Some(error) = errors.first() else {
        return false;
    };
    let span = error.span().unwrap_or(0..0);
    let message = error.message().to_owned();
    add(
        report,
        file,
        range.start + span.start..range.start + span.end,
        &message,
    );
    true
}

fn add(report: &mut Report, file: u32, span: Range<usize>, message: &str) {
    let (found, expected) = match message.split_once(", expected ") {
        Some((found, expected)) => (found, expected.to_owned()),
        None if message.contains("duplicate") => (message, "every name once".to_owned()),
        None => (message, "valid TOML".to_owned()),
    };
    report.add(at(file, span), "TOML", found.replace('\n', " "), expected);
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section {
        header: 0..0,
        entries: Vec::new(),
        end: text.len(),
    }];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let section = sections.last_mut().expect("the first is there");
        if line.trim_start_matches('[').len() < line.len()
            && line
                .trim_start_matches('[')
                .starts_with(|c: char| c.is_ascii_alphabetic())
        {
            section.end = range.start;
            sections.push(Section {
                header: range,
                entries: Vec::new(),
                end: text.len(),
            });
        } else if section.entries.is_empty() || line.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            section.entries.push(range);
        } else if let Some(entry) = section.entries.last_mut() {
            entry.end = range.end;
        }
    }
    sections
}

/// Blanks out bytes, line ends kept.
fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text[range.clone()]
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    text.replace_range(range, &blanks);
}
