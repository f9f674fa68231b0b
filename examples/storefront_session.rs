//! A session for the browser of a customer whom your server has identified: a login without a password, and its exchange
//! for a JWT that allows only what the page needs.
//!
//! Runs against a fake server inside this process.

use rebilly_customer_auth::types::{AclEntry, AclScope};
use rebilly_customer_auth::{Client, Error, Secret};
use serde_json::json;

/// Opens a session. Keep the JWT for the browser until it expires: each session costs two requests.
async fn open_session(client: &Client, customer_id: &str) -> Result<Option<Secret>, Error> {
    let login = client
        .post_authentication_token()
        .body_map(|body| body.passwordless(|login| login.customer_id(customer_id)))
        .send()
        .await?;
    let scope = AclScope::builder().organization_id(["org-1"]);
    let acl = AclEntry::builder().scope(scope).permissions(["PostToken"]);
    let session = client
        .post_authentication_token_exchange()
        .token(&login.token)
        .body_map(|body| body.acl([acl]).custom_claims(json!({"websiteId": "site-1"})))
        .send()
        .await?;
    Ok(session.into_inner().token)
}

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let client = client.organization_in_path("org-1").build()?;
    let jwt = open_session(&client, "cus-1").await?.ok_or("the response has no JWT")?;
    // As its `Debug` shows it: the JWT itself belongs in the page and in no log.
    println!("opened a session: {jwt:?}");
    Ok(())
}
