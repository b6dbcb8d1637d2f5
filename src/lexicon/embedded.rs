//! The theme files inside the crate.

/// Every theme, with the name messages call it by.
pub(super) const THEMES: &[(&str, &str)] = &[
    (
        "compensation.toml",
        include_str!("../../data/themes/compensation.toml"),
    ),
    (
        "forced_migration.toml",
        include_str!("../../data/themes/forced_migration.toml"),
    ),
    (
        "harassment_calls.toml",
        include_str!("../../data/themes/harassment_calls.toml"),
    ),
];

/// What a lexicon that does not bring it is given: the words the modifiers
/// read and the concepts shared by themes, by the id of the file.
pub(super) const LIBRARIES: &[(&str, &str, &str)] = &[
    ("cues", "cues.toml", include_str!("../../data/cues.toml")),
    (
        "common",
        "common.toml",
        include_str!("../../data/themes/common.toml"),
    ),
];
