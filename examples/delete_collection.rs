//! Deletes all items of a collection. Reads as many as the API lists before it deletes them, because each deletion
//! moves the later items forward, and begins again while items are left.
//!
//! ```sh
//! cargo run --example delete_collection
//! ```
//!
//! Runs against a fake server in this process.

use rebilly_customer_auth::{Client, Error, ErrorKind, Paginate};

/// Deletes all reset-password tokens and returns how many there were.
async fn delete_all(client: &Client) -> Result<usize, Error> {
    let mut deleted = 0;
    loop {
        let mut items = client.get_password_token_collection().limit(100).items();
        let mut tokens = Vec::new();
        let is_last = loop {
            match items.next().await {
                Some(Ok(token)) => tokens.push(token),
                // The API lists no more at once.
                Some(Err(error)) if error.items_left().is_some() && !tokens.is_empty() => break false,
                Some(Err(error)) => return Err(error),
                None => break true,
            }
        };
        for token in &tokens {
            match client.delete_password_token().id(&token.token).send().await {
                // It expired, or another program deleted it.
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                deleted => drop(deleted?),
            }
        }
        deleted += tokens.len();
        if is_last {
            return Ok(deleted);
        }
    }
}

// The rest is setup: a fake server with a customer who has requested several password resets.

use rebilly_customer_auth_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build()?;
    let credential = client.post_credential();
    credential.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;
    for _ in 0..2_100 {
        client.post_password_token().body_map(|body| body.username("jane")).send().await?;
    }
    println!("{} tokens deleted", delete_all(&client).await?);
    assert_eq!(delete_all(&client).await?, 0);
    Ok(())
}
