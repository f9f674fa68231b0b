//! The maintainers' commands.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use rebilly_customer_auth_sandbox::Sandbox;

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
        Command::Sandbox { port } => sandbox(port).await,
    }
}

async fn sandbox(port: u16) -> ExitCode {
    let sandbox = match Sandbox::start_on(port).await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("127.0.0.1:{port} cannot be listened on: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("url              {}", sandbox.url());
    println!("secret key       {}", sandbox.secret_api_key());
    println!("publishable key  {}", sandbox.publishable_api_key());
    println!("session JWT      {}", sandbox.session_jwt());
    sandbox.wait_forever().await;
    ExitCode::SUCCESS
}
