//! Reports what a caller notices of a spec change, and which release it requires.
//!
//! Operations are compared by ID, and their types by meaning, separately for requests and responses: references,
//! compositions and schema names do not matter. What matters is what the generated Rust code shows, and what the server
//! accepts and returns; `xtask/README.md` has the rules.

mod api;
mod change;
mod constraints;
mod media_types;
mod names;
mod operations;
mod schema;
mod security;
mod serialization;
mod servers;
mod types;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::{Diagnostic, Document, apply_overlay_and_validate};

use crate::OVERLAY;
use crate::import::{TAG, import};

use names::Names;

pub use change::{Change, Level};

/// The exit code if a spec cannot be imported. It differs from the exit codes for changes.
pub(crate) const UNREADABLE: u8 = 3;

/// Prints what a caller notices. The exit code is 0 for nothing, 1 for additive changes only, 2 for breaking changes,
/// and 3 if a spec cannot be imported.
pub fn run(old: &Path, new: &Path) -> ExitCode {
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
pub(crate) fn exit_code(level: Option<Level>) -> ExitCode {
    ExitCode::from(match level {
        None => 0,
        Some(Level::Additive) => 1,
        Some(Level::Breaking) => 2,
    })
}

/// Prints what a caller notices and which release it requires. Returns the most severe level.
pub(crate) fn print(old: &Document, new: &Document) -> Option<Level> {
    let mut changes = compare(old, new, names(old, new));
    match overlaid(old).and_then(|old| api::changes(&old, &overlaid(new)?)) {
        Ok(found) => changes.extend(found),
        Err(diagnostic) => eprintln!("note: the generated API is not compared: {diagnostic}"),
    }
    let mut text: String = changes.iter().map(|change| format!("{change}\n")).collect();
    text.push_str(&change::summary(&changes, env!("CARGO_PKG_VERSION")));
    text.push('\n');
    // A reader such as `head` may close the pipe early.
    let _ = std::io::stdout().write_all(text.as_bytes());
    changes.iter().map(|change| change.level).min()
}

/// The spec in a file, imported: repairs are no changes.
fn document(path: &Path) -> Result<Document, Diagnostic> {
    Ok(import(path, Some(TAG))?.document)
}

/// The type names. The overlay keeps Rust names that the vendor changes. The rest of the overlay is not applied: a fix
/// in both specs would hide their difference.
fn names(old: &Document, new: &Document) -> [Names; 2] {
    match overlaid(old).and_then(|old| Ok((old, overlaid(new)?))) {
        Ok((old, new)) => [Names::of(&old), Names::of(&new)],
        Err(diagnostic) => {
            eprintln!("note: types have the names of the specs, because the overlay does not apply: {diagnostic}");
            [Names::of(old), Names::of(new)]
        }
    }
}

/// Applies the project's overlay.
fn overlaid(document: &Document) -> Result<Document, Diagnostic> {
    apply_overlay_and_validate(document.clone(), OVERLAY)
}

/// Compares two specs. The order of the changes does not depend on that of the specs: changes of the whole spec first,
/// then operations, those with the most locations first, then types.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    compare(old, new, [Names::of(old), Names::of(new)])
}

fn compare(old: &Document, new: &Document, [old_names, new_names]: [Names; 2]) -> Vec<Change> {
    let (old_tree, new_tree) = (old.tree(), new.tree());
    let schemes = security::Schemes::of(old_tree, new_tree);
    let old_operations = operations::read(old, &schemes);
    let new_operations = operations::read(new, &security::Schemes::default());
    let old_organization = servers::Organization::of(old_tree, &operations::headers(&old_operations));
    let new_organization = servers::Organization::of(new_tree, &operations::headers(&new_operations));

    let types = types::Types::new(old_names, new_names);
    let headers = old_organization.headers(&new_organization);
    let mut comparison = operations::Comparison::new(types, headers, [old_tree, new_tree].map(servers::root_urls));
    comparison.operations(&old_operations, &new_operations);

    let mut changes = servers::changes(old_tree, new_tree);
    changes.extend(old_organization.change(&new_organization));
    changes.extend(schemes.changes(old_tree, new_tree));
    let methods = new_operations.iter().map(|operation| (operation.id.clone(), operation.method.clone()));
    let all = change::AllOperations(methods.collect());
    changes.extend(comparison.changes(&all));
    changes.extend(comparison.types.changes(&comparison.roots, &all));
    changes
}
