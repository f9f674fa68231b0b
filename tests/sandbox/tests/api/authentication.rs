//! The permissions of each credential.

use serde_json::json;

use crate::caller::{Caller, GET, POST, Reply, login, operations, with_body};

async fn list_with(caller: &Caller, headers: &[(&str, &str)]) -> Reply {
    let mut request = caller.request(GET, "/credentials");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    caller.send(request).await
}

#[tokio::test]
async fn the_secret_key_and_a_jwt_are_accepted_everywhere() {
    let caller = Caller::start().await;
    let (secret, jwt) = (caller.sandbox.secret_api_key(), caller.sandbox.session_jwt());
    for (name, value) in [("REB-APIKEY", secret), ("Authorization", &format!("Bearer {jwt}"))] {
        for (method, path, body, _) in operations() {
            let request = caller.request(method, path).header(name, value);
            let reply = caller.send(with_body(request, body)).await;
            assert!(![401, 403].contains(&reply.status), "{path}: {reply:?}");
        }
    }
}

#[tokio::test]
async fn a_missing_key_is_a_401_everywhere() {
    let caller = Caller::start().await;
    for (method, path, _, _) in operations() {
        let reply = caller.send(caller.request(method, path)).await.expect(401);
        assert_eq!(reply.string("title"), "Unauthorized");
        assert_eq!(reply.body["status"], 401);
    }
}

#[tokio::test]
async fn a_publishable_key_is_for_four_operations() {
    let caller = Caller::start().await;
    let key = caller.sandbox.publishable_api_key();
    for (method, path, body, is_public) in operations() {
        let request = caller.request(method.clone(), path).header("Authorization", key);
        let reply = caller.send(with_body(request, body)).await;
        if is_public {
            assert!([404, 422].contains(&reply.status), "{reply:?}");
        } else if (method.as_str(), path) == ("DELETE", "/credentials/c") {
            // The spec lists no 403 for this operation.
            reply.expect(401);
        } else {
            reply.expect(403);
        }
    }
}

#[tokio::test]
async fn keys_may_follow_a_prefix() {
    let caller = Caller::start().await;
    let secret = format!("Token {}", caller.sandbox.secret_api_key());
    list_with(&caller, &[("REB-APIKEY", &secret)]).await.expect(200);

    caller.register_jane().await;
    let publishable = format!("Token {}", caller.sandbox.publishable_api_key());
    let request = caller.request(POST, "/authentication-tokens").json(&login("jane"));
    caller.send(request.header("Authorization", publishable)).await.expect(201);
}

#[tokio::test]
async fn a_wrong_or_misplaced_key_is_a_401() {
    let caller = Caller::start().await;
    let secret = caller.sandbox.secret_api_key();
    let publishable = caller.sandbox.publishable_api_key();
    let jwt = caller.sandbox.session_jwt();
    let bearer_of_key = format!("Bearer {publishable}");
    let cases: &[&[(&str, &str)]] = &[
        &[("REB-APIKEY", "wrong")],
        &[("REB-APIKEY", publishable)],
        &[("REB-APIKEY", jwt)],
        &[("Authorization", secret)],
        &[("Authorization", jwt)],
        &[("Authorization", "Bearer wrong")],
        &[("Authorization", &bearer_of_key)],
        &[("REB-APIKEY", "")],
        // A valid key does not make up for an invalid one.
        &[("REB-APIKEY", secret), ("Authorization", "Bearer wrong")],
        &[("REB-APIKEY", secret), ("Authorization", secret)],
        &[("REB-APIKEY", publishable), ("Authorization", publishable)],
    ];
    for headers in cases {
        let reply = list_with(&caller, headers).await.expect(401);
        let string = reply.body.to_string();
        let mut secrets = headers.iter().map(|(_, value)| *value).filter(|value| value.len() > 5);
        assert!(secrets.all(|secret| !string.contains(secret)), "{string}");
    }
}

#[tokio::test]
async fn several_valid_keys_do_not_conflict() {
    let caller = Caller::start().await;
    let secret = ("REB-APIKEY", caller.sandbox.secret_api_key());
    let bearer = format!("Bearer {}", caller.sandbox.session_jwt());
    list_with(&caller, &[secret, ("Authorization", &bearer)]).await.expect(200);
    let publishable = ("Authorization", caller.sandbox.publishable_api_key());
    list_with(&caller, &[secret, publishable]).await.expect(200);
}

#[tokio::test]
async fn only_the_secret_key_logs_in_without_a_password() {
    let caller = Caller::start().await;
    let passwordless = json!({"mode": "passwordless", "customerId": "cus-1"});
    let bearer = format!("Bearer {}", caller.sandbox.session_jwt());
    for authorization in [bearer.as_str(), caller.sandbox.publishable_api_key()] {
        let request = caller.request(POST, "/authentication-tokens").json(&passwordless);
        caller.send(request.header("Authorization", authorization)).await.expect(403);
    }
    caller.post("/authentication-tokens", passwordless).await.expect(201);
}
