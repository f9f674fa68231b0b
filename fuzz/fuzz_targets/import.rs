//! Import: any text is a document or a fault, never a panic, and what was imported is imported again as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth_codegen::{Diagnostic, parse_str};
use xtask::import::{Imported, import_document};

fuzz_target!(|text: &str| {
    let Ok(once) = import(text) else {
        return;
    };
    let twice = import(&once.text).expect("what was imported can be imported");
    assert_eq!(once.text, twice.text);
});

fn import(text: &str) -> Result<Imported, Diagnostic> {
    import_document(parse_str("definition.yaml", text)?, None)
}
