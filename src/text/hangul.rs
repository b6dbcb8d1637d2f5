//! Arithmetic on Hangul syllables and the sounds that lengthen them.

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
/// Number of the lead ㅇ, which is silent.
const SILENT: u32 = 11;
/// Number of the tail ㅋ.
pub(super) const TAIL_KIEUK: u32 = 24;
/// Number of the tail ㅎ.
pub(super) const TAIL_HIEUH: u32 = 27;

/// A syllable taken apart, each part by its number in Unicode order; tail 0 is
/// no tail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Syllable {
    pub(super) lead: u32,
    pub(super) vowel: u32,
    pub(super) tail: u32,
}

impl Syllable {
    /// Takes `c` apart; `None` when it is no precomposed syllable.
    pub(super) const fn of(c: char) -> Option<Self> {
        if !is_syllable(c) {
            return None;
        }
        let n = c as u32 - FIRST;
        Some(Self {
            lead: n / 588,
            vowel: n % 588 / 28,
            tail: n % 28,
        })
    }

    /// The syllable as a character.
    pub(super) fn to_char(self) -> char {
        char::from_u32(FIRST + (self.lead * 21 + self.vowel) * 28 + self.tail).unwrap_or('\u{FFFD}')
    }

    /// True when nothing follows the vowel.
    pub(super) const fn is_open(self) -> bool {
        self.tail == 0
    }

    /// The vowel that is heard last and can be drawn out: ㅘ ends in ㅏ, ㅛ in
    /// ㅗ. `None` for ㅚ, which is not drawn out with any one letter.
    pub(super) const fn echo(self) -> Option<Echo> {
        echo(self.vowel)
    }

    /// True for a vowel without lead and tail, the way a sound is drawn out:
    /// 아 어 오 우 으 이 애 에, and 요 여 유.
    pub(super) const fn is_bare(self) -> bool {
        self.lead == SILENT
            && self.tail == 0
            && matches!(self.vowel, 0 | 1 | 4 | 5 | 6 | 8 | 12 | 13 | 17 | 18 | 20)
    }

    /// True for a bare vowel that repeats what it ends in (오 after 요), which
    /// 요, 여 and 유 themselves never do.
    pub(super) const fn draws_out(self) -> bool {
        self.is_bare() && !matches!(self.vowel, 6 | 12 | 17)
    }
}

/// What a vowel sounds like when it is drawn out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    A,
    Eo,
    O,
    U,
    Eu,
    I,
    E,
}

const fn echo(vowel: u32) -> Option<Echo> {
    match vowel {
        0 | 2 | 9 => Some(Echo::A),
        4 | 6 | 14 => Some(Echo::Eo),
        8 | 12 => Some(Echo::O),
        13 | 17 => Some(Echo::U),
        18 => Some(Echo::Eu),
        16 | 19 | 20 => Some(Echo::I),
        1 | 3 | 5 | 7 | 10 | 15 => Some(Echo::E),
        _ => None,
    }
}

/// True for a precomposed syllable, 가 to 힣.
pub(super) const fn is_syllable(c: char) -> bool {
    let n = c as u32;
    FIRST <= n && n <= LAST
}

/// True for a compatibility letter, ㄱ to ㆎ without the filler.
pub(super) const fn is_jamo(c: char) -> bool {
    matches!(c, '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318E}')
}

/// True for a conjoining letter of any age.
pub(super) const fn is_conjoining(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97C}' | '\u{D7B0}'..='\u{D7FB}')
}

/// What a compatibility vowel sounds like when it is drawn out.
pub(super) const fn letter_echo(c: char) -> Option<Echo> {
    let n = c as u32;
    if n < 0x314F || n > 0x3163 {
        return None;
    }
    echo(n - 0x314F)
}

/// The compatibility letter of a modern conjoining one, or of a halfwidth one.
pub(super) fn compatibility(c: char) -> Option<char> {
    const LEADS: [char; 19] = [
        'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ',
        'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
    ];
    const TAILS: [char; 27] = [
        'ㄱ', 'ㄲ', 'ㄳ', 'ㄴ', 'ㄵ', 'ㄶ', 'ㄷ', 'ㄹ', 'ㄺ', 'ㄻ', 'ㄼ', 'ㄽ', 'ㄾ', 'ㄿ', 'ㅀ',
        'ㅁ', 'ㅂ', 'ㅄ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅊ', 'ㅋ', 'ㅌ', 'ㅍ', 'ㅎ',
    ];
    let n = c as u32;
    match n {
        0x1100..=0x1112 => Some(LEADS[(n - 0x1100) as usize]),
        0x1161..=0x1175 => char::from_u32(n - 0x1161 + 0x314F),
        0x11A8..=0x11C2 => Some(TAILS[(n - 0x11A8) as usize]),
        // Halfwidth letters run in the order of the compatibility block.
        0xFFA1..=0xFFBE => char::from_u32(n - 0xFFA1 + 0x3131),
        0xFFC2..=0xFFC7 => char::from_u32(n - 0xFFC2 + 0x314F),
        0xFFCA..=0xFFCF => char::from_u32(n - 0xFFCA + 0x3155),
        0xFFD2..=0xFFD7 => char::from_u32(n - 0xFFD2 + 0x315B),
        0xFFDA..=0xFFDC => char::from_u32(n - 0xFFDA + 0x3161),
        _ => None,
    }
}

/// Letters and digits, but for single letters of Hangul: ㅠㅠ, ㅋㅋ.
pub(crate) fn is_spoken(c: char) -> bool {
    // Most are syllables, which the tables of the standard library find late.
    let is_syllable = ('가'..='힣').contains(&c);
    is_syllable || c.is_alphanumeric() && !('ㄱ'..='ㅣ').contains(&c)
}
