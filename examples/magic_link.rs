//! A link by email that logs a customer in, once and without a password.
//!
//! The link contains an authentication token. Only the exchange uses up the token: a verification leaves it valid, so a
//! server that only verifies would accept the link again.
//!
//! Runs against a fake server in this process.

use std::time::Duration;

use rebilly_customer_auth::chrono::Utc;
use rebilly_customer_auth::{Client, CustomerSession, Error, ErrorKind, Secret, permissions};

/// Returns the token for the link that your server emails to the customer. It is valid for 15 minutes.
async fn link_token(client: &Client, customer_id: &str) -> Result<Secret, Error> {
    let expiry = Utc::now() + Duration::from_secs(15 * 60);
    let login = client.post_authentication_token();
    // The email is the only factor, whatever the organization requires.
    let login = login
        .body_map(|body| body.passwordless(|it| it.customer_id(customer_id).expired_time(expiry).otp_required(false)));
    login.send().await?.token().cloned()
}

/// The button on the page behind the link, because mail scanners open links: the customer's session, or `None` if the
/// link was used or has expired.
async fn open_link(client: &Client, token: &Secret) -> Result<Option<CustomerSession>, Error> {
    match client.resume_login(token.clone()).permissions(permissions::ACCOUNT_PORTAL).open().await {
        Ok(session) => Ok(Some(session)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidRequest) => Ok(None),
        Err(error) => Err(error),
    }
}

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let token = link_token(&client, "cus-1").await?;
    println!("sent a link with {token:?}");
    println!("opened it: {:?}", open_link(&client, &token).await?.ok_or("the link does not work")?);
    assert!(open_link(&client, &token).await?.is_none(), "the link works once");
    // An impossible token, as somebody may write it into the link.
    assert!(open_link(&client, &Secret::from("..")).await?.is_none());
    println!("rejected it the second time");
    Ok(())
}
