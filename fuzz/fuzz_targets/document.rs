//! Load, overlay and normalize: any text is a document or a fault, never a panic.
//!
//! A line `---` ends the document; what follows is its overlay.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = rebilly_customer_auth_fuzz::normalized(text);
});
