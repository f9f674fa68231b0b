//! Imports an upstream spec.

use std::fs;
use std::path::Path;

use rebilly_customer_auth_codegen::{
    Diagnostic, Document, apply_overlay_and_validate, parse, parse_str, skipped_actions, validate,
};

use super::diff;
use crate::OVERLAY_FILE;
use crate::generate::{one_line, refused};
use crate::import::{self, LeftOut, STDIN, Selection};

/// Imports from a file or, for `-`, from standard input, and writes to `out` or, for `-`, to standard output. `date` is
/// the date of the upstream spec.
///
/// Prints each repair on standard error. If `out` exists, prints what a caller notices on standard output. If the
/// overlay of `out` no longer applies, this fails after writing the result.
pub fn run(file: &Path, selection: &Selection, date: Option<&str>, out: &Path) -> Result<(), String> {
    let upstream = import::read(file).map_err(|diagnostic| diagnostic.to_string())?;
    let imported = import::import_document(upstream.clone(), selection).map_err(|diagnostic| diagnostic.to_string())?;
    let imported = imported.with_origin(date);
    print_repairs(&imported.repairs);
    let version = imported.document.tree()["info"]["version"].as_str().unwrap_or_default();
    if date.is_none() && !version.contains(|char: char| char.is_ascii_digit()) {
        eprintln!(
            "note: info.version is not a version, and the client states it as that of the API; set it in the overlay"
        );
    }
    if out == Path::new(STDIN) {
        print!("{}", imported.source);
        name_refused(&refused(&imported.document));
        return Ok(());
    }
    // A spec that no build reads, or of which it generates nothing, must not replace one.
    let written = parse_str(&out.to_string_lossy(), &imported.source).map_err(|diagnostic| diagnostic.to_string())?;
    let overlay = out.with_file_name(OVERLAY_FILE);
    let overlaid = if overlay.exists() { apply_overlay_and_validate(written, &overlay) } else { validate(written) };
    let refused = overlaid.as_ref().map(refused).unwrap_or_default();
    if overlaid.as_ref().is_ok_and(|document| document.operations().len() == refused.len()) {
        name_refused(&refused);
        return Err(format!("no operation can be generated, so {} is not written", out.display()));
    }
    let before = out.exists().then(|| import::import(out, &Selection::default()));
    fs::write(out, &imported.source).map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    match before {
        None => {}
        Some(Ok(before)) => {
            if import::origin_sha256(&before.document) == Some(&imported.sha256) {
                eprintln!("note: {} was imported from this upstream spec before; compare with `diff`", out.display());
            }
            diff::print(&before.document, &imported.document, &upstream);
            note_skipped(&overlay, before.document, &imported.document);
        }
        Some(Err(diagnostic)) => eprintln!("cannot compare with the previous spec: {diagnostic}"),
    }
    name_refused(&refused);
    overlaid.map(|_| ()).map_err(|diagnostic| diagnostic.to_string())
}

/// Prints repairs in the order of the lines.
pub(super) fn print_repairs(repairs: &[Diagnostic]) {
    let mut repairs: Vec<&Diagnostic> = repairs.iter().collect();
    repairs.sort_by_key(|repair| (&repair.file, repair.position));
    repairs.iter().for_each(|repair| eprintln!("{}", one_line(repair)));
}

/// Reports the optional actions of the overlay that matched the previous spec and do not match this one.
fn note_skipped(overlay: &Path, before: Document, now: &Document) {
    let Ok(overlay) = parse(overlay) else { return };
    let skipped_before = skipped_actions(before, &overlay);
    for skipped in skipped_actions(now.clone(), &overlay).into_iter().filter(|it| !skipped_before.contains(it)) {
        eprintln!("note: {skipped}; it matched the previous spec");
    }
}

/// Reports the operations that a build rejects.
fn name_refused(refused: &LeftOut) {
    for (id, diagnostic) in refused {
        eprintln!("cannot be generated; --leave-out {} leaves it out: {}", one_line(id), one_line(diagnostic));
    }
}
