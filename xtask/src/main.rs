//! The maintainers' commands of rebilly-customer-auth.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::lint;

/// The maintainers' commands of rebilly-customer-auth.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find all that is to be mended in a document before it is built.
    ///
    /// Prints each finding as `file:line:column: rule: place: what is wrong; how to mend it`. The rules are listed in
    /// xtask/README.md.
    ///
    /// Exit codes: 0 there is no finding, 1 there are findings, 2 the document cannot be read.
    Lint {
        /// The OpenAPI document, as YAML or JSON.
        #[arg(default_value = "spec/customer-authentication.yaml")]
        file: PathBuf,
        /// How to print the findings.
        #[arg(long, value_enum, default_value_t)]
        format: lint::Format,
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
    match Arguments::parse().command {
        Command::Lint { file, format } => lint::run(&file, format),
        Command::Sandbox { port } => xtask::sandbox::run(port).await,
    }
}
