//! A login with a second factor: the password first, then the one-time password that the customer received.
//!
//! Runs against a sandbox inside this process.

use rebilly_customer_auth::{Client, Error, ErrorKind, Secret};

/// The first page: username and password. `None` if they are wrong. The token is for the second page alone: it proves
/// nothing before it is exchanged.
async fn check_password(client: &Client, username: &str, password: Secret) -> Result<Option<Secret>, Error> {
    let login = client.post_authentication_token();
    let login =
        login.body_map(|body| body.password(|login| login.username(username).password(password).otp_required(true)));
    match login.send().await {
        Ok(token) => Ok(token.into_inner().token),
        Err(error) if error.kind() == ErrorKind::Unauthorized => Ok(None),
        Err(error) => Err(error),
    }
}

/// The second page: six digits. `None` if they are wrong or come too late.
async fn check_one_time_password(client: &Client, token: &Secret, digits: Secret) -> Result<Option<Secret>, Error> {
    let exchange = client.post_authentication_token_exchange().token(token);
    match exchange.body_map(|body| body.one_time_password(digits)).send().await {
        Ok(session) => Ok(session.into_inner().token),
        Err(error) if matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

// From here on, the stage: a sandbox with one customer, which also knows what the customer received.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;

    assert_eq!(check_password(&client, "jane", "wrong horse".into()).await?, None);
    let token = check_password(&client, "jane", "correct horse".into()).await?.ok_or("there is no token")?;
    println!("accepted the password");

    let received = sandbox.one_time_password(token.expose_secret()).ok_or("none was sent")?;
    let wrong = if received == "000000" { "000001" } else { "000000" };
    assert_eq!(check_one_time_password(&client, &token, wrong.into()).await?, None);
    let session = check_one_time_password(&client, &token, received.into()).await?;
    println!("accepted the one-time password: {:?}", session.ok_or("there is no session")?);
    Ok(())
}
