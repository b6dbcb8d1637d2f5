//! Every ratio the library is held to, measured in one run.
//!
//! ```text
//! cargo bench --bench ratios
//! BENCH_FILMS=films.txt BENCH_COMMENTS=comments.txt cargo bench --bench ratios
//! ```
//!
//! The subjects of a line take turns; a ratio is the median of those of the
//! rounds, with its quartiles. `BENCH_ROUNDS=N` sets their number, and an
//! argument leaves only the lines whose name contains it.

#[path = "../src/sentiment/automaton.rs"]
#[allow(dead_code)]
mod automaton;
mod baseline;
mod cold;
#[path = "../src/sentiment/expand.rs"]
#[allow(dead_code)]
mod expand;
mod mixer;
#[path = "../src/sentiment/pack.rs"]
#[allow(dead_code)]
mod pack;
mod rounds;
mod rules;
mod subjects;
#[allow(dead_code)]
mod texts;
mod walk;

use std::{hint::black_box, ops::Range};

use hasoyeon::{
    Scorer,
    sentiment::{SentimentScratch, SentimentTable},
    text::{Sentences, normalize},
};
use rounds::{Clock, all_threads, own, quartiles, rounds, wall};
use rules::Words;
use subjects::{cutting, half_of_rules, no_themes, scoring, tokenizing};
use walk::Walk;

/// Rounds of a line.
const ROUNDS: usize = 15;

/// Comments that are scored with rules made of their own words.
const SOME: usize = 300;

struct Bench {
    rounds: usize,
    wanted: Option<String>,
}

/// A line of the table.
struct Line<'a> {
    name: &'a str,
    /// Bytes cut into morphemes, of all.
    share: Option<f64>,
    must: Option<f64>,
    stretch: Option<f64>,
}

fn main() {
    if cold::is_told() {
        return cold::tell();
    }
    let rounds = std::env::var("BENCH_ROUNDS").map_or(ROUNDS, |rounds| {
        rounds.parse().expect("BENCH_ROUNDS is a number")
    });
    let bench = Bench {
        rounds,
        // cargo adds flags of its own.
        wanted: std::env::args().skip(1).find(|arg| !arg.starts_with('-')),
    };
    println!(
        "{:46} {:>7} {:>8} {:>8} {:>7} {:>15} {:>6} {:>7}",
        "", "% cut", "base", "ours", "ratio", "quartiles", "must", "stretch"
    );
    let scorer = Scorer::new().expect("embedded");
    let (films, general) = (texts::films(), texts::general());
    bench.stream("films", &films, [(4.0, 6.0), (7.0, 12.0)]);
    bench.stream("comments", &general, [(3.0, 4.5), (5.0, 8.0)]);
    bench.dense(&scorer);
    bench.sentiment("films", &films);
    bench.sentiment("comments", &general);
    bench.threads("films", &scorer, &films);
    bench.threads("comments", &scorer, &general);
    bench.lexicon("films", &scorer, &films);
    bench.lexicon("comments", &scorer, &general);
    bench.growth(&scorer);
    bench.start();
}

impl Bench {
    fn wants(&self, name: &str) -> bool {
        let wanted = self.wanted.as_ref();
        wanted.is_none_or(|wanted| name.contains(wanted.as_str()))
    }

    /// One line: `base` and `ours` are MB/s or nothing, `ratio` the quartiles.
    fn show(&self, line: &Line<'_>, base: f64, ours: f64, ratio: [f64; 3]) {
        let share = line.share.map(|share| format!("{:.1}", 100.0 * share));
        let limit = |limit: Option<f64>| limit.map_or(String::new(), |limit| limit.to_string());
        let speed = |speed: f64| match speed.is_nan() {
            true => String::new(),
            false => format!("{speed:.1}"),
        };
        println!(
            "{:46} {:>7} {:>8} {:>8} {:>7.2} {:>15} {:>6} {:>7}",
            line.name,
            share.unwrap_or_default(),
            speed(base),
            speed(ours),
            ratio[1],
            format!("{:.2}..{:.2}", ratio[0], ratio[2]),
            limit(line.must),
            limit(line.stretch),
        );
    }

    /// Everything on, and themes only, against bare tokenizing.
    fn stream(&self, name: &str, text: &[String], limits: [(f64, f64); 2]) {
        let names = [
            "themes + sentiment",
            "themes only",
            "prefilter off, both",
            "sentiment only, whole library",
        ]
        .map(|what| format!("{name}: {what}"));
        if !names.iter().any(|name| self.wants(name)) {
            return;
        }
        let build = |builder: hasoyeon::ScorerBuilder| builder.build().expect("embedded");
        let scorers = [
            build(Scorer::builder()),
            build(Scorer::builder().sentiment(false)),
            build(Scorer::builder().prefilter(false)),
            build(Scorer::builder().lexicon(no_themes())),
        ];
        let share = scorers[0].pass_rates(text).share();
        let [mut both, mut themes, mut thorough, mut sentiment] =
            scorers.map(|scorer| scoring(scorer, text));
        let mut base = tokenizing(text);
        let measured = rounds(
            own,
            self.rounds,
            [
                &mut base,
                &mut both,
                &mut themes,
                &mut thorough,
                &mut sentiment,
            ],
        );
        let limits = limits.map(|(must, stretch)| (Some(must), Some(stretch)));
        let limits = [limits[0], limits[1], (None, None), (None, None)];
        for (at, (name, (must, stretch))) in names.iter().zip(limits).enumerate() {
            let share = [Some(share), Some(share), Some(1.0), None][at];
            let line = Line {
                name,
                share,
                must,
                stretch,
            };
            self.against(&line, text, &measured, at + 1);
        }
    }

    /// A line of rounds whose first subject is the baseline.
    fn against<const N: usize>(
        &self,
        line: &Line<'_>,
        text: &[String],
        measured: &[[f64; N]],
        at: usize,
    ) {
        let speed = |at: usize| {
            let seconds = quartiles(measured, |round| round[at])[1];
            texts::bytes(text) as f64 / seconds / 1e6
        };
        let ratio = quartiles(measured, |round| round[0] / round[at]);
        self.show(line, speed(0), speed(at), ratio);
    }

    fn dense(&self, scorer: &Scorer) {
        let name = "dense: all on";
        if !self.wants(name) {
            return;
        }
        let mut text = texts::dense();
        let made = text.len();
        text.retain(|text| scorer.score(text).themes().len() > 0);
        let share = scorer.pass_rates(&text).share();
        let fewer = [half_of_rules(), no_themes()]
            .map(|lexicon| Scorer::builder().lexicon(lexicon).build());
        let [mut half, mut none] = fewer.map(|scorer| scoring(scorer.expect("embedded"), &text));
        let mut base = tokenizing(&text);
        let mut ours = scoring(scorer.clone(), &text);
        // What is left of it were rules and modifiers to cost nothing.
        let mut lattice = cutting(&text);
        let subjects: [&mut dyn FnMut(); 5] =
            [&mut base, &mut ours, &mut lattice, &mut half, &mut none];
        let measured = rounds(own, self.rounds, subjects);
        let kept = format!("{name} ({} of {made} kept)", text.len());
        let no = (None, None);
        let limits = [(Some(0.85), Some(1.0)), no, no, no];
        let names = [
            &kept,
            "dense: lattice alone",
            "dense: every other rule",
            "dense: all but themes",
        ];
        for (at, (name, (must, stretch))) in names.into_iter().zip(limits).enumerate() {
            let line = Line {
                name,
                share: (at == 0).then_some(share),
                must,
                stretch,
            };
            self.against(&line, &text, &measured, at + 1);
        }
    }

    /// The scan against a bare walk over its automaton, on text normalised
    /// and cut beforehand.
    fn sentiment(&self, name: &str, text: &[String]) {
        let name = format!("{name}: sentiment scan / bare automaton");
        if !self.wants(&name) {
            return;
        }
        let prepared: Vec<(String, Vec<Range<usize>>)> = text
            .iter()
            .map(|text| {
                let normal = normalize(text).text(text).to_owned();
                let sentences = Sentences::new(&normal).collect();
                (normal, sentences)
            })
            .collect();
        let walk = Walk::new(include_bytes!("../data/sentiment/table.bin"));
        let table = SentimentTable::embedded();
        let mut scratch = SentimentScratch::new();
        let mut base = || {
            for (text, _) in &prepared {
                black_box(walk.count(text));
            }
        };
        let mut ours = || {
            for (text, sentences) in &prepared {
                table.scan(text, sentences, &mut scratch);
                black_box(scratch.comment());
            }
        };
        let measured = rounds(own, self.rounds, [&mut base, &mut ours]);
        let line = Line {
            name: &name,
            share: None,
            must: Some(0.5),
            stretch: Some(0.7),
        };
        self.against(&line, text, &measured, 1);
    }

    fn threads(&self, name: &str, scorer: &Scorer, text: &[String]) {
        let name = format!("{name}: 2 threads / 1");
        if !self.wants(&name) {
            return;
        }
        let [mut one, mut two] = [1, 2].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let pool = pool.build().expect("threads");
            move || {
                black_box(pool.install(|| scorer.score_batch(text)));
            }
        });
        let limits = (Some(1.8), Some(1.9));
        for (clock, what, (must, stretch)) in [
            (wall as Clock, "", limits),
            // On a busy machine: two free cores reach twice this.
            (all_threads, ", processor time", (None, None)),
        ] {
            let measured = rounds(clock, self.rounds, [&mut one, &mut two]);
            let line = Line {
                name: &format!("{name}{what}"),
                share: None,
                must,
                stretch,
            };
            self.against(&line, text, &measured, 1);
        }
    }

    /// A hundred times the rules; the ratio is that of the times.
    fn lexicon(&self, name: &str, scorer: &Scorer, text: &[String]) {
        let limits = (Some(1.5), Some(1.2));
        for (words, (must, stretch)) in [(Words::Rare, limits), (Words::Frequent, (None, None))] {
            let name = format!("{name}: x100 rules, {words:?} words, time").to_lowercase();
            if !self.wants(&name) {
                continue;
            }
            let (large, total) = rules::scorer(100, words, text);
            // Where every word meets rules, some comments tell enough.
            let (text, count) = match words {
                Words::Rare => (text, self.rounds),
                Words::Frequent => (&text[..text.len().min(SOME)], 3),
            };
            let share = large.pass_rates(text).share();
            let (mut base, mut ours) = (scoring(scorer.clone(), text), scoring(large, text));
            let measured = rounds(own, count, [&mut base, &mut ours]);
            let line = Line {
                name: &format!("{name} ({total})"),
                share: Some(share),
                must,
                stretch,
            };
            let speed = |at: usize| {
                let seconds = quartiles(&measured, |round| round[at])[1];
                texts::bytes(text) as f64 / seconds / 1e6
            };
            let ratio = quartiles(&measured, |round| round[1] / round[0]);
            self.show(&line, speed(0), speed(1), ratio);
        }
    }

    /// The same text in pieces ten times as long, each time: MB/s of both, and
    /// the time per byte against that of the shortest.
    fn growth(&self, scorer: &Scorer) {
        let longest = 10_000_000;
        let mut first = None;
        for (bytes, name) in [
            (1_000, "growth, time per byte: 1 KB"),
            (10_000, "growth, time per byte: 10 KB"),
            (100_000, "growth, time per byte: 100 KB"),
            (1_000_000, "growth, time per byte: 1 MB"),
            (longest, "growth, time per byte: 10 MB"),
        ] {
            if !self.wants(name) {
                continue;
            }
            // A tenth tells as much, and the longest is one piece.
            let all = texts::long(if bytes == longest {
                longest
            } else {
                longest / 10
            });
            let text = texts::pieces(&all, bytes);
            let (mut base, mut ours) = (tokenizing(&text), scoring(scorer.clone(), &text));
            let count = if bytes == longest { 3 } else { self.rounds };
            let measured = rounds(own, count, [&mut base, &mut ours]);
            let all = all.len() as f64;
            let per_byte = quartiles(&measured, |round| round[1] / all);
            let shortest = *first.get_or_insert(per_byte[1]);
            let line = Line {
                name,
                share: Some(scorer.pass_rates(&text).share()),
                must: None,
                stretch: None,
            };
            let base = quartiles(&measured, |round| all / round[0] / 1e6)[1];
            let ratio = per_byte.map(|time| time / shortest);
            self.show(&line, base, 1e-6 / per_byte[1], ratio);
        }
    }

    /// Milliseconds of the first `Scorer::new` and the most memory, in fresh
    /// processes.
    fn start(&self) {
        if !self.wants("cold start") {
            return;
        }
        let told = cold::starts();
        if told.is_empty() {
            return;
        }
        for (at, name, must, stretch) in [
            (0, "cold start: first Scorer::new, ms", 20.0, 8.0),
            (1, "cold start: peak RSS after the samples, MB", 45.0, 38.0),
        ] {
            let line = Line {
                name,
                share: None,
                must: Some(must),
                stretch: Some(stretch),
            };
            let figures = quartiles(&told, |told| told[at]);
            self.show(&line, f64::NAN, f64::NAN, figures);
        }
    }
}
