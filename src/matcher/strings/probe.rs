//! A block is looked through for the prefilter: its sentences, then the whole.

use std::ops::Range;

use super::{Strings, stands};
use crate::{
    gates::Doors,
    lexicon::compile::Compiled,
    matcher::prefilter::{Probe, Read},
};

impl Strings {
    /// Looks the block through with a probe that was cleared. False when no rule
    /// can find anything in it, if it is the whole comment.
    pub(in crate::matcher) fn probe(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        doors: Doors<'_>,
    ) -> bool {
        for (number, sentence) in doors.open_of(sentences) {
            let body = &text[sentence.clone()];
            self.probe.sentence(lexicon, body, &mut self.walk);
            let whole = sentences.len() == 1;
            if self.probe.end_sentence(lexicon, number, whole, doors) {
                self.glance.assign(self.walk.codes());
                self.glanced_at = Some(number);
                if !self.probe.glance(lexicon, &self.glance) {
                    continue;
                }
                let (probe, read) = self.take_up(lexicon, text, number, sentence);
                probe.settle(lexicon, read);
            }
        }
        if sentences.len() > 1
            && self.probe.end_comment(lexicon, doors)
            && self.glance_over(lexicon, text, sentences, doors)
            && self.look_over(lexicon, text, sentences, doors)
        {
            for (number, sentence) in doors.open_of(sentences) {
                let (probe, read) = self.take_up(lexicon, text, number, sentence);
                probe.search(lexicon, read);
            }
            self.probe.settle_comment(lexicon);
        }
        self.probe.passes()
    }

    /// Reads a sentence for the probe.
    fn take_up<'a>(
        &'a mut self,
        lexicon: &Compiled,
        text: &'a str,
        number: usize,
        sentence: &Range<usize>,
    ) -> (&'a mut Probe, Read<'a>) {
        self.read(lexicon, text, number, sentence.clone());
        self.glance(number);
        let part = &self.parts[number];
        let read = Read {
            number,
            body: &text[sentence.clone()],
            stands: stands(&self.stands, part),
            first: part.as_ref().map_or(0, |part| part.chars.start),
            glance: &self.glance,
        };
        (&mut self.probe, read)
    }

    /// Drops rules that reach from one sentence to another whose patterns cannot
    /// stand in any. False when none is left.
    fn glance_over(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        doors: Doors<'_>,
    ) -> bool {
        self.glance.clear();
        self.glanced_at = None;
        for (_, sentence) in doors.open_of(sentences) {
            self.walk
                .read(lexicon.strings.trie(), &text[sentence.clone()]);
            self.glance.see(self.walk.codes());
        }
        self.probe.glance(lexicon, &self.glance)
    }

    /// Drops rules that reach from one sentence to another and want what stands
    /// in none. False when none is left.
    fn look_over(
        &mut self,
        lexicon: &Compiled,
        text: &str,
        sentences: &[Range<usize>],
        doors: Doors<'_>,
    ) -> bool {
        // First where their rarest groups may stand: mostly they do not.
        let mut left = std::mem::take(&mut self.left);
        left.clear();
        for (number, sentence) in doors.open_of(sentences) {
            if self.probe.has_pivots(lexicon, number) {
                let (probe, read) = self.take_up(lexicon, text, number, sentence);
                probe.look(lexicon, read);
            } else {
                left.push(number);
            }
        }
        if self.probe.pivots_looked(lexicon) {
            for &number in &left {
                if !self.probe.has_groups(lexicon, number) {
                    continue;
                }
                let (probe, read) = self.take_up(lexicon, text, number, &sentences[number]);
                probe.look(lexicon, read);
            }
        }
        self.left = left;
        self.probe.looked(lexicon)
    }
}
