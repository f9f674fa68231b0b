//! What `build.rs` makes of `spec/customer-authentication.yaml`.

include!(concat!(env!("OUT_DIR"), "/client.rs"));
