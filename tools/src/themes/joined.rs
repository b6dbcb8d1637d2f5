//! Texts of two themes, put together from sentences of one each: people write
//! few of them, and the words of one theme must not speak against the other.

use super::samples::{Label, PARTS, Sample};
use crate::sentiment::random::Random;

/// How many texts are put together.
const TEXTS: usize = 4000;

const SEED: u64 = 11;

/// Joins fresh samples that name one theme each; those of a part stay in it.
pub fn joined(samples: &[Sample]) -> Vec<Sample> {
    let mut random = Random::new(SEED);
    let mut out = Vec::with_capacity(TEXTS);
    let mut of_part = vec![Vec::new(); PARTS];
    for sample in samples.iter().filter(|sample| sample.fresh) {
        if let Some(theme) = only_theme(sample) {
            of_part[sample.part].push((theme, sample));
        }
    }
    of_part.retain(|pool| pool.iter().any(|(theme, _)| *theme != pool[0].0));
    while out.len() < TEXTS && !of_part.is_empty() {
        let pool = &of_part[out.len() % of_part.len()];
        let (theme, first) = pool[random.below(pool.len())];
        let (other, second) = pool[random.below(pool.len())];
        if theme == other {
            continue;
        }
        let mut labels = first.labels.clone();
        labels[other] = second.labels[other];
        out.push(Sample {
            text: format!("{} {}", first.text, second.text),
            labels,
            whole: true,
            fresh: true,
            ordinary: false,
            real: false,
            joined: true,
            part: first.part,
        });
    }
    out
}

/// The theme a sample names, if it is one.
fn only_theme(sample: &Sample) -> Option<usize> {
    let named = |label: &Label| matches!(label, Label::Mention | Label::Complaint);
    let mut themes = sample.labels.iter().enumerate();
    let (theme, _) = themes.find(|(_, label)| named(label))?;
    themes.all(|(_, label)| !named(label)).then_some(theme)
}
