//! Part-of-speech tags of the Sejong set as mecab-ko-dic uses them.

use std::{fmt, str::FromStr};

macro_rules! tags {
    ($($name:ident $text:literal $doc:literal),* $(,)?) => {
        /// A part-of-speech tag of one morpheme.
        ///
        /// The names are those of the Sejong tag set as mecab-ko-dic 2.1.1
        /// spells them; a token that holds several morphemes carries several
        /// tags, written `XSA+EC`.
        ///
        /// ```
        /// use hasoyeon::morph::Tag;
        ///
        /// assert_eq!("NNG".parse(), Ok(Tag::Nng));
        /// assert_eq!(Tag::Xsv.as_str(), "XSV");
        /// assert!("보".parse::<Tag>().is_err());
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Tag {
            $(#[doc = $doc] $name),*
        }

        impl Tag {
            /// Every tag, in declaration order.
            pub const ALL: &[Tag] = &[$(Tag::$name),*];

            /// The tag as the dictionary writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Tag::$name => $text),* }
            }
        }

        impl FromStr for Tag {
            type Err = UnknownTag;

            fn from_str(text: &str) -> Result<Self, UnknownTag> {
                match text {
                    $($text => Ok(Tag::$name),)*
                    _ => Err(UnknownTag),
                }
            }
        }
    };
}

tags! {
    Nng "NNG" "common noun", Nnp "NNP" "proper noun", Nnb "NNB" "bound noun",
    Nnbc "NNBC" "bound noun that counts units", Nr "NR" "numeral", Np "NP" "pronoun",
    Vv "VV" "verb", Va "VA" "adjective", Vx "VX" "auxiliary predicate",
    Vcp "VCP" "positive copula 이다", Vcn "VCN" "negative copula 아니다",
    Mm "MM" "determiner", Mag "MAG" "adverb", Maj "MAJ" "conjunctive adverb",
    Ic "IC" "interjection",
    Jks "JKS" "subject particle", Jkc "JKC" "complement particle", Jkg "JKG" "genitive particle",
    Jko "JKO" "object particle", Jkb "JKB" "adverbial particle", Jkv "JKV" "vocative particle",
    Jkq "JKQ" "quotative particle", Jx "JX" "auxiliary particle", Jc "JC" "conjunctive particle",
    Ep "EP" "prefinal ending", Ef "EF" "final ending", Ec "EC" "connective ending",
    Etn "ETN" "nominalising ending", Etm "ETM" "adnominal ending",
    Xpn "XPN" "prefix", Xsn "XSN" "noun suffix", Xsv "XSV" "verb suffix", Xsa "XSA" "adjective suffix",
    Xr "XR" "root", Sf "SF" "final punctuation", Se "SE" "ellipsis", Sso "SSO" "opening bracket",
    Ssc "SSC" "closing bracket", Sc "SC" "separator", Sy "SY" "other symbol", Sl "SL" "foreign letters",
    Sh "SH" "hanja", Sn "SN" "number", Una "UNA" "a part the dictionary's makers left untagged",
    Unknown "UNKNOWN" "Hangul that no entry covers",
}

impl Tag {
    /// True for verbs, adjectives, auxiliaries, copulas and predicate suffixes.
    #[must_use]
    pub const fn is_predicate(self) -> bool {
        matches!(
            self,
            Tag::Vv | Tag::Va | Tag::Vx | Tag::Vcp | Tag::Vcn | Tag::Xsv | Tag::Xsa
        )
    }

    /// True for nouns, pronouns, numerals and roots.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(
            self,
            Tag::Nng | Tag::Nnp | Tag::Nnb | Tag::Nnbc | Tag::Np | Tag::Nr | Tag::Xr
        )
    }

    /// True for particles.
    #[must_use]
    pub const fn is_particle(self) -> bool {
        matches!(
            self,
            Tag::Jks
                | Tag::Jkc
                | Tag::Jkg
                | Tag::Jko
                | Tag::Jkb
                | Tag::Jkv
                | Tag::Jkq
                | Tag::Jx
                | Tag::Jc
        )
    }

    /// True for endings of predicates.
    #[must_use]
    pub const fn is_ending(self) -> bool {
        matches!(self, Tag::Ep | Tag::Ef | Tag::Ec | Tag::Etn | Tag::Etm)
    }

    /// True for punctuation and other symbols; letters, hanja and numbers are
    /// not symbols.
    #[must_use]
    pub const fn is_symbol(self) -> bool {
        matches!(
            self,
            Tag::Sf | Tag::Se | Tag::Sso | Tag::Ssc | Tag::Sc | Tag::Sy
        )
    }

    /// True for tags whose words no dictionary can list: foreign letters,
    /// hanja, numbers and unknown Hangul.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Tag::Sl | Tag::Sh | Tag::Sn | Tag::Unknown)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not a tag of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Sejong part-of-speech tag")]
pub struct UnknownTag;
