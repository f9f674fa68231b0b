//! Acts for one customer, with JWTs that are refreshed before they expire.
//!
//! The program has no secret key. It exchanges the token of the customer's login for each JWT.
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::{Client, Error, Secret};

type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

/// A client that acts for the customer with this token. `public` has the publishable key.
fn customer_client(public: Client, url: &str, token: Secret) -> Result<Client, Error> {
    let provider = move || session(public.clone(), token.clone());
    Client::builder().base_url(url).jwt_provider(provider).build()
}

/// Returns a JWT. The client calls this when it has none, shortly before one expires, and when the API rejects one.
async fn session(public: Client, token: Secret) -> Result<Secret> {
    // By default, the first exchange uses up the token.
    let exchange = public.post_authentication_token_exchange().token(token).body_map(|body| body.invalidate(false));
    println!("refreshed the JWT");
    exchange.send().await?.into_inner().token.ok_or("the exchange returned no JWT".into())
}

// The rest is setup: a fake server with one customer, whose clock is advanced.

use std::time::Duration;

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::start().await;
    let server = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let jane = server.post_credential();
    let id = jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;
    let id = id.into_inner().id.ok_or("there is no ID")?;

    let public =
        Client::builder().base_url(sandbox.url()).publishable_api_key(sandbox.publishable_api_key()).build()?;
    let login = public.post_authentication_token();
    let login = login.body_map(|body| body.password(|login| login.username("jane").password("correct horse")));
    let token = login.send().await?.into_inner().token.ok_or("there is no token")?;

    let client = customer_client(public, sandbox.url(), token)?;
    for _ in 0..3 {
        let credential = client.get_credential().id(&id).send().await?;
        println!("read      the credential of {}", credential.username);
    }
    sandbox.clock().advance(Duration::from_secs(2 * 3_600));
    println!("waited    two hours, until the JWT had expired");
    let credential = client.get_credential().id(&id).send().await?;
    println!("read      the credential of {}", credential.username);

    let exchanges = sandbox.requests().iter().filter(|request| request.path.ends_with("/exchange")).count();
    assert_eq!(exchanges, 2);
    Ok(())
}
