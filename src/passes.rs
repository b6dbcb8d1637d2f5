//! How much of a stream the prefilter lets through, and for the sake of which
//! rules.

use std::sync::Arc;

use crate::{
    lexicon::trie::Walk,
    matcher::Finder,
    scorer::Scorer,
    text::{Form, Normalized, Sentences},
};

/// What the prefilter did with some texts; made by [`Scorer::pass_rates`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassRates {
    /// How many texts there were.
    pub texts: u64,
    /// Their bytes, normalised.
    pub bytes: u64,
    /// How many were let through, to be cut into morphemes.
    pub passed: u64,
    /// Their bytes, normalised.
    pub passed_bytes: u64,
    /// The rules that let some through, the most eager first.
    pub rules: Vec<RulePasses>,
}

/// What one rule lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePasses {
    /// Full id: `harassment_calls.night-call`.
    pub rule: Arc<str>,
    /// Texts in which it may find something.
    pub texts: u64,
    /// Those of them in which no other rule may.
    pub alone: u64,
}

impl PassRates {
    /// Share of the bytes that are cut into morphemes, in [0, 1]; 0 without
    /// any text.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.passed_bytes as f64 / self.bytes.max(1) as f64
    }
}

impl Scorer {
    /// Counts what the prefilter lets through. A comment is cut into morphemes
    /// only when some rule may find something in it; a rule of everyday words
    /// makes every comment dear.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// let scorer = hasoyeon::Scorer::new()?;
    /// let rates = scorer.pass_rates(["배송 빨라요", "환불 안 해주네요"]);
    /// assert_eq!((rates.texts, rates.passed), (2, 1));
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    #[must_use]
    pub fn pass_rates<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = T>) -> PassRates {
        let shared = self.shared();
        let lexicon = &shared.lexicon;
        let (mut walk, mut open) = (Walk::default(), Vec::new());
        let mut finder = Finder::default();
        let mut normalized = Normalized::new();
        let mut rates = PassRates::default();
        let mut counts = vec![(0u64, 0u64); lexicon.rules.len()];
        for text in texts {
            normalized.assign(text.as_ref(), Form::Full);
            let text = normalized.text(text.as_ref());
            rates.texts += 1;
            rates.bytes += text.len() as u64;
            let sentences: Vec<_> = Sentences::new(text).collect();
            shared.open(text, &sentences, &mut walk, &mut open);
            let doors = shared.gates.at(&open);
            let rules = match doors.are_shut() {
                true => Vec::new(),
                false => finder.count(lexicon, text, &sentences, doors),
            };
            if rules.is_empty() {
                continue;
            }
            rates.passed += 1;
            rates.passed_bytes += text.len() as u64;
            for &rule in &rules {
                let (texts, alone) = &mut counts[usize::from(rule)];
                *texts += 1;
                *alone += u64::from(rules.len() == 1);
            }
        }
        let passes = lexicon.rules.iter().zip(counts);
        rates.rules = passes
            .filter(|(_, (texts, _))| *texts > 0)
            .map(|(rule, (texts, alone))| RulePasses {
                rule: rule.id.clone(),
                texts,
                alone,
            })
            .collect();
        // Stable: equal ones stay in the order of the files.
        let eager = |rule: &RulePasses| std::cmp::Reverse((rule.texts, rule.alone));
        rates.rules.sort_by_key(eager);
        rates
    }
}
