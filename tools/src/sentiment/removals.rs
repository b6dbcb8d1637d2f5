//! What films teach and comments must not hear: `data/sentiment/removed.tsv`.

use std::path::Path;

use super::Failure;
use super::grams;

/// Stands for blanked words; no gram holds it.
pub const BLANK: char = '\u{fffd}';

/// The two lists.
#[derive(Debug, Default)]
pub struct Removals {
    film: Vec<String>,
    grams: Vec<String>,
}

impl Removals {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read; a bad line, by number, and why.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Self::parse(&text)
            .map_err(|(line, reason)| format!("{}: line {line}: {reason}", path.display()).into())
    }

    fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut removals = Self::default();
        for (n, line) in text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            match cells[..] {
                ["film", words, _] => removals.film.push(words.to_owned()),
                ["gram", words, _] => removals.grams.push(words.to_owned()),
                _ => {
                    return Err((
                        n + 1,
                        "expected `film` or `gram`, words, and why, with tabs between them".into(),
                    ));
                }
            }
        }
        removals
            .film
            .sort_by_key(|words| std::cmp::Reverse(words.len()));
        Ok(removals)
    }

    /// A film review without the film words.
    pub fn blank(&self, normalized: &str) -> String {
        let mut out = normalized.to_owned();
        for words in &self.film {
            if out.contains(words.as_str()) {
                out = out.replace(words.as_str(), "\u{fffd}");
            }
        }
        out
    }

    /// True when the gram must not be kept.
    pub fn forbids(&self, gram: &[char]) -> bool {
        if gram.contains(&BLANK) {
            return true;
        }
        let text: String = gram.iter().collect();
        self.grams.iter().any(|g| text.contains(g.as_str()))
    }

    /// How many words are blanked, how many grams forbidden.
    pub fn len(&self) -> (usize, usize) {
        (self.film.len(), self.grams.len())
    }
}

/// The grams of a vocabulary that are not forbidden.
pub fn clean(vocabulary: &grams::Vocabulary, removals: &Removals) -> grams::Vocabulary {
    vocabulary.retain(|i| !removals.forbids(&vocabulary.grams[i]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_are_blanked_first() {
        let removals = Removals::parse("film\t가나\tx\nfilm\t가나다\tx\ngram\t라마\ty\n").unwrap();
        assert_eq!(removals.blank("가나다가나"), "\u{fffd}\u{fffd}");
        assert!(removals.forbids(&['가', '라', '마']));
        assert!(!removals.forbids(&['라', '바']));
        assert_eq!(Removals::parse("film\t가\n").unwrap_err().0, 1);
    }
}
