//! Which rules may find anything in a comment, without cutting it up.
//!
//! A rule needs a concept of each of its groups, and a concept needs one of
//! its words, strings or patterns. Whatever the matcher finds, some text stands
//! for it in the comment: the string itself, a literal the pattern needs, a
//! surface of the word in the dictionary. Blanks left out and ASCII in lower
//! case on both sides, such a text still stands there in one piece. So one look
//! for texts tells which groups may stand in a comment, and thereby which rules
//! may find something: first by what each text may bring about, then, where
//! that leaves a rule, by what patterns and words need besides.
//!
//! The answer may be yes for nothing, never no for something.

use super::{presence::Bits, strings::Stand};
use crate::lexicon::{
    compile::{Compiled, ConceptId},
    model::Topic,
    strings::Target,
};

/// What may stand in a sentence, and in the comment so far.
#[derive(Debug, Default)]
pub(super) struct Probe {
    /// Groups that a text of the sentence, of the comment, may bring about.
    sentence: Bits,
    comment: Bits,
    /// Of those, groups whose patterns and words have all they need.
    firm: Bits,
    firm_comment: Bits,
    /// Texts and members of words of the sentence looked at last.
    texts: Bits,
    members: Bits,
    rules: Bits,
    candidates: Vec<u16>,
}

impl Probe {
    /// Takes up another comment.
    pub(super) fn clear(&mut self, lexicon: &Compiled) {
        let groups = lexicon.groups.words * 64;
        self.sentence.clear(groups);
        self.comment.clear(groups);
        self.firm_comment.clear(groups);
        self.rules.clear(lexicon.rules.len());
        self.candidates.clear();
    }

    /// Takes up another sentence of the comment.
    pub(super) fn clear_sentence(&mut self, lexicon: &Compiled) {
        self.sentence.clear(lexicon.groups.words * 64);
        for &concept in &lexicon.prefilter.always {
            self.concept(lexicon, concept);
        }
    }

    fn concept(&mut self, lexicon: &Compiled, concept: ConceptId) {
        let row = lexicon.groups.of_concept(concept);
        self.sentence.add_row(&lexicon.groups, row);
    }

    /// A text stands in the sentence.
    #[inline]
    pub(super) fn text(&mut self, lexicon: &Compiled, text: u32) {
        let row = lexicon.groups.of_text(text);
        self.sentence.add_row(&lexicon.groups, row);
    }

    /// The sentence is over: whether a rule may find something in it by its
    /// texts. When the sentence is the whole comment, of all rules.
    pub(super) fn ends_doubtful(&mut self, lexicon: &Compiled, whole: bool) -> bool {
        if !whole {
            self.comment.add_all(&self.sentence);
        }
        first(lexicon, &self.sentence, false) || whole && first(lexicon, &self.sentence, true)
    }

    /// The comment is over: the same of rules that reach beyond a sentence.
    pub(super) fn is_doubtful(&self, lexicon: &Compiled) -> bool {
        first(lexicon, &self.comment, true)
    }

    /// Takes the rules that may find something in the sentence in which these
    /// texts stand, for all that is known; adds the patterns that may, and
    /// where they are announced.
    pub(super) fn settle(
        &mut self,
        lexicon: &Compiled,
        stands: &[Stand],
        anchors: &mut Vec<(u16, u32)>,
    ) {
        let strings = &lexicon.strings;
        self.firm.clear(lexicon.groups.words * 64);
        self.texts.clear(strings.len());
        self.members.clear(lexicon.prefilter.announced.len());
        for stand in stands {
            if self.texts.add(stand.text) {
                for target in strings.targets(stand.text) {
                    if let Target::Surface { member } = *target {
                        self.members.add(member);
                    }
                }
            }
        }
        let Self {
            firm,
            texts,
            members,
            ..
        } = self;
        let mut add = |concept: ConceptId| {
            firm.add_row(&lexicon.groups, lexicon.groups.of_concept(concept));
        };
        for stand in stands {
            for target in strings.targets(stand.text) {
                match *target {
                    Target::Text { concept, .. } => add(concept),
                    Target::Surface { member } => {
                        for word in &lexicon.prefilter.announced[member as usize] {
                            if word.rest.iter().all(|&one| members.has(one)) {
                                add(word.concept);
                            }
                        }
                    }
                    Target::Trigger { pattern } => {
                        let needs = &strings.patterns[usize::from(pattern)];
                        let stands = |&set: &u16| {
                            let mut any = strings.sets[usize::from(set)].iter();
                            any.any(|&text| texts.has(text))
                        };
                        if needs.sets.iter().all(stands) {
                            anchors.push((pattern, stand.first));
                            add(needs.concept);
                        }
                    }
                    Target::Literal { .. } => {}
                }
            }
        }
        for &concept in &lexicon.prefilter.always {
            add(concept);
        }
        self.firm_comment.add_all(&self.firm);
        let Self {
            firm,
            rules,
            candidates,
            ..
        } = self;
        take(lexicon, firm, false, rules, candidates);
    }

    /// Takes the rules that may find something by reaching over the sentences
    /// settled so far.
    pub(super) fn settle_comment(&mut self, lexicon: &Compiled) {
        let Self {
            firm_comment,
            rules,
            candidates,
            ..
        } = self;
        take(lexicon, firm_comment, true, rules, candidates);
    }

    /// Rules that may find something in the comment.
    pub(super) fn candidates(&self) -> &[u16] {
        &self.candidates
    }

    /// False when no rule can find anything in the comment.
    pub(super) fn passes(&self, lexicon: &Compiled) -> bool {
        let mut rules = self.candidates.iter();
        rules.any(|&rule| opens(lexicon, rule))
    }
}

/// What leans on a topic needs another rule to open it.
pub(super) fn opens(lexicon: &Compiled, rule: u16) -> bool {
    lexicon.rules[usize::from(rule)].settings.topic != Topic::Needs
}

/// Calls `found` with each rule that has all its groups, until it says stop.
fn each(lexicon: &Compiled, groups: &Bits, far: bool, mut found: impl FnMut(u32) -> bool) -> bool {
    for (word, bits) in groups.held() {
        let mut bits = bits & lexicon.groups.pivots(word);
        while bits != 0 {
            let group = word * 64 + bits.trailing_zeros();
            bits &= bits - 1;
            for &rule in lexicon.groups.rules(group, far) {
                let mut needs = lexicon.groups.needs(rule).iter();
                if needs.all(|&group| groups.has(group)) && found(rule) {
                    return true;
                }
            }
        }
    }
    false
}

fn first(lexicon: &Compiled, groups: &Bits, far: bool) -> bool {
    each(lexicon, groups, far, |rule| opens(lexicon, rule as u16))
}

fn take(lexicon: &Compiled, groups: &Bits, far: bool, seen: &mut Bits, rules: &mut Vec<u16>) {
    each(lexicon, groups, far, |rule| {
        if seen.add(rule) {
            rules.push(rule as u16);
        }
        false
    });
}
