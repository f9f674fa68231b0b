//! A session for the browser of a customer whom your server has identified: a login without a password, and its
//! exchange for a JWT with only the permissions that the page needs.
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::{Client, CustomerSession, Error, permissions};
use serde_json::json;

/// Opens a session. Keep it while the customer is on your site: opening one costs two requests, and the session
/// refreshes its JWT itself.
async fn open_session(client: &Client, customer_id: &str) -> Result<CustomerSession, Error> {
    client
        .customer_session(customer_id)
        .permissions(permissions::PAYMENT_FORM)
        .custom_claims(json!({"websiteId": "site-1"}))
        .open()
        .await
}

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let client = client.organization_in_path("org-1").build()?;
    let session = open_session(&client, "cus-1").await?;
    // For every page. Prints the redacted `Debug` output: the JWT belongs in the page and in no log.
    println!("opened a session: {:?}", session.jwt().await?);
    Ok(())
}
