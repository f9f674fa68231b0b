//! The table of all operations: the documented request of each, and how to send it with the inputs of a test.

use std::future::Future;
use std::pin::Pin;

use rebilly_customer_auth::{Client, Error, OPERATIONS, Operation, ResponseValue, types};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The inputs of a request. An operation ignores those that it has no parameter for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// The value of each path parameter.
    pub(crate) path: String,
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
    pub(crate) body: Value,
    pub(crate) organization: Option<String>,
}

impl Inputs {
    /// Inputs that the API accepts.
    pub(crate) fn valid(operation: &Operation) -> Self {
        Self::with(operation, "a")
    }

    /// Valid inputs with this string as each string.
    pub(crate) fn with(operation: &Operation, string: &str) -> Self {
        let body = match operation.id {
            "PutAuthenticationOption" => json!({"passwordPattern": string, "resetTokenTtl": 3}),
            "PostAuthenticationToken" => json!({"mode": "password", "username": string, "password": string}),
            "PostAuthenticationTokenExchange" => json!({"invalidate": false, "oneTimePassword": string}),
            "PostCredential" | "PutCredential" => {
                json!({"username": string, "password": string, "customerId": string})
            }
            "PostPasswordToken" => json!({"username": string}),
            _ => Value::Null,
        };
        Self { path: string.to_owned(), body, ..Self::default() }
    }

    pub(crate) fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.body.clone()).expect("a body of this type")
    }
}

/// A successful response.
#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) status: u16,
    /// The decoded value, serialized again.
    pub(crate) value: Value,
    /// Its `Debug` output, compact and pretty.
    pub(crate) debug: String,
}

impl<T: Serialize + std::fmt::Debug> From<ResponseValue<T>> for Success {
    fn from(response: ResponseValue<T>) -> Self {
        Self {
            status: response.status().as_u16(),
            debug: format!("{response:?} {response:#?}"),
            value: serde_json::to_value(response.into_inner()).expect("JSON"),
        }
    }
}

pub(crate) type Sending = Pin<Box<dyn Future<Output = Result<Success, Error>> + Send>>;

/// A row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) operation: &'static Operation,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) send: fn(Client, Inputs) -> Sending,
    /// Sends the request without any input.
    pub(crate) send_empty: fn(Client) -> Sending,
    /// The `Debug` output of the request, compact and pretty.
    pub(crate) debug: fn(&Client, &Inputs) -> String,
}

impl Row {
    /// Sends a request that the API accepts.
    pub(crate) fn send_valid(&self, client: Client) -> Sending {
        (self.send)(client, Inputs::valid(self.operation))
    }
}

macro_rules! table {
    ($($method:ident $path:literal $id:ident $new:ident |$request:ident, $inputs:ident| $filled:expr;)*) => {
        [$(Row {
            operation: operation(stringify!($id)),
            method: stringify!($method),
            path: $path,
            send: |client, inputs| Box::pin(async move {
                let ($request, $inputs) = (client.$new(), &inputs);
                let request = $filled;
                let request = match &inputs.organization {
                    Some(organization) => request.organization_id(organization),
                    None => request,
                };
                request.send().await.map(Success::from)
            }),
            send_empty: |client| Box::pin(async move { client.$new().send().await.map(Success::from) }),
            debug: |client, $inputs| {
                let $request = client.$new();
                let request = $filled;
                format!("{request:?} {request:#?}")
            },
        },)*]
    };
}

fn operation(id: &str) -> &'static Operation {
    OPERATIONS.iter().find(|operation| operation.id == id).unwrap_or_else(|| panic!("{id} is not an operation"))
}

/// Every operation of the spec, in its order. The compiler rejects a row without an operation, and an operation
/// without a row is a panic.
pub(crate) fn every_operation() -> Vec<Row> {
    let rows = table! {
        GET "/authentication-options" GetAuthenticationOption get_authentication_option |request, _inputs| request;
        PUT "/authentication-options" PutAuthenticationOption put_authentication_option
            |request, inputs| request.body(inputs.body::<types::AuthenticationOptionsRequest>());
        GET "/authentication-tokens" GetAuthenticationTokenCollection get_authentication_token_collection
            |request, inputs| request.limit(inputs.limit).offset(inputs.offset);
        POST "/authentication-tokens" PostAuthenticationToken post_authentication_token
            |request, inputs| request.body(inputs.body::<types::AuthenticationTokenRequest>());
        GET "/authentication-tokens/{token}" GetAuthenticationTokenVerification get_authentication_token_verification
            |request, inputs| request.token(inputs.path.as_str());
        DELETE "/authentication-tokens/{token}" DeleteAuthenticationToken delete_authentication_token
            |request, inputs| request.token(inputs.path.as_str());
        POST "/authentication-tokens/{token}/exchange" PostAuthenticationTokenExchange
            post_authentication_token_exchange
            |request, inputs| request.token(inputs.path.as_str()).body(inputs.body::<types::CustomerJwtRequest>());
        GET "/credentials" GetCredentialCollection get_credential_collection
            |request, inputs| request.limit(inputs.limit).offset(inputs.offset);
        POST "/credentials" PostCredential post_credential
            |request, inputs| request.body(inputs.body::<types::CredentialRequest>());
        GET "/credentials/{id}" GetCredential get_credential |request, inputs| request.id(inputs.path.as_str());
        PUT "/credentials/{id}" PutCredential put_credential
            |request, inputs| request.id(inputs.path.as_str()).body(inputs.body::<types::CredentialRequest>());
        DELETE "/credentials/{id}" DeleteCredential delete_credential
            |request, inputs| request.id(inputs.path.as_str());
        GET "/password-tokens" GetPasswordTokenCollection get_password_token_collection
            |request, inputs| request.limit(inputs.limit).offset(inputs.offset);
        POST "/password-tokens" PostPasswordToken post_password_token
            |request, inputs| request.body(inputs.body::<types::ResetPasswordTokenRequest>());
        GET "/password-tokens/{id}" GetPasswordToken get_password_token
            |request, inputs| request.id(inputs.path.as_str());
        DELETE "/password-tokens/{id}" DeletePasswordToken delete_password_token
            |request, inputs| request.id(inputs.path.as_str());
    };
    let row = |operation: &Operation| rows.into_iter().find(|row| row.operation.id == operation.id);
    let row = |operation| row(operation).unwrap_or_else(|| panic!("{operation} has no row in {}", file!()));
    OPERATIONS.iter().map(row).collect()
}

/// The status and the body of a success.
pub(crate) fn success(operation: &Operation) -> (u16, &'static str) {
    match (operation.method.as_str(), operation.pagination) {
        ("DELETE", _) => (204, ""),
        (_, Some(_)) => (200, "[]"),
        _ => (200, CREDENTIAL),
    }
}

/// A body that every operation without pagination can decode.
pub(crate) const CREDENTIAL: &str = r#"{"username": "jane", "customerId": "cus-1"}"#;
