//! mecab-ko-dic as both of its distributions hold it.

/// The whole dictionary, in an order that does not depend on where it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Rows of the CSV files.
    pub rows: Vec<SourceRow>,
    /// Rows of `unk.def`, sorted by category.
    pub unknown: Vec<SourceRow>,
    pub matrix: SourceMatrix,
    pub characters: Characters,
}

/// A row of a CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRow {
    pub surface: String,
    pub left: u16,
    pub right: u16,
    pub cost: i16,
    pub tag: String,
    /// Semantic class: `인명`, `지명`, `*`.
    pub meaning: String,
    /// `Compound`, `Inflect`, `Preanalysis` or `*`.
    pub kind: String,
    pub expression: String,
    /// All columns after the cost.
    pub features: String,
}

impl SourceRow {
    /// Reads the fields after surface, ids and cost.
    pub fn from_features<'a>(
        surface: &str,
        (left, right, cost): (u16, u16, i16),
        features: impl IntoIterator<Item = &'a str>,
    ) -> Option<Self> {
        let features: Vec<&str> = features.into_iter().collect();
        let [
            tag,
            meaning,
            _final,
            _reading,
            kind,
            _first,
            _last,
            expression,
        ] = features[..]
        else {
            return None;
        };
        Some(Self {
            // Four surfaces end in a blank, which no text can match.
            surface: surface.trim().to_owned(),
            left,
            right,
            cost,
            tag: tag.to_owned(),
            meaning: meaning.to_owned(),
            kind: kind.to_owned(),
            expression: expression.to_owned(),
            features: features.join(","),
        })
    }
}

/// Connection costs, `costs[right id of the left word + left id of the right word * rights]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMatrix {
    pub lefts: usize,
    pub rights: usize,
    pub costs: Vec<i16>,
}

/// `char.def`: categories and what each character belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    pub categories: Vec<Category>,
    /// For each character of the basic plane its default category, then the others.
    pub of: Vec<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub name: String,
    pub invoke: bool,
    pub group: bool,
    pub length: u8,
}

/// MeCab's tables stop one short of U+FFFF.
pub const CHARACTERS: usize = 0xffff;

impl Source {
    /// Sorts rows so that both distributions give the same bytes.
    pub fn sort(&mut self) {
        let order = |a: &SourceRow, b: &SourceRow| {
            (a.surface.as_bytes(), a.cost, a).cmp(&(b.surface.as_bytes(), b.cost, b))
        };
        self.rows.sort_unstable_by(order);
        self.unknown.sort_unstable_by(order);
    }
}

impl Characters {
    /// `char.def` as text: categories, then one line for each run of characters
    /// that are not just of the first category.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for Category {
            name,
            invoke,
            group,
            length,
        } in &self.categories
        {
            text += &format!(
                "{name} {} {} {length}\n",
                u8::from(*invoke),
                u8::from(*group)
            );
        }
        let mut start = 0;
        for run in self.of.chunk_by(|a, b| a == b) {
            let end = start + run.len() - 1;
            if run[0] != [0] {
                text += &format!("0x{start:04X}..0x{end:04X}");
                for &category in &run[0] {
                    text += &format!(" {}", self.categories[usize::from(category)].name);
                }
                text.push('\n');
            }
            start = end + 1;
        }
        text
    }
}
