//! Prints a spec with its overlay applied, as builds use it.

use std::path::Path;

use rebilly_customer_auth_codegen::{self as codegen, Diagnostic};

use crate::import::to_yaml;

/// Prints the spec in a file with an overlay applied, for tools that do not support overlays.
pub fn run(file: &Path, overlay: &Path) -> Result<(), Diagnostic> {
    let corrected = codegen::parse(file).and_then(|document| codegen::apply_overlay_and_validate(document, overlay));
    corrected.map(|document| print!("{}", to_yaml(document.tree())))
}
