//! Checks that generated files are up to date and that all versions agree.

use std::path::Path;
use std::process::ExitCode;

use super::{fail, lock};
use crate::check::stale;
use crate::versions;

/// Compares the files of the workspace at `root` and prints the differences. With `bless`, updates the files.
pub fn run(root: &Path, bless: bool) -> ExitCode {
    let stale = match stale(root) {
        Ok(stale) => stale,
        Err(message) => return fail(message, ExitCode::FAILURE),
    };
    for edit in &stale {
        if !bless {
            println!("{}", edit.difference());
            continue;
        }
        if let Err(message) = edit.write(root) {
            return fail(message, ExitCode::FAILURE);
        }
        println!("{}: rewritten", edit.path);
    }
    if !stale.is_empty() && !bless {
        eprintln!("run `cargo xtask check --bless` and commit the changes");
    }
    // Reading all manifests may need the network, so only if it is necessary.
    let is_lock_stale = bless && versions::stale_locks(root).is_ok_and(|lines| !lines.is_empty());
    if is_lock_stale && let Err(message) = lock(root) {
        return fail(message, ExitCode::FAILURE);
    }
    let disagreements = versions::disagreements(root).unwrap_or_else(|message| vec![message]);
    disagreements.iter().for_each(|line| println!("{line}"));
    match (stale.is_empty() || bless) && disagreements.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
