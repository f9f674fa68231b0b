//! What the maintainers' commands do, one module for each.

pub mod lint;
pub mod sandbox;
