//! Compares an upstream spec with the one that was imported last.

use std::path::Path;
use std::process::ExitCode;

use super::{diff, fail};
use crate::import::{Selection, import, origin_sha256, read};

/// Prints what a caller notices if the upstream spec in a file or on standard input replaces the spec at `spec`.
/// The exit code is that of `diff`, and 0 if the upstream spec is the same.
pub fn run(spec: &Path, file: &Path, selection: &Selection) -> ExitCode {
    let both = import(spec, &Selection::default()).and_then(|own| {
        let whole = read(file)?;
        let upstream = diff::import_beside(&whole, &own.document, selection)?;
        Ok((own, upstream, whole))
    });
    let (own, upstream, whole) = match both {
        Ok(both) => both,
        Err(diagnostic) => return fail(diagnostic, ExitCode::from(diff::UNREADABLE)),
    };
    match origin_sha256(&own.document) {
        Some(sha256) if sha256 == upstream.sha256 => {
            println!("no change: this is the upstream spec that was imported last");
            return ExitCode::SUCCESS;
        }
        Some(sha256) => {
            println!("the upstream spec has changed: its SHA-256 was {sha256} and is now {}", upstream.sha256)
        }
        None => eprintln!("note: {} does not say what it was imported from", spec.display()),
    }
    diff::exit_code(diff::print(&own.document, &upstream.document, &whole))
}
