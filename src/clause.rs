//! Clauses, and how each is linked to the next.
//!
//! A clause ends at the form of an ending, by a table in `data/cues.toml`:
//! the tag alone says little, since most final endings of comments are tagged
//! as connective (줘요, 와요) and reviews end in nominal forms (안해줌).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    lexicon::cues::CueBits,
    morph::{Morph, Tag},
};

/// How a clause is linked to what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Link {
    /// The sentence, or a full statement inside it, ends here.
    Final,
    /// -고, -며
    And,
    /// -는데, -지만
    Contrast,
    /// -어서, -니까
    Cause,
    /// -면, -거든
    Condition,
    /// -어도, -더라도
    Concession,
    /// -러, -려고, -도록
    Purpose,
    /// -다고: somebody's words
    Quote,
    /// -대요: somebody's words, told in one ending
    Hearsay,
    /// -라고, -래요: what somebody wants the writer to do
    Order,
    /// -나요, -습니까
    Question,
}

impl Link {
    /// Names in `cues.toml`.
    pub(crate) const WORDS: &'static [(&'static str, Link)] = &[
        ("final", Link::Final),
        ("and", Link::And),
        ("contrast", Link::Contrast),
        ("cause", Link::Cause),
        ("condition", Link::Condition),
        ("concession", Link::Concession),
        ("purpose", Link::Purpose),
        ("quote", Link::Quote),
        ("hearsay", Link::Hearsay),
        ("order", Link::Order),
        ("question", Link::Question),
    ];

    /// True when a full statement ends with the clause.
    pub(crate) fn is_final(self) -> bool {
        matches!(self, Link::Final | Link::Hearsay | Link::Question)
    }
}

/// One clause: morphemes by number, bytes of the normalised text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) morphs: Range<u32>,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) link: Link,
    /// The ending that closes it.
    pub(crate) ending: Option<u32>,
    pub(crate) sentence: u32,
    /// Every cue that one of its morphemes has.
    pub(crate) cues: CueBits,
}

impl Clause {
    /// The first of its morphemes that has one of some cues.
    pub(crate) fn find(&self, cues: &[CueBits], set: CueBits) -> Option<u32> {
        // Most clauses have none: that costs one look.
        (self.cues & set != 0)
            .then(|| self.morphs.clone().find(|&at| cues[at as usize] & set != 0))
            .flatten()
    }
}

/// Cuts one sentence's morphemes into clauses.
///
/// `link_of` knows what the form of an ending does.
pub(crate) fn cut(
    morphs: &[Morph],
    cues: &[CueBits],
    range: Range<u32>,
    sentence: u32,
    link_of: impl Fn(&Morph) -> Option<Link>,
    out: &mut Vec<Clause>,
) {
    let mut first = range.start;
    let mut at = range.start;
    while at < range.end {
        let morph = &morphs[at as usize];
        let next = (at + 1 < range.end).then(|| &morphs[at as usize + 1]);
        let copula = at > range.start && matches!(morphs[at as usize - 1].tag, Tag::Vcp | Tag::Vcn);
        // 계획이라네요 tells, only of a verb is -라네요 an order.
        let link = ends_clause(morph, next, &link_of).map(|link| match link {
            Link::Order if copula => Link::Hearsay,
            link => link,
        });
        let mut stop = at + 1;
        if let Some(link) = link {
            // Particles and marks behind the ending belong to its clause.
            while stop < range.end {
                let tag = morphs[stop as usize].tag;
                if tag.is_particle() || (tag.is_symbol() && tag != Tag::Sso) {
                    stop += 1;
                } else {
                    break;
                }
            }
            if stop < range.end {
                push(morphs, cues, first..stop, sentence, link, Some(at), out);
                first = stop;
            }
        }
        at = stop;
    }
    if first < range.end {
        let last = (first..range.end)
            .rev()
            .find(|&i| morphs[i as usize].tag.is_ending());
        let link = last
            .and_then(|i| link_of(&morphs[i as usize]))
            .unwrap_or(Link::Final);
        push(morphs, cues, first..range.end, sentence, link, last, out);
    }
}

fn push(
    morphs: &[Morph],
    cues: &[CueBits],
    range: Range<u32>,
    sentence: u32,
    link: Link,
    ending: Option<u32>,
    out: &mut Vec<Clause>,
) {
    out.push(Clause {
        start: morphs[range.start as usize].start,
        end: morphs[range.end as usize - 1].end,
        cues: cues[range.start as usize..range.end as usize]
            .iter()
            .fold(0, |all, bits| all | bits),
        morphs: range,
        link,
        ending,
        sentence,
    });
}

fn ends_clause(
    morph: &Morph,
    next: Option<&Morph>,
    link_of: &impl Fn(&Morph) -> Option<Link>,
) -> Option<Link> {
    let next_tag = next.map(|next| next.tag);
    match morph.tag {
        Tag::Ec => {
            let link = link_of(morph)?;
            // 해 주다, 고 있다, 지 않다: one predicate goes on.
            if next_tag == Some(Tag::Vx) {
                return None;
            }
            let apart = next.is_none_or(|next| next.spaced || next.tag.is_symbol());
            match link {
                Link::Final | Link::Question if !apart => None,
                link => Some(link),
            }
        }
        Tag::Ef => match next_tag {
            Some(Tag::Jkq) => None,
            _ => Some(link_of(morph).unwrap_or(Link::Final)),
        },
        Tag::Etn => {
            let apart = next.is_none_or(|next| next.spaced || next.tag.is_symbol());
            let goes_on = next_tag
                .is_some_and(|tag| tag.is_particle() || tag.is_predicate() || tag == Tag::Xsn);
            (apart && !goes_on).then_some(Link::Final)
        }
        // 열다섯 개… 이제: what trails off is said.
        Tag::Se => Some(Link::Final),
        _ => None,
    }
}

/// Every cue of some clauses.
pub(crate) fn cues(clauses: &[Clause]) -> CueBits {
    clauses.iter().fold(0, |all, clause| all | clause.cues)
}

/// The clauses of the sentence that a clause stands in.
pub(crate) fn sentence(clauses: &[Clause], number: usize) -> Range<usize> {
    let sentence = clauses[number].sentence;
    let first = clauses.partition_point(|clause| clause.sentence < sentence);
    let count = clauses[first..].partition_point(|clause| clause.sentence == sentence);
    first..first + count
}
