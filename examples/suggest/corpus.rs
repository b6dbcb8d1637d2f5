//! Every text taken apart and compared.

use std::{collections::BTreeMap, fmt::Write as _, ops::Range};

use hasoyeon::{Analysis, Stance};

use super::{
    Options,
    features::{KINDS, Names, Occurrence, Reader, STRING},
    gold::{COMPLAINT, Gold},
    odds::{Counts, Totals},
    table::Failure,
};

/// Complaints that must have a feature.
const LEAST: usize = 2;
/// Examples of a feature.
const EXAMPLES: usize = 3;
/// Words around an example, on each side.
const AROUND: usize = 2;

/// Every text taken apart, with its evidence.
pub struct Corpus {
    names: [Names; KINDS.len()],
    texts: Vec<Read>,
}

struct Read {
    features: [Vec<Occurrence>; KINDS.len()],
    /// Per judged theme.
    themes: Vec<Found>,
}

/// What is known of a theme in a text.
#[derive(Default)]
pub struct Found {
    /// Bytes of its evidence: in order, apart.
    pub evidence: Vec<Range<usize>>,
    pub is_complaint: bool,
}

impl Corpus {
    /// Scores every text and takes it apart.
    pub fn read(options: &Options, gold: &Gold) -> Result<Self, Failure> {
        let mut worker = options.parts.builder()?.build()?.worker();
        let mut reader = Reader::new(options.parts.dictionary()?);
        let mut analysis = Analysis::new();
        let mut texts = Vec::new();
        for row in &gold.table.rows {
            let text = gold.text(row);
            worker.score_into(text, &mut analysis);
            texts.push(Read {
                features: reader.read(text),
                themes: gold
                    .themes
                    .iter()
                    .map(|theme| Found::of(&analysis, theme))
                    .collect(),
            });
        }
        Ok(Self {
            names: reader.names,
            texts,
        })
    }

    /// Writes what is suggested for a theme.
    pub fn suggest(&self, options: &Options, gold: &Gold, theme: usize, out: &mut String) {
        let side = |n: &usize| gold.wants[*n][theme];
        let complaints: Vec<usize> = (0..self.texts.len())
            .filter(|n| side(n).is_only(COMPLAINT))
            .collect();
        let others: Vec<usize> = (0..self.texts.len())
            .filter(|n| options.against.takes(side(n)))
            .collect();
        let missed = complaints
            .iter()
            .filter(|&&n| !self.texts[n].themes[theme].is_complaint)
            .count();
        let against = options.against.name();
        let separator = if out.is_empty() { "" } else { "\n" };
        let (of, against_of) = (complaints.len(), others.len());
        let name = &gold.themes[theme];
        let line = format!(
            "{name}: {of} complaints, {missed} of them missed, against {against_of} texts ({against})"
        );
        *out += &format!("{separator}{line}\n");
        for (kind, title) in KINDS.into_iter().enumerate() {
            let suggestions = self.ranked(kind, theme, &complaints, &others);
            *out += &format!(
                "\n{}\n{:>7} {:>5} {:>7} {:>8}\n",
                title, "z", "in", "missed", "against"
            );
            for suggestion in suggestions.iter().take(options.top) {
                self.print(gold, kind, theme, suggestion, out);
            }
        }
    }

    /// Features that complaints have more often, surest first.
    fn ranked(
        &self,
        kind: usize,
        theme: usize,
        complaints: &[usize],
        others: &[usize],
    ) -> Vec<Suggestion> {
        let size = self.names[kind].len();
        let mut places = vec![Vec::new(); size];
        for &n in complaints {
            let text = &self.texts[n];
            let mut here = BTreeMap::new();
            for occurrence in &text.features[kind] {
                if text.themes[theme].leaves(&occurrence.span, kind) {
                    here.entry(occurrence.feature).or_insert(&occurrence.span);
                }
            }
            for (feature, span) in here {
                places[feature].push((n, span.clone()));
            }
        }
        let others = self.counted(kind, others.iter().copied());
        let all = self.counted(kind, 0..self.texts.len());
        let counts = |feature: usize| Counts {
            complaints: places[feature].len(),
            others: others[feature],
            all: all[feature],
        };
        let totals = Totals::of((0..size).map(counts));
        let features = (0..size).filter(|&feature| places[feature].len() >= LEAST);
        let mut suggestions: Vec<Suggestion> = features
            .map(|feature| Suggestion {
                feature,
                z: totals.z(counts(feature)),
                against: others[feature],
                places: places[feature].clone(),
            })
            .filter(|suggestion| suggestion.z > 0.0)
            .collect();
        let name = |suggestion: &Suggestion| self.names[kind].name(suggestion.feature);
        suggestions.sort_by(|a, b| {
            let longer = name(b).len().cmp(&name(a).len());
            b.z.total_cmp(&a.z)
                .then(longer)
                .then_with(|| name(a).cmp(name(b)))
        });
        if kind == STRING {
            without_parts(&mut suggestions);
        }
        suggestions
    }

    /// In how many of the texts each feature stands.
    fn counted(&self, kind: usize, texts: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut counts = vec![0; self.names[kind].len()];
        let mut last = vec![usize::MAX; counts.len()];
        for n in texts {
            for occurrence in &self.texts[n].features[kind] {
                if std::mem::replace(&mut last[occurrence.feature], n) != n {
                    counts[occurrence.feature] += 1;
                }
            }
        }
        counts
    }

    fn print(
        &self,
        gold: &Gold,
        kind: usize,
        theme: usize,
        suggestion: &Suggestion,
        out: &mut String,
    ) {
        let Suggestion {
            z,
            against,
            feature,
            places,
        } = suggestion;
        let is_found = |n: usize| self.texts[n].themes[theme].is_complaint;
        let missed = places.iter().filter(|(n, _)| !is_found(*n)).count();
        let name = self.names[kind].name(*feature);
        *out += &format!(
            "{z:>7.2} {:>5} {missed:>7} {against:>8}  {name}\n",
            places.len()
        );
        let mut examples: Vec<_> = places.iter().collect();
        examples.sort_by_key(|(n, _)| is_found(*n));
        for (n, span) in examples.into_iter().take(EXAMPLES) {
            let row = &gold.table.rows[*n];
            let mark = if is_found(*n) { "" } else { " (missed)" };
            let _ = writeln!(
                out,
                "{:31}{}{mark}: {}",
                "",
                gold.id(row),
                around(gold.text(row), span)
            );
        }
    }
}

/// A feature worth a look.
struct Suggestion {
    feature: usize,
    z: f64,
    against: usize,
    /// The complaints that have it, and where first.
    places: Vec<(usize, Range<usize>)>,
}

/// Leaves out strings that stand in the same texts as a better one and share
/// characters with it: parts of one word.
fn without_parts(suggestions: &mut Vec<Suggestion>) {
    let mut kept = BTreeMap::<Vec<usize>, Vec<Range<usize>>>::new();
    suggestions.retain(|suggestion| {
        let texts = suggestion.places.iter().map(|(n, _)| *n).collect();
        let span = &suggestion.places[0].1;
        let better = kept.entry(texts).or_default();
        let is_part = better
            .iter()
            .any(|other| other.start < span.end && span.start < other.end);
        if !is_part {
            better.push(span.clone());
        }
        !is_part
    });
}

impl Found {
    fn of(analysis: &Analysis, theme: &str) -> Self {
        let Some(theme) = analysis.theme(theme) else {
            return Self::default();
        };
        let mut evidence: Vec<_> = theme
            .evidence()
            .flat_map(|one| one.spans())
            .map(|span| span.range())
            .collect();
        evidence.sort_by_key(|span| span.start);
        evidence.dedup_by(|next, kept| {
            let joined = next.start <= kept.end;
            if joined {
                kept.end = kept.end.max(next.end);
            }
            joined
        });
        Self {
            evidence,
            is_complaint: theme.stance() == Stance::Complaint,
        }
    }

    /// True when the evidence leaves something to say at a span. A string that
    /// begins or ends in the middle of evidence is only a torn piece.
    pub fn leaves(&self, span: &Range<usize>, kind: usize) -> bool {
        let inside = |at: usize| {
            self.evidence
                .iter()
                .any(|known| known.start < at && at < known.end)
        };
        let is_known = self
            .evidence
            .iter()
            .any(|known| known.start <= span.start && span.end <= known.end);
        // The two lemmas of a pair may lie in two pieces.
        let ends_are_known = self
            .evidence
            .iter()
            .any(|known| known.contains(&span.start))
            && self
                .evidence
                .iter()
                .any(|known| known.contains(&(span.end - 1)));
        !(is_known || ends_are_known || kind == STRING && (inside(span.start) || inside(span.end)))
    }
}

/// The span with some words on each side.
pub fn around(text: &str, span: &Range<usize>) -> String {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let blanks_before = before
        .rmatch_indices(char::is_whitespace)
        .map(|(at, blank)| at + blank.len());
    let start = blanks_before
        .take(AROUND + 1)
        .last()
        .filter(|_| before.split_whitespace().count() > AROUND);
    let start = start.unwrap_or(0);
    let blanks_after = after.match_indices(char::is_whitespace).map(|(at, _)| at);
    let end = blanks_after
        .take(AROUND + 1)
        .last()
        .filter(|_| after.split_whitespace().count() > AROUND);
    let end = end.unwrap_or(after.len());
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    format!(
        "{}{}«{}»{}{}",
        cut(start > 0),
        &before[start..],
        &text[span.clone()],
        &after[..end],
        cut(end < after.len())
    )
}
