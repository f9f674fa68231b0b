//! A sandbox and a client for it.

use rebilly_customer_auth_sandbox::Sandbox;
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};

pub(crate) const GET: Method = Method::GET;
pub(crate) const POST: Method = Method::POST;
pub(crate) const PUT: Method = Method::PUT;
pub(crate) const DELETE: Method = Method::DELETE;

const PASSWORD: &str = "correct horse battery staple";

/// All 16 operations: the body, if one is needed, and whether a publishable key is accepted.
pub(crate) fn operations() -> Vec<(Method, &'static str, Option<Value>, bool)> {
    let body = || Some(json!({}));
    vec![
        (GET, "/authentication-options", None, false),
        (PUT, "/authentication-options", body(), false),
        (GET, "/authentication-tokens", None, false),
        (POST, "/authentication-tokens", body(), true),
        (GET, "/authentication-tokens/t", None, true),
        (DELETE, "/authentication-tokens/t", None, true),
        (POST, "/authentication-tokens/t/exchange", body(), true),
        (GET, "/credentials", None, false),
        (POST, "/credentials", body(), false),
        (GET, "/credentials/c", None, false),
        (PUT, "/credentials/c", body(), false),
        (DELETE, "/credentials/c", None, false),
        (GET, "/password-tokens", None, false),
        (POST, "/password-tokens", body(), false),
        (GET, "/password-tokens/t", None, false),
        (DELETE, "/password-tokens/t", None, false),
    ]
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// `null` if there is none.
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.unwrap_or_else(|| panic!("no {name}: {self:?}")).to_str().unwrap()
    }

    pub(crate) fn string(&self, field: &str) -> &str {
        let value = self.body[field].as_str();
        value.unwrap_or_else(|| panic!("no {field}: {self:?}"))
    }

    pub(crate) fn link(&self, relation: &str) -> &str {
        let links = self.body["_links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == relation).unwrap();
        link["href"].as_str().unwrap()
    }

    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }

    /// Expects a 422 for exactly these fields.
    pub(crate) fn expect_invalid(self, fields: &[&str]) {
        let reply = self.expect(422);
        let invalid = reply.body["invalidFields"].as_array().unwrap();
        let mut found: Vec<_> = invalid.iter().map(|field| field["field"].as_str().unwrap()).collect();
        found.sort_unstable();
        assert_eq!(found, fields, "{reply:?}");
        assert!(invalid.iter().all(|field| field["message"].is_string()));
    }
}

/// A sandbox and an HTTP client for it.
pub(crate) struct Caller {
    pub(crate) sandbox: Sandbox,
    http: Client,
}

impl Caller {
    pub(crate) async fn start() -> Self {
        Self::new(Sandbox::start().await)
    }

    /// A sandbox in which Jane is registered.
    pub(crate) async fn with_jane() -> Self {
        let caller = Self::start().await;
        caller.register_jane().await;
        caller
    }

    pub(crate) fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, http: Client::new() }
    }

    /// A request without a credential. The path may also be a URL of the sandbox.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = path.strip_prefix(self.sandbox.url()).unwrap_or(path);
        self.http.request(method, format!("{}{path}", self.sandbox.url()))
    }

    /// A request with the secret key.
    pub(crate) fn authorized(&self, method: Method, path: &str) -> RequestBuilder {
        self.request(method, path).header("REB-APIKEY", self.sandbox.secret_api_key())
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.text().await.unwrap();
        assert_ne!(status, 500, "{body}");
        let body = match body.as_str() {
            "" => Value::Null,
            json => serde_json::from_str(json).unwrap(),
        };
        Reply { status, headers, body }
    }

    /// Sends a request with the secret key.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        self.send(with_body(self.authorized(method, path), body)).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(GET, path, None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.call(DELETE, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.call(POST, path, Some(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.call(PUT, path, Some(body)).await
    }

    /// Creates Jane's credential with the ID `cred-1`.
    pub(crate) async fn register_jane(&self) -> Reply {
        self.put("/credentials/cred-1", credential("jane")).await.expect(201)
    }

    /// Logs Jane in. Returns her token.
    pub(crate) async fn log_in_jane(&self) -> String {
        let reply = self.post("/authentication-tokens", login("jane")).await.expect(201);
        reply.string("token").to_owned()
    }
}

/// The request with this body, if there is one.
pub(crate) fn with_body(request: RequestBuilder, body: Option<Value>) -> RequestBuilder {
    match body {
        Some(body) => request.json(&body),
        None => request,
    }
}

pub(crate) fn credential(username: &str) -> Value {
    json!({"username": username, "password": PASSWORD, "customerId": format!("cus-{username}")})
}

pub(crate) fn login(username: &str) -> Value {
    json!({"username": username, "password": PASSWORD})
}

/// The body with some members replaced.
pub(crate) fn with(mut body: Value, members: Value) -> Value {
    for (name, value) in members.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}
