//! The operations of the API one by one.
//!
//! Runs against a fake server in this process, or against the API if `REBILLY_API_KEY` is set (and `REBILLY_BASE_URL`,
//! unless it is the API's own sandbox).

use std::env;

use rebilly_customer_auth::types::{AuthenticationOptions, CredentialRequest};
use rebilly_customer_auth::{Client, Error, Paginate};
use rebilly_customer_auth_sandbox::Sandbox;

type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await;
    let client = match env::var("REBILLY_API_KEY") {
        Ok(key) => {
            let builder = Client::builder().secret_api_key(key);
            match env::var("REBILLY_BASE_URL") {
                Ok(url) => builder.base_url(url).build()?,
                Err(_) => builder.build()?,
            }
        }
        Err(_) => Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?,
    };
    println!("Customer authentication at {}\n", client.base_url());

    let credential_id = create_credential(&client).await?;
    log_in(&client).await?;
    list_credentials(&client).await?;
    reset_password(&client).await?;
    change_options(&client).await?;
    show_a_rejected_request(&client).await;

    client.delete_credential().id(credential_id).send().await?;
    Ok(())
}

const USERNAME: &str = "jane@example.com";
const PASSWORD: &str = "correct horse battery staple";

async fn create_credential(client: &Client) -> Result<String> {
    let request = CredentialRequest::builder().username(USERNAME).password(PASSWORD).customer_id("cus-1");
    let credential = client.post_credential().body(CredentialRequest::try_from(request)?).send().await?;
    let id = credential.id.clone().ok_or("the API gave the credential no ID")?;
    println!("created   credential {id} for {}", credential.username);
    Ok(id)
}

async fn log_in(client: &Client) -> Result<()> {
    let login = client
        .post_authentication_token()
        .body_map(|body| body.password(|login| login.username(USERNAME).password(PASSWORD)))
        .send()
        .await?;
    println!("logged in {} with a token that is not printed: {:?}", USERNAME, login.token);

    let verified = client.get_authentication_token_verification().token(&login.token).send().await?;
    println!("verified  the token belongs to {}", verified.customer_id.as_deref().unwrap_or("nobody"));

    let session = client
        .post_authentication_token_exchange()
        .token(&login.token)
        // By default, the exchange uses up the token, which could then not be deleted.
        .body_map(|session| session.invalidate(false))
        .send()
        .await?;
    let expires = session.expired_time.map(|time| time.to_rfc3339()).unwrap_or_default();
    println!("exchanged the token for a JWT that expires at {expires}");

    client.delete_authentication_token().token(&login.token).send().await?;
    // Nothing revokes the JWT, which stays valid until it expires.
    println!("deleted   the login's token");
    Ok(())
}

async fn list_credentials(client: &Client) -> Result<()> {
    let mut credentials = client.get_credential_collection().limit(100).items();
    while let Some(credential) = credentials.next().await.transpose()? {
        println!("listed    {}", credential.username);
    }
    Ok(())
}

async fn reset_password(client: &Client) -> Result<()> {
    let token = client.post_password_token().body_map(|token| token.username(USERNAME)).send().await?;
    let expires = token.expired_time.map(|time| time.to_rfc3339()).unwrap_or_default();
    println!("created   a reset-password token that expires at {expires}");
    Ok(())
}

async fn change_options(client: &Client) -> Result<()> {
    let options: Vec<AuthenticationOptions> = client.get_authentication_option().send().await?.into_inner();
    let Some(before) = options.first().and_then(|options| options.auth_token_ttl) else { return Ok(()) };
    let changed = client.put_authentication_option().body_map(|options| options.auth_token_ttl(7_200)).send().await?;
    println!("changed   a token's life from {before} to {} seconds", changed.auth_token_ttl.unwrap_or_default());
    // The organization may be a real one, so the old value is restored.
    client.put_authentication_option().body_map(|options| options.auth_token_ttl(before)).send().await?;
    Ok(())
}

async fn show_a_rejected_request(client: &Client) {
    let rejected: Option<Error> = client
        .post_credential()
        .body_map(|body| body.username("").password("x").customer_id("cus-2"))
        .send()
        .await
        .err();
    match rejected {
        Some(error) => println!("\nrejected  {error}"),
        None => println!("\nThe API accepted a password of one letter."),
    }
}
