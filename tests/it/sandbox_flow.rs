//! The client against the stateful fake server, which validates each response against the spec.

use std::time::Duration;

use rebilly_customer_auth::{Client, ErrorKind, Paginate, Secret};
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

async fn log_in(client: &Client, username: &str, password: &str) -> Result<Secret, rebilly_customer_auth::Error> {
    let request = client
        .post_authentication_token()
        .body_map(|body| body.password(|login| login.username(username).password(password)));
    Ok(request.send().await?.into_inner().token.expect("a token"))
}

#[tokio::test]
async fn a_token_is_verified_exchanged_and_then_used_up() {
    let sandbox = Sandbox::start().await;
    let client = secret_client(&sandbox);
    create(&client, "jane").await;
    let token = log_in(&client, "jane", "correct horse").await.expect("a token");
    let verified = client.get_authentication_token_verification().token(&token).send().await.expect("valid");
    assert_eq!(verified.customer_id.as_deref(), Some("cus-1"));
    let session = client.post_authentication_token_exchange().token(&token).send().await.expect("a session");
    assert!(session.token.is_some());
    let gone = client.delete_authentication_token().token(&token).send().await.expect_err("used up");
    assert_eq!(gone.kind(), ErrorKind::NotFound);
    let rejected = log_in(&client, "jane", "wrong").await.expect_err("the wrong password");
    assert_eq!(rejected.kind(), ErrorKind::LoginRefused);
}

#[tokio::test]
async fn an_exchange_needs_the_one_time_password_when_it_is_required() {
    let sandbox = Sandbox::start().await;
    let client = secret_client(&sandbox);
    create(&client, "jane").await;
    client.put_authentication_option().body_map(|body| body.otp_required(true)).send().await.expect("options");
    let token = log_in(&client, "jane", "correct horse").await.expect("a token");
    let error = client.post_authentication_token_exchange().token(&token).send().await.expect_err("no password");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    let password = sandbox.one_time_password(token.expose_secret()).map(Secret::from);
    let exchange = client.post_authentication_token_exchange().token(&token);
    exchange.body_map(|body| body.one_time_password(password)).send().await.expect("a session");
}

#[tokio::test]
async fn a_put_reports_created_or_updated_and_a_token_expires() {
    let sandbox = Sandbox::start().await;
    let client = secret_client(&sandbox);
    for status in [201, 200] {
        let put = client.put_credential().id("mine");
        let put = put.body_map(|body| body.username("joe").password("correct horse").customer_id("cus-1"));
        assert_eq!(put.send().await.expect("a credential").status().as_u16(), status);
    }
    let token = log_in(&client, "joe", "correct horse").await.expect("a token");
    sandbox.clock().advance(Duration::from_secs(86_401));
    let error = client.get_authentication_token_verification().token(&token).send().await.expect_err("expired");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_publishable_key_is_accepted_for_a_login_only() {
    let sandbox = Sandbox::start().await;
    create(&secret_client(&sandbox), "jane").await;
    let public = Client::builder().base_url(sandbox.url()).publishable_api_key(sandbox.publishable_api_key());
    let public = public.build().expect("a client");
    log_in(&public, "jane", "correct horse").await.expect("a token");
    let error = public.get_credential().id("cred-1").send().await.expect_err("no accepted credential");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);
}

#[tokio::test]
async fn organizations_are_isolated_by_header_and_by_path() {
    let sandbox = Sandbox::start().await;
    let builder = || Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let by_header = builder().organization_id("org-1").build().expect("a client");
    let by_path = builder().organization_in_path("org-1").build().expect("a client");
    let other = builder().organization_in_path("org-2").build().expect("a client");
    let id = create(&by_header, "jane").await;
    by_path.get_credential().id(&id).send().await.expect("the same organization");
    assert_eq!(other.get_credential().id(&id).send().await.expect_err("another one").kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_rate_limit_reports_the_wait_by_the_servers_clock() {
    let sandbox = Sandbox::start().await;
    let client = secret_client(&sandbox);
    sandbox.set_rate_limit(Some(1));
    create(&client, "jane").await;
    let error = client.delete_credential().id("cred-1").send().await.expect_err("too many");
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::RateLimited, true));
    let wait = error.rate_limit().and_then(|limit| limit.retry_after()).expect("a wait");
    assert!(wait <= Duration::from_secs(60) && wait > Duration::ZERO, "{wait:?}");
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
