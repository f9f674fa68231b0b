//! Resets a forgotten password: a token by email, and a new password for the token.
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::types::builder::CredentialRequestBuilder;
use rebilly_customer_auth::{Client, Error, ErrorKind, Secret};

/// The first request: a token for the email to the customer. `None` if the username does not exist; show the same page
/// then, or it reveals who is a customer.
async fn begin(client: &Client, username: &str) -> Result<Option<Secret>, Error> {
    match client.post_password_token().body_map(|body| body.username(username)).send().await {
        Ok(reset) => Ok(reset.into_inner().token),
        Err(error) if error.kind() == ErrorKind::Validation => Ok(None),
        Err(error) => Err(error),
    }
}

/// The result of setting a new password.
#[derive(Debug, PartialEq)]
enum Outcome {
    Changed,
    /// The token is invalid, was used or has expired: start again.
    TokenRejected,
    /// The password does not meet the authentication options.
    PasswordRejected,
}

/// The second request, from the link in the email.
async fn finish(client: &Client, token: &Secret, password: Secret) -> Result<Outcome, Box<dyn std::error::Error>> {
    let reset = match client.get_password_token().id(token.expose_secret()).send().await {
        Ok(reset) => reset.into_inner(),
        // `InvalidRequest`: the string from the link cannot be a token, such as `..`.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidRequest) => {
            return Ok(Outcome::TokenRejected);
        }
        Err(error) => return Err(error.into()),
    };
    let id = reset.credential_id.ok_or("the token is for no credential")?;
    let credential = client.get_credential().id(&id).send().await?.into_inner();
    // A PUT replaces the whole credential, so the other fields are copied. The password cannot be read.
    let change = client.put_credential().id(&id).body(CredentialRequestBuilder::from(&credential).password(password));
    match change.send().await {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::Validation => return Ok(Outcome::PasswordRejected),
        Err(error) => return Err(error.into()),
    }
    // Makes the link work only once. If this fails, the token still expires.
    client.delete_password_token().id(token.expose_secret()).send().await?;
    Ok(Outcome::Changed)
}

// The rest is setup: a fake server with one customer.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("forgotten horse").customer_id("cus-1")).send().await?;

    assert_eq!(begin(&client, "nobody").await?, None);
    let token = begin(&client, "jane").await?.ok_or("there is no token")?;
    println!("mailed    a link with a token that is not printed: {token:?}");

    assert_eq!(finish(&client, &Secret::from("guessed"), "new horse".into()).await?, Outcome::TokenRejected);
    assert_eq!(finish(&client, &token, "short".into()).await?, Outcome::PasswordRejected);
    assert_eq!(finish(&client, &token, "remembered horse".into()).await?, Outcome::Changed);
    assert_eq!(finish(&client, &token, "another horse".into()).await?, Outcome::TokenRejected);
    println!("changed   the password, once");

    let log_in = |password: &'static str| {
        let login = client.post_authentication_token();
        login.body_map(|body| body.password(|login| login.username("jane").password(password))).send()
    };
    assert_eq!(log_in("forgotten horse").await.expect_err("the old password").kind(), ErrorKind::LoginRefused);
    log_in("remembered horse").await?;
    println!("logged in with the new password, and not with the old one");
    Ok(())
}
