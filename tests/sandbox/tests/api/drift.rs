//! Responses as today's API may return them.

use rebilly_customer_auth_sandbox::{Drift, OptionsShape};
use serde_json::{Value, json};

use crate::caller::{Caller, operations};

#[tokio::test]
async fn adds_members_that_the_spec_lacks() {
    let caller = Caller::start().await;
    caller.sandbox.set_drift(Drift::Today);
    let created = caller.register_jane().await;
    assert_eq!(created.body["revision"], 7);
    assert_eq!(created.body["expiredTime"], Value::Null);
    assert!(created.link("organization").starts_with("https://"));
    created.link("self");
    let list = caller.get("/credentials").await.expect(200);
    assert_eq!(list.body[0]["_links"], Value::Null);
    assert_eq!(list.body[0]["username"], "jane");
}

#[tokio::test]
async fn applies_to_every_success() {
    let caller = Caller::start().await;
    caller.sandbox.set_drift(Drift::Today);
    caller.sandbox.set_options_shape(OptionsShape::Object);
    caller.register_jane().await;
    assert!(caller.get("/authentication-options").await.expect(200).body["revision"].is_number());
    let token = caller.log_in_jane().await;
    let path = format!("/authentication-tokens/{token}");
    assert!(caller.get(&path).await.expect(200).body["revision"].is_number());
    let session = caller.post(&format!("{path}/exchange"), json!({})).await.expect(201);
    // The spec does not allow `null` for the time of a session.
    assert_eq!(session.string("expiredTime"), "2026-01-01T01:00:00Z");
    let reset = caller.post("/password-tokens", json!({"username": "jane"})).await.expect(201);
    assert_eq!(reset.body["expiredTime"], Value::Null);
    caller.delete("/credentials/cred-1").await.expect(204);
    for (method, path, body, _) in operations() {
        caller.call(method, path, body).await;
    }
}

#[tokio::test]
async fn an_offset_above_1000_is_a_422_today() {
    let caller = Caller::start().await;
    for path in ["/credentials", "/authentication-tokens", "/password-tokens"] {
        let beyond = format!("{path}?offset=1001");
        caller.sandbox.set_drift(Drift::None);
        caller.get(&beyond).await.expect(200);
        caller.sandbox.set_drift(Drift::Today);
        caller.get(&beyond).await.expect_invalid(&["offset"]);
        caller.get(&format!("{path}?offset=1000")).await.expect(200);
    }
}

#[tokio::test]
async fn a_drift_that_is_switched_off_changes_no_response() {
    let caller = Caller::with_jane().await;
    let before = caller.get("/credentials/cred-1").await.body;
    caller.sandbox.set_drift(Drift::Today);
    assert_ne!(caller.get("/credentials/cred-1").await.body, before);
    caller.sandbox.set_drift(Drift::None);
    assert_eq!(caller.get("/credentials/cred-1").await.body, before);
}
