//! Expands the packed sentiment table into the form the library reads in place.

#[cfg(feature = "sentiment")]
#[path = "src/sentiment/automaton.rs"]
#[allow(dead_code)]
mod automaton;
#[cfg(feature = "sentiment")]
#[path = "src/sentiment/expand.rs"]
#[allow(dead_code)]
mod expand;
#[cfg(feature = "sentiment")]
#[path = "src/sentiment/pack.rs"]
#[allow(dead_code)]
mod pack;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(precompiled_themes)");
    if themes_are_precompiled() {
        println!("cargo::rustc-cfg=precompiled_themes");
    }
    #[cfg(feature = "sentiment")]
    expand_table();
}

#[cfg(feature = "sentiment")]
fn expand_table() {
    const TABLE: &str = "data/sentiment/table.bin";
    for file in [
        TABLE,
        "src/sentiment/pack.rs",
        "src/sentiment/automaton.rs",
        "src/sentiment/expand.rs",
    ] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = std::path::Path::new(&std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"))
        .join("sentiment.bin");
    let done = std::fs::read(TABLE)
        .map_err(|e| e.to_string())
        .and_then(|bytes| pack::Pack::from_bytes(&bytes).map_err(|e| e.to_string()))
        .and_then(|pack| expand::expand(&pack).map_err(|e| e.to_string()))
        .and_then(|bytes| std::fs::write(out, bytes).map_err(|e| e.to_string()));
    if let Err(reason) = done {
        println!(
            "cargo::error={TABLE}: {reason}; restore it, or write it anew with `cargo run -p tools -- sentiment learn`"
        );
        std::process::exit(1);
    }
}

/// True when `data/themes.bin` was compiled from the theme files as they are,
/// and is whole: its second eight bytes are their hash, the third that of what
/// stands behind the head (`src/lexicon/precompiled.rs`).
fn themes_are_precompiled() -> bool {
    const BIN: &str = "data/themes.bin";
    println!("cargo::rerun-if-changed={BIN}");
    println!("cargo::rerun-if-changed=data/themes");
    println!("cargo::rerun-if-changed=data/cues.toml");
    let Ok(entries) = std::fs::read_dir("data/themes") else {
        return false;
    };
    let mut files = vec![std::path::PathBuf::from("data/cues.toml")];
    files.extend(
        entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|e| e == "toml")),
    );
    files.sort_by_key(|path| path.file_name().map(std::ffi::OsStr::to_owned));
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let add = |hash: u64, bytes: &[u8]| {
        let bytes = bytes.iter().chain(&[0xff]);
        bytes.fold(hash, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    let mut hash = START;
    for path in files {
        let (Some(name), Ok(text)) = (
            path.file_name().and_then(|name| name.to_str()),
            std::fs::read(&path),
        ) else {
            return false;
        };
        hash = add(add(hash, name.as_bytes()), &text);
    }
    std::fs::read(BIN).is_ok_and(|bytes| {
        bytes.get(8..16) == Some(&hash.to_le_bytes())
            && bytes
                .get(32..)
                .is_some_and(|body| bytes.get(16..24) == Some(&add(START, body).to_le_bytes()))
    })
}
