//! Checks that generated files are up to date and that all versions agree.

use std::path::Path;
use std::process::ExitCode;

use super::lock;
use crate::check::stale;
use crate::versions;

/// Compares the files of the workspace at `root` and prints the differences. With `bless`, updates the files.
pub fn run(root: &Path, bless: bool) -> Result<ExitCode, String> {
    let stale = stale(root)?;
    for edit in &stale {
        if !bless {
            println!("{}", edit.difference());
            continue;
        }
        edit.write(root)?;
        println!("{}: rewritten", edit.path);
    }
    if !stale.is_empty() && !bless {
        eprintln!("run `cargo xtask check --bless` and commit the changes");
    }
    // Reading all manifests may need the network, so only if it is necessary.
    if bless && versions::stale_locks(root).is_ok_and(|lines| !lines.is_empty()) {
        lock(root)?;
    }
    let disagreements = versions::disagreements(root).unwrap_or_else(|message| vec![message]);
    disagreements.iter().for_each(|line| println!("{line}"));
    Ok(if (stale.is_empty() || bless) && disagreements.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
