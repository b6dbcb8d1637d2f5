//! Marks and letters that are typed again and again, and letters that trail
//! behind a syllable.

use super::hangul::{Syllable, TAIL_HIEUH, TAIL_KIEUK, is_jamo, letter_echo};

/// True for a character of which more than two in a row mean no more than two.
pub(super) const fn is_capped(c: char) -> bool {
    matches!(
        c,
        '!' | '?' | '~' | ';' | ',' | '^' | '-' | '=' | '*' | '_' | '+' | '♥' | '♡'
    ) || is_jamo(c)
}

/// True for what an ellipsis is made of.
pub(super) const fn is_dot(c: char) -> bool {
    matches!(c, '.' | '…' | 'ㆍ')
}

/// True for a letter that cries.
pub(super) const fn is_tear(c: char) -> bool {
    matches!(c, 'ㅠ' | 'ㅜ')
}

/// The syllable without the tail that only leads over to the laughter behind
/// it: 뎈 before ㅋ is 데. `left` stands before the syllable.
pub(super) fn without_laughter(left: Option<char>, syllable: char, letter: char) -> Option<char> {
    let s = Syllable::of(syllable)?;
    let natural = match (letter, s.tail) {
        ('ㅋ', TAIL_KIEUK) => {
            syllable == '녘'
                || left == Some('부') && syllable == '엌'
                || left.is_none_or(|c| Syllable::of(c).is_none())
        }
        ('ㅎ', TAIL_HIEUH) => "갛겋깋낳넣놓닿떻땋랗렇맣멓빻쌓얗옇읗좋찧".contains(syllable),
        _ => return None,
    };
    (!natural).then(|| Syllable { tail: 0, ..s }.to_char())
}

/// True when the vowel letter only draws out the syllable before it: 안돼ㅐㅐ.
///
/// ㅠ, ㅜ, ㅡ and ㅗ are faces and gestures of their own.
pub(super) fn trails(syllable: char, letter: char) -> bool {
    let plain = matches!(
        letter,
        'ㅏ' | 'ㅑ' | 'ㅓ' | 'ㅕ' | 'ㅛ' | 'ㅣ' | 'ㅐ' | 'ㅔ' | 'ㅒ' | 'ㅖ'
    );
    plain
        && Syllable::of(syllable)
            .is_some_and(|s| s.is_open() && s.echo().is_some() && s.echo() == letter_echo(letter))
}
