//! The shared parts of the tests: a server, clients of it, the spec and the table of all operations.

// The binaries of `tests/observability` and `tests/memory` use a part of it.
#![allow(dead_code)]

pub(crate) mod client;
pub(crate) mod clock;
pub(crate) mod operations;
pub(crate) mod server;
pub(crate) mod spec;
pub(crate) mod tasks;
