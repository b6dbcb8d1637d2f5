//! From the text as people type it to text that can be read: one spelling for
//! what is one thing, sentences, and the way back to every byte.
//!
//! Nothing here fails or panics, whatever the text; offsets count bytes.
//!
//! ```
//! use hasoyeon::text::{Sentences, normalize};
//!
//! let original = "환불안됨ㅠㅠㅠㅠ진짜별로!!!!! 다시는 안 사요";
//! let normalized = normalize(original);
//! let text = normalized.text(original);
//! assert_eq!(text, "환불안됨ㅠㅠ진짜별로!! 다시는 안 사요");
//!
//! let sentences: Vec<&str> = Sentences::new(text).map(|s| &text[s]).collect();
//! assert_eq!(sentences, ["환불안됨ㅠㅠ", "진짜별로!!", "다시는 안 사요"]);
//! ```

mod border;
mod boundary;
mod cap;
mod compose;
mod emoji;
mod ending;
mod entity;
mod fold;
mod follow;
mod hangul;
mod masked;
mod normalized;
mod offset_map;
mod reducer;
mod runs;
mod scan;
mod sentence;
mod stretch;
mod tail;
mod writer;

pub(crate) use hangul::is_spoken;
pub use normalized::Normalized;
pub use sentence::Sentences;

/// How far a text is normalised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Unicode's canonical composition and nothing else.
    Nfc,
    /// NFC, and one spelling for what is one thing: see [`normalize`].
    #[default]
    Full,
}

/// Normalises `original` into a buffer of its own, in the full form.
///
/// The full form is NFC and:
///
/// - fullwidth ASCII and halfwidth Hangul become ordinary, conjoining letters
///   that make no syllable become letters (`ᄏᄏ` → `ㅋㅋ`); compatibility
///   characters such as ① and ㎏ stay;
/// - what cannot be seen is removed, except inside emoji; unusual blanks and
///   control characters become blanks, line ends become `\n`;
/// - HTML entities are decoded and `<br>` becomes `\n`;
/// - runs are shortened: `ㅋㅋㅋㅋ` → `ㅋㅋ`, `ㅠㅜㅠ` → `ㅠㅠ`, `!!!!` → `!!`,
///   `....` → `…`, `하하하하하` → `하하`;
/// - sounds drawn out are shortened: `해주세요오오` → `해주세요`, `했는뎈ㅋㅋ` →
///   `했는데ㅋㅋ`, `안돼ㅐㅐ` → `안돼`;
/// - masked swear words lose the mask where nothing else can be meant:
///   `시1발` → `시발`, but not `시.발표`.
///
/// Normalising a second time changes nothing.
///
/// ```
/// use hasoyeon::text::normalize;
///
/// let original = "ＡＳ 신청했는뎈ㅋㅋㅋㅋ";
/// let normalized = normalize(original);
/// assert_eq!(normalized.text(original), "AS 신청했는데ㅋㅋ");
/// assert!(normalize("보통 문장입니다.").is_identity());
/// ```
#[must_use]
pub fn normalize(original: &str) -> Normalized {
    let mut normalized = Normalized::new();
    normalized.assign(original, Form::Full);
    normalized
}
