//! The baseline: lindera 6.2's own worker over the tables we embed.

use hasoyeon_ko_dic::lindera as tables;
use lindera::{mode::Mode, segmenter::Segmenter, worker::SegmentWorker};
use lindera_dictionary::dictionary::{
    Dictionary, character_definition::CharacterDefinition,
    connection_cost_matrix::ConnectionCostMatrix, metadata::Metadata,
    prefix_dictionary::PrefixDictionary, unknown_dictionary::UnknownDictionary,
};

/// lindera's dictionary from the embedded tables.
pub fn embedded() -> Dictionary {
    let words = PrefixDictionary::load(
        tables::TRIE,
        tables::VALS_INDEX,
        tables::VALS,
        tables::WORDS_INDEX,
        tables::WORDS,
    );
    let sound = "the embedded tables are tested";
    Dictionary {
        prefix_dictionary: words.expect(sound).into(),
        connection_cost_matrix: ConnectionCostMatrix::load(tables::MATRIX)
            .expect(sound)
            .into(),
        character_definition: CharacterDefinition::load(tables::CHAR_DEF)
            .expect(sound)
            .into(),
        unknown_dictionary: UnknownDictionary::load(tables::UNKNOWN)
            .expect(sound)
            .into(),
        metadata: Metadata::load(tables::METADATA).expect(sound).into(),
    }
}

/// A worker in lindera's normal mode.
pub fn worker(dictionary: Dictionary) -> SegmentWorker {
    Segmenter::new(Mode::Normal, dictionary, None).into_worker()
}
