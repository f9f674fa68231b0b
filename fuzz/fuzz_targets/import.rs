//! Import: any string results in a spec or a diagnostic, never a panic. Importing an imported spec changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth_codegen::{Diagnostic, parse_str};
use xtask::import::{Imported, Selection, import_document};

fuzz_target!(|text: &str| {
    let Ok(once) = import(text) else {
        return;
    };
    let twice = import(&once.text).expect("an imported spec can be imported");
    assert_eq!(once.text, twice.text);
});

fn import(text: &str) -> Result<Imported, Diagnostic> {
    import_document(parse_str("definition.yaml", text)?, &Selection::default())
}
