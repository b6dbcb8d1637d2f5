//! The theme files inside the crate.

use super::defect::Source;

/// Every theme, with the name messages call it by.
pub(super) const THEMES: &[(&str, &str)] = &[
    ("compensation.toml", include_str!("../../data/themes/compensation.toml")),
    ("forced_migration.toml", include_str!("../../data/themes/forced_migration.toml")),
    ("harassment_calls.toml", include_str!("../../data/themes/harassment_calls.toml")),
];

/// Concepts shared by themes.
pub(super) const COMMON: (&str, &str) =
    ("common.toml", include_str!("../../data/themes/common.toml"));

/// The words the modifiers read.
pub(super) const CUES: (&str, &str) = ("cues.toml", include_str!("../../data/cues.toml"));

impl From<(&str, &str)> for Source {
    fn from((name, text): (&str, &str)) -> Self {
        Source {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }
}
