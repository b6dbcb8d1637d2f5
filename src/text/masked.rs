//! Swear words with something stuck between their syllables.
//!
//! Only words and surroundings that leave no doubt are folded: 시1발 is, 시.발표
//! is not.

use super::hangul::{is_jamo, is_syllable};

/// Where the mask stands, in bytes of the text that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a mask is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stuff {
    Digit,
    Mark,
    Blank,
}

/// True for a character that may close a masked word.
pub(super) const fn is_closer(c: char) -> bool {
    matches!(
        c,
        '발' | '벌' | '신' | '나' | '랄' | '친' | '끼' | '새' | 'ㅂ' | 'ㅅ' | 'ㄴ' | 'ㄹ' | 'ㅊ'
    )
}

/// True for a character that may stand inside a masked word.
pub(super) const fn is_mask(c: char) -> bool {
    stuff(c).is_some()
}

const fn stuff(c: char) -> Option<Stuff> {
    match c {
        '0'..='9' => Some(Stuff::Digit),
        '.' | ',' | '@' | '*' | '!' | '~' | '-' | '_' | '/' | '^' | '\'' | ';' | '#' | '+' => {
            Some(Stuff::Mark)
        }
        '…' | '·' | 'ㅡ' | 'ㆍ' | '♡' | '♥' => Some(Stuff::Mark),
        ' ' => Some(Stuff::Blank),
        _ => None,
    }
}

/// The mask of the masked word that `text` ends in, when `next` (`None` at the
/// end of all text) settles that it is one.
pub(super) fn mask_at_end(text: &str, next: Option<char>) -> Option<Mask> {
    let mut back = text.char_indices().rev();
    let (mut end, mut closer) = back.next()?;
    if !is_closer(closer) {
        return None;
    }
    let mut mask = back.next()?;
    if closer == '끼' && mask.1 == '새' {
        // 개1새끼
        (end, closer) = mask;
        mask = back.next()?;
    } else if closer == '새' {
        return None;
    }
    let kind = stuff(mask.1)?;
    let mut start = mask.0;
    let mut before = back.next()?;
    let mut one = mask.1 == '1';
    if stuff(before.1) == Some(kind) && kind != Stuff::Blank {
        start = before.0;
        one = one && before.1 == '1';
        before = back.next()?;
    }
    let left = back.next().map(|(_, c)| c);
    let full_stop = |c| matches!(c, '.' | ',' | '…');
    if kind == Stuff::Mark && full_stop(mask.1) && next.is_some_and(full_stop) {
        return None;
    }
    let sure = if is_jamo(closer) {
        letters(before.1, closer, kind, left, next)
    } else {
        kind != Stuff::Blank && syllables(before.1, closer, kind, one, left, next)
    };
    sure.then_some(Mask { start, end })
}

fn letters(
    opener: char,
    closer: char,
    kind: Stuff,
    left: Option<char>,
    next: Option<char>,
) -> bool {
    let beside = |c: Option<char>| {
        c.is_none_or(|c| {
            !is_jamo(c) || kind != Stuff::Blank && matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ')
        })
    };
    let pair = match (opener, closer) {
        ('ㅅ' | 'ㅆ', 'ㅂ') | ('ㅂ', 'ㅅ') => true,
        ('ㅈ', 'ㄴ' | 'ㄹ') | ('ㅁ', 'ㅊ') => kind != Stuff::Blank,
        _ => false,
    };
    pair && beside(left) && beside(next)
}

fn syllables(
    opener: char,
    closer: char,
    kind: Stuff,
    one: bool,
    left: Option<char>,
    next: Option<char>,
) -> bool {
    let joined = left.is_some_and(is_syllable);
    if left.is_some_and(char::is_alphanumeric) && !joined {
        return false;
    }
    let digit = kind == Stuff::Digit;
    // Inside a word only a lone 1 is no number and no full stop.
    let anywhere = digit && one;
    let next = next.filter(|c| is_syllable(*c));
    let is_one_of = |list: &str| next.is_some_and(|c| list.contains(c));
    match (opener, closer) {
        ('시' | '씨', '발' | '벌') => {
            (!joined || anywhere && opener == '씨')
                && (next.is_none() || is_one_of("놈년새것거아롬럼련들같진뭐왜개존무니너이넘끼연"))
        }
        ('병' | '븅', '신') => {
            (!joined || anywhere) && (next.is_none() || is_one_of("들같새아이은짓년놈인넘"))
        }
        ('존', '나') => !joined && (!digit || one) && !is_one_of("는도의를와만랑한에보라쁘중"),
        ('지', '랄') => (!joined || anywhere) && !is_one_of("까라랄"),
        ('미', '친') => (!joined || anywhere) && !is_one_of("한하구근절환밀척형오언정애"),
        ('새', '끼') => {
            (!joined || anywhere || kind == Stuff::Mark) && !is_one_of("어니리얹우치")
        }
        ('개', '새') => !joined,
        _ => false,
    }
}
