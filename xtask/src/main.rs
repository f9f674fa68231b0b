//! The maintainers' commands of rebilly-customer-auth.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The maintainers' commands of rebilly-customer-auth.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell what a caller notices of a change of the document, and which release it asks for.
    ///
    /// Each line is one change, `breaking` or `additive`; the last line is the release. xtask/README.md has the rules.
    ///
    /// Exit codes: 0 nothing changed, 1 additive changes alone, 2 breaking changes, 3 a document cannot be read.
    Diff {
        /// The document as it was, in OpenAPI 3.0.
        old: PathBuf,
        /// The document as it is to be, in OpenAPI 3.0.
        new: PathBuf,
    },
    /// Run the stand-in for the API alone, until it is interrupted.
    Sandbox {
        /// The port on 127.0.0.1 to listen on; 0 takes any that is free.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        let _ = error.print();
        // clap's own code for a wrong command line is 2, which `diff` has another use for.
        std::process::exit(if error.use_stderr() { 64 } else { 0 })
    });
    match arguments.command {
        Command::Diff { old, new } => xtask::diff::run(&old, &new),
        Command::Sandbox { port } => xtask::sandbox::run(port).await,
    }
}
