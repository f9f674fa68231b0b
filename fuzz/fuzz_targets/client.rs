//! The whole generator (parse, overlay, normalize, client): any string results in code or a diagnostic,
//! never a panic.
//!
//! A line `---` separates the spec from its overlay.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth_codegen as codegen;

fuzz_target!(|source: &str| {
    let Ok(document) = rebilly_customer_auth_fuzz::normalized(source) else {
        return;
    };
    let _ = codegen::client(&document);
});
