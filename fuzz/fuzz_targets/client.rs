//! The whole way from a string to the client's code, load, overlay, normalize, client: any string is code or a diagnostic,
//! never a panic.
//!
//! A line `---` ends the document; what follows is its overlay.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth_codegen as codegen;

fuzz_target!(|text: &str| {
    let Ok(document) = rebilly_customer_auth_fuzz::normalized(text) else {
        return;
    };
    let _ = codegen::client(&document);
});
