//! What the maintainers' commands do, one module for each.

pub mod diff;
pub mod import;
pub mod sandbox;

/// The project's document, seen from the root of the workspace.
pub const DOCUMENT: &str = "spec/customer-authentication.yaml";

/// What corrects the document, seen from the root of the workspace.
pub const OVERLAY: &str = "spec/overlay.yaml";
