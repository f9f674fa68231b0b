//! The security schemes of `security.yaml` as sent.

mod support;

use rebilly_customer_auth::{Client, Environment, ErrorKind, OPERATIONS};
use support::serve;

#[tokio::test]
async fn the_first_accepted_credential_is_sent_in_its_header() {
    let server = serve(204, "");
    let client = server.builder().token("t").referred("r").o_auth("o").build().expect("a client");
    client.get_bearer().send().await.expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
    client.get_referred().send().await.expect("a response");
    assert_eq!((server.request().header("x-key"), server.request().header("authorization")), (Some("r"), None));
    client.get_either().send().await.expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Bearer o"));
    client.get_public().send().await.expect("a response");
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
    client.get_none().send().await.expect("a response");
    assert_eq!(server.request().header("authorization"), None);
}

#[tokio::test]
async fn a_credential_is_missing_only_where_one_is_required() {
    let server = serve(204, "");
    server.client().get_public().send().await.expect("a response");
    let error = server.client().get_bearer().send().await.expect_err("no credential");
    assert_eq!(error.kind(), ErrorKind::MissingCredentials);
    assert!(error.to_string().contains("token"), "{error}");
}

#[test]
fn an_operation_with_unsupported_credentials_or_other_hosts_is_left_out() {
    let ids: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert_eq!(ids, ["getBearer", "getEither", "getNone", "getOwn", "getPublic", "getReferred"]);
}

#[tokio::test]
async fn a_credential_is_checked_with_an_operation_whose_response_may_have_no_body() {
    for (status, body) in [(200, "\"ok\""), (204, "")] {
        let server = serve(status, body);
        server.builder().token("t").build().expect("a client").check_credentials().await.expect("an accepted credential");
        assert_eq!(server.request().line(), "GET /bearer");
    }
}

#[test]
fn the_default_environment_is_the_sandbox_in_any_position() {
    assert_eq!(Environment::DEFAULT, Some(Environment::Sandbox));
    assert_eq!(Client::builder().build().expect("a client").base_url(), "https://sandbox.example.com");
    assert_eq!("LIVE".parse::<Environment>().expect("an environment"), Environment::Live);
}

#[tokio::test]
async fn a_base_url_with_another_host_stands_for_the_servers_of_an_operation() {
    let server = serve(204, "");
    server.builder().token("t").build().expect("a client").get_own().send().await.expect("a response");
    assert_eq!(server.request().line(), "GET /own");
}
