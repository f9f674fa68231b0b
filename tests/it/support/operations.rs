//! Every operation of the document, called with what a test gives it.

use std::future::Future;
use std::pin::Pin;

use rebilly_customer_auth::{Client, Error, OPERATIONS, Operation, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What a call is filled in with, where it takes it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// The value of each parameter in the path.
    pub(crate) path: String,
    pub(crate) body: Value,
    pub(crate) organization: Option<String>,
}

impl Inputs {
    /// What the operation takes as the API wants it.
    pub(crate) fn sound(operation: &Operation) -> Self {
        let body = match operation.id {
            "PostAuthenticationToken" => json!({"mode": "password", "username": "jane", "password": "p"}),
            _ => json!({"username": "jane", "password": "p", "customerId": "cus-1"}),
        };
        Self { path: "a".to_owned(), body, organization: None }
    }

    fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.body.clone()).expect("a body of this type")
    }
}

/// A successful answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The value, written as JSON again.
    pub(crate) value: Value,
    /// Its `Debug`, short and long.
    pub(crate) shown: String,
}

impl<T: Serialize + std::fmt::Debug> From<ResponseValue<T>> for Answer {
    fn from(answer: ResponseValue<T>) -> Self {
        Self {
            status: answer.status().as_u16(),
            shown: format!("{answer:?} {answer:#?}"),
            value: serde_json::to_value(answer.into_inner()).expect("JSON"),
        }
    }
}

pub(crate) type Sending = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send>>;

/// An operation and how it is called.
pub(crate) struct Row {
    pub(crate) operation: &'static Operation,
    pub(crate) send: fn(Client, Inputs) -> Sending,
    /// The call's `Debug`, short and long.
    pub(crate) show: fn(&Client, &Inputs) -> String,
}

macro_rules! rows {
    ($($id:literal: |$client:ident, $inputs:ident| $call:expr,)*) => {
        vec![$((
            $id,
            |client: Client, inputs: Inputs| -> Sending {
                Box::pin(async move {
                    let ($client, $inputs) = (&client, &inputs);
                    let call = $call;
                    let call = match &inputs.organization {
                        Some(organization) => call.organization_id(organization),
                        None => call,
                    };
                    call.send().await.map(Answer::from)
                })
            },
            |$client: &Client, $inputs: &Inputs| {
                let call = $call;
                format!("{call:?} {call:#?}")
            },
        ),)*]
    };
}

type Unmatched = (&'static str, fn(Client, Inputs) -> Sending, fn(&Client, &Inputs) -> String);

fn unmatched() -> Vec<Unmatched> {
    rows! {
        "GetAuthenticationOption": |client, _inputs| client.get_authentication_option(),
        "PutAuthenticationOption": |client, inputs| client.put_authentication_option().body(
            inputs.body::<rebilly_customer_auth::types::AuthenticationOptionsRequest>()),
        "GetAuthenticationTokenCollection": |client, _inputs| client.get_authentication_token_collection(),
        "PostAuthenticationToken": |client, inputs| client.post_authentication_token().body(
            inputs.body::<rebilly_customer_auth::types::AuthenticationTokenRequest>()),
        "GetAuthenticationTokenVerification": |client, inputs| client
            .get_authentication_token_verification().token(inputs.path.as_str()),
        "DeleteAuthenticationToken": |client, inputs| client
            .delete_authentication_token().token(inputs.path.as_str()),
        "PostAuthenticationTokenExchange": |client, inputs| client
            .post_authentication_token_exchange().token(inputs.path.as_str()).body(
            inputs.body::<rebilly_customer_auth::types::CustomerJwtRequest>()),
        "GetCredentialCollection": |client, _inputs| client.get_credential_collection(),
        "PostCredential": |client, inputs| client.post_credential().body(
            inputs.body::<rebilly_customer_auth::types::CredentialRequest>()),
        "GetCredential": |client, inputs| client.get_credential().id(inputs.path.as_str()),
        "PutCredential": |client, inputs| client.put_credential().id(inputs.path.as_str()).body(
            inputs.body::<rebilly_customer_auth::types::CredentialRequest>()),
        "DeleteCredential": |client, inputs| client.delete_credential().id(inputs.path.as_str()),
        "GetPasswordTokenCollection": |client, _inputs| client.get_password_token_collection(),
        "PostPasswordToken": |client, inputs| client.post_password_token().body(
            inputs.body::<rebilly_customer_auth::types::ResetPasswordTokenRequest>()),
        "GetPasswordToken": |client, inputs| client.get_password_token().id(inputs.path.as_str()),
        "DeletePasswordToken": |client, inputs| client.delete_password_token().id(inputs.path.as_str()),
    }
}

/// The row of every operation of the document, in its order. One that has none fails the test.
pub(crate) fn every_operation() -> Vec<Row> {
    let mut rows = unmatched();
    let matched = OPERATIONS
        .iter()
        .map(|operation| {
            let index = rows.iter().position(|(id, ..)| *id == operation.id);
            let index =
                index.unwrap_or_else(|| panic!("{} has no row in tests/it/support/operations.rs", operation.id));
            let (_, send, show) = rows.swap_remove(index);
            Row { operation, send, show }
        })
        .collect();
    assert!(rows.is_empty(), "rows of no operation");
    matched
}

/// Every operation of the document with a call of it that the API would accept.
pub(crate) fn sound_calls() -> Vec<(&'static Operation, impl Fn(Client) -> Sending + Copy)> {
    let sound = |Row { operation, send, .. }: Row| (operation, move |client| send(client, Inputs::sound(operation)));
    every_operation().into_iter().map(sound).collect()
}

/// The status and the body of a success.
pub(crate) fn success(operation: &Operation) -> (u16, &'static str) {
    match (operation.method.as_str(), operation.pagination) {
        ("DELETE", _) => (204, ""),
        (_, Some(_)) => (200, "[]"),
        _ => (200, r#"{"username": "jane", "customerId": "cus-1"}"#),
    }
}
