//! Credentials.

use std::time::Duration;

use serde_json::json;

use crate::caller::{Caller, credential, login, with};

#[tokio::test]
async fn are_created_with_ids_that_the_sandbox_chooses() {
    let caller = Caller::start().await;
    let reply = caller.post("/credentials", credential("jane")).await.expect(201);
    let id = reply.string("id");
    assert!(id.starts_with("cus_crd_"), "{id}");
    let url = format!("{}/credentials/{id}", caller.sandbox.url());
    assert_eq!(reply.header("Location"), url);
    assert_eq!(
        reply.body,
        json!({
            "id": id,
            "username": "jane",
            "customerId": "cus-jane",
            "expiredTime": "2027-01-01T00:00:00Z",
            "_links": [
                {"rel": "self", "href": url},
                {"rel": "customer", "href": format!("{}/customers/cus-jane", caller.sandbox.url())},
            ],
        })
    );
    assert_eq!(caller.get(&url).await.expect(200).body, reply.body);
    assert_eq!(caller.get("/credentials").await.expect(200).body, json!([reply.body]));
}

#[tokio::test]
async fn are_created_or_replaced_by_put() {
    let caller = Caller::start().await;
    let created = caller.put("/credentials/cred-1", credential("jane")).await.expect(201);
    assert_eq!(created.header("Location"), format!("{}/credentials/cred-1", caller.sandbox.url()));

    let changed = with(credential("jane"), json!({"customerId": "cus-2"}));
    let updated = caller.put("/credentials/cred-1", changed).await.expect(200);
    assert!(updated.headers.get("Location").is_none());
    assert_eq!(updated.string("customerId"), "cus-2");
    assert_eq!(caller.get("/credentials/cred-1").await.string("customerId"), "cus-2");
}

#[tokio::test]
async fn a_created_credential_gets_no_id_that_a_put_has_used() {
    let id = Caller::start().await.post("/credentials", credential("jane")).await.string("id").to_owned();
    let caller = Caller::start().await;
    caller.put(&format!("/credentials/{id}"), credential("jane")).await.expect(201);
    let next = caller.post("/credentials", credential("john")).await.expect(201);
    assert_ne!(next.string("id"), id);
}

#[tokio::test]
async fn a_deleted_credential_is_not_found() {
    let caller = Caller::with_jane().await;
    let reply = caller.delete("/credentials/cred-1").await.expect(204);
    assert!(reply.body.is_null());
    caller.delete("/credentials/cred-1").await.expect(404);
    caller.get("/credentials/cred-1").await.expect(404);
    caller.post("/authentication-tokens", login("jane")).await.expect(401);
}

#[tokio::test]
async fn require_a_username_a_password_and_a_customer() {
    let caller = Caller::start().await;
    let needed = ["customerId", "password", "username"];
    caller.post("/credentials", json!({})).await.expect_invalid(&needed);
    caller.put("/credentials/cred-1", json!({})).await.expect_invalid(&needed);
}

#[tokio::test]
async fn a_field_of_a_wrong_type_length_or_format_is_rejected() {
    let caller = Caller::start().await;
    for (members, field) in [
        (json!({"username": 7}), "username"),
        (json!({"username": null}), "username"),
        (json!({"password": ["secret"]}), "password"),
        (json!({"customerId": "c".repeat(51)}), "customerId"),
        (json!({"expiredTime": "tomorrow"}), "expiredTime"),
        (json!({"expiredTime": "9999-12-31T23:59:59-12:00"}), "expiredTime"),
        (json!({"expiredTime": "0000-01-01T00:00:00+12:00"}), "expiredTime"),
    ] {
        let body = with(credential("jane"), members);
        caller.post("/credentials", body).await.expect_invalid(&[field]);
    }
    let longest = with(credential("jane"), json!({"customerId": "ü".repeat(50)}));
    caller.post("/credentials", longest).await.expect(201);
}

#[tokio::test]
async fn ignore_read_only_fields() {
    let caller = Caller::start().await;
    let body = with(credential("jane"), json!({"id": 7, "_links": "none"}));
    let reply = caller.post("/credentials", body).await.expect(201);
    assert!(reply.string("id").starts_with("cus_crd_"), "{reply:?}");
}

#[tokio::test]
async fn have_usernames_that_are_unique() {
    let caller = Caller::with_jane().await;
    caller.post("/credentials", credential("jane")).await.expect_invalid(&["username"]);
    caller.put("/credentials/other", credential("jane")).await.expect_invalid(&["username"]);
    caller.put("/credentials/cred-1", credential("jane")).await.expect(200);
}

#[tokio::test]
async fn a_password_that_does_not_match_the_pattern_is_rejected() {
    let caller = Caller::start().await;
    let short = with(credential("jane"), json!({"password": "swrdfsh"}));
    let reply = caller.post("/credentials", short.clone()).await;
    assert!(!reply.body.to_string().contains("swrdfsh"), "{reply:?}");
    reply.expect_invalid(&["password"]);

    let any = json!({"passwordPattern": null});
    caller.put("/authentication-options", any).await.expect(200);
    caller.post("/credentials", short).await.expect(201);

    let letters = json!({"passwordPattern": "/^[A-Z ]+$/i"});
    caller.put("/authentication-options", letters).await.expect(200);
    caller.post("/credentials", credential("john")).await.expect(201);
    let digits = with(credential("jim"), json!({"password": "12345678"}));
    caller.put("/credentials/cred-9", digits).await.expect_invalid(&["password"]);
}

#[tokio::test]
async fn are_not_found_under_impossible_ids() {
    let caller = Caller::start().await;
    let long = "i".repeat(51);
    for id in [long.as_str(), "a%20b", "a%2Fb", "..%5Ccred-1", "%FF", "%C3%BC"] {
        let path = format!("/credentials/{id}");
        caller.get(&path).await.expect(404);
        caller.put(&path, credential("jane")).await.expect(404);
        caller.delete(&path).await.expect(404);
    }
    caller.put("/credentials/@~-._1", credential("jane")).await.expect(201);
}

#[tokio::test]
async fn an_expired_credential_logs_nobody_in() {
    let caller = Caller::start().await;
    let short = json!({"credentialTtl": 60});
    caller.put("/authentication-options", short).await.expect(200);
    let reply = caller.register_jane().await;
    assert_eq!(reply.string("expiredTime"), "2026-01-01T00:01:00Z");
    let given = with(credential("john"), json!({"expiredTime": "2026-01-01T03:00:00+02:00"}));
    let reply = caller.post("/credentials", given).await.expect(201);
    assert_eq!(reply.string("expiredTime"), "2026-01-01T01:00:00Z");

    caller.sandbox.clock().advance(Duration::from_secs(59));
    caller.post("/authentication-tokens", login("jane")).await.expect(201);
    caller.sandbox.clock().advance(Duration::from_secs(1));
    caller.post("/authentication-tokens", login("jane")).await.expect(401);
    caller.post("/authentication-tokens", login("john")).await.expect(201);
}
