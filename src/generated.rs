//! What `build.rs` makes of `spec/customer-authentication.yaml`, or the committed snapshot of it.

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/client.rs"));
#[cfg(not(feature = "generate"))]
include!("../tests/snapshots/client.rs");
