//! Tells what a caller notices of a change of the document, and which release it asks for.
//!
//! Operations are compared with those of the same ID, and the types from there on down in what they amount to, in
//! requests and in responses apart: references, compositions and names of schemas are form. What counts is what the
//! generated Rust shows and what the server accepts and returns; the rules stand in `xtask/README.md`.

mod api;
mod change;
mod constraints;
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

/// The exit code when a definition cannot be imported. It is none that says what the changes are.
pub(crate) const UNREADABLE: u8 = 3;

/// Prints what a caller notices. The exit code is 0 for nothing, 1 for additive changes alone, 2 for breaking ones, and
/// 3 if a definition cannot be imported.
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

/// The exit code that says the gravest level.
pub(crate) fn exit_code(gravest: Option<Level>) -> ExitCode {
    ExitCode::from(match gravest {
        None => 0,
        Some(Level::Additive) => 1,
        Some(Level::Breaking) => 2,
    })
}

/// Prints what a caller notices and which release it asks for. Returns the gravest level.
pub(crate) fn print(old: &Document, new: &Document) -> Option<Level> {
    let mut changes = compare(old, new, names(old, new));
    match corrected(old).and_then(|old| api::changes(&old, &corrected(new)?)) {
        Ok(found) => changes.extend(found),
        Err(diagnostic) => eprintln!("note: the generated API is not compared: {diagnostic}"),
    }
    let mut text: String = changes.iter().map(|change| format!("{change}\n")).collect();
    text.push_str(&change::summary(&changes, env!("CARGO_PKG_VERSION")));
    text.push('\n');
    // A reader such as `head` may have enough before the end.
    let _ = std::io::stdout().write_all(text.as_bytes());
    changes.iter().map(|change| change.level).min()
}

/// The document in a file, as it is compared. What import repairs is not what changed.
fn document(path: &Path) -> Result<Document, Diagnostic> {
    Ok(import(path, Some(TAG))?.document)
}

/// The overlay keeps names in Rust that the API's owner does not. The rest of it stays away: what it corrects in both
/// documents would hide that the one differs from the other.
fn names(old: &Document, new: &Document) -> [Names; 2] {
    match corrected(old).and_then(|old| Ok((old, corrected(new)?))) {
        Ok((old, new)) => [Names::of(&old), Names::of(&new)],
        Err(diagnostic) => {
            eprintln!("note: types are called what the definitions call them: {diagnostic}");
            [Names::of(old), Names::of(new)]
        }
    }
}

/// A document with the overlay of the project.
fn corrected(document: &Document) -> Result<Document, Diagnostic> {
    apply_overlay_and_validate(document.clone(), OVERLAY)
}

/// What a caller notices, in an order that does not depend on that of the documents: what holds for the document, then
/// the operations, those first that much is true of, then the types.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    compare(old, new, [Names::of(old), Names::of(new)])
}

fn compare(old: &Document, new: &Document, [old_names, new_names]: [Names; 2]) -> Vec<Change> {
    let (old_tree, new_tree) = (old.tree(), new.tree());
    let schemes = security::Schemes::of(old_tree, new_tree);
    let old_operations = operations::read(old, &schemes);
    let new_operations = operations::read(new, &security::Schemes::default());
    let old_organization = servers::Organization::of(old_tree, &old_operations);
    let new_organization = servers::Organization::of(new_tree, &new_operations);

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
