//! Runs the fake server by itself, with the API explorer.

use rebilly_customer_auth_sandbox::Sandbox;

use crate::explorer;

/// Serves on this port of 127.0.0.1 until interrupted; port 0 chooses a free port.
pub async fn run(port: u16) -> Result<(), String> {
    let routes = explorer::routes().map_err(|diagnostic| diagnostic.to_string())?;
    let mail = |customer_id: &str, password: &str| println!("one-time password of {customer_id:?}: {password}");
    let sandbox = Sandbox::builder().port(port).routes(routes).on_one_time_password(mail).start().await;
    let sandbox = sandbox.map_err(|error| format!("cannot listen on 127.0.0.1:{port}: {error}"))?;
    println!("url              {}", sandbox.url());
    println!("explorer         {}{}", sandbox.url(), explorer::PATH);
    println!("secret key       {}", sandbox.secret_api_key());
    println!("publishable key  {}", sandbox.publishable_api_key());
    println!("session JWT      {}", sandbox.session_jwt());
    sandbox.wait_forever().await;
    Ok(())
}
