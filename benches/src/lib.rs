//! What the measurements of `PERFORMANCE.md` are made with.

pub mod cpu;
pub mod generator;
