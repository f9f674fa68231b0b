//! What the maintainers' commands do, one module for each.

pub mod diff;
pub mod sandbox;
