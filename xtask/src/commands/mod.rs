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
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
