//! Expands `ko-dic.pack` into the tables that the crate embeds. No network.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "embedded")]
    if let Err(message) = embedded::expand() {
        println!("cargo::error={message}");
        std::process::exit(1);
    }
}

#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script writes bounds and does not read them
#[path = "src/bounds.rs"]
mod bounds;
#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script writes costs and does not read them
#[path = "src/costs.rs"]
mod costs;
#[cfg(feature = "embedded")]
#[path = "src/expand.rs"]
mod expand;
#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script writes tables and does not read them
#[path = "src/lexeme.rs"]
mod lexeme;
#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script writes the order and does not read it
#[path = "src/order.rs"]
mod order;
#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script reads packs and does not write them
#[path = "src/pack.rs"]
mod pack;

#[cfg(feature = "embedded")]
mod embedded {
    use super::{expand, pack};
    use std::env;
    use std::path::{Path, PathBuf};

    const PACK: &str = "ko-dic.pack";
    const USES: &str = "uses.txt";

    pub fn expand() -> Result<(), String> {
        if env::var("CARGO_CFG_TARGET_ENDIAN").as_deref() == Ok("big") {
            return Err("the tables of hasoyeon-ko-dic are little-endian: switch the feature `embedded` off \
                        on big-endian targets"
                .to_owned());
        }
        println!("cargo::rerun-if-changed={PACK}");
        println!("cargo::rerun-if-changed={USES}");
        println!("cargo::rerun-if-changed=src");
        let path = Path::new(&variable("CARGO_MANIFEST_DIR")?).join(PACK);
        let bytes = std::fs::read(&path)
            .map_err(|error| advice(&path, &format!("cannot be read: {error}")))?;
        let sealed = pack::open(&bytes).map_err(|error| advice(&path, &error))?;
        let body =
            miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(sealed.body, sealed.raw_len)
                .map_err(|_| advice(&path, &pack::PackError::Damaged("it does not inflate")))?;
        let dictionary =
            pack::Pack::decode(sealed.level, &body).map_err(|error| advice(&path, &error))?;
        drop(body);

        let trie = crawdad::Trie::from_keys(expand::surfaces(&dictionary))
            .map_err(|error| format!("{}: its surfaces make no trie: {error}", path.display()))?;
        let uses = Path::new(&variable("CARGO_MANIFEST_DIR")?).join(USES);
        let text = std::fs::read_to_string(&uses)
            .map_err(|error| format!("{}: cannot be read: {error}", uses.display()))?;
        let order = expand::order(&dictionary, &text).ok_or_else(|| {
            format!(
                "{}: its ids are not those of the pack: make it anew",
                uses.display()
            )
        })?;
        let tables = expand::tables(&dictionary, &order);
        let words = expand::words(&dictionary, &tables.lexemes, &order)
            .ok_or_else(|| format!("{}: the word table has no room for it", path.display()))?;
        let out = PathBuf::from(variable("OUT_DIR")?);
        for (name, bytes) in [
            ("trie", &trie.serialize_to_vec()[..]),
            ("vals_index", &tables.vals_index),
            ("vals", &tables.vals),
            ("words_index", &tables.words_index),
            ("words", &tables.words),
            ("matrix", &tables.matrix),
            ("bounds", &tables.bounds),
            ("costs", &tables.costs),
            ("order", &tables.order),
            ("char_def", &dictionary.char_def),
            ("unknown", &dictionary.unknown),
            ("lexemes", tables.lexemes.as_bytes()),
            ("word_table", &words),
        ] {
            let path = out.join(name);
            std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        println!(
            "cargo::rustc-env=HASOYEON_KO_DIC_LEVEL={}",
            char::from(sealed.level)
        );
        println!(
            "cargo::rustc-env=HASOYEON_KO_DIC_CHECKSUM={:08x}",
            sealed.checksum
        );
        Ok(())
    }

    fn variable(name: &str) -> Result<String, String> {
        env::var(name).map_err(|_| format!("{name} is not set: this is a build script of cargo"))
    }

    fn advice(path: &Path, error: &dyn std::fmt::Display) -> String {
        format!(
            "{}: {error}. Take the file from the same release again, or rebuild it with \
             `cargo run --release -p hasoyeon-tools -- dict build --from WHEEL`",
            path.display()
        )
    }
}
#[cfg(feature = "embedded")]
#[allow(dead_code)] // the build script writes words and does not read them
#[path = "src/words.rs"]
mod words;
