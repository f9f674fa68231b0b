//! The maintainers' commands, one module each.

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

/// The project's spec, relative to the root of the workspace.
pub const DOCUMENT: &str = "spec/customer-authentication.yaml";

/// The overlay of the project's spec.
pub const OVERLAY: &str = "spec/overlay.yaml";

/// The file name of a spec's overlay, in the directory of the spec.
const OVERLAY_FILE: &str = "overlay.yaml";
