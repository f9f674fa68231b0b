//! The exchange of an authentication token for a session.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use rebilly_customer_auth_sandbox::DEFAULT_ORGANIZATION;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::caller::{Caller, GET, POST, Reply, login, with};

async fn exchange(caller: &Caller, token: &str, body: Value) -> Reply {
    caller.post(&format!("/authentication-tokens/{token}/exchange"), body).await
}

/// Logs Jane in with a required one-time password.
async fn log_in_jane_with_otp(caller: &Caller) -> String {
    let body = with(login("jane"), json!({"otpRequired": true}));
    let reply = caller.post("/authentication-tokens", body).await.expect(201);
    reply.string("token").to_owned()
}

fn claims(jwt: &str) -> Value {
    let parts: Vec<_> = jwt.split('.').collect();
    assert_eq!(parts.len(), 3);
    let header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(URL_SAFE_NO_PAD.decode(parts[2]).unwrap().len(), 32);
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap()
}

async fn list_as(caller: &Caller, jwt: &str, prefix: &str) -> Reply {
    let request = caller.request(GET, &format!("{prefix}/credentials"));
    caller.send(request.bearer_auth(jwt)).await
}

#[tokio::test]
async fn an_exchange_returns_a_customer_jwt() {
    let caller = Caller::with_jane().await;
    let token = caller.log_in_jane().await;
    let reply = exchange(&caller, &token, json!({})).await.expect(201);
    let (id, jwt) = (reply.string("id"), reply.string("token"));
    assert!(id.starts_with("jwt_"), "{id}");
    assert_eq!(
        reply.body,
        json!({
            "id": id,
            "type": "customer",
            "token": jwt,
            "customerId": "cus-jane",
            "createdTime": "2026-01-01T00:00:00Z",
            "updatedTime": "2026-01-01T00:00:00Z",
            "expiredTime": "2026-01-01T01:00:00Z",
            "_links": [{"rel": "customer", "href": format!("{}/customers/cus-jane", caller.sandbox.url())}],
        })
    );
    assert_eq!(reply.header("Location"), format!("{}/sessions/{id}", caller.sandbox.url()));
    let start = caller.sandbox.clock().now().timestamp();
    assert_eq!(
        claims(jwt),
        json!({
            "sub": "cus-jane",
            "jti": id,
            "iat": start,
            "exp": start + 3600,
            "merchant": DEFAULT_ORGANIZATION,
            "claims": {},
        })
    );
}

#[tokio::test]
async fn the_jwt_names_the_organization_as_its_merchant() {
    let caller = Caller::start().await;
    let tokens = "/organizations/org-1/authentication-tokens";
    let login = caller.post(tokens, json!({"mode": "passwordless", "customerId": "cus-1"})).await.expect(201);
    let reply = caller.post(&format!("{tokens}/{}/exchange", login.string("token")), json!({})).await.expect(201);
    assert_eq!(claims(reply.string("token"))["merchant"], "org-1");
}

#[tokio::test]
async fn an_exchange_uses_the_token_up_unless_told_not_to() {
    let caller = Caller::with_jane().await;
    let token = caller.log_in_jane().await;
    let first = exchange(&caller, &token, json!({"invalidate": false})).await.expect(201);
    let second = exchange(&caller, &token, json!({"invalidate": true})).await.expect(201);
    assert_ne!(first.string("token"), second.string("token"));
    exchange(&caller, &token, json!({})).await.expect(404);
    caller.get(&format!("/authentication-tokens/{token}")).await.expect(404);
}

#[tokio::test]
async fn the_jwt_contains_the_custom_claims_and_the_acl_of_the_request() {
    let caller = Caller::with_jane().await;
    let token = caller.log_in_jane().await;
    let acl = json!([{"scope": {"organizationId": ["org-1"]}, "permissions": ["StorefrontGetAccount"]}]);
    let body = json!({
        "acl": acl,
        "customClaims": {"redirectUrl": "https://shop.example.com", "sub": "somebody else", "level": {"gold": 1}},
        "expiredTime": "2026-01-01T00:10:00Z",
    });
    let reply = exchange(&caller, &token, body.clone()).await.expect(201);
    assert_eq!(reply.body["acl"], acl);
    assert_eq!(reply.body["customClaims"], body["customClaims"]);
    assert_eq!(reply.string("expiredTime"), "2026-01-01T00:10:00Z");
    let claims = claims(reply.string("token"));
    assert_eq!(claims["claims"], body["customClaims"]);
    assert_eq!(claims["acl"], acl);
    // A custom claim cannot replace the claim that names the session.
    assert_eq!(claims["sub"], "cus-jane");
    assert_eq!(claims["exp"], caller.sandbox.clock().now().timestamp() + 600);
}

#[tokio::test]
async fn an_exchange_without_the_required_one_time_password_is_a_403() {
    let caller = Caller::with_jane().await;
    let token = log_in_jane_with_otp(&caller).await;
    let one_time_password = caller.sandbox.one_time_password(&token).unwrap();
    let wrong = if one_time_password == "000000" { "000001" } else { "000000" };

    exchange(&caller, &token, json!({})).await.expect(403);
    for wrong in [json!(wrong), json!("12345"), json!(123_456)] {
        let reply = exchange(&caller, &token, json!({"oneTimePassword": wrong})).await.expect(403);
        assert!(!reply.body.to_string().contains(&wrong.to_string()), "{reply:?}");
    }
    let reply = exchange(&caller, &token, json!({"oneTimePassword": one_time_password})).await.expect(201);
    assert!(reply.body.get("oneTimePassword").is_none());
}

#[tokio::test]
async fn the_one_time_password_is_available_while_the_token_requires_it() {
    let caller = Caller::with_jane().await;
    let without = caller.log_in_jane().await;
    assert_eq!(caller.sandbox.one_time_password(&without), None);
    assert_eq!(caller.sandbox.one_time_password("unknown"), None);

    let token = log_in_jane_with_otp(&caller).await;
    let one_time_password = caller.sandbox.one_time_password(&token).unwrap();
    assert_eq!(one_time_password.len(), 6);
    assert_eq!(caller.sandbox.one_time_password(&token), Some(one_time_password));
    caller.sandbox.clock().advance(Duration::from_secs(86_400));
    assert_eq!(caller.sandbox.one_time_password(&token), None);
}

#[tokio::test]
async fn an_exchange_with_an_invalid_body_is_a_403() {
    let caller = Caller::with_jane().await;
    let token = caller.log_in_jane().await;
    for body in [
        json!({"invalidate": "no"}),
        json!({"acl": [{"scope": {}}]}),
        json!({"acl": [{"scope": {"customFieldName": ["not a name"]}, "permissions": []}]}),
        json!({"customClaims": []}),
        json!({"expiredTime": null}),
        json!({"expiredTime": "9999-12-31T23:59:59-12:00"}),
        json!([]),
    ] {
        exchange(&caller, &token, body).await.expect(403);
    }
    let request = caller.authorized(POST, &format!("/authentication-tokens/{token}/exchange"));
    caller.send(request.header(CONTENT_TYPE, "application/json").body("{")).await.expect(403);
    // None of these requests used up the token.
    exchange(&caller, &token, json!({})).await.expect(201);
}

#[tokio::test]
async fn the_session_is_a_jwt_for_its_organization_until_it_expires() {
    let caller = Caller::with_jane().await;
    let token = caller.log_in_jane().await;
    let reply = exchange(&caller, &token, json!({})).await.expect(201);
    let jwt = reply.string("token");

    list_as(&caller, jwt, "").await.expect(200);
    list_as(&caller, jwt, "/organizations/other").await.expect(401);
    caller.sandbox.clock().advance(Duration::from_secs(3599));
    list_as(&caller, jwt, "").await.expect(200);
    caller.sandbox.clock().advance(Duration::from_secs(1));
    list_as(&caller, jwt, "").await.expect(401);
    list_as(&caller, caller.sandbox.session_jwt(), "").await.expect(200);
}
