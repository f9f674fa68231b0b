//! Runs the fake server by itself, with the API explorer.

use std::process::ExitCode;

use rebilly_customer_auth_sandbox::Sandbox;

use super::fail;
use crate::explorer;

/// Serves on this port of 127.0.0.1 until interrupted; port 0 chooses a free port.
pub async fn run(port: u16) -> ExitCode {
    let routes = match explorer::routes() {
        Ok(routes) => routes,
        Err(error) => return fail(error, ExitCode::FAILURE),
    };
    let mail = |customer_id: &str, password: &str| println!("one-time password of {customer_id:?}: {password}");
    let sandbox = match Sandbox::builder().port(port).routes(routes).on_one_time_password(mail).start().await {
        Ok(sandbox) => sandbox,
        Err(error) => return fail(format!("cannot listen on 127.0.0.1:{port}: {error}"), ExitCode::FAILURE),
    };
    println!("url              {}", sandbox.url());
    println!("explorer         {}{}", sandbox.url(), explorer::PATH);
    println!("secret key       {}", sandbox.secret_api_key());
    println!("publishable key  {}", sandbox.publishable_api_key());
    println!("session JWT      {}", sandbox.session_jwt());
    sandbox.wait_forever().await;
    ExitCode::SUCCESS
}
