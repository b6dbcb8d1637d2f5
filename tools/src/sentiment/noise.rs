//! Four ways in which comments are spelled badly.

use super::random::Random;

/// A kind of noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// All blanks are gone.
    Joined,
    /// Each blank goes with probability ½; one comes between other characters
    /// with probability 0.15.
    Respaced,
    /// Each word has a wrong letter with probability 0.15: one jamo of one
    /// syllable is another, or the syllable is gone or doubled.
    Typos,
    /// Words are drawn out (좋아요오오), and jamo tails (ㅋㅋㅋㅋ) added.
    Drawn,
}

/// All four.
pub const ALL: [Noise; 4] = [Noise::Joined, Noise::Respaced, Noise::Typos, Noise::Drawn];

impl Noise {
    /// The text with this noise.
    pub fn apply(self, text: &str, random: &mut Random) -> String {
        match self {
            Self::Joined => text.chars().filter(|c| !c.is_whitespace()).collect(),
            Self::Respaced => respace(text, random),
            Self::Typos => text
                .split_inclusive(' ')
                .map(|word| {
                    if random.chance(0.15) {
                        typo(word, random)
                    } else {
                        word.to_owned()
                    }
                })
                .collect(),
            Self::Drawn => draw_out(text, random),
        }
    }
}

fn respace(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c == ' ' {
            if random.chance(0.5) {
                out.push(c);
            }
            continue;
        }
        if random.chance(0.15) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

fn is_syllable(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

fn typo(word: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = word.chars().collect();
    let syllables: Vec<usize> = (0..chars.len())
        .filter(|&i| is_syllable(chars[i]))
        .collect();
    if syllables.is_empty() {
        return word.to_owned();
    }
    let at = syllables[random.below(syllables.len())];
    match random.below(4) {
        0 => {
            chars.remove(at);
        }
        1 => chars.insert(at, chars[at]),
        _ => {
            let index = u32::from(chars[at]) - 0xac00;
            let (mut initial, mut vowel, mut tail) = (index / 588, index / 28 % 21, index % 28);
            match random.below(3) {
                0 => initial = random.below(19) as u32,
                1 => vowel = random.below(21) as u32,
                _ => tail = random.below(28) as u32,
            }
            chars[at] =
                char::from_u32(0xac00 + initial * 588 + vowel * 28 + tail).unwrap_or(chars[at]);
        }
    }
    chars.into_iter().collect()
}

/// The open syllable of `ㅇ` and a vowel, by which a vowel is drawn out.
fn echo(c: char) -> Option<char> {
    let index = u32::from(c)
        .checked_sub(0xac00)
        .filter(|_| is_syllable(c))?;
    (index % 28 == 0)
        .then(|| char::from_u32(0xac00 + 11 * 588 + index / 28 % 21 * 28))
        .flatten()
}

fn draw_out(text: &str, random: &mut Random) -> String {
    const TAILS: [&str; 6] = [
        "ㅋㅋㅋㅋㅋ",
        "ㅎㅎㅎㅎ",
        "ㅠㅠㅠㅠ",
        "ㅜㅜㅜ",
        "ㅋㅋ",
        "ㅇㅇ",
    ];
    let mut out = String::new();
    for word in text.split_inclusive(' ') {
        let body = word.trim_end();
        out.push_str(body);
        if let Some(tail) = body
            .chars()
            .next_back()
            .and_then(echo)
            .filter(|_| random.chance(0.2))
        {
            (0..1 + random.below(5)).for_each(|_| out.push(tail));
        }
        out.push_str(&word[body.len()..]);
    }
    if random.chance(0.5) {
        out.push_str(TAILS[random.below(TAILS.len())]);
    }
    out
}
