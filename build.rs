//! Expands the packed sentiment table into the form the library reads in place.

#[cfg(feature = "sentiment")]
#[path = "src/sentiment/automaton.rs"]
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
    #[cfg(feature = "sentiment")]
    expand_table();
}

#[cfg(feature = "sentiment")]
fn expand_table() {
    const TABLE: &str = "data/sentiment/table.bin";
    for file in [TABLE, "src/sentiment/pack.rs", "src/sentiment/automaton.rs", "src/sentiment/expand.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = std::path::Path::new(&std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("sentiment.bin");
    let done = std::fs::read(TABLE)
        .map_err(|e| e.to_string())
        .and_then(|bytes| pack::Pack::from_bytes(&bytes).map_err(|e| e.to_string()))
        .and_then(|pack| expand::expand(&pack).map_err(|e| e.to_string()))
        .and_then(|bytes| std::fs::write(out, bytes).map_err(|e| e.to_string()));
    if let Err(reason) = done {
        println!("cargo::error={TABLE}: {reason}; restore it, or write it anew with `cargo run -p tools -- sentiment learn`");
        std::process::exit(1);
    }
}
