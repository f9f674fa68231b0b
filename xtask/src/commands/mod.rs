//! The commands: each reads its files, prints its result and returns the exit code.

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
use std::process::ExitCode;

/// Prints the error, if any, and returns the exit code.
fn exit_code(result: Result<(), impl Display>) -> ExitCode {
    result.map_or_else(|error| fail(error, ExitCode::FAILURE), |()| ExitCode::SUCCESS)
}

/// Prints an error and returns this exit code.
fn fail(error: impl Display, code: ExitCode) -> ExitCode {
    eprintln!("{error}");
    code
}
