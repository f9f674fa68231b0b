//! Reports what a caller notices of a spec change, and which release it requires.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::{Diagnostic, Document, apply_overlay_and_validate};

use crate::OVERLAY;
use crate::diff::{Level, api_changes, diff, diff_named, summary};
use crate::import::{Selection, import_selected};

/// The exit code if a spec cannot be imported. It differs from the exit codes for changes.
pub(super) const UNREADABLE: u8 = 3;

/// Prints what a caller notices. The exit code is 0 for nothing, 1 for additive changes only, 2 for breaking changes,
/// and 3 if a spec cannot be imported.
pub fn run(old: &Path, new: &Path, selection: &Selection) -> ExitCode {
    // Imported: repairs are no changes.
    let document = |path| import_selected(path, selection).map(|imported| imported.document);
    let documents = document(old).and_then(|old| Ok((old, document(new)?)));
    let (old, new) = match documents {
        Ok(documents) => documents,
        Err(diagnostic) => {
            eprintln!("{diagnostic}");
            return ExitCode::from(UNREADABLE);
        }
    };
    exit_code(print(&old, &new))
}

/// The exit code for the most severe level.
pub(super) fn exit_code(level: Option<Level>) -> ExitCode {
    ExitCode::from(match level {
        None => 0,
        Some(Level::Additive) => 1,
        Some(Level::Breaking) => 2,
    })
}

/// Prints what a caller notices and which release it requires. Returns the most severe level.
pub(super) fn print(old: &Document, new: &Document) -> Option<Level> {
    let overlaid = overlaid(old).and_then(|old| Ok([old, overlaid(new)?]));
    let mut changes = match &overlaid {
        // The overlay keeps Rust names that the vendor changes. The rest of it is not applied: a fix in both specs
        // would hide their difference.
        Ok(named) => diff_named(old, new, named.each_ref()),
        Err(diagnostic) => {
            eprintln!("note: types have the names of the specs, because the overlay does not apply: {diagnostic}");
            diff(old, new)
        }
    };
    match overlaid.and_then(|[old, new]| api_changes(&old, &new)) {
        Ok(found) => changes.extend(found),
        Err(diagnostic) => eprintln!("note: the generated API is not compared: {diagnostic}"),
    }
    let mut text: String = changes.iter().map(|change| format!("{change}\n")).collect();
    text.push_str(&summary(&changes, env!("CARGO_PKG_VERSION")));
    text.push('\n');
    // A reader such as `head` may close the pipe early.
    let _ = std::io::stdout().write_all(text.as_bytes());
    changes.iter().map(|change| change.level).min()
}

/// Applies the project's overlay.
fn overlaid(document: &Document) -> Result<Document, Diagnostic> {
    apply_overlay_and_validate(document.clone(), OVERLAY)
}
