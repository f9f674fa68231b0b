//! A call of each operation of the document, filled in as the API takes it.

// Each suite uses a part of it.
#![allow(dead_code)]

use std::future::Future;
use std::pin::Pin;

use rebilly_customer_auth::{Client, Error, OPERATIONS, Operation};

/// Gives the status of the success.
pub(crate) type Call = fn(Client) -> Pin<Box<dyn Future<Output = Result<u16, Error>> + Send>>;

macro_rules! call {
    ($id:literal, |$client:ident| $call:expr) => {
        ($id, |$client: Client| Box::pin(async move { $call.send().await.map(|answer| answer.status().as_u16()) }))
    };
}

const CALLS: &[(&str, Call)] = &[
    call!("GetAuthenticationOption", |client| client.get_authentication_option()),
    call!("PutAuthenticationOption", |client| client
        .put_authentication_option()
        .body_map(|body| body.otp_required(true))),
    call!("GetAuthenticationTokenCollection", |client| client.get_authentication_token_collection()),
    call!("PostAuthenticationToken", |client| client
        .post_authentication_token()
        .body_map(|body| body.password(|login| login.username("jane").password("p")))),
    call!("GetAuthenticationTokenVerification", |client| client.get_authentication_token_verification().token("t-1")),
    call!("DeleteAuthenticationToken", |client| client.delete_authentication_token().token("t-1")),
    call!("PostAuthenticationTokenExchange", |client| client.post_authentication_token_exchange().token("t-1")),
    call!("GetCredentialCollection", |client| client.get_credential_collection()),
    call!("PostCredential", |client| client
        .post_credential()
        .body_map(|body| body.username("jane").password("p").customer_id("cus-1"))),
    call!("GetCredential", |client| client.get_credential().id("cred-1")),
    call!("PutCredential", |client| client
        .put_credential()
        .id("cred-1")
        .body_map(|body| body.username("jane").password("p").customer_id("cus-1"))),
    call!("DeleteCredential", |client| client.delete_credential().id("cred-1")),
    call!("GetPasswordTokenCollection", |client| client.get_password_token_collection()),
    call!("PostPasswordToken", |client| client.post_password_token().body_map(|body| body.username("jane"))),
    call!("GetPasswordToken", |client| client.get_password_token().id("r-1")),
    call!("DeletePasswordToken", |client| client.delete_password_token().id("r-1")),
];

/// A call of every operation of the document. One that has none fails the test.
pub(crate) fn calls() -> Vec<(&'static Operation, Call)> {
    assert_eq!(CALLS.len(), OPERATIONS.len(), "calls of no operation");
    OPERATIONS.iter().map(|operation| (operation, call(operation))).collect()
}

/// The call of an operation.
pub(crate) fn call(operation: &Operation) -> Call {
    let found = CALLS.iter().find(|(id, _)| *id == operation.id);
    found.unwrap_or_else(|| panic!("{} has no call", operation.id)).1
}

/// The status and the body of a success.
pub(crate) fn success(operation: &Operation) -> (u16, &'static str) {
    match (operation.method.as_str(), operation.collection) {
        ("DELETE", _) => (204, ""),
        (_, Some(_)) => (200, "[]"),
        _ => (200, r#"{"username": "jane", "customerId": "cus-1"}"#),
    }
}
