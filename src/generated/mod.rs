//! What `build.rs` generates from `spec/customer-authentication.yaml`, or the committed copy of it.

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/client.rs"));
#[cfg(not(feature = "generate"))]
include!("client.rs");
