//! Prints a spec with its overlay applied, as builds use it.

use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen as codegen;

use super::exit_code;
use crate::import::to_yaml;

/// Prints the spec in a file with an overlay applied, for tools that do not support overlays.
pub fn run(file: &Path, overlay: &Path) -> ExitCode {
    let corrected = codegen::parse(file).and_then(|document| codegen::apply_overlay_and_validate(document, overlay));
    exit_code(corrected.map(|document| print!("{}", to_yaml(document.tree()))))
}
