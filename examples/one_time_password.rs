//! A login with a second factor: the password first, then the one-time password that the customer received.
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::{Client, CustomerSession, Error, ErrorKind, Login, PendingLogin, Secret};

/// The first page: username and password. The second factor is required of every customer here.
async fn check_password(client: &Client, username: &str, password: Secret) -> Result<Option<PendingLogin>, Error> {
    match client.log_in(username, password).require_one_time_password().await {
        Ok(Login::OneTimePasswordRequired(pending)) => Ok(Some(pending)),
        // The API did not require the second factor. This page logs nobody in without it.
        Ok(Login::Complete(_)) => Ok(None),
        Err(error) if error.kind() == ErrorKind::LoginRefused => Ok(None),
        Err(error) => Err(error),
    }
}

/// The second page: six digits. `None` if they are wrong or have expired.
async fn check_code(pending: &PendingLogin, digits: &str) -> Result<Option<CustomerSession>, Error> {
    match pending.submit(digits).await {
        Ok(session) => Ok(Some(session)),
        Err(error) => match error.kind() {
            ErrorKind::LoginRefused | ErrorKind::NotFound => Ok(None),
            _ => Err(error),
        },
    }
}

// The rest is setup: a fake server with one customer, which also knows the customer's one-time password.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;

    assert!(check_password(&client, "jane", "wrong horse".into()).await?.is_none());
    let pending = check_password(&client, "jane", "correct horse".into()).await?.ok_or("the login was rejected")?;
    println!("accepted the password");

    let received = sandbox.one_time_password(pending.token().expose_secret()).ok_or("none was sent")?;
    let wrong = if received == "000000" { "000001" } else { "000000" };
    assert!(check_code(&pending, wrong).await?.is_none());
    let session = check_code(&pending, &received).await?.ok_or("the one-time password was rejected")?;
    println!("accepted the one-time password: {session:?}");
    Ok(())
}
