//! NFC, one combining sequence at a time.

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

use super::hangul::Syllable;
use super::writer::Item;

/// True when `c` begins a sequence of its own: it neither composes with what
/// stands before it nor moves, and NFC leaves it as it is.
pub(super) fn is_inert(c: char) -> bool {
    match c {
        '\0'..='\u{2FF}'
        | '\u{1100}'..='\u{1112}'
        | '\u{3131}'..='\u{318E}'
        | '\u{AC00}'..='\u{D7A3}' => true,
        '\u{300}'..='\u{36F}' | '\u{1161}'..='\u{1175}' | '\u{11A8}'..='\u{11C2}' => false,
        _ => {
            canonical_combining_class(c) == 0
                && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
        }
    }
}

/// The sequence that is being gathered: one inert character and what leans on
/// it.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequence {
    pub(super) items: Vec<Item>,
    composed: Vec<char>,
}

impl Sequence {
    pub(super) fn clear(&mut self) {
        self.items.clear();
        self.composed.clear();
    }

    /// Bytes held in reserve.
    pub(super) fn capacity(&self) -> usize {
        self.items.capacity() * size_of::<Item>() + self.composed.capacity() * size_of::<char>()
    }

    /// Composes what was gathered, hands it on and is empty again.
    pub(super) fn flush(&mut self, mut sink: impl FnMut(Item)) {
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else {
            return;
        };
        let (start, end) = (first.start, last.end);
        if let [one] = self.items[..]
            && is_inert(one.c)
        {
            self.items.clear();
            return sink(one);
        }
        self.composed.clear();
        match compose_hangul(&self.items) {
            Some(c) => self.composed.push(c),
            None => self.composed.extend(self.items.iter().map(|i| i.c).nfc()),
        }
        if self
            .composed
            .iter()
            .copied()
            .eq(self.items.iter().map(|i| i.c))
        {
            self.items.drain(..).for_each(sink);
        } else {
            self.items.clear();
            for &c in &self.composed {
                sink(Item {
                    c,
                    start,
                    end,
                    verbatim: false,
                });
            }
        }
    }
}

/// A lead and a vowel, a lead, a vowel and a tail, or an open syllable and a
/// tail: all that decomposed Korean is made of.
fn compose_hangul(items: &[Item]) -> Option<char> {
    let part =
        |c: char, first: u32, count: u32| (c as u32).checked_sub(first).filter(|n| *n < count);
    let lead = |c| part(c, 0x1100, 19);
    let vowel = |c| part(c, 0x1161, 21);
    let tail = |c| part(c, 0x11A8, 27).map(|n| n + 1);
    let syllable = match *items {
        [l, v] if lead(l.c).is_some() => Syllable {
            lead: lead(l.c)?,
            vowel: vowel(v.c)?,
            tail: 0,
        },
        [l, v, t] => Syllable {
            lead: lead(l.c)?,
            vowel: vowel(v.c)?,
            tail: tail(t.c)?,
        },
        [s, t] => {
            let open = Syllable::of(s.c).filter(|s| s.is_open())?;
            Syllable {
                tail: tail(t.c)?,
                ..open
            }
        }
        _ => return None,
    };
    Some(syllable.to_char())
}
