//! The measurements of `PERFORMANCE.md`.

pub mod baseline;
pub mod cpu;
pub mod generator;
pub mod instructions;
pub mod ours;
pub mod report;
pub mod requests;
pub mod server;
