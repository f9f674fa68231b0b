//! Builds and tests a client of each spec in a directory.

use std::path::Path;
use std::process::ExitCode;

use super::fail;
use crate::corpus::outcomes;

/// Builds and tests the clients with the runtime of the workspace at `root`, and prints the result for each spec.
pub fn run(root: &Path, folder: &Path) -> ExitCode {
    let outcomes = match outcomes(root, folder) {
        Ok(outcomes) if outcomes.is_empty() => {
            return fail(format!("{}: there is no spec", folder.display()), ExitCode::FAILURE);
        }
        Ok(outcomes) => outcomes,
        Err(error) => return fail(format!("{}: {error}", folder.display()), ExitCode::FAILURE),
    };
    for outcome in &outcomes {
        let (generated, all) = outcome.operations;
        let result = if outcome.failure.is_some() { "failed" } else { "passed" };
        println!("{}: generated {generated} of {all} operations, {result}", outcome.spec.display());
        outcome.failure.iter().for_each(|failure| println!("{failure}"));
    }
    match outcomes.iter().all(|outcome| outcome.failure.is_none()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
