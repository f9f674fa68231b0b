//! The maintainers' commands of rebilly-customer-auth.

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
        Command::Sandbox { port } => xtask::sandbox::run(port).await,
    }
}
