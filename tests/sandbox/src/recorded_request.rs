//! The recorded requests of the sandbox.

use std::fmt;

use axum::http::{HeaderMap, Method, request::Parts};
use serde_json::Value;

/// The most bytes of a recorded body.
const MAX_BODY: usize = 64 * 1024;

/// A request as it arrived, whatever its response.
///
/// It contains keys and passwords as they were sent.
///
/// # Example
///
/// ```no_run
/// # async fn example() {
/// use rebilly_customer_auth_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start().await;
/// // ... have the client call it, then:
/// let last = sandbox.requests().pop().expect("a request was made");
/// assert_eq!(last.path, "/credentials");
/// assert_eq!(last.header("Organization-Id"), Some("org-1"));
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path as it was sent: not decoded, without the query.
    pub path: String,
    /// The query as it was sent, without its question mark.
    pub query: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
    /// The first 64 KiB of the body; empty if there was none, or if it was incomplete or larger than 1 MiB. A body was
    /// longer if `Content-Length` is more than the length of this.
    pub body: Vec<u8>,
}

impl RecordedRequest {
    pub(crate) fn new(parts: &Parts, body: &[u8]) -> Self {
        Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: parts.headers.clone(),
            body: body[..body.len().min(MAX_BODY)].to_owned(),
        }
    }

    /// Returns the header with this name, if it was sent and is a string.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body as JSON, if it is JSON. An object of more than 64 KiB is `None`, because it is recorded in
    /// part.
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Shows the body as a string, because failed assertions print requests.
impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &self.headers)
            .field("body", &String::from_utf8_lossy(&self.body))
            .finish()
    }
}
