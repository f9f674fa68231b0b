//! The maintainers' commands. `commands` prints and chooses exit codes; the other modules return values.

mod changelog;
pub mod check;
pub mod commands;
mod component_usage;
mod corpus;
pub mod diff;
pub mod edit;
pub mod explorer;
pub mod generate;
pub mod import;
pub mod lint;
mod readme;
mod release;
pub mod versions;

/// The project's spec, relative to the root of the workspace.
pub const SPEC: &str = "spec/customer-authentication.yaml";

/// The overlay of the project's spec.
pub const OVERLAY: &str = "spec/overlay.yaml";

/// The file name of a spec's overlay, in the directory of the spec.
const OVERLAY_FILE: &str = "overlay.yaml";
