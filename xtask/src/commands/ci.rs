//! Runs the gates, as CI does.

use std::path::Path;
use std::process::{Command, ExitCode};

use super::fail;

/// The script with the gates, relative to the root of the workspace.
const GATES: &str = ".ci/run";

/// Runs the gates of the workspace at `root`, up to the first failure.
pub fn run(root: &Path) -> ExitCode {
    match Command::new("bash").arg(GATES).current_dir(root).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => fail(format!("{GATES} cannot be run by bash: {error}"), ExitCode::FAILURE),
    }
}
