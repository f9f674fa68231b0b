//! Shows a document as it is built from: with its overlay applied.

use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen as codegen;

use crate::import;

/// Prints the document in a file with an overlay applied, for tools that know no overlays.
pub fn run(file: &Path, overlay: &Path) -> ExitCode {
    let corrected = codegen::load(file).and_then(|document| codegen::apply_overlay_and_validate(document, overlay));
    match corrected {
        Ok(document) => {
            print!("{}", import::to_yaml(document.tree()));
            ExitCode::SUCCESS
        }
        Err(diagnostic) => {
            eprintln!("{diagnostic}");
            ExitCode::FAILURE
        }
    }
}
