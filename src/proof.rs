//! Proof: every rule finds its own hits and passes over its own misses.

use crate::{
    error::Error,
    lexicon::{
        Defects, Lexicon,
        defect::{Place, Report},
        model::RuleStance,
    },
    morph::Dictionary,
    score::Stance,
    scorer::Scorer,
    worker::Scratch,
};

impl Lexicon {
    /// Proves every rule by its own sentences: each `hit` must leave evidence
    /// of the rule's stance, each `miss` none of it. A rule of stance
    /// `sentiment` may find its hits as a mention too, but must not find a
    /// complaint in a miss.
    ///
    /// Scores every sentence, so it takes seconds: for tests and for authors.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with one defect for each sentence that fails, or
    /// for each word the dictionary does not know.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use hasoyeon::{lexicon::Lexicon, morph::Dictionary};
    ///
    /// let theme = r#"
    /// schema = 1
    /// id = "network"
    /// name = { ko = "통화 품질", en = "network quality" }
    /// [concepts.call]
    /// words = ["통화/NNG"]
    /// [concepts.cut]
    /// strings = ["끊기", "끊겨", "끊김"]
    /// [[rule]]
    /// id = "calls-drop"
    /// all = ["call", "cut"]
    /// weight = 0.8
    /// why = "통화가 자꾸 끊긴다"
    /// hit = ["통화하다가 뚝뚝 끊겨요"]
    /// miss = ["통화 잘 됩니다"]
    /// "#;
    /// Lexicon::from_sources([("network.toml", theme)])?.prove(&Dictionary::embedded())?;
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    pub fn prove(&self, dictionary: &Dictionary) -> Result<(), Error> {
        let scorer = Scorer::builder()
            .dictionary(dictionary.clone())
            .lexicon(self.clone())
            // A rule proves itself, whatever was learned of such words.
            .classifier(false)
            .build()?;
        let mut report = Report::on(self.sources());
        let mut scratch = Scratch::default();
        for (number, rule) in self.model().rules.iter().enumerate() {
            let mut judge = |text: &str| scratch.stances(scorer.shared(), text, number as u16);
            let entry = format!("rule {}", rule.id);
            let mut fail = |place: Place, found: String, expected: &str| {
                report.add(place, &entry, found, expected);
            };
            let wanted = match rule.settings.stance {
                RuleStance::Complaint | RuleStance::Sentiment => Stance::Complaint,
                RuleStance::Mention => Stance::Mention,
            };
            for hit in &rule.hit {
                let found = judge(&hit.text);
                let proved = match rule.settings.stance {
                    RuleStance::Sentiment => !found.is_empty(),
                    _ => found.contains(&wanted),
                };
                if !proved {
                    let found = match found.first() {
                        Some(_) => format!("hit {:?} is only a mention", hit.text),
                        None => format!("hit {:?} is not found", hit.text),
                    };
                    fail(hit.place, found, "a sentence the rule finds");
                }
            }
            for miss in &rule.miss {
                if judge(&miss.text).contains(&wanted) {
                    let found = format!("miss {:?} is found", miss.text);
                    fail(miss.place, found, "a sentence the rule passes over");
                }
            }
        }
        if report.defects.is_empty() {
            Ok(())
        } else {
            Err(Error::lexicon(Defects::new(report.defects)))
        }
    }
}
