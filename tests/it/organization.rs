//! The organization in the `Organization-Id` header, which version 2.1 of the API defines, and in the path.

use rebilly_customer_auth::{Client, ErrorKind, Paginate, RetryPolicy};
use rebilly_customer_auth_sandbox::Sandbox;

/// The path and the header of the last request.
fn sent(sandbox: &Sandbox) -> (String, Option<String>) {
    let request = sandbox.requests().pop().expect("a request");
    let header = request.header("organization-id").map(str::to_owned);
    (request.path, header)
}

#[tokio::test]
async fn a_required_organization_is_the_one_of_the_tenant_or_of_the_request_and_never_the_default() {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let client = client.require_organization_in_path().build().expect("a client");
    let error = client.get_credential_collection().send().await.expect_err("no organization");
    assert_eq!((error.kind(), sandbox.requests().len()), (ErrorKind::InvalidRequest, 0));
    client.get_credential_collection().organization_id("org-1").send().await.expect("a page");
    assert_eq!(sent(&sandbox), ("/organizations/org-1/credentials".to_owned(), None));
    let tenant = client.with_organization("org-2").expect("a client");
    tenant.get_credential_collection().send().await.expect("a page");
    assert_eq!(sent(&sandbox), ("/organizations/org-2/credentials".to_owned(), None));
}

#[tokio::test]
async fn a_public_client_sends_the_organization_of_the_tenant() {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).publishable_api_key(sandbox.publishable_api_key());
    let client = client.require_organization_in_path().build_public().expect("a client");
    let tenant = client.with_organization("org-2").expect("a client").with_retry_policy(RetryPolicy::none());
    let _ = tenant.get_authentication_token_verification().token("t").send().await;
    assert_eq!(sent(&sandbox), ("/organizations/org-2/authentication-tokens/t".to_owned(), None));
}

#[tokio::test]
async fn every_page_is_of_the_request_organization() {
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let client = client.build().expect("a client");
    for username in ["jane", "john"] {
        let credential = client.post_credential().organization_id("org-2");
        let credential = credential.body_map(|body| body.username(username).password("p@ssword").customer_id("cus-1"));
        credential.send().await.expect("a credential");
    }
    let mut items = client.get_credential_collection().organization_id("org-2").limit(1).items();
    for username in ["jane", "john"] {
        assert_eq!(items.next().await.expect("an item").expect("a credential").username, username);
        assert_eq!(sent(&sandbox), ("/credentials".to_owned(), Some("org-2".to_owned())));
    }
}

#[test]
fn no_client_of_an_empty_organization_can_be_derived() {
    let builder = || Client::builder().base_url("http://localhost:1").secret_api_key("sk_test");
    for builder in [builder(), builder().organization_id("org-1"), builder().organization_in_path("org-1")] {
        let error = builder.build().expect("a client").with_organization("").expect_err("no ID");
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
        assert!(error.to_string().ends_with(": it is empty"), "{error}");
    }
}
