//! Rewriting at the end of the text, as it grows.
//!
//! Every rule looks only at the text written so far and at the one character
//! that comes next, and what a rule writes goes through the same door again.
//! So no prefix of the result can be rewritten, which is why normalising a
//! second time changes nothing.

use super::compose::is_inert;
use super::entity::{break_at_end, entity_at_end};
use super::fold::{Fold, fold};
use super::hangul::{Syllable, compatibility, is_conjoining, is_syllable};
use super::masked::{is_closer, mask_at_end};
use super::runs::{is_capped, is_tear, trails, without_laughter};
use super::stretch::shorten;
use super::writer::{Item, Writer};

// Offsets fit in 32 bits because `Normalized` reads a bounded input.
#[allow(clippy::cast_possible_truncation)]
impl Writer {
    /// Appends `item` by the rules.
    pub(super) fn reduce(&mut self, item: Item) {
        let Some(item) = self.settle(Some(self.ordinary(item))) else {
            return;
        };
        let Some(last) = self.last() else {
            return self.push(item);
        };
        match item.c {
            '.' | '…' if matches!(last, '.' | '…') => self.dot(item, last),
            'ㆍ' if matches!(last, 'ㆍ' | '…') => self.dot(item, last),
            '>' => {
                self.push(item);
                if let Some(start) = break_at_end(&self.text)
                    && let Some(tag) = self.take_from(start)
                {
                    self.reduce(Item { c: '\n', ..tag });
                }
            }
            c if is_tear(c) && is_tear(last) && c != last => {
                if let Some(before) = self.pop() {
                    self.reduce(Item {
                        c: 'ㅠ',
                        verbatim: before.c == 'ㅠ' && before.verbatim,
                        ..before
                    });
                }
                self.reduce(Item {
                    c: 'ㅠ',
                    verbatim: c == 'ㅠ' && item.verbatim,
                    ..item
                });
            }
            c if is_capped(c) && c == last => self.capped(item),
            c if is_syllable(last) => self.after_syllable(item, c, last),
            _ => self.push(item),
        }
    }

    /// Says that nothing comes any more.
    pub(super) fn reduce_end(&mut self) {
        self.settle(None);
    }

    /// Rewrites the end of the text as far as the coming character decides it,
    /// and gives back what is left of that character.
    pub(super) fn settle(&mut self, next: Option<Item>) -> Option<Item> {
        loop {
            let Some(last) = self.last() else { return next };
            let c = next.map(|i| i.c);
            let changed = match last {
                ';' => c.is_none_or(is_inert) && self.decode(),
                '.' | ',' | '…' => c.is_none_or(|c| !is_syllable(c)) && self.unmask(None, true),
                _ if is_closer(last) && self.unmask(c, false) => true,
                _ if is_syllable(last) && c != Some(last) => match self.stretch(next) {
                    Stretch::No => false,
                    Stretch::Done => true,
                    Stretch::Merged(item) => {
                        self.reduce(item);
                        return None;
                    }
                },
                _ => false,
            };
            if !changed {
                return next;
            }
        }
    }

    /// Conjoining letters that found no syllable become ordinary ones.
    fn ordinary(&self, item: Item) -> Item {
        if !is_conjoining(item.c) {
            return item;
        }
        // Old letters that phone keyboards offer as dots.
        let dot = match item.c {
            '\u{11A2}' => Some('…'),
            '\u{119E}' => Some('ㆍ'),
            _ => None,
        };
        let c = match dot {
            Some(dot) if !self.last().is_some_and(is_conjoining) => dot,
            _ => compatibility(item.c).unwrap_or(item.c),
        };
        Item {
            c,
            verbatim: item.verbatim && c == item.c,
            ..item
        }
    }

    fn decode(&mut self) -> bool {
        let Some((start, c)) = entity_at_end(&self.text) else {
            return false;
        };
        if !is_inert(c) {
            return false;
        }
        let c = match fold(c) {
            Fold::Keep => Some(c),
            Fold::To(c) => Some(c),
            Fold::Drop | Fold::Joiner | Fold::Selector | Fold::Tag => None,
        };
        let entity = self.take_from(start);
        if let (Some(entity), Some(c)) = (entity, c) {
            self.reduce(Item { c, ..entity });
        }
        true
    }

    /// Takes the text from byte `start` on back; the item spans where it came
    /// from.
    fn take_from(&mut self, start: usize) -> Option<Item> {
        let mut taken: Option<Item> = None;
        while self.text.len() > start {
            let item = self.pop()?;
            taken = Some(match taken {
                None => Item {
                    verbatim: false,
                    ..item
                },
                Some(t) => Item {
                    start: item.start,
                    ..t
                },
            });
        }
        taken
    }

    fn unmask(&mut self, next: Option<char>, behind_mark: bool) -> bool {
        let end = if behind_mark {
            self.text.len() - self.last().map_or(0, char::len_utf8)
        } else {
            self.text.len()
        };
        let head = &self.text[..end];
        if behind_mark && !head.chars().next_back().is_some_and(is_closer) {
            return false;
        }
        let Some(mask) = mask_at_end(head, next) else {
            return false;
        };
        let mut kept = [None; 3];
        let mut n = 0;
        while self.text.len() > mask.end {
            kept[n] = self.pop();
            n += 1;
        }
        self.take_from(mask.start);
        for item in kept[..n].iter().rev().flatten() {
            self.reduce(*item);
        }
        true
    }

    fn stretch(&mut self, next: Option<Item>) -> Stretch {
        let Some(cut) = shorten(&self.text, next.map(|i| i.c)) else {
            return Stretch::No;
        };
        self.absorb(cut.from as u32, cut.keep_to as u32, 0);
        match (cut.merged, next) {
            (Some(c), Some(next)) => match self.pop() {
                Some(host) => Stretch::Merged(Item {
                    c,
                    start: host.start,
                    end: next.end,
                    verbatim: false,
                }),
                None => Stretch::Done,
            },
            _ => Stretch::Done,
        }
    }

    fn dot(&mut self, item: Item, last: char) {
        let len = self.text.len();
        if last == '…' {
            return self.absorb((len - last.len_utf8()) as u32, len as u32, item.end);
        }
        let dots = if self.text.ends_with("..") {
            2
        } else {
            last.len_utf8()
        };
        if item.c == '.' && dots == 1 {
            return self.push(item);
        }
        if let Some(before) = self.take_from(len - dots) {
            self.reduce(Item {
                c: '…',
                start: before.start,
                end: item.end,
                verbatim: false,
            });
        }
    }

    fn capped(&mut self, item: Item) {
        let width = item.c.len_utf8();
        let len = self.text.len();
        let two = len.checked_sub(2 * width).filter(|at| {
            self.text
                .get(*at..)
                .is_some_and(|t| t.chars().all(|c| c == item.c))
        });
        match two {
            Some(from) => self.absorb(from as u32, len as u32, item.end),
            None => self.push(item),
        }
    }

    fn after_syllable(&mut self, item: Item, c: char, last: char) {
        if trails(last, c) {
            let len = self.text.len();
            return self.absorb((len - last.len_utf8()) as u32, len as u32, item.end);
        }
        if matches!(c, 'ㅋ' | 'ㅎ') && Syllable::of(last).is_some_and(|s| !s.is_open()) {
            let left = self.text.chars().rev().nth(1);
            if let Some(plain) = without_laughter(left, last, c) {
                if let Some(syllable) = self.pop() {
                    self.reduce(Item {
                        c: plain,
                        verbatim: false,
                        ..syllable
                    });
                }
                return self.reduce(item);
            }
        }
        self.push(item);
    }
}

/// What came of a run of one syllable.
enum Stretch {
    No,
    Done,
    /// The run swallowed the coming character; this stands for both.
    Merged(Item),
}
