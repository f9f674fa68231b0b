//! What the maintainers' commands do, one module for each.

pub mod check;
pub mod ci;
pub mod corpus;
pub mod diff;
pub mod drift;
pub mod explorer;
pub mod generate;
pub mod import;
pub mod lint;
mod manifest;
pub mod overlay;
mod reach;
mod readme;
pub mod release;
pub mod sandbox;
pub mod versions;

/// The project's document, seen from the root of the workspace.
pub const DOCUMENT: &str = "spec/customer-authentication.yaml";

/// The overlay that goes with it.
pub const OVERLAY: &str = "spec/overlay.yaml";

/// What the overlay of a document is called, which stands beside it.
const OVERLAY_FILE: &str = "overlay.yaml";
