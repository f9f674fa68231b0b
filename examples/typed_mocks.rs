//! Tests code of your own program with typed mocks of the API's responses: no sandbox, no network.
//!
//! `cargo run --features httpmock --example typed_mocks`

use httpmock::MockServer;
use rebilly_customer_auth::mock::MockServerExt;
use rebilly_customer_auth::types::{Credential, Problem};
use rebilly_customer_auth::{Client, Error, ErrorKind, RetryPolicy};

/// The tested code: a part of the program that uses the client.
async fn greeting(client: &Client, credential: &str) -> Result<String, Error> {
    match client.get_credential().id(credential).send().await {
        Ok(credential) => Ok(format!("Welcome back, {}!", credential.username)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok("Welcome!".to_owned()),
        Err(error) => Err(error),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start_async().await;
    let client =
        Client::builder().base_url(server.base_url()).secret_api_key("sk_test").retry_policy(RetryPolicy::none());
    let client = client.build()?;

    let jane = Credential::builder().username("jane").customer_id("cus-1").build()?;
    let known = server.get_credential(|when, then| {
        when.id("cred-1");
        then.ok(&jane);
    });
    let problem = Problem::builder().title("Not found").build()?;
    let unknown = server.get_credential(|when, then| {
        when.id("cred-2");
        then.not_found(&problem);
    });

    assert_eq!(greeting(&client, "cred-1").await?, "Welcome back, jane!");
    assert_eq!(greeting(&client, "cred-2").await?, "Welcome!");
    known.assert();
    unknown.assert();
    println!("greeted   one customer by name, and one whom nobody knows");
    Ok(())
}
