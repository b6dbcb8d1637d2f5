//! From the parts of a comment to the comment.

use super::polarity::{Judge, Polarity, PolarityLabel};
use super::scan::{Marks, Sums};

/// How sure two sentences must be of opposite sides for a mixed comment.
const SURE: f32 = 0.6;

/// How much surer than the whole the last sentence must be to give the sign.
const SURER: f32 = 0.6;

/// Letters after a contrast that make a verdict.
const VERDICT: usize = 4;

/// The verdict on a comment from the verdicts on its sentences, the last one
/// with its sums.
///
/// All sentences together decide; when two of them take opposite sides and are
/// sure of it, the comment is mixed. The last of them is the last stated verdict
/// and gives the sign when it is much surer than the whole; else the longer part
/// does, which is what the sum over the whole follows. (Measured: where the last
/// one is surer by 0.2 to 0.6, the whole is right three times in four.)
pub(super) fn judge(
    judge: &Judge,
    marks: &Marks,
    sentences: &[Polarity],
    last: (Sums, Polarity),
) -> Polarity {
    let mut sums = marks.sums(0..marks.list.len());
    if marks.turn > 0 && marks.list.len() - marks.turn >= VERDICT {
        // What stands before …지만, …는데 counts three quarters.
        sums.polarity -= marks.sums(0..marks.turn).polarity / 4;
    }
    // Most comments are one sentence.
    let whole = if sums == last.0 {
        last.1
    } else {
        judge.judge(sums)
    };
    let (mut for_it, mut against, mut last) = (false, false, 0.0f32);
    for part in sentences {
        if part.score.abs() >= SURE && part.label != PolarityLabel::Neutral {
            for_it |= part.score > 0.0;
            against |= part.score < 0.0;
            last = part.score;
        }
    }
    // Sentences that cancel out leave a score near 0; that is not neutral.
    if !(for_it && against) || judge.asks(sums) {
        return whole;
    }
    let sign = if last.abs() >= whole.score.abs() + SURER {
        last
    } else {
        whole.score
    };
    let score = (whole.score.abs().max(0.15)).copysign(sign);
    Polarity {
        score,
        label: PolarityLabel::Mixed,
        confidence: whole.confidence,
    }
}
