//! Reset-password tokens.

use std::time::Duration;

use serde_json::json;

use crate::caller::Caller;

const TOKENS: &str = "/password-tokens";

#[tokio::test]
async fn are_created_for_a_username() {
    let caller = Caller::with_jane().await;
    let reply = caller.post(TOKENS, json!({"username": "jane"})).await.expect(201);
    let token = reply.string("token");
    let url = format!("{}{TOKENS}/{token}", caller.sandbox.url());
    assert_eq!(reply.header("Location"), url);
    assert_eq!(
        reply.body,
        json!({
            "token": token,
            "username": "jane",
            "credentialId": "cred-1",
            "expiredTime": "2026-01-01T01:00:00Z",
            "_links": [{"rel": "self", "href": url}],
        })
    );
    assert_eq!(caller.get(&url).await.expect(200).body, reply.body);
    assert_eq!(caller.get(TOKENS).await.expect(200).body, json!([reply.body]));
}

#[tokio::test]
async fn require_an_existing_username() {
    let caller = Caller::start().await;
    caller.post(TOKENS, json!({})).await.expect_invalid(&["username"]);
    caller.post(TOKENS, json!({"username": "jane"})).await.expect_invalid(&["username"]);
}

#[tokio::test]
async fn a_second_deletion_of_a_reset_password_token_is_a_conflict() {
    let caller = Caller::with_jane().await;
    let reply = caller.post(TOKENS, json!({"username": "jane"})).await.expect(201);
    let path = format!("{TOKENS}/{}", reply.string("token"));
    caller.delete(&path).await.expect(204);
    let conflict = caller.delete(&path).await.expect(409);
    assert_eq!(conflict.string("title"), "Conflict");
    caller.get(&path).await.expect(404);
    assert_eq!(caller.get(TOKENS).await.body, json!([]));
    caller.delete(&format!("{TOKENS}/unknown")).await.expect(404);
}

#[tokio::test]
async fn an_expired_reset_password_token_is_not_found() {
    let caller = Caller::with_jane().await;
    let usual = caller.post(TOKENS, json!({"username": "jane"})).await.expect(201);
    let usual = format!("{TOKENS}/{}", usual.string("token"));
    let given = json!({"username": "jane", "expiredTime": "2026-01-01T02:00:00Z"});
    let given = caller.post(TOKENS, given).await.expect(201);
    let given = format!("{TOKENS}/{}", given.string("token"));

    caller.sandbox.clock().advance(Duration::from_secs(3600));
    caller.get(&usual).await.expect(404);
    caller.delete(&usual).await.expect(404);
    caller.get(&given).await.expect(200);
    assert_eq!(caller.get(TOKENS).await.header("Pagination-Total"), "1");
}
