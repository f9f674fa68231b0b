//! What the modules share: a server, an HTTP client, the spec and the table of all operations.

// The binary of `tests/observability` uses a part of it.
#![allow(dead_code)]

pub(crate) mod http_client;
pub(crate) mod operations;
pub(crate) mod server;
pub(crate) mod spec;
pub(crate) mod stub;
pub(crate) mod tasks;
