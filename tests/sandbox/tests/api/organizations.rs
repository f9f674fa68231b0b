//! Organizations, with both ways to name them.

use rebilly_customer_auth_sandbox::DEFAULT_ORGANIZATION;
use reqwest::{Method, header::HeaderValue};
use serde_json::{Value, json};

use crate::caller::{Caller, GET, PUT, Reply, credential, operations, with_body};

async fn call_for(caller: &Caller, organization: &str, method: Method, path: &str, body: Option<Value>) -> Reply {
    let request = caller.authorized(method, path).header("Organization-Id", organization);
    caller.send(with_body(request, body)).await
}

#[tokio::test]
async fn an_organization_sees_no_resource_of_another_one() {
    let caller = Caller::with_jane().await;
    call_for(&caller, "org-1", GET, "/credentials/cred-1", None).await.expect(404);

    // The same ID and username, but another credential.
    let other = json!({"username": "jane", "password": "another password", "customerId": "cus-other"});
    call_for(&caller, "org-1", PUT, "/credentials/cred-1", Some(other)).await.expect(201);
    let read = caller.get("/organizations/org-1/credentials/cred-1").await.expect(200);
    assert_eq!(read.string("customerId"), "cus-other");
    assert_eq!(caller.get("/credentials/cred-1").await.string("customerId"), "cus-jane");

    let token = caller.log_in_jane().await;
    caller.get(&format!("/organizations/org-1/authentication-tokens/{token}")).await.expect(404);
}

#[tokio::test]
async fn have_options_of_their_own() {
    let caller = Caller::start().await;
    let changes = Some(json!({"authTokenTtl": 7}));
    call_for(&caller, "org-1", PUT, "/authentication-options", changes).await.expect(200);
    let changed = caller.get("/organizations/org-1/authentication-options").await;
    assert_eq!(changed.body[0]["authTokenTtl"], 7);
    let unchanged = caller.get("/authentication-options").await;
    assert_eq!(unchanged.body[0]["authTokenTtl"], 86_400);
}

#[tokio::test]
async fn appear_in_urls_when_the_path_names_them() {
    let caller = Caller::start().await;
    let base = format!("{}/organizations/org%201", caller.sandbox.url());
    let created = caller.put("/organizations/org%201/credentials/cred-1", credential("jane")).await.expect(201);
    assert_eq!(created.header("Location"), format!("{base}/credentials/cred-1"));
    assert_eq!(created.link("self"), format!("{base}/credentials/cred-1"));
    assert_eq!(created.link("customer"), format!("{base}/customers/cus-jane"));
    caller.get(created.link("self")).await.expect(200);

    let by_header = call_for(&caller, "org 1", GET, "/credentials/cred-1", None).await.expect(200);
    assert_eq!(by_header.link("self"), format!("{}/credentials/cred-1", caller.sandbox.url()));
}

#[tokio::test]
async fn the_organization_in_the_path_takes_precedence() {
    let caller = Caller::with_jane().await;
    let path = format!("/organizations/{DEFAULT_ORGANIZATION}/credentials/cred-1");
    call_for(&caller, "org-1", GET, &path, None).await.expect(200);
}

#[tokio::test]
async fn every_operation_accepts_an_organization_in_the_header_and_in_the_path() {
    let caller = Caller::start().await;
    for (method, path, body, _) in operations() {
        let by_header = call_for(&caller, "org-1", method.clone(), path, body.clone()).await;
        let by_path = caller.call(method, &format!("/organizations/org-1{path}"), body).await;
        assert_eq!((by_header.status, by_header.body), (by_path.status, by_path.body));
    }
}

#[tokio::test]
async fn an_organization_id_of_more_than_fifty_characters_is_rejected() {
    let caller = Caller::start().await;
    let (longest, too_long) = ("o".repeat(50), "o".repeat(51));
    call_for(&caller, &longest, GET, "/credentials", None).await.expect(200);
    for (method, path, body, _) in operations() {
        // 422 if the spec documents it, and otherwise the next best status.
        let has_422 = body.is_some() && !path.ends_with("exchange");
        let has_404 = path.matches('/').count() > 1;
        let expected = if has_422 {
            422
        } else if has_404 {
            404
        } else {
            403
        };
        let by_path = format!("/organizations/{too_long}{path}");
        caller.call(method.clone(), &by_path, body.clone()).await.expect(expected);
        call_for(&caller, &too_long, method, path, body).await.expect(expected);
    }
}

#[tokio::test]
async fn an_organization_with_an_unreadable_id_is_not_the_default_one() {
    let caller = Caller::start().await;
    for id in [b"org-\xFF".as_slice(), b""] {
        let id = HeaderValue::from_bytes(id).unwrap();
        let request = caller.authorized(GET, "/credentials").header("Organization-Id", id);
        caller.send(request).await.expect(403);
    }
    caller.get("/organizations/%FF/credentials").await.expect(403);
}
