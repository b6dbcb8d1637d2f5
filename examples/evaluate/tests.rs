//! Figures worked out by hand.

mod polarity;

use super::{
    Request,
    answer::{Answer, Given},
    cues,
    errors::Kind,
    gold::Gold,
    groups::{Grouping, fnv1a},
    rules,
    table::{Failure, Table},
    themes::{self, Report},
};

const GOLD: &str = "\
id\ttext\tcompensation\tharassment_calls\toverall\tnote
a:1\t환불을 석 달째 미루네요\tcomplaint\tnone\tneg\t
a:2\t보상받고 마음이 풀렸어요\tmention\tnone\tpos\t
a:3\t밤마다 광고 전화가 와서 지칩니다\tnone\tcomplaint\tneg\tdoubtful: who calls?
b:1\t화면이 \"예쁘네요\tnone\tnone\tpos\t
b:2\t위약금이 얼마인가요\tmention|complaint\tnone\tneu\t
b:3\t전화가 두 번 왔습니다\t-\tmention\tneu|neg\t
";

const ANSWERS: &str = r#"
{"id":"a:1","themes":[{"theme":"compensation","stance":"complaint","score":0.8,"evidence":[
{"rule":"compensation.late","spans":[[0,9],[21,33]],"clause":[0,33],"weight_before":0.8,"weight":0.8,"modifiers":[]}]}],"sentiment":{"label":"negative","score":-0.9}}
{"id":"a:2","themes":[{"theme":"compensation","stance":"complaint","score":0.6,"evidence":[
{"rule":"compensation.late","spans":[[0,6]],"weight_before":0.6,"weight":0.6}]}],"sentiment":{"label":"positive","score":0.7}}
{"id":"a:3","themes":[],"sentiment":{"label":"neutral","score":0.0}}
{"id":"b:1","themes":[{"theme":"compensation","stance":"mention","score":0.2,"evidence":[
{"rule":"compensation.named","stance":"mention","spans":[[0,9]],"weight_before":0.7,"weight":0.7}]}],"sentiment":{"label":"positive","score":0.9}}
{"id":"b:2","themes":[],"sentiment":{"label":"mixed","score":-0.05}}
{"id":"b:3","themes":[{"theme":"compensation","stance":"complaint","score":0.9},{"theme":"harassment_calls","stance":"mention","score":0.3}],"sentiment":{"label":"mixed","score":-0.5}}
"#;

const IDS: [&str; 6] = ["a:1", "a:2", "a:3", "b:1", "b:2", "b:3"];

fn table(text: &str) -> Table {
    Table::parse("gold.tsv".to_owned(), text.as_bytes()).unwrap()
}

fn gold() -> Gold {
    Gold::new(table(GOLD), |column| {
        ["compensation", "harassment_calls"].contains(&column)
    })
    .unwrap()
}

/// JSON lines; a line break before `{"rule"` is for the eye.
fn answers(lines: &str, ids: &[&str]) -> Result<Vec<Answer>, Failure> {
    let lines = lines.replace("\n{\"rule\"", "{\"rule\"");
    Given::parse(lines.as_bytes()).unwrap().into_answers(ids)
}

fn request(grouping: Vec<Grouping>, errors: usize) -> Request {
    Request {
        grouping,
        errors,
        seed: 1,
        answers_by: "hand".to_owned(),
    }
}

fn report(grouping: Vec<Grouping>, errors: usize) -> Report {
    let answers = answers(ANSWERS, &IDS).unwrap();
    Report::of(&request(grouping, errors), &gold(), &answers).unwrap()
}

#[track_caller]
fn close(got: f64, want: f64) {
    assert!(
        (got - want).abs() < 1e-12,
        "{got} where {want} was expected"
    );
}

#[test]
fn themes_and_micro() {
    let figures = report(vec![], 0).figures;
    let compensation = &figures.themes["compensation"];
    close(compensation.complaint.precision, 0.5);
    close(compensation.complaint.recall, 1.0);
    close(compensation.complaint.f1, 2.0 / 3.0);
    close(compensation.theme.precision, 2.0 / 3.0);
    close(compensation.theme.recall, 2.0 / 3.0);
    close(compensation.accuracy, 2.0 / 5.0);
    let calls = &figures.themes["harassment_calls"];
    close(calls.complaint.precision, 1.0);
    close(calls.complaint.recall, 0.0);
    close(calls.complaint.f1, 0.0);
    close(calls.theme.recall, 0.5);
    close(calls.accuracy, 5.0 / 6.0);
    close(figures.micro.complaint.f1, 0.5);
    assert_eq!(figures.micro.complaint.wanted, 2);
    close(figures.micro.theme.precision, 3.0 / 4.0);
    close(figures.micro.theme.recall, 3.0 / 5.0);
    close(figures.micro.theme.f1, 2.0 / 3.0);
    close(figures.micro.accuracy, 7.0 / 11.0);
    close(figures.micro.macro_f1, (10.0 / 13.0 + 0.5 + 0.5) / 3.0);
    close(figures.every_theme_right, 2.0 / 6.0);
}

#[test]
fn feelings() {
    let overall = report(vec![], 0).figures.overall.unwrap();
    close(overall.accuracy, 5.0 / 6.0);
    assert_eq!(overall.confusion["neg"], [1, 1, 0]);
    assert_eq!(overall.confusion["neu|neg"], [1, 0, 0]);
    assert_eq!(overall.confusion["pos"], [0, 0, 2]);
}

#[test]
fn calibration() {
    let scores = report(vec![], 0).calibration.unwrap();
    assert_eq!((scores.found.count, scores.absent), (4, 6));
    close(scores.found.error, (0.2 + 0.6 + 0.2 + 0.3) / 4.0);
    close(scores.absent_share, 1.0 / 6.0);
    close(
        scores.error_with_absent,
        (0.2 + 0.6 + 0.2 + 0.3 + 1.0) / 10.0,
    );
    let bin = &scores.found.bins[6];
    assert_eq!(bin.count, 1);
    close(bin.mean_score, 0.6);
    close(bin.share, 0.0);
}

#[test]
fn intervals_hold_their_figures_and_repeat() {
    let (one, two) = (report(vec![], 0), report(vec![], 0));
    for (one, two) in one.figures.intervals.iter().zip(&two.figures.intervals) {
        assert!(one.low <= one.value && one.value <= one.high, "{one:?}");
        assert_eq!((one.low, one.high), (two.low, two.high));
    }
    let f1 = one.figures.interval("complaint F1").unwrap();
    assert!(f1.low < f1.high);
}

#[test]
fn groups() {
    let report = report(vec![Grouping::Column("source".into()), Grouping::Fold], 0);
    let groups: Vec<_> = report
        .groups
        .iter()
        .map(|g| (g.by.as_str(), g.value.as_str(), g.figures.texts))
        .collect();
    assert_eq!(groups[..2], [("source", "a", 3), ("source", "b", 3)]);
    assert_eq!(groups[2..].iter().map(|g| g.2).sum::<usize>(), 6);
    close(report.groups[0].figures.micro.complaint.f1, 0.5);
    close(
        report.groups[1].figures.overall.as_ref().unwrap().accuracy,
        1.0,
    );
    let unknown = Grouping::Column("colour".into());
    let nothing: [(); 6] = [(); 6];
    assert!(
        unknown
            .groups(&gold(), &nothing, |items| items.len())
            .is_err()
    );
}

#[test]
fn fnv1a_is_the_published_one() {
    assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
    assert_eq!(fnv1a("a"), 0xaf63_dc4c_8601_ec8c);
    assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
}

#[test]
fn evidence_by_eojeol() {
    let (gold, answers) = (gold(), answers(ANSWERS, &IDS).unwrap());
    // a:1: 환불을 and 석 are marked; 환불을 and 미루네요 are evidence.
    // a:3: two words are marked and nothing is found.
    let marked =
        table("id\ttheme\tspans\na:1\tcompensation\t0-3|4-5\na:3\tharassment_calls\t4-9\n");
    let cues = cues::read(&marked, &gold, &[]).unwrap();
    let overlap = themes::evidence(&gold, &answers, &cues).unwrap();
    close(overlap.all.precision, 1.0 / 2.0);
    close(overlap.all.recall, 1.0 / 4.0);
    close(overlap.all.f1, 1.0 / 3.0);
    close(overlap.all.cover, 7.0 / 13.0);
    close(overlap.themes["compensation"].f1, 0.5);
    assert!(
        cues::read(&marked, &gold, &["a:1".into(), "a:3".into()])
            .unwrap()
            .is_empty()
    );
    for bad in [
        "a:9\tcompensation\t0-1",
        "a:1\tweather\t0-1",
        "a:1\tcompensation\t0-99",
        "a:1\tcompensation\tall",
    ] {
        let bad = table(&format!("id\ttheme\tspans\n{bad}\n"));
        let failure = cues::read(&bad, &gold, &[]).err().unwrap();
        assert!(failure.0.starts_with("gold.tsv:2: "), "{failure}");
    }
}

#[test]
fn sentences_take_the_marks_behind_them() {
    let text = "!가 나. 다?!\n라";
    let sentences: Vec<_> = cues::sentences(text).map(|range| &text[range]).collect();
    assert_eq!(sentences, ["가 나.", " 다?!\n", "라"]);
    assert_eq!(cues::sentences("...").count(), 0);
}

#[test]
fn rules_that_cry_wolf() {
    let all = [
        "compensation.late",
        "compensation.named",
        "compensation.never",
        "weather.rain",
    ];
    let by_rule = rules::by_rule(
        &gold(),
        &answers(ANSWERS, &IDS).unwrap(),
        &all.map(str::to_owned),
    );
    let late = &by_rule.rules[0];
    assert_eq!(late.rule, "compensation.late");
    assert_eq!(
        (
            late.hits,
            late.complaints,
            late.complaints_right,
            late.theme_right,
            late.alone_wrong
        ),
        (2, 2, 1, 2, 1)
    );
    assert_eq!(late.complaint_precision, Some(0.5));
    let named = &by_rule.rules[1];
    assert_eq!(
        (
            named.hits,
            named.complaints,
            named.complaint_precision,
            named.theme_precision
        ),
        (1, 0, None, Some(0.0))
    );
    assert_eq!(by_rule.never_hit, ["compensation.never"]);
}

#[test]
fn the_embedded_themes_have_rules() {
    let ids = rules::ids(None).unwrap();
    for theme in hasoyeon::lexicon::Lexicon::embedded().themes() {
        assert!(
            ids.iter()
                .any(|id| id.starts_with(&format!("{}.", theme.id))),
            "{}",
            theme.id
        );
    }
}

#[test]
fn worst_errors_first() {
    let errors = report(vec![], 1).errors;
    let kinds: Vec<_> = errors
        .iter()
        .map(|error| (error.kind, error.id.as_str()))
        .collect();
    let expected = [
        (Kind::MadeUp, "a:2"),
        (Kind::Missed, "a:3"),
        (Kind::Theme, "b:1"),
        (Kind::Overall, "a:3"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(errors[0].evidence[0].words, ["보상"]);
    assert_eq!(errors[0].line, 3);
}

#[test]
fn faults_of_answers() {
    let with = |line: &str| {
        answers(&format!("{ANSWERS}{line}\n"), &IDS)
            .err()
            .map(|failure| failure.0)
    };
    assert_eq!(with(""), None);
    let twice = with(r#"{"id":"a:1","themes":[]}"#).unwrap();
    assert!(twice.contains("id a:1 answered twice"), "{twice}");
    let unknown = with(r#"{"id":7,"themes":[]}"#).unwrap();
    assert!(unknown.contains("unknown id 7"), "{unknown}");
    let broken = with("{").unwrap();
    assert!(
        broken.starts_with("1 fault ") && broken.contains("not an answer"),
        "{broken}"
    );
    let missing = answers(r#"{"id":"a:1","themes":[]}"#, &IDS)
        .err()
        .unwrap()
        .0;
    assert!(
        missing.starts_with("5 faults") && missing.contains("no answer for b:3"),
        "{missing}"
    );
    for (themes, reason) in [
        (
            r#"{"theme":"t","stance":"mention"},{"theme":"t","stance":"mention"}"#,
            "t stands twice",
        ),
        (
            r#"{"theme":"t","stance":"mention","score":0.5}"#,
            "t is mention with score 0.5",
        ),
        (
            r#"{"theme":"t","stance":"complaint","score":0.49}"#,
            "t is complaint with score 0.49",
        ),
    ] {
        let failure = answers(&format!(r#"{{"id":"a:1","themes":[{themes}]}}"#), &["a:1"])
            .err()
            .unwrap()
            .0;
        assert!(failure.contains(reason), "{failure}");
    }
}

#[test]
fn bad_tables_name_the_line() {
    let parse = |text: &[u8]| Table::parse("x.tsv".to_owned(), text);
    let reason = |text: &[u8]| match parse(text) {
        Ok(table) => Gold::new(table, |column| column == "compensation")
            .err()
            .map(|f| f.0),
        Err(failure) => Some(failure.0),
    };
    assert_eq!(
        reason(b"id\ttext\tcompensation\n1\t\xea\xb0\x80\tnone\n"),
        None
    );
    for (text, start) in [
        (&b"id\ttext\n1\t\xff\n"[..], "x.tsv:2: not UTF-8"),
        (
            b"id\ttext\n1\ta\tb\n",
            "x.tsv:2: 3 cells where the header has 2",
        ),
        (b"", "x.tsv:1: the file is empty"),
        (b"id\tid\n", "x.tsv:1: column 2 is a second"),
        (
            b"id\twords\n",
            "x.tsv:1: no column \"text\" among id, words",
        ),
        (
            b"id\ttext\n1\ta\n1\tb\n",
            "x.tsv:3: id 1 stands in line 2 too",
        ),
        (
            b"id\ttext\tcompensation\n1\ta\tyes\n",
            "x.tsv:2: compensation: \"yes\" where none, mention",
        ),
    ] {
        let reason = reason(text).unwrap_or_default();
        assert!(reason.starts_with(start), "{reason}");
    }
}

#[test]
fn rows_can_be_left_out() {
    let mut rows = table(GOLD);
    assert_eq!(
        super::skip(&mut rows, &["note=doubtful".into()])
            .ok()
            .unwrap(),
        ["a:3"]
    );
    assert_eq!(rows.rows.len(), 5);
    assert!(super::skip(&mut rows, &["note".into()]).is_err());
}
