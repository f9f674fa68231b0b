//! What the measurements of `PERFORMANCE.md` are made with.

pub mod baseline;
pub mod calls;
pub mod cpu;
pub mod generator;
pub mod instructions;
pub mod ours;
pub mod plot;
pub mod report;
pub mod server;
