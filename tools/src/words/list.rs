//! `words.csv`: words that mecab-ko-dic lacks, at costs by one rule.
//!
//! A word takes the context ids and the cost of its class: the attested rows
//! without semantic class that share its tag, its kind (simple, compound,
//! inflected) and its ending (with or without a final consonant). The ids are
//! the most frequent pair of the class, the cost is the median over its members
//! of the same length.

use crate::dict::level::Priors;
use crate::dict::source::SourceRow;
use crate::error::{Error, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A line of `words.csv`.
#[derive(Clone, Debug)]
pub struct Word {
    pub line: u64,
    pub surface: String,
    pub tag: String,
    pub expression: String,
}

/// Reads surface, tag and expression; `#` starts a comment line.
pub fn read(path: &Path) -> Result<Vec<Word>> {
    let text = std::fs::read_to_string(path).map_err(Error::io(path))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut words: Vec<Word> = Vec::new();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::content(path, error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let bad = |reason: &str| Error::content(path, format!("line {line}: {reason}"));
        let [surface, tag, expression] =
            [0, 1, 2].map(|field| record.get(field).unwrap_or("").to_owned());
        if record.len() != 3 || surface.is_empty() || tag.is_empty() || expression.is_empty() {
            return Err(bad("surface, tag and expression expected"));
        }
        if !seen.insert((surface.clone(), tag.clone())) {
            return Err(bad("this surface and tag stand in the file twice"));
        }
        words.push(Word {
            line,
            surface,
            tag,
            expression,
        });
    }
    Ok(words)
}

/// What the words change in mecab-ko-dic.
#[derive(Default)]
pub struct Changes {
    pub added: Vec<SourceRow>,
    /// Rows that stand in the way of others.
    pub removed: HashSet<SourceRow>,
}

/// Works out the changes; names every line that is wrong.
pub fn changes(path: &Path, words: &[Word], rows: &[SourceRow]) -> Result<Changes> {
    let lexicon = Lexicon::new(rows, words);
    let (mut changes, mut faults) = (Changes::default(), String::new());
    for word in words {
        let found = match word.expression.strip_prefix('=') {
            _ if word.expression == "-" => lexicon.obstacle(word).map(|row| {
                changes.removed.insert(row);
            }),
            Some(right) => lexicon
                .copies(word, right)
                .map(|rows| changes.added.extend(rows)),
            None => lexicon.row(word).map(|row| changes.added.push(row)),
        };
        if let Err(reason) = found {
            faults += &format!("\n  line {}: {}: {reason}", word.line, word.surface);
        }
    }
    if faults.is_empty() {
        Ok(changes)
    } else {
        Err(Error::content(path, faults))
    }
}

/// What the rule looks at.
struct Lexicon<'a> {
    by_surface: HashMap<&'a str, Vec<&'a SourceRow>>,
    classes: HashMap<Class<'a>, Vec<&'a SourceRow>>,
    /// Lemmas and tags that a part may have.
    morphemes: HashSet<(&'a str, &'a str)>,
}

/// Tag, kind, and whether it ends in a final consonant.
type Class<'a> = (&'a str, &'a str, bool);

impl<'a> Lexicon<'a> {
    fn new(rows: &'a [SourceRow], words: &'a [Word]) -> Self {
        let priors = Priors::new(rows);
        let mut lexicon = Self {
            by_surface: HashMap::new(),
            classes: HashMap::new(),
            morphemes: words
                .iter()
                .map(|word| (&word.surface[..], &word.tag[..]))
                .collect(),
        };
        for row in rows {
            lexicon
                .by_surface
                .entry(&row.surface)
                .or_default()
                .push(row);
            lexicon.morphemes.insert((&row.surface, &row.tag));
            if row.meaning == "*" && priors.attested(row) {
                let class = (&row.tag[..], &row.kind[..], has_final(&row.surface));
                lexicon.classes.entry(class).or_default().push(row);
            }
        }
        lexicon
    }

    fn row(&self, word: &Word) -> Result<SourceRow, String> {
        let kind = match (word.tag.contains('+'), word.expression.contains('+')) {
            (true, _) => "Inflect",
            (false, true) => "Compound",
            (false, false) => "*",
        };
        if word.expression != "*" {
            self.parts(word)?;
        }
        let class = self
            .classes
            .get(&(&word.tag, kind, has_final(&word.surface)));
        let class =
            class.ok_or_else(|| format!("no attested row is {kind} and tagged {}", word.tag))?;
        let mut pairs: BTreeMap<(u16, u16), usize> = BTreeMap::new();
        class
            .iter()
            .for_each(|row| *pairs.entry((row.left, row.right)).or_default() += 1);
        let most = pairs.iter().max_by_key(|&(pair, count)| (count, pair));
        let (left, right) = most.map_or((0, 0), |(&pair, _)| pair);
        let length = |text: &str| text.chars().count();
        let mut costs: Vec<i16> = class
            .iter()
            .filter(|row| length(&row.surface) == length(&word.surface))
            .map(|row| row.cost)
            .collect();
        costs.sort_unstable();
        let cost = *costs
            .get(costs.len() / 2)
            .ok_or("no word of its class has its length")?;
        // A known word may be dearer than its class, and so than rare words around it: 해지 next to 지안.
        let same = self.by_surface.get(&word.surface[..]).into_iter().flatten();
        if same
            .into_iter()
            .any(|row| (row.left, row.right) == (left, right) && row.cost <= cost)
        {
            return Err(format!("mecab-ko-dic has it as {} and no dearer", word.tag));
        }
        Ok(SourceRow {
            surface: word.surface.clone(),
            left,
            right,
            cost,
            tag: word.tag.clone(),
            meaning: "*".to_owned(),
            kind: kind.to_owned(),
            expression: word.expression.clone(),
            ..SourceRow::default()
        })
    }

    /// Every part must be a morpheme of the dictionary, and those of a compound spell it.
    fn parts(&self, word: &Word) -> Result<(), String> {
        let mut spelt = String::new();
        for part in word.expression.split('+') {
            let (lemma, tag) = part.split_once('/').ok_or("its third column has no tag")?;
            // Endings are listed by conjoining letters, or within inflected forms only.
            if !tag.starts_with('E') && !self.morphemes.contains(&(lemma, tag)) {
                return Err(format!("no word is {part}"));
            }
            spelt += lemma;
        }
        if word.tag.contains('+') || spelt == word.surface {
            return Ok(());
        }
        Err("its parts do not spell it".to_owned())
    }

    /// A row that the words take away; never one with a semantic class.
    fn obstacle(&self, word: &Word) -> Result<SourceRow, String> {
        let same = self.by_surface.get(&word.surface[..]).into_iter().flatten();
        let row = same
            .into_iter()
            .find(|row| row.tag == word.tag && row.meaning == "*");
        row.map(|row| (*row).clone())
            .ok_or_else(|| format!("mecab-ko-dic has no such {}", word.tag))
    }

    fn copies(&self, word: &Word, right: &str) -> Result<Vec<SourceRow>, String> {
        let rows = self.by_surface.get(right).into_iter().flatten();
        let rows: Vec<SourceRow> = rows
            .filter(|row| word.tag == "*" || row.tag == word.tag)
            .filter(|row| !row.tag.starts_with("NN"))
            .map(|row| SourceRow {
                surface: word.surface.clone(),
                expression: match &row.expression[..] {
                    "*" => format!("{}/{}", row.surface, row.tag),
                    expression => expression.to_owned(),
                },
                ..(*row).clone()
            })
            .collect();
        if rows.is_empty() {
            return Err(format!("no row of {right} has the tag {}", word.tag));
        }
        Ok(rows)
    }
}

fn has_final(surface: &str) -> bool {
    let last = surface
        .chars()
        .last()
        .map_or(0, |last| last as u32)
        .wrapping_sub(0xac00);
    last < 11_172 && !last.is_multiple_of(28)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nouns with two syllables and a final consonant, at costs 10, 20 … and one with a semantic class.
    fn source() -> Vec<SourceRow> {
        let row = |surface: &str, cost: i16, meaning: &str| SourceRow {
            surface: surface.to_owned(),
            left: 1,
            right: 2,
            cost,
            tag: "NNG".to_owned(),
            meaning: meaning.to_owned(),
            kind: "*".to_owned(),
            expression: "*".to_owned(),
            features: String::new(),
        };
        let mut rows: Vec<SourceRow> = ["가각", "나낙", "다닥"]
            .iter()
            .zip([10, 20, 30])
            .map(|(s, c)| row(s, c, "*"))
            .collect();
        rows.push(row("각", 900, "*"));
        rows.push(SourceRow {
            left: 7,
            ..row("라락", 800, "행위")
        });
        rows
    }

    fn word(surface: &str, expression: &str) -> Word {
        Word {
            line: 1,
            surface: surface.to_owned(),
            tag: "NNG".to_owned(),
            expression: expression.to_owned(),
        }
    }

    fn change(word: Word) -> Result<Changes, String> {
        changes(Path::new("words.csv"), &[word], &source()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_word_costs_what_its_class_costs() {
        for surface in ["마막", "라락"] {
            let added = change(word(surface, "*")).unwrap().added;
            assert_eq!((added[0].left, added[0].right, added[0].cost), (1, 2, 20));
        }
    }

    #[test]
    fn a_row_can_be_taken_away() {
        let changes = change(word("나낙", "-")).unwrap();
        assert_eq!(
            changes.removed.into_iter().collect::<Vec<_>>(),
            [source()[1].clone()]
        );
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |surface, expression| change(word(surface, expression)).err().unwrap();
        assert!(
            fault("가각", "*").contains("line 1: 가각: mecab-ko-dic has it as NNG and no dearer")
        );
        assert!(fault("바바박", "*").contains("no word of its class has its length"));
        assert!(fault("가각박", "가각/NNG+박/NNG").contains("no word is 박/NNG"));
        assert!(fault("가각낙", "가각/NNG+각/NNG").contains("its parts do not spell it"));
        assert!(fault("바박", "=없다").contains("no row of 없다"));
        assert!(fault("바박", "-").contains("no such NNG"));
    }
}
