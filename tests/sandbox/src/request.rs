//! The input and the output of handlers.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::{
    auth::Scheme,
    authentication_options::OptionsShape,
    drift::Drift,
    password_pattern::PasswordPattern,
    problem::Problem,
    state::{Mailer, Organization},
};

/// The handler of an operation. It runs when the credential, the parameters and the body are valid.
pub(crate) type Handler = fn(&mut Organization, &ValidatedRequest<'_>) -> Result<Reply, Problem>;

/// The characters that are not escaped in a path segment (RFC 3986, "unreserved").
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A validated request.
pub(crate) struct ValidatedRequest<'a> {
    /// The scheme of the caller's credential. If there are several, the one that the operation prefers.
    pub(crate) scheme: Scheme,
    /// The ID or the token in the path; empty if the path has none.
    pub(crate) item: &'a str,
    pub(crate) query: &'a str,
    /// The body, which matches the spec; `null` if the operation has none.
    pub(crate) body: Value,
    /// The compiled `passwordPattern` of the body, or the description of its error.
    pub(crate) password_pattern: Option<Result<PasswordPattern, &'static str>>,
    pub(crate) now: DateTime<Utc>,
    /// The start of URLs: the sandbox's URL and, if the request's path names it, the organization.
    pub(crate) base: String,
    pub(crate) options_shape: OptionsShape,
    pub(crate) drift: Drift,
    pub(crate) mailer: &'a Mailer,
}

impl ValidatedRequest<'_> {
    /// Returns the URL of a resource.
    pub(crate) fn url(&self, collection: &str, id: &str) -> String {
        format!("{}/{collection}/{}", self.base, segment(id))
    }

    /// A link to a resource for `_links`.
    pub(crate) fn link(&self, relation: &str, collection: &str, id: &str) -> Value {
        json!({"rel": relation, "href": self.url(collection, id)})
    }

    /// A string of the body. A missing string is empty: the spec defines which are required.
    pub(crate) fn string(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_default()
    }
}

/// Escapes a value for a path segment.
pub(crate) fn segment(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<Value>,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, body: Value) -> Self {
        Self { status, headers: Vec::new(), body: Some(body) }
    }

    pub(crate) fn ok(body: Value) -> Self {
        Self::new(StatusCode::OK, body)
    }

    pub(crate) fn created(location: String, body: Value) -> Self {
        Self::new(StatusCode::CREATED, body).with_header("Location", location)
    }

    pub(crate) fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, headers: Vec::new(), body: None }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl ToString) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }
}
