//! Reports what a caller notices of a spec change, and which release it requires.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::extensions::OPTIONAL;
use rebilly_customer_auth_codegen::{Diagnostic, Document, apply_overlay, diagnostics_of_first_rule, parse};
use serde_json::Value;

use super::fail;
use crate::OVERLAY;
use crate::diff::{Level, compare, summary};
use crate::generate::one_line;
use crate::import::{Imported, NOT_SELECTED, Selection, import_document, read};

/// The exit code if a spec cannot be imported. It differs from the exit codes for changes.
pub(super) const UNREADABLE: u8 = 3;

/// Prints what a caller notices. The exit code is 0 for nothing, 1 for additive changes only, 2 for breaking changes,
/// and 3 if a spec cannot be imported.
pub fn run(old: &Path, new: &Path, selection: &Selection) -> ExitCode {
    let both = read(old).and_then(|old| Ok((old, read(new)?)));
    // Both are imported: repairs are not changes.
    let imported = both.and_then(|(old, new)| {
        let (old_part, new_part) = (import_beside(&old, &new, selection)?, import_beside(&new, &old, selection)?);
        Ok((old_part.document, new_part.document, new))
    });
    match imported {
        Ok((old, new, upstream)) => exit_code(print(&old, &new, &upstream)),
        Err(diagnostic) => fail(diagnostic, ExitCode::from(UNREADABLE)),
    }
}

/// Imports the selected operations of a spec. An operation that only the other spec has counts as gone or new, and what
/// is left out need not exist.
pub(super) fn import_beside(
    document: &Document,
    other: &Document,
    selection: &Selection,
) -> Result<Imported, Diagnostic> {
    let import = |document: &Document, selection: &Selection| import_document(document.clone(), selection);
    let is_missing = |error: &Diagnostic| error.rule == NOT_SELECTED;
    let error_of = |part: &Selection| {
        import(other, part).err().filter(is_missing)?;
        import(document, part).err().filter(is_missing)
    };
    match import(document, selection) {
        Err(diagnostic) if is_missing(&diagnostic) => match selection.parts().iter().find_map(error_of) {
            Some(diagnostic) => Err(diagnostic),
            None => import(document, &selection.or_nothing()),
        },
        result => result,
    }
}

/// Returns the exit code for the most severe level.
pub(super) fn exit_code(level: Option<Level>) -> ExitCode {
    ExitCode::from(match level {
        None => 0,
        Some(Level::Additive) => 1,
        Some(Level::Breaking) => 2,
    })
}

/// Prints what a caller notices and which release it requires. Returns the most severe level. `upstream` is the spec
/// that the new one is a part of.
pub(super) fn print(old: &Document, new: &Document, upstream: &Document) -> Option<Level> {
    // The overlay keeps Rust names that the vendor changes. The rest of it is not applied: a fix in both specs would
    // hide their difference.
    let named = overlaid([old, new]).unwrap_or_else(|Diagnostic { rule, .. }| {
        eprintln!("note: types have the names of the specs, because {OVERLAY} does not apply to both ({rule})");
        [old.clone(), new.clone()]
    });
    let (changes, other, left_out) = compare([old, new], named.each_ref(), upstream);
    for (id, Diagnostic { message, .. }) in left_out {
        let line =
            format!("note: the client of the old spec has no {id}, so that its changes are not listed: {message}");
        eprintln!("{}", one_line(line));
    }
    if let Some(first) = other.first().filter(|_| changes.is_empty()) {
        let count = other.len();
        eprintln!(
            "note: no rule explains why the clients differ in {count} lines of code, such as `{first}`; compare what \
             `cargo xtask generate` prints for both specs"
        );
    }
    let mut output: String = changes.iter().map(|change| format!("{change}\n")).collect();
    let version = env!("CARGO_PKG_VERSION").parse().expect("cargo accepts no other version");
    output.push_str(&summary(&changes, &version));
    output.push('\n');
    // A reader such as `head` may close the pipe early.
    let _ = std::io::stdout().write_all(output.as_bytes());
    changes.iter().map(|change| change.level).min()
}

/// Applies those actions of the project's overlay that match. What they no longer fit, such as the flag of a secret on
/// a number, is not refused here. An action that refers to a component that one of the specs lacks is applied to
/// neither.
fn overlaid(documents: [&Document; 2]) -> Result<[Document; 2], Diagnostic> {
    let overlay = parse(OVERLAY)?;
    let mut tree = overlay.tree().clone();
    let actions = tree.get_mut("actions").and_then(Value::as_array_mut).into_iter().flatten();
    actions.filter_map(Value::as_object_mut).for_each(|action| {
        action.insert(OPTIONAL.to_owned(), true.into());
    });
    loop {
        let overlay = overlay.with_tree(tree.clone());
        let apply = |document: &Document| apply_overlay(document.clone(), &overlay);
        let overlaid = [apply(documents[0])?, apply(documents[1])?];
        let (Some(index), Some(actions)) = (overlaid.iter().find_map(dangling), tree["actions"].as_array_mut()) else {
            return Ok(overlaid);
        };
        let action = actions.remove(index);
        // A removal below the same target made room for what this action adds.
        let target = |action: &Value| action["target"].as_str().unwrap_or_default().to_owned();
        let is_below = |other: &Value| {
            let rest = target(other).strip_prefix(&target(&action)).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        actions.retain(|other| other["remove"] != true || !is_below(other));
    }
}

/// Returns the index of the first action of the overlay with a dangling reference.
fn dangling(overlaid: &Document) -> Option<usize> {
    let diagnostics =
        diagnostics_of_first_rule(overlaid).into_iter().filter(|diagnostic| diagnostic.rule == "unknown-ref");
    let origins = diagnostics.map(|diagnostic| overlaid.origin(&diagnostic.location));
    let mut origins = origins.filter(|(file, _)| file.file() == OVERLAY).map(|(_, location)| location);
    origins.find_map(|location| location.segments().get(1)?.parse().ok())
}
