//! Figures of polarity files.

use super::{
    super::{answer::Answer, gold::Gold, groups::Grouping, polarity},
    answers, close, request, table,
};

const FEELINGS: &str = "\
id\ttext\tlabel
1\t정말 만족합니다\tpos
2\t다시는 안 삽니다\tnegative
3\t그저 그래요\tneg
4\t배송이 빨라요\tpositive
";

fn said(scores: [f64; 4], labels: [&str; 4]) -> Vec<Answer> {
    let lines = scores
        .iter()
        .zip(labels)
        .enumerate()
        .map(|(n, (score, label))| {
            let id = n + 1;
            format!(
                r#"{{"id":{id},"themes":[],"sentiment":{{"label":"{label}","score":{score}}}}}"#
            )
        });
    let lines: Vec<_> = lines.collect();
    answers(&lines.join("\n"), &["1", "2", "3", "4"]).unwrap()
}

#[test]
fn two_classes_go_by_the_sign() {
    let gold = Gold::new(table(FEELINGS), |_| false).unwrap();
    let said = said(
        [0.8, -0.6, 0.2, 0.4],
        ["positive", "negative", "neutral", "positive"],
    );
    let report = polarity::Report::of(
        &request(vec![Grouping::Column("label".into())], 9),
        &gold,
        &said,
    )
    .unwrap();
    assert_eq!((report.texts, report.classes), (4, 2));
    close(report.accuracy, 3.0 / 4.0);
    close(report.labels[0].rates.f1, 2.0 / 3.0);
    close(report.labels[1].rates.precision, 2.0 / 3.0);
    close(report.labels[1].rates.recall, 1.0);
    close(report.surest, 1.0);
    // P(positive): 0.9 true, 0.2 false, 0.6 false, 0.7 true.
    close(report.calibration.error, (0.1 + 0.2 + 0.6 + 0.3) / 4.0);
    assert_eq!(report.errors.len(), 1);
    let groups: Vec<_> = report
        .groups
        .iter()
        .map(|group| (group.value.as_str(), group.figures.accuracy))
        .collect();
    assert_eq!(
        groups,
        [
            ("neg", 0.0),
            ("negative", 1.0),
            ("pos", 1.0),
            ("positive", 1.0)
        ]
    );
}

#[test]
fn three_classes_go_by_the_label() {
    let gold = Gold::new(
        table(&FEELINGS.replace("그저 그래요\tneg", "그저 그래요\tneu")),
        |_| false,
    )
    .unwrap();
    let said = said(
        [0.8, -0.6, 0.2, 0.4],
        ["positive", "negative", "neutral", "mixed"],
    );
    let report = polarity::Report::of(&request(vec![], 0), &gold, &said).unwrap();
    assert_eq!(report.classes, 3);
    close(report.accuracy, 1.0);
    close(report.sign_right, 1.0);
    assert_eq!(report.calibration.count, 3);
    assert_eq!(report.labels[1].said, [0, 1, 0]);
}

#[test]
fn scores_and_disturbs() {
    let scorer = hasoyeon::Scorer::new().unwrap();
    let gold = Gold::new(table(FEELINGS), |_| false).unwrap();
    let texts = gold.table.rows.iter().map(|row| gold.text(row));
    let answers = super::super::answer::score(&scorer, texts).unwrap();
    let measured = || {
        let mut report = polarity::Report::of(&request(vec![], 0), &gold, &answers).unwrap();
        report.disturb(&gold, &scorer).unwrap();
        report.to_string()
    };
    assert!(measured().contains("worst"));
    assert_eq!(measured(), measured());
}
