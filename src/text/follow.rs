//! What follows the end of a sentence, and whether it was one.

use super::hangul::is_syllable;

/// The end of the first word of `after`, if it is as short as a particle; a
/// longer word is not read to its end.
pub(super) fn word_end(after: &str) -> usize {
    let end = after
        .char_indices()
        .find(|&(i, c)| i > 6 || matches!(c, ' ' | '\n' | '.' | ','));
    end.map_or(after.len(), |(i, _)| i)
}

fn starts_with_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| text.starts_with(w))
}

/// True when `after`, what stands behind the blank or the closing quote, takes
/// the sentence up as reported speech or as part of a longer one.
pub(super) fn takes_up(after: &str) -> bool {
    const WHOLE: &[&str] = &[
        "고", "라", "는", "란", "며", "면", "만", "던", "니", "길래", "가", "거나",
    ];
    #[rustfmt::skip]
    const START: &[&str] = &[
        "라고", "라는", "라며", "라면", "라니", "라던", "라도", "이라고", "이라는", "이라며",
        "이란", "하고", "하며", "하면서", "하는", "하던", "하니", "고 ", "고는", "고도", "고들",
        "는게", "는데", "는거",
    ];
    WHOLE.contains(&&after[..word_end(after)]) || starts_with_one_of(after, START)
}

/// True when a mark and a blank before `after` still leave it to report what
/// was said: 왜? 하면서, 안 된다. 라고.
pub(super) fn reports(after: &str) -> bool {
    const START: &[&str] = &["라고", "라는", "라며", "하면서", "하며 ", "하고 "];
    starts_with_one_of(after, START)
}

/// True when the word behind a plain -다 form may belong to it: 했다 하면, 있다
/// 보니, 왔다 갔다, 된다 안된다, 지웠다 다시 깔아도.
pub(super) fn leans_on_da(after: &str) -> bool {
    if starts_with_one_of(after, AGAIN) || starts_with_one_of(after, SAYING) {
        return !starts_with_one_of(after, BUT);
    }
    let opposite = after.starts_with(['안', '못', '없', '있', '만', '아', '싫']);
    let mut word = after.chars().take(8).take_while(|c| is_syllable(*c));
    opposite && word.any(|c| c == '다')
}

/// Words that go on telling what was interrupted or undone.
#[rustfmt::skip]
const AGAIN: &[&str] = &[
    "다시", "들어", "나가", "나갔", "켜", "켰", "깔", "설치", "재설치", "탈퇴", "로그인",
    "재접속", "지우", "지웠", "다운", "반복", "갔", "왔",
];

/// Words that make what stands before them a thing said, thought or supposed.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "하면", "하고", "하는", "하더", "하여", "하니", "하던", "하길", "하기", "하며", "하려",
    "하네", "하지", "하겠", "하였", "하잖", "한들", "한다", "한대", "했", "해도", "해서", "해야",
    "해놓", "해봤", "해봐", "해요", "해라", "해 ", "할지", "할까", "할때", "할 ", "할수", "할거",
    "할만", "보니", "보면", "보고", "보는", "보다", "보자", "보이", "보여", "보아", "보인", "봅",
    "봐", "봤", "볼 ", "말고", "말만", "말을", "말하", "말해", "말씀", "말은", "생각", "느",
    "그래", "그러", "그런다", "뭐라", "어쩌", "어쩔", "어째", "더라", "더니", "더군", "던",
    "이거지", "이거야", "이말", "이러", "믿", "소리", "소문", "얘기", "핑계", "뿐", "치", "쳐",
    "칠", "싶",
];

/// What looks like one of these and begins a sentence of its own.
#[rustfmt::skip]
const BUT: &[&str] = &[
    "다시는", "하지만", "하지마", "하지 마", "그러나", "느려", "느리", "치킨", "켜지", "깔끔",
    "로그인이 안", "설치비",
];
