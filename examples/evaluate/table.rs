//! Tab-separated files: a header line, no quoting, errors by file and line.

use std::{fmt, fs::File, io::Read, path::Path};

/// Why a run stops; the message says where.
#[derive(Debug)]
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<hasoyeon::Error> for Failure {
    fn from(error: hasoyeon::Error) -> Self {
        Self(error.to_string())
    }
}

/// A file in memory.
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// One line; as many cells as there are columns.
pub struct Row {
    pub line: u64,
    pub cells: Vec<String>,
}

impl Table {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let file =
            File::open(path).map_err(|error| Failure(format!("cannot read {name}: {error}")))?;
        Self::parse(name, file)
    }

    /// Reads what stands under a name.
    pub fn parse(name: String, input: impl Read) -> Result<Self, Failure> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .from_reader(input);
        let columns: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => return Err(refusal(&name, &error)),
        };
        if let Some((n, twice)) = repeated(&columns) {
            return Err(Failure(format!(
                "{name}:1: column {} is a second {twice:?}",
                n + 1
            )));
        }
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| refusal(&name, &error))?;
            rows.push(Row {
                line: record.position().map_or(0, csv::Position::line),
                cells: record.iter().map(str::to_owned).collect(),
            });
        }
        Ok(Self {
            name,
            columns,
            rows,
        })
    }

    /// The number of a column, if there is one of this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The number of a column that must be there.
    pub fn required(&self, name: &str) -> Result<usize, Failure> {
        self.column(name).ok_or_else(|| {
            let columns = self.columns.join(", ");
            let found = match &*columns {
                "" => "the file is empty".to_owned(),
                _ => format!("no column {name:?} among {columns}"),
            };
            Failure(format!("{}:1: {found}", self.name))
        })
    }

    /// An error at a row.
    pub fn wrong(&self, row: &Row, reason: impl fmt::Display) -> Failure {
        Failure(format!("{}:{}: {reason}", self.name, row.line))
    }
}

fn repeated(columns: &[String]) -> Option<(usize, &str)> {
    let is_second = |n: usize| columns[..n].contains(&columns[n]);
    let n = (0..columns.len()).find(|&n| is_second(n))?;
    Some((n, &columns[n]))
}

fn refusal(name: &str, error: &csv::Error) -> Failure {
    let line = error.position().map_or(1, csv::Position::line);
    let reason = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("{len} cells where the header has {expected_len}")
        }
        csv::ErrorKind::Utf8 { .. } => "not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    Failure(format!("{name}:{line}: {reason}"))
}
