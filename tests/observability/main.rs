//! What a program sees of the client: its errors, its `Debug` output, its spans and its events.
//!
//! These suites have a binary of their own because `leaks` listens to the whole process.

mod leaks;
mod listener;
#[path = "../it/support/mod.rs"]
mod support;
mod tracing;
