//! How a word ends, and what that says about the sentence it stands in.
//!
//! These are tests of form on the last syllables of a text, without a
//! dictionary: they serve to cut sentences, not to understand them.

use super::hangul::{Syllable, is_syllable};

const TAIL_N: u32 = 4;
const TAIL_B: u32 = 17;
const TAIL_SS: u32 = 20;

/// The last syllables of the last word of a text, last one first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Up to four syllables; `'\0'` where the word is shorter.
    back: [char; 4],
}

impl Word {
    /// The word that `text` ends in; blanks at its end are not skipped.
    pub(super) fn at_end(text: &str) -> Self {
        let mut back = ['\0'; 4];
        for (slot, c) in back
            .iter_mut()
            .zip(text.chars().rev().take_while(|c| is_syllable(*c)))
        {
            *slot = c;
        }
        Self { back }
    }

    fn is(&self, word: &str) -> bool {
        let mut rest = self.back.iter();
        word.chars().rev().all(|c| rest.next() == Some(&c))
            && rest.next().is_none_or(|c| *c == '\0')
    }

    fn ends_with(&self, tail: &str) -> bool {
        tail.chars().rev().zip(self.back).all(|(a, b)| a == b)
    }

    /// True for a form that can only end a sentence when a blank follows it:
    /// -습니다, -어요, -네요, -었다, -는다 and their like.
    pub(super) fn is_plain_final(&self) -> bool {
        let [last, second, third, _] = self.back;
        let Some(s) = Syllable::of(second) else {
            return false;
        };
        match last {
            '다' => {
                if second == '니' {
                    return Syllable::of(third).is_some_and(|t| t.tail == TAIL_B) || third == '아';
                }
                let verb = s.tail == TAIL_SS
                    || s.tail == TAIL_N
                        && "는한된준온본진친난긴킨린".contains(second)
                        && third != '\0'
                    || matches!(second, '한' | '된' | '준' | '온' | '본');
                let quality = "없같좋싫많않싶높낮깊렵럽겁답깝쉽".contains(second);
                (verb || quality || second == '이' && third != '\0') && !self.names_something()
            }
            '까' => second == '니' && Syllable::of(third).is_some_and(|t| t.tail == TAIL_B),
            '요' => self.is_polite(s, second, third),
            '죠' => true,
            '됨' => true,
            '음' => matches!(second, '않'),
            '임' => matches!(second, '거' | '것'),
            _ => false,
        }
    }

    /// True for a form in -다 other than -ㅂ니다.
    pub(super) fn is_plain_da(&self) -> bool {
        let [last, second, third, _] = self.back;
        last == '다' && (second != '니' || third == '아')
    }

    fn is_polite(&self, s: Syllable, second: char, third: char) -> bool {
        if self.names_something() {
            return false;
        }
        if s.is_open() && matches!(s.vowel, 0 | 1 | 4 | 5 | 6 | 7 | 9 | 10 | 14) {
            return !(second == '하' || second == '자')
                && (third != '\0' || !matches!(second, '가' | '개' | '화' | '제' | '나'));
        }
        match second {
            '되' | '군' | '든' | '걸' | '텐' => true,
            '지' | '구' | '고' => third != '\0' && third != '최' && third != '친',
            _ => false,
        }
    }

    fn names_something(&self) -> bool {
        [
            "혼다",
            "판다",
            "간다",
            "베란다",
            "르완다",
            "란다",
            "근데요",
            "그런데요",
            "있잖아요",
            "저기요",
            "그래서요",
            "제가요",
            "내가요",
            "사이다",
        ]
        .iter()
        .any(|w| self.is(w) || w.chars().count() > 2 && self.ends_with(w))
    }

    /// True when the word looks like the end of a sentence where a mark
    /// already hints at one.
    pub(super) fn looks_final(&self) -> bool {
        const SYLLABLES: &str = "다요음함됨임네죠지까라자군냐니해오걸데야여염용당삼슴넹욤듯줌봄짐옴감남움림름킴침핌굿짱\
            겨져려봐와줘워써돼대래게께셈노어아구근뎅염봥효옹음잼슈쥬죵랑요";
        let last = self.back[0];
        last != '\0'
            && (SYLLABLES.contains(last) || FINALS.iter().any(|f| self.ends_with(f)))
            && !self.leads_on()
    }

    /// True when a full stop behind the word, with no blank after it, ends a
    /// sentence, and is no point between two nouns (서울.경기) or within one
    /// (최.악).
    pub(super) fn may_stop(&self) -> bool {
        const NOUNS: [&str; 8] = [
            "영화",
            "작품",
            "느낌",
            "추천",
            "최고",
            "대박",
            "드라마",
            "고",
        ];
        self.back[3] != '\0'
            || self.looks_final()
            || self.back[1] != '\0' && NOUNS.iter().any(|n| self.ends_with(n))
    }

    /// True for a connective, behind which a sentence that is too long is best
    /// cut.
    pub(super) fn links(&self) -> bool {
        matches!(
            self.back[0],
            '고' | '며' | '면' | '서' | '데' | '만' | '까' | '지' | '니'
        ) && self.back[1] != '\0'
    }

    /// True when something must follow: a particle, an adverb, a connective.
    pub(super) fn leads_on(&self) -> bool {
        let [last, second, ..] = self.back;
        match last {
            '은' | '는' | '을' | '를' | '에' | '의' | '과' | '고' | '며' | '면' | '한' => {
                true
            }
            '이' | '가' | '도' | '만' => {
                second != '\0' && !matches!((second, last), ('인' | '는' | '은' | '던', '가'))
            }
            '로' => second != '\0' && second != '별' && second != '제',
            '해' => matches!(second, '위' | '의' | '통' | '대'),
            '랑' => second != '사',
            '서' => matches!(
                second,
                '에' | '해' | '어' | '아' | '라' | '래' | '와' | '여' | '려' | '워' | '져'
            ),
            _ => ADVERBS.iter().any(|w| self.is(w)),
        }
    }
}

/// Ends of sentences whose last syllable alone would prove nothing.
const FINALS: [&str; 14] = [
    "최악", "구만", "더만", "두만", "는가", "인가", "런가", "건가", "던가", "구나", "겠나", "않나",
    "했나", "었나",
];

const ADVERBS: [&str; 36] = [
    "진짜",
    "정말",
    "너무",
    "완전",
    "아니",
    "근데",
    "그냥",
    "왜",
    "또",
    "좀",
    "더",
    "다",
    "안",
    "못",
    "잘",
    "막",
    "존나",
    "개",
    "제발",
    "그리고",
    "그래서",
    "그러나",
    "하지만",
    "그런데",
    "솔직히",
    "아주",
    "매우",
    "가장",
    "계속",
    "다시",
    "아직",
    "이거",
    "저거",
    "그거",
    "나",
    "내",
];
