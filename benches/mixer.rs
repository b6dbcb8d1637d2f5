//! Makes any amount of text out of lists of sentence parts.
//!
//! A file of parts is blocks between blank lines. Each line of a block is one
//! place of a sentence, its choices parted by ` / `; a sentence takes one
//! choice for each line. The first block is what may stand behind a sentence.
//! Lines with `#` are comments.

/// Draws numbers and sentences; the same seed gives the same ones everywhere.
pub struct Mixer(u64);

impl Mixer {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn choose<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// A comment of one to `most` sentences, short ones the likelier.
    pub fn comment(&mut self, parts: &Parts, most: usize) -> String {
        let most = 1 + self.below(most);
        let count = 1 + self.below(most);
        let mut comment = String::new();
        for _ in 0..count {
            if !comment.is_empty() {
                comment.push(' ');
            }
            self.sentence(parts, &mut comment);
        }
        comment
    }

    fn sentence(&mut self, parts: &Parts, out: &mut String) {
        let at = self.below(parts.blocks.len());
        for (place, choices) in parts.blocks[at].iter().enumerate() {
            if place > 0 {
                out.push(' ');
            }
            out.push_str(self.choose(choices));
        }
        out.push_str(self.choose(&parts.closings));
    }
}

/// Parts of sentences, read.
pub struct Parts {
    closings: Vec<&'static str>,
    blocks: Vec<Vec<Vec<&'static str>>>,
}

impl Parts {
    pub fn read(text: &'static str) -> Self {
        let mut blocks: Vec<Vec<Vec<&str>>> = vec![Vec::new()];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.is_empty() {
                true => blocks.push(Vec::new()),
                false => {
                    let choices = line.split(" / ").map(|choice| match choice {
                        "-" => "",
                        choice => choice,
                    });
                    let last = blocks.last_mut().expect("one at least");
                    last.push(choices.collect());
                }
            }
        }
        blocks.retain(|block| !block.is_empty());
        let closings = blocks.remove(0).concat();
        Self { closings, blocks }
    }
}
