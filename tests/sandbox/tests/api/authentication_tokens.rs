//! Logins, verifications and logouts.

use std::time::Duration;

use serde_json::json;

use crate::caller::{Caller, login, with};

const TOKENS: &str = "/authentication-tokens";

#[tokio::test]
async fn a_customer_logs_in_with_a_password() {
    let caller = Caller::with_jane().await;
    let explicit = with(login("jane"), json!({"mode": "password"}));
    for body in [login("jane"), explicit] {
        let reply = caller.post(TOKENS, body).await.expect(201);
        let token = reply.string("token");
        assert_eq!(token.len(), 32);
        let url = format!("{}{TOKENS}/{token}", caller.sandbox.url());
        assert_eq!(reply.header("Location"), url);
        assert_eq!(
            reply.body,
            json!({
                "token": token,
                "username": "jane",
                "customerId": "cus-jane",
                "credentialId": "cred-1",
                "otpRequired": false,
                "expiredTime": "2026-01-02T00:00:00Z",
                "_links": [{"rel": "self", "href": url}],
            })
        );
        assert_eq!(caller.get(&url).await.expect(200).body, reply.body);
    }
    assert_eq!(caller.get(TOKENS).await.body.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_merchant_logs_a_customer_in() {
    let caller = Caller::start().await;
    let passwordless = |customer: &str| json!({"mode": "passwordless", "customerId": customer});
    let unknown = caller.post(TOKENS, passwordless("cus-1")).await.expect(201);
    assert_eq!(unknown.string("customerId"), "cus-1");
    assert!(unknown.body.get("credentialId").is_none());

    caller.register_jane().await;
    let jane = caller.post(TOKENS, passwordless("cus-jane")).await.expect(201);
    assert_eq!((jane.string("credentialId"), jane.string("username")), ("cred-1", "jane"));
    assert_ne!(jane.string("token"), unknown.string("token"));
}

#[tokio::test]
async fn a_wrong_username_or_password_is_a_401_without_details() {
    let caller = Caller::with_jane().await;
    let wrong_password = with(login("jane"), json!({"password": "open sesame"}));
    let wrong_password = caller.post(TOKENS, wrong_password).await.expect(401);
    let wrong_username = caller.post(TOKENS, login("jim")).await.expect(401);
    assert_eq!(wrong_password.string("title"), "Unauthorized");
    assert_eq!(wrong_password.body, wrong_username.body);
    assert!(!wrong_password.body.to_string().contains("open sesame"));
}

#[tokio::test]
async fn a_missing_field_of_a_mode_is_a_422() {
    let caller = Caller::start().await;
    caller.post(TOKENS, json!({})).await.expect_invalid(&["password", "username"]);
    let mode = json!({"mode": "passwordless"});
    caller.post(TOKENS, mode).await.expect_invalid(&["customerId"]);
    for mode in [json!("magic"), json!(null), json!(7)] {
        let body = with(login("jane"), json!({"mode": mode}));
        caller.post(TOKENS, body).await.expect_invalid(&["mode"]);
    }
    let long = json!({"mode": "passwordless", "customerId": "c".repeat(51)});
    caller.post(TOKENS, long).await.expect_invalid(&["customerId"]);
    let wrong = with(login("jane"), json!({"otpRequired": "yes"}));
    caller.post(TOKENS, wrong).await.expect_invalid(&["otpRequired"]);
}

#[tokio::test]
async fn an_expired_token_is_not_found() {
    let caller = Caller::with_jane().await;
    let usual = caller.log_in_jane().await;
    let short = with(login("jane"), json!({"expiredTime": "2026-01-01T00:00:30Z"}));
    let reply = caller.post(TOKENS, short).await.expect(201);
    let short = reply.string("token");

    caller.sandbox.clock().advance(Duration::from_secs(30));
    caller.get(&format!("{TOKENS}/{short}")).await.expect(404);
    caller.delete(&format!("{TOKENS}/{short}")).await.expect(404);
    caller.post(&format!("{TOKENS}/{short}/exchange"), json!({})).await.expect(404);
    caller.get(&format!("{TOKENS}/{usual}")).await.expect(200);
    assert_eq!(caller.get(TOKENS).await.header("Pagination-Total"), "1");

    caller.sandbox.clock().advance(Duration::from_secs(86_400));
    caller.get(&format!("{TOKENS}/{usual}")).await.expect(404);
    assert_eq!(caller.get(TOKENS).await.body, json!([]));
}

#[tokio::test]
async fn a_customer_logs_out_once() {
    let caller = Caller::with_jane().await;
    let path = format!("{TOKENS}/{}", caller.log_in_jane().await);
    assert!(caller.delete(&path).await.expect(204).body.is_null());
    caller.delete(&path).await.expect(404);
    caller.get(&path).await.expect(404);
    caller.post(&format!("{path}/exchange"), json!({})).await.expect(404);
}

#[tokio::test]
async fn impossible_tokens_are_not_found() {
    let caller = Caller::start().await;
    for token in ["unknown", "a%2Fb", "%FF", "..%5Ccredentials", "%00"] {
        let reply = caller.get(&format!("{TOKENS}/{token}")).await.expect(404);
        assert!(!reply.body.to_string().contains(token));
        caller.delete(&format!("{TOKENS}/{token}")).await.expect(404);
    }
}

#[tokio::test]
async fn the_options_decide_whether_a_one_time_password_is_required() {
    let caller = Caller::with_jane().await;
    let options = json!({"otpRequired": true});
    caller.put("/authentication-options", options).await.expect(200);
    let by_options = caller.post(TOKENS, login("jane")).await.expect(201);
    assert_eq!(by_options.body["otpRequired"], true);
    let by_body = with(login("jane"), json!({"otpRequired": false}));
    assert_eq!(caller.post(TOKENS, by_body).await.body["otpRequired"], false);
}
