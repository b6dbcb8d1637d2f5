//! Complaint phrases, cut without and with the words.

use super::cutter::{Cut, Cutter};
use crate::error::{Error, Result};

/// What people complain about.
const NOUNS: [&str; 41] = [
    "해지",
    "환불",
    "보상",
    "환급",
    "취소",
    "가입",
    "개통",
    "번호이동",
    "위약금",
    "할부",
    "요금",
    "서비스",
    "상담",
    "연결",
    "배송",
    "교환",
    "반품",
    "수리",
    "업데이트",
    "로그인",
    "결제",
    "인증",
    "예약",
    "적립",
    "지급",
    "처리",
    "답변",
    "탈퇴",
    "접속",
    "설치",
    "통화",
    "이전",
    "변경",
    "유지",
    "공지",
    "정지",
    "문의",
    "충전",
    "입금",
    "강제이주",
    "문자",
];
/// What is said of it, with and without a blank before.
const TAILS: [&str; 34] = [
    "안됨",
    "안함",
    "못함",
    "안해줌",
    "못받음",
    "불가",
    "불가능",
    "거부",
    "거절",
    "종료",
    "폐지",
    "중단",
    "지연",
    "강요",
    "강제",
    "안돼요",
    "안되요",
    "안됩니다",
    "안된다",
    "안되네요",
    "안되는데",
    "안되고",
    "안해줘요",
    "안해줘",
    "안해주네요",
    "안해주고",
    "안해준다",
    "못해요",
    "못하게",
    "못받았어요",
    "않됨",
    "않해줘요",
    "않되요",
    "없음",
];
/// Phrases that are not a noun and a tail.
const PHRASES: [&str; 8] = [
    "강제/이주",
    "강제/해지",
    "강제/탈퇴",
    "강제/업데이트",
    "연락/두절",
    "일방적/통보",
    "환불/요청",
    "고객/센터",
];

/// Left as they are: 이 동안 and 문의 안 are cheaper, and rightly so elsewhere.
const GAPS: [&str; 3] = ["번호이동안", "문의안", "문의 안"];
/// Morphemes that deny.
const DENIALS: [(&str, &str); 10] = [
    ("안", "MAG"),
    ("못", "MAG"),
    ("않", "VV"),
    ("않", "VX"),
    ("안되", "VV"),
    ("안되", "VA"),
    ("못하", "VV"),
    ("못하", "VX"),
    ("못하", "VA"),
    ("안하", "VX"),
];

/// `surface/TAG` of each cut.
pub fn show(text: &str, cuts: &[Cut]) -> String {
    let shown: Vec<String> = cuts
        .iter()
        .map(|cut| format!("{}/{}", &text[cut.range.clone()], cut.tag))
        .collect();
    shown.join(" ")
}

/// Prints the cuts that differ or are wrong; fails where one is wrong with the words.
pub fn run(without: Option<&Cutter>, with: &Cutter) -> Result<()> {
    let mut phrases: Vec<(&str, &str)> = PHRASES
        .iter()
        .filter_map(|phrase| phrase.split_once('/'))
        .collect();
    phrases.extend(
        NOUNS
            .iter()
            .flat_map(|noun| TAILS.iter().map(move |tail| (*noun, *tail))),
    );
    let (mut wrong_without, mut wrong_with, mut gaps) = (0, 0, 0);
    for (head, tail) in &phrases {
        for blank in ["", " "] {
            let text = format!("{head}{blank}{tail}");
            let judge = |cutter: &Cutter| {
                let cuts = cutter.cut(&text);
                let fault = fault(cutter, &cuts, head.len() + blank.len(), tail);
                (show(&text, &cuts), fault)
            };
            let (after, fault) = judge(with);
            let before = without.map(judge);
            let known = GAPS.iter().any(|gap| text.starts_with(gap));
            wrong_with += usize::from(fault.is_some() && !known);
            gaps += usize::from(fault.is_some() && known);
            wrong_without += before.iter().filter(|(_, fault)| fault.is_some()).count();
            if fault.is_some() || before.as_ref().is_some_and(|before| before.0 != after) {
                let before = before.map_or(String::new(), |(cuts, _)| cuts);
                println!("{text}\t{before}\t{after}\t{}", fault.unwrap_or(""));
            }
        }
    }
    let phrases = phrases.len() * 2;
    if without.is_some() {
        println!("{phrases} phrases: {wrong_without} wrong without the words");
    }
    println!("{phrases} phrases: {wrong_with} wrong with the words, and {gaps} known gaps");
    if wrong_with > 0 {
        return Err(Error::Differs(format!(
            "{wrong_with} phrases are cut wrongly"
        )));
    }
    Ok(())
}

/// What is wrong with a cut: `TORN` where none falls between the words, `LOST`
/// where the tail denies something and no morpheme does.
fn fault(cutter: &Cutter, cuts: &[Cut], border: usize, tail: &str) -> Option<&'static str> {
    let lexemes = &cutter.lexemes;
    let mut borders = vec![];
    let mut denies = false;
    for cut in cuts {
        borders.extend([cut.range.start, cut.range.end]);
        let mut at = cut.range.start;
        for key in cut
            .lexeme
            .into_iter()
            .flat_map(|lexeme| lexemes.keys_of(lexeme))
        {
            let (lemma, tag) = (lexemes.key_lemma(key), lexemes.key_tag(key));
            denies |= cut.range.end > border && DENIALS.contains(&(lemma, tag));
            at += lemma.len();
            if cut.lexeme.is_some_and(|lexeme| lexemes.is_compound(lexeme)) {
                borders.push(at);
            }
        }
    }
    if !borders.contains(&border) {
        return Some("TORN");
    }
    let denied = tail.starts_with(['안', '못', '않']);
    (denied && !denies).then_some("LOST")
}
