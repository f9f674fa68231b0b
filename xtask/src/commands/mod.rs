//! The commands: each reads its files, prints its result and returns the exit code, or a message for exit code 1.

pub mod check;
pub mod ci;
pub mod corpus;
pub mod diff;
pub mod drift;
pub mod generate;
pub mod import;
pub mod lint;
pub mod overlay;
pub mod release;
pub mod sandbox;

use std::fmt::Display;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio, Termination};

use crate::changelog::CHANGELOG;
use crate::versions::LOCKS;

/// Prints the error, if any, and returns the exit code.
pub fn exit_code(result: Result<impl Termination, impl Display>) -> ExitCode {
    result.map_or_else(|error| fail(error, ExitCode::FAILURE), Termination::report)
}

/// Prints an error and returns this exit code.
fn fail(error: impl Display, code: ExitCode) -> ExitCode {
    eprintln!("{error}");
    code
}

/// Runs a command that needs the root of the workspace, if that is the current directory.
pub fn at_root<T: Termination>(command: impl FnOnce(&Path) -> Result<T, String>) -> ExitCode {
    let root = Path::new(".");
    exit_code(match root.join(CHANGELOG).exists() {
        true => command(root),
        false => Err(format!("there is no {CHANGELOG} here; run this at the root of the workspace")),
    })
}

/// Updates the lock files to the versions of the manifests. cargo does so whenever it reads a manifest.
fn lock(root: &Path) -> Result<(), String> {
    for lock in LOCKS.into_iter().filter(|lock| root.join(lock).exists()) {
        let manifest = root.join(lock).with_file_name("Cargo.toml");
        let arguments = ["metadata", "--format-version", "1", "--quiet", "--manifest-path"];
        let mut cargo = Command::new(env!("CARGO"));
        succeed(cargo.args(arguments).arg(manifest).stdout(Stdio::null()), "cargo metadata")?;
    }
    Ok(())
}

fn succeed(command: &mut Command, name: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` has failed: {status}")),
        Err(error) => Err(format!("`{name}` cannot be run: {error}")),
    }
}
