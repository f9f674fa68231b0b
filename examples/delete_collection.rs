//! Deletes all items of a collection. Reads them all first, because each deletion moves the later items forward.
//!
//! ```sh
//! cargo run --example delete_collection
//! ```
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::{Client, Error, Paginate};

/// Deletes all reset-password tokens and returns how many there were.
async fn delete_all(client: &Client) -> Result<usize, Error> {
    let tokens: Vec<_> = client.get_password_token_collection().limit(100).items().try_collect().await?;
    for token in &tokens {
        client.delete_password_token().id(&token.token).send().await?;
    }
    Ok(tokens.len())
}

// The rest is setup: a fake server with a customer who has requested several password resets.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let credential = client.post_credential();
    credential.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;
    for _ in 0..250 {
        client.post_password_token().body_map(|body| body.username("jane")).send().await?;
    }
    println!("{} tokens deleted", delete_all(&client).await?);
    assert_eq!(delete_all(&client).await?, 0);
    Ok(())
}
