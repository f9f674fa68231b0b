//! The client against the stateful fake server, which validates each response against the spec.

use rebilly_customer_auth::{Client, ErrorKind, Paginate};
use rebilly_customer_auth_sandbox::{Drift, OptionsShape, Sandbox};

fn secret_client(sandbox: &Sandbox) -> Client {
    Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key()).build().expect("a client")
}

async fn create(client: &Client, username: &str) -> String {
    let request = client
        .post_credential()
        .body_map(|body| body.username(username).password("correct horse").customer_id("cus-1"));
    request.send().await.expect("a credential").into_inner().id.expect("an ID")
}

#[tokio::test]
async fn the_responses_of_todays_api_are_decoded() {
    let sandbox = Sandbox::start().await;
    sandbox.set_drift(Drift::Today);
    sandbox.set_options_shape(OptionsShape::Object);
    let client = secret_client(&sandbox);
    for name in ["a", "b", "c"] {
        create(&client, name).await;
    }
    assert_eq!(client.get_authentication_option().send().await.expect("options").len(), 1);
    let mut credentials = client.get_credential_collection().limit(2).items();
    let mut names = Vec::new();
    while let Some(credential) = credentials.next().await.transpose().expect("a credential") {
        names.push(credential.username);
    }
    assert_eq!(names, ["a", "b", "c"]);
    let reset = client.post_password_token().body_map(|body| body.username("a")).send().await.expect("a token");
    client.get_password_token().id(&reset.token).send().await.expect("the token");
    client.delete_password_token().id(&reset.token).send().await.expect("deleted");
    let again = client.delete_password_token().id(&reset.token).send().await.expect_err("deleted before");
    assert_eq!(again.kind(), ErrorKind::Conflict);
}
