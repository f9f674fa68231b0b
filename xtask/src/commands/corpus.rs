//! Builds and tests a client of each spec in a directory.

use std::path::Path;
use std::process::ExitCode;

use crate::corpus::outcomes;

/// Builds and tests the clients with the runtime of the workspace at `root`, and prints the result for each spec.
pub fn run(root: &Path, folder: &Path) -> Result<ExitCode, String> {
    let outcomes = outcomes(root, folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    if outcomes.is_empty() {
        return Err(format!("{}: there is no spec", folder.display()));
    }
    for outcome in &outcomes {
        let (generated, all) = outcome.operations;
        let result = if outcome.failure.is_some() { "failed" } else { "passed" };
        println!("{}: generated {generated} of {all} operations, {result}", outcome.spec.display());
        outcome.failure.iter().for_each(|failure| println!("{failure}"));
    }
    Ok(if outcomes.iter().all(|outcome| outcome.failure.is_none()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
