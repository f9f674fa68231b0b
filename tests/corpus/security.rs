//! The security schemes of `security.yaml` as sent.

mod support;

use rebilly_customer_auth::{Client, Environment, ErrorKind, OPERATIONS};
use support::serve;

#[tokio::test]
async fn the_first_accepted_credential_is_sent_in_its_header() {
    let server = serve(204, "").await;
    let client = server.builder().token("t").referred("r").o_auth("o").build().expect("a client");
    client.get_bearer().send().await.expect("a response");
    assert_eq!(server.last().header("authorization"), Some("Bearer t"));
    client.get_referred().send().await.expect("a response");
    assert_eq!((server.last().header("x-key"), server.last().header("authorization")), (Some("r"), None));
    client.get_either().send().await.expect("a response");
    assert_eq!(server.last().header("authorization"), Some("Bearer o"));
    client.get_public().send().await.expect("a response");
    assert_eq!(server.last().header("authorization"), Some("Bearer t"));
    client.get_none().send().await.expect("a response");
    assert_eq!(server.last().header("authorization"), None);
}

#[tokio::test]
async fn credentials_that_are_required_together_are_sent_together() {
    let server = serve(204, "").await;
    let client = server.builder().token("t").key("k").alone("a").build().expect("a client");
    client.get_both().send().await.expect("a response");
    let sent = server.last();
    assert_eq!(["authorization", "x-key", "x-alone"].map(|name| sent.header(name)), [Some("Bearer t"), Some("k"), None]);
    client.get_bearer().send().await.expect("a response");
    assert_eq!(server.last().header("x-key"), None);

    let other = client.with_token("other").expect("a client");
    other.get_both().send().await.expect("a response");
    let sent = server.last();
    assert_eq!((sent.header("authorization"), sent.header("x-key")), (Some("Bearer other"), Some("k")));
    // The kept key is sent only together with the token.
    let error = other.get_referred_key().id("a").send().await.expect_err("the key of the other client");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);
    client.get_referred_key().id("a").send().await.expect("a response");
    let error = other.with_alone("b").expect("a client").get_bearer().send().await.expect_err("no token");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);

    let some = server.builder().token("t").build().expect("a client");
    let error = some.get_both().send().await.expect_err("no key");
    assert!(error.to_string().contains("set token and key, or alone"), "{error}");
}

#[tokio::test]
async fn after_a_401_all_providers_of_the_sent_credentials_are_asked_again() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let server = serve(401, "").await;
    let provider = || {
        let calls = Arc::new(AtomicUsize::new(0));
        move || {
            let call = calls.fetch_add(1, Ordering::SeqCst);
            async move { Ok::<_, std::io::Error>(format!("c{call}")) }
        }
    };
    let builder = server.builder().token_provider(provider()).key_provider(provider());
    let client = builder.build().expect("a client");
    for sent in [(Some("Bearer c0"), Some("c0")), (Some("Bearer c1"), Some("c1"))] {
        client.get_both().send().await.expect_err("a 401");
        let request = server.last();
        assert_eq!((request.header("authorization"), request.header("x-key")), sent);
    }
}

#[tokio::test]
async fn a_credential_is_missing_only_where_one_is_required() {
    let server = serve(204, "").await;
    server.client().get_public().send().await.expect("a response");
    let error = server.client().get_bearer().send().await.expect_err("no credential");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);
    assert!(error.to_string().contains("token"), "{error}");
}

#[test]
fn an_operation_with_unsupported_credentials_or_other_hosts_is_left_out() {
    let ids: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(ids, ["getBearer", "getBoth", "getEither", "getNone", "getOwn", "getPublic", "getReferred", "getReferredKey"]);
}

#[tokio::test]
async fn a_credential_is_checked_with_an_operation_whose_response_may_have_no_body() {
    for (status, body) in [(200, "\"ok\""), (204, "")] {
        let server = serve(status, body).await;
        server.builder().token("t").build().expect("a client").check_credentials().await.expect("an accepted credential");
        assert_eq!(server.last().line(), "GET /bearer");
    }
    let server = serve(204, "").await;
    server.builder().key("k").build().expect("a client").check_credentials().await.expect("an accepted credential");
    assert_eq!(server.last().line(), "GET /referred('0')");
}

#[test]
fn the_default_environment_is_the_sandbox_in_any_position() {
    assert_eq!(Environment::DEFAULT, Some(Environment::Sandbox));
    assert_eq!(Client::builder().build().expect("a client").base_url(), "https://sandbox.example.com");
    assert_eq!("LIVE".parse::<Environment>().expect("an environment"), Environment::Live);
}

#[tokio::test]
async fn a_base_url_with_another_host_stands_for_the_servers_of_an_operation() {
    let server = serve(204, "").await;
    server.builder().token("t").build().expect("a client").get_own().send().await.expect("a response");
    assert_eq!(server.last().line(), "GET /own");
}
