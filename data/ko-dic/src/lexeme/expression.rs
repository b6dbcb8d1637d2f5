//! ko-dic's expressions (`하/XSV/*+았/EP/*`) and its letters.

/// Splits an expression into its parts, lemma and tag, or gives `None` where
/// it has none (`*`) or a part without lemma (a few rows of mecab-ko-dic).
pub(super) fn parts(expression: &str) -> Option<impl Iterator<Item = (&str, &str)>> {
    let part = |part| {
        let mut fields = str::split(part, '/');
        (fields.next().unwrap_or(""), fields.next().unwrap_or(""))
    };
    let whole = expression
        .split('+')
        .map(part)
        .all(|(lemma, tag)| !lemma.is_empty() && !tag.is_empty());
    whole.then(|| expression.split('+').map(part))
}

/// Writes a lemma with its conjoining letters replaced by the letters that
/// people type (ᆫ by ㄴ). mecab-ko-dic mixes both, and initial ᄆ and ᄇ stand
/// where finals are meant; one compatibility letter serves for all.
pub(super) fn fold_into(lemma: &str, out: &mut String) {
    out.clear();
    out.extend(lemma.chars().map(compatibility));
}

/// Spells the vowel that an ending begins with when it has melted into its
/// stem: most of mecab-ko-dic has 주+었 for 줬, 1,656 endings have 주+ㅓㅆ.
/// After 하 the vowel is written as in 하+았, ko-dic's usual form of 했.
pub(super) fn spell_ending(ending: &mut String, after_ha: bool) {
    let mut letters = ending.chars();
    let vowel = match letters.next() {
        Some('ㅏ') => '아',
        Some('ㅓ') => '어',
        Some('ㅕ') if after_ha => '아',
        Some('ㅕ') => '어',
        _ => return,
    };
    let rest = letters.as_str();
    let spelt = match (rest.strip_prefix('ㅆ'), vowel) {
        (Some(rest), '아') => format!("았{rest}"),
        (Some(rest), _) => format!("었{rest}"),
        (None, _) => format!("{vowel}{rest}"),
    };
    *ending = spelt;
}

const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];
const FINALS: [char; 27] = [
    'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ', 'ㅁ',
    'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
];

fn compatibility(letter: char) -> char {
    let code = letter as u32;
    match code {
        0x1100..=0x1112 => INITIALS[(code - 0x1100) as usize],
        0x1161..=0x1175 => char::from_u32(code - 0x1161 + 0x314f).unwrap_or(letter),
        0x11a8..=0x11c2 => FINALS[(code - 0x11a8) as usize],
        _ => letter,
    }
}

/// The letters of a lemma, syllables taken apart (값 as ㄱㅏㅄ), at most `N`.
pub(super) fn letters<const N: usize>(lemma: &str, out: &mut [char; N]) -> usize {
    let mut len = 0;
    let mut push = |letter| {
        if len < N {
            out[len] = letter;
            len += 1;
        }
    };
    for letter in lemma.chars() {
        let code = (letter as u32).wrapping_sub(0xac00);
        if code < 11_172 {
            push(INITIALS[(code / 588) as usize]);
            push(char::from_u32(0x314f + code % 588 / 28).unwrap_or(letter));
            if let Some(last) = (code % 28).checked_sub(1) {
                push(FINALS[last as usize]);
            }
        } else {
            push(compatibility(letter));
        }
    }
    len
}
