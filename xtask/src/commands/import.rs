//! Imports an upstream spec.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::{Document, apply_overlay_and_validate, parse, parse_str, validate};

use super::{diff, exit_code};
use crate::OVERLAY_FILE;
use crate::generate::{one_line, refused};
use crate::import::{self, STDIN, Selection};

/// Imports from a file or, for `-`, from standard input, and writes to `out` or, for `-`, to standard output. `date` is
/// the date of the upstream spec.
///
/// Prints each repair on standard error. If `out` exists, prints what a caller notices on standard output. If the
/// overlay of `out` no longer applies, this fails after writing the result.
pub fn run(file: &Path, selection: &Selection, date: Option<&str>, out: &Path) -> ExitCode {
    exit_code(write(file, selection, date, out))
}

fn write(file: &Path, selection: &Selection, date: Option<&str>, out: &Path) -> Result<(), String> {
    let upstream = import::read(file).map_err(|diagnostic| diagnostic.to_string())?;
    let imported = import::import_document(upstream.clone(), selection).map_err(|diagnostic| diagnostic.to_string())?;
    let imported = imported.with_origin(date);
    for repair in &imported.repairs {
        eprintln!("{}", one_line(repair));
    }
    if out == Path::new(STDIN) {
        print!("{}", imported.source);
        name_refused(&imported.document);
        return Ok(());
    }
    // A spec that no build reads must not replace one that they read.
    parse_str(&out.to_string_lossy(), &imported.source).map_err(|diagnostic| diagnostic.to_string())?;
    let before = out.exists().then(|| import::import(out, &Selection::default()));
    fs::write(out, &imported.source).map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    match before {
        None => {}
        Some(Ok(before)) => {
            diff::print(&before.document, &imported.document, &upstream);
        }
        Some(Err(diagnostic)) => eprintln!("cannot compare with the previous spec: {diagnostic}"),
    }
    let overlay = out.with_file_name(OVERLAY_FILE);
    let overlaid = parse(out).and_then(|document| match overlay.exists() {
        true => apply_overlay_and_validate(document, overlay),
        false => validate(document),
    });
    name_refused(&overlaid.map_err(|diagnostic| diagnostic.to_string())?);
    Ok(())
}

/// Reports the operations that a build rejects.
fn name_refused(document: &Document) {
    for (id, diagnostic) in refused(document) {
        eprintln!("cannot be generated; --leave-out {} leaves it out: {}", one_line(&id), one_line(diagnostic));
    }
}
