//! Lint: what a theme dictionary allows but hardly means.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    error::Error,
    lexicon::{
        Lexicon, Warning, WarningKind,
        compile::ConceptRef,
        cues::Cue,
        defect::{Place, Report},
        model::RuleModel,
        word,
    },
    morph::{Dictionary, Lattice, Morph, Tables, Tag, expand},
    scorer::{Scorer, Shared},
    worker::Scratch,
};

/// Inflected forms of a predicate that are tried before it is called unknown.
const FORMS: usize = 40;

impl Lexicon {
    /// Finds what is allowed but hardly meant: words that are never cut so,
    /// concepts nothing uses, rules no sentence meets, rules that meet the same
    /// sentences, rules no literal announces. In order of file and place; what
    /// the crate adds by itself is left out.
    ///
    /// Scores every `hit` and `miss`, so it takes seconds: for tests and for
    /// authors. [`prove`](Self::prove) checks the sentences themselves.
    ///
    /// # Errors
    ///
    /// [`Error::is_lexicon`] with one defect for each word the dictionary does
    /// not know.
    ///
    /// ```
    /// # #[cfg(feature = "embedded")] {
    /// use hasoyeon::{lexicon::{Lexicon, WarningKind}, morph::Dictionary};
    ///
    /// let theme = r#"
    /// schema = 1
    /// id = "network"
    /// [concepts.call]
    /// words = ["통화/NNG"]
    /// [concepts.cut]
    /// strings = ["끊겨"]
    /// [concepts.dead]
    /// strings = ["먹통"]
    /// [[rule]]
    /// id = "calls-drop"
    /// all = ["call", "cut"]
    /// weight = 0.8
    /// why = "통화가 자꾸 끊긴다"
    /// hit = ["통화하다가 뚝뚝 끊겨요"]
    /// miss = ["통화 잘 됩니다"]
    /// "#;
    /// let lexicon = Lexicon::from_sources([("network.toml", theme)])?;
    /// let warnings = lexicon.lint(&Dictionary::embedded())?;
    /// assert_eq!(warnings[0].kind(), WarningKind::UnusedConcept);
    /// assert_eq!((warnings[0].line(), warnings.len()), (8, 1));
    /// # }
    /// # Ok::<(), hasoyeon::Error>(())
    /// ```
    pub fn lint(&self, dictionary: &Dictionary) -> Result<Vec<Warning>, Error> {
        let scorer = Scorer::builder()
            .dictionary(dictionary.clone())
            .lexicon(self.clone())
            // Its gate would hide sentences that tell two rules apart.
            .classifier(false)
            .build()?;
        let mut linter = Linter {
            lexicon: self,
            report: Report::on(self.sources()),
            warnings: Vec::new(),
        };
        linter.bare_words(scorer.shared().dictionary.tables());
        linter.unused_concepts();
        linter.matches(scorer.shared());
        linter.always(scorer.shared());
        let mut warnings = linter.warnings;
        warnings.sort_by_key(|warning| (warning.order(), warning.kind()));
        Ok(warnings)
    }
}

struct Linter<'l> {
    lexicon: &'l Lexicon,
    report: Report,
    warnings: Vec<Warning>,
}

impl Linter<'_> {
    fn warn(&mut self, kind: WarningKind, place: Place, entry: &str, found: String, advice: &str) {
        let source = self.report.sources.get(place.file as usize);
        if source.is_some_and(|source| source.layer > 0) {
            let defect = self.report.defect(place, entry, found, advice);
            self.warnings.push(Warning::new(kind, defect));
        }
    }

    fn bare_words(&mut self, tables: &Tables) {
        let mut cutter = Cutter::new(tables);
        let lexicon = self.lexicon;
        for concept in &lexicon.model().concepts {
            for word in &concept.words {
                let Ok(members) = word::members(&word.text) else {
                    continue;
                };
                let [member] = members.as_slice() else {
                    continue;
                };
                if cutter.cuts(member, concept.parts) {
                    continue;
                }
                let entry = format!("concepts {}", concept.id);
                let cut = cutter.shown(member.lemma);
                let found = format!("{:?} is never cut so: alone it is {cut}", word.text);
                let advice = "write it as it is cut, or as a string";
                self.warn(WarningKind::BareWord, word.place, &entry, found, advice);
            }
        }
    }

    fn unused_concepts(&mut self) {
        let model = self.lexicon.model();
        let included = model.concepts.iter().flat_map(|concept| &concept.includes);
        let named = model.rules.iter().flat_map(|rule| {
            rule.all
                .iter()
                .flatten()
                .chain(&rule.any)
                .chain(&rule.unless)
                .map(|one| &one.concept)
        });
        let used: HashSet<&str> = included
            .chain(named)
            .map(|name| name.text.as_str())
            .collect();
        for concept in &model.concepts {
            if !used.contains(concept.id.as_str()) && Cue::named(&concept.id).is_none() {
                let entry = format!("concepts {}", concept.id);
                let found = "nothing uses it".to_owned();
                let advice = "name it in a rule or an include, or take it out";
                self.warn(
                    WarningKind::UnusedConcept,
                    concept.place,
                    &entry,
                    found,
                    advice,
                );
            }
        }
    }

    /// What each rule meets among all sentences of the lexicon.
    fn matches(&mut self, shared: &Shared) {
        let model = self.lexicon.model();
        let mut seen = HashSet::new();
        let sentences = model
            .rules
            .iter()
            .flat_map(|rule| rule.hit.iter().chain(&rule.miss))
            .filter(|sentence| seen.insert(sentence.text.as_str()));
        let mut met: Vec<Vec<(u32, u32)>> = vec![Vec::new(); model.rules.len()];
        let mut scratch = Scratch::thorough();
        for (number, sentence) in sentences.enumerate() {
            for (rule, clause) in scratch.matched(shared, &sentence.text) {
                met[usize::from(rule)].push((number as u32, clause));
            }
        }
        let mut by_matches: HashMap<_, &RuleModel> = HashMap::new();
        for (rule, met) in model.rules.iter().zip(&mut met) {
            met.sort_unstable();
            let entry = format!("rule {}", rule.id);
            if met.is_empty() {
                let found = "no sentence of the dictionary meets it".to_owned();
                let advice = "write a hit it finds, or take it out";
                self.warn(
                    WarningKind::UnmatchedRule,
                    rule.place,
                    &entry,
                    found,
                    advice,
                );
                continue;
            }
            let key = (rule.theme.as_str(), met.clone());
            match by_matches.get(&key) {
                None => {
                    by_matches.insert(key, rule);
                }
                Some(first) => {
                    let found = format!("it meets the same {} clauses as {}", met.len(), first.id);
                    let advice = "a sentence that tells them apart, or one rule less";
                    self.warn(WarningKind::SameMatches, rule.place, &entry, found, advice);
                }
            }
        }
    }

    /// Rules each of whose groups has a pattern that no literal announces.
    fn always(&mut self, shared: &Shared) {
        let compiled = &shared.lexicon;
        let concepts = &self.lexicon.model().concepts;
        // Per concept: one that has such a pattern, itself or an included one.
        let mut free: Vec<Option<u16>> = vec![None; concepts.len()];
        for &pattern in &compiled.strings.always {
            let concept = compiled.strings.patterns[usize::from(pattern)].concept;
            for includer in compiled.closure(concept) {
                free[usize::from(includer)].get_or_insert(concept);
            }
        }
        for (rule, written) in compiled.rules.iter().zip(&self.lexicon.model().rules) {
            let any = (!rule.any.is_empty()).then_some(&rule.any);
            let owners: Option<Vec<u16>> = rule
                .all
                .iter()
                .chain(any)
                .map(|group| {
                    let free = |reference: &ConceptRef| free[usize::from(reference.concept)];
                    group.iter().find_map(free)
                })
                .collect();
            let Some(mut owners) = owners else {
                continue;
            };
            owners.dedup();
            let owners = owners
                .iter()
                .map(|&id| concepts[usize::from(id)].id.as_str());
            let owners = owners.collect::<Vec<_>>().join(" and ");
            let entry = format!("rule {}", written.id);
            let found = format!("any text may meet it: no letters announce a pattern of {owners}");
            let advice = "let each way of such a pattern hold letters of its own";
            self.warn(
                WarningKind::AlwaysPasses,
                written.place,
                &entry,
                found,
                advice,
            );
        }
    }
}

/// Cuts single words; remembers what it cut.
struct Cutter<'t> {
    tables: &'t Tables,
    lattice: Lattice,
    cuts: BTreeMap<String, Vec<Morph>>,
}

impl<'t> Cutter<'t> {
    fn new(tables: &'t Tables) -> Self {
        Self {
            tables,
            lattice: Lattice::default(),
            cuts: BTreeMap::new(),
        }
    }

    fn cut(&mut self, text: &str) -> &[Morph] {
        let Self {
            tables,
            lattice,
            cuts,
        } = self;
        cuts.entry(text.to_owned()).or_insert_with(|| {
            let (mut tokens, mut morphs) = (Vec::new(), Vec::new());
            lattice.tokenize(tables, text, 0, &mut tokens);
            expand(tables, text, &tokens, &mut morphs);
            morphs
        })
    }

    /// True when the word is cut so in one of the forms it stands in alone.
    fn cuts(&mut self, member: &word::Member<'_>, parts: bool) -> bool {
        let tables = self.tables;
        let ways = word::ways(tables, member);
        // What the dictionary does not list is taken as it comes, and what
        // leans on a word before it never stands alone.
        let leans = |tag: Tag| {
            tag.is_ending()
                || tag.is_particle()
                || matches!(
                    tag,
                    Tag::Vx | Tag::Vcp | Tag::Xsn | Tag::Xsv | Tag::Xsa | Tag::Xpn
                )
                || matches!(tag, Tag::Nnb | Tag::Nnbc)
        };
        let known = |way: &Vec<word::Accepts>| way.iter().all(|member| member.text.is_none());
        let leaning = matches!(member.class, word::TagClass::One(tag) if leans(tag));
        if leaning || !ways.iter().all(known) {
            return true;
        }
        let tails = match member.class {
            word::TagClass::Predicate | word::TagClass::One(Tag::Vv | Tag::Va | Tag::Vcn) => {
                &["다", "고", "는", "지", "면", "네요"][..]
            }
            _ => &[
                "",
                "이",
                "가",
                "을",
                "를",
                "은",
                "는",
                "도",
                "하다",
                "하네요",
                "해서",
            ],
        };
        let written = tails.iter().map(|tail| format!("{}{tail}", member.lemma));
        let inflected = ways
            .iter()
            .flatten()
            .flat_map(|accepts| &accepts.keys)
            .flat_map(|&key| {
                let known = (key as usize) < tables.lexemes.key_count();
                let lexemes = known.then(|| tables.lexemes.lexemes_of(key));
                let surfaces = lexemes.into_iter().flatten();
                surfaces
                    .take(FORMS)
                    .map(|lexeme| tables.lexemes.surface(lexeme).to_owned())
            });
        let forms: Vec<String> = written.chain(inflected).collect();
        forms.iter().any(|form| {
            let morphs = self.cut(form);
            ways.iter().any(|way| stands(tables, morphs, way, parts))
        })
    }

    fn shown(&mut self, text: &str) -> String {
        let tables = self.tables;
        let morphs = self.cut(text);
        let shown = morphs.iter().map(|morph| {
            let surface = &text[morph.start as usize..morph.end as usize];
            match (morph.key as usize) < tables.lexemes.key_count() {
                true => format!("{}/{}", tables.lexemes.key_lemma(morph.key), morph.tag),
                false => format!("{surface}/{}", morph.tag),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }
}

/// True when the members stand one after another in the morphemes.
fn stands(tables: &Tables, morphs: &[Morph], way: &[word::Accepts], parts: bool) -> bool {
    let is = |morph: &Morph, accepts: &word::Accepts| {
        accepts.keys.contains(&morph.key)
            || parts
                && morph.compound.is_some_and(|lexeme| {
                    tables
                        .lexemes
                        .keys_of(lexeme)
                        .any(|key| accepts.keys.contains(&key))
                })
    };
    morphs.windows(way.len()).any(|morphs| {
        morphs
            .iter()
            .zip(way)
            .all(|(morph, accepts)| is(morph, accepts))
    })
}
