//! Import: any string results in a spec or a diagnostic, never a panic. Importing an imported spec changes nothing.
//!
//! Further files may follow the spec, each after a line `#### NAME`. The spec may reference them.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth_codegen::parse_str;
use xtask::import::{Selection, import, import_document};

fuzz_target!(|source: &str| {
    let mut parts = source.split("\n#### ");
    let folder = std::env::temp_dir().join(format!("fuzz-import-{}", std::process::id()));
    // A reference must not find the files of the run before.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).expect("a folder");
    let spec = folder.join("spec.yaml");
    fs::write(&spec, parts.next().unwrap_or_default()).expect("a file");
    for (name, content) in parts.filter_map(|part| part.split_once('\n')) {
        let is_plain = |char: char| char.is_ascii_alphanumeric() || char == '.';
        if name.chars().all(is_plain) && name.starts_with(char::is_alphanumeric) && name.len() < 40 {
            fs::write(folder.join(name), content).expect("a file");
        }
    }
    let Ok(once) = import(&spec, &Selection::default()) else {
        return;
    };
    let again = parse_str("spec.yaml", &once.source).expect("an imported spec is YAML");
    let twice = import_document(again, &Selection::default()).expect("an imported spec can be imported");
    assert_eq!(once.source, twice.source);
});
