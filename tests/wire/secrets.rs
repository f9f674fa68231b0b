//! No secret is shown by anything that a program might log.

use std::error::Error as _;

use rebilly_customer_auth::{Client, Error, OPERATIONS, RetryPolicy};

use crate::server::Nobody;
use crate::stub::{Stub, respond};

const CANARY: &str = "canary-8f3a";

/// All that a program can print of an error without asking for what the server said.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    text
}

async fn call_all(client: &Client) -> Vec<Error> {
    let mut errors = Vec::new();
    errors.extend(client.get_authentication_token_verification().token(CANARY).send().await.err());
    errors.extend(client.delete_authentication_token().token(CANARY).send().await.err());
    let exchange = client.post_authentication_token_exchange().token(CANARY);
    errors.extend(exchange.body_map(|body| body.one_time_password(Some(CANARY.into()))).send().await.err());
    errors.extend(client.get_password_token().id(CANARY).send().await.err());
    errors.extend(client.delete_password_token().id(CANARY).send().await.err());
    let login = client.post_authentication_token();
    errors.extend(login.body_map(|body| body.password(|l| l.username("a").password(CANARY))).send().await.err());
    let create = client.post_credential();
    errors.extend(create.body_map(|b| b.username("a").password(CANARY).customer_id("c")).send().await.err());
    errors
}

fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).secret_api_key(CANARY).jwt(CANARY);
    builder.retry(RetryPolicy::none()).build().expect("a client")
}

#[tokio::test]
async fn no_error_shows_a_key_a_token_a_password_a_filled_path_or_the_answer() {
    let echo = format!(r#"{{"title": "{CANARY}", "detail": "{CANARY}", "invalidFields": [{{"field": "{CANARY} "}}]}}"#);
    let wrong_type = format!(r#"{{"token": ["{CANARY}"], "username": {{"{CANARY}": 1}}}}"#);
    for (status, body) in
        [(200, wrong_type), (200, format!("<{CANARY}>")), (401, echo.clone()), (422, echo.clone()), (500, echo)]
    {
        let location = format!("https://host/{CANARY}");
        let stub = Stub::answering(move |_| respond(status, &[("location", location.as_str())], body.clone())).await;
        let errors = call_all(&client(&stub.url)).await;
        assert!(errors.len() >= 5, "{status}: {errors:?}");
        for error in errors {
            assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
        }
    }
}

#[tokio::test]
async fn no_fault_of_the_connection_shows_one_either() {
    let nobody = Nobody::new();
    let errors = call_all(&client(&nobody.url)).await;
    assert_eq!(errors.len(), 7);
    for error in errors {
        assert!(!shown(&error).contains(CANARY), "{}", shown(&error));
    }
}

#[test]
fn no_call_client_or_answer_shows_one() {
    let client = client("http://localhost");
    let calls = [
        format!("{client:?}"),
        format!("{:?}", client.get_authentication_token_verification().token(CANARY)),
        format!("{:?}", client.get_password_token().id(CANARY)),
        format!("{:?}", client.post_credential().body_map(|body| body.password(CANARY))),
        format!("{:?}", client.post_authentication_token().body_map(|b| b.password(|l| l.password(CANARY)))),
    ];
    for shown in calls {
        assert!(!shown.contains(CANARY), "{shown}");
    }
    let token: rebilly_customer_auth::types::AuthenticationToken =
        serde_json::from_value(serde_json::json!({ "username": "jane", "token": CANARY })).expect("a token");
    assert!(!format!("{token:?}").contains(CANARY));
}

#[test]
fn the_table_of_operations_shows_templates() {
    for operation in OPERATIONS {
        assert!(operation.to_string().contains(operation.path));
    }
}
