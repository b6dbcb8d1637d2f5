//! How a word of a concept is written, and what it stands for in a
//! dictionary.

use crate::morph::{Tables, Tag};

/// One member of a word: `돈/NNG`, `없/V`, `LTE/SL`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member<'t> {
    pub(crate) lemma: &'t str,
    pub(crate) class: TagClass,
}

/// Which tags a member may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagClass {
    One(Tag),
    /// `/V`
    Predicate,
    /// `/N`
    Nominal,
    /// `/*`
    Any,
}

impl TagClass {
    pub(crate) fn holds(self, tag: Tag) -> bool {
        match self {
            TagClass::One(one) => one == tag,
            TagClass::Predicate => tag.is_predicate(),
            TagClass::Nominal => tag.is_nominal(),
            TagClass::Any => true,
        }
    }
}

/// What a set of dictionary keys or an open-class text a member accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accepts {
    /// Morpheme keys, ascending.
    pub(crate) keys: Vec<u32>,
    /// Lower-cased text of a token the dictionary does not list.
    pub(crate) text: Option<String>,
}

/// Most members of a word: each may stand in several ways.
const MAX_MEMBERS: usize = 8;

/// Light verbs that make a predicate of a noun: (suffix, tags it may carry).
const LIGHT: &[&str] = &["시키", "당하", "받", "하", "되"];

/// Reads the members of a word; the error names the member and what is wrong.
pub(crate) fn members(word: &str) -> Result<Vec<Member<'_>>, (String, String)> {
    let expected = "lemma/TAG, such as 전화/NNG, 바꾸/VV, 없/V or LTE/SL";
    let members: Vec<_> = word
        .split_whitespace()
        .map(|member| {
            let (lemma, tag) = member
                .rsplit_once('/')
                .ok_or_else(|| (format!("{member:?} has no tag"), expected.to_owned()))?;
            if lemma.is_empty() {
                return Err((format!("{member:?} has no lemma"), expected.to_owned()));
            }
            let class = match tag {
                "V" => TagClass::Predicate,
                "N" => TagClass::Nominal,
                "*" => TagClass::Any,
                tag => TagClass::One(tag.parse().map_err(|_| {
                    (
                        format!("{member:?}: {tag:?} is no tag"),
                        "a Sejong tag, /V, /N or /*".to_owned(),
                    )
                })?),
            };
            Ok(Member { lemma, class })
        })
        .collect::<Result<_, _>>()?;
    if members.is_empty() {
        return Err((format!("{word:?} is blank"), expected.to_owned()));
    }
    if members.len() > MAX_MEMBERS {
        let found = format!("{word:?} has {} members", members.len());
        return Err((found, format!("at most {MAX_MEMBERS}; or a string")));
    }
    Ok(members)
}

/// Every way the member may stand in a text: each way is a sequence of what
/// its morphemes accept. Empty when the dictionary knows no such word.
pub(crate) fn ways(tables: &Tables, member: &Member<'_>) -> Vec<Vec<Accepts>> {
    let mut ways = Vec::new();
    let direct = accepts(tables, member.lemma, member.class);
    if !direct.keys.is_empty() || direct.text.is_some() {
        ways.push(vec![direct]);
    }
    let predicate = match member.class {
        TagClass::One(tag) => matches!(tag, Tag::Vv | Tag::Va),
        TagClass::Predicate => true,
        _ => false,
    };
    if predicate {
        for light in LIGHT {
            let Some(stem) = member.lemma.strip_suffix(light) else {
                continue;
            };
            if stem.is_empty() {
                continue;
            }
            let keys = tables
                .keys_with_lemma(stem)
                .filter(|&(_, tag)| tag.is_nominal() || tag == Tag::Mag)
                .map(|(key, _)| key)
                .collect();
            let stem = Accepts { keys, text: None };
            let light = accepts(tables, light, TagClass::Predicate);
            if !stem.keys.is_empty() && !light.keys.is_empty() {
                ways.push(vec![stem, light]);
            }
        }
    }
    ways
}

fn accepts(tables: &Tables, lemma: &str, class: TagClass) -> Accepts {
    let keys = match class {
        TagClass::One(tag) => tables.key(lemma, tag).into_iter().collect(),
        class => tables
            .keys_with_lemma(lemma)
            .filter(|&(_, tag)| class.holds(tag))
            .map(|(key, _)| key)
            .collect(),
    };
    let open = match class {
        TagClass::One(tag) => tag.is_open(),
        TagClass::Any => true,
        _ => false,
    };
    // An open class lists nothing, so any text may be asked for.
    let text = open.then(|| lemma.to_lowercase());
    match class {
        TagClass::Any if Vec::is_empty(&keys) => Accepts {
            keys,
            text: is_open_text(lemma).then(|| lemma.to_lowercase()),
        },
        _ => Accepts { keys, text },
    }
}

/// Letters, digits or hanja: what no Korean dictionary lists.
fn is_open_text(lemma: &str) -> bool {
    lemma
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c))
}
