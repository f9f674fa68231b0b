//! The responses to failed requests.
//!
//! The messages never show a value of the request: it may be a credential, a password or a token.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{contract::Operation, request::Reply};

/// A rejected value of the request.
#[derive(Debug, PartialEq)]
pub(crate) struct InvalidField {
    field: String,
    message: String,
}

impl InvalidField {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// A failed request.
#[derive(Debug)]
pub(crate) struct Problem {
    /// The suitable statuses, the best one first. Not every operation documents every status.
    statuses: &'static [u16],
    detail: String,
    invalid_fields: Vec<InvalidField>,
    /// The time of the next attempt, in seconds since the Unix epoch.
    retry_after: Option<i64>,
}

impl Problem {
    fn new(statuses: &'static [u16], detail: impl Into<String>) -> Self {
        Self { statuses, detail: detail.into(), invalid_fields: Vec::new(), retry_after: None }
    }

    pub(crate) fn unauthorized(detail: &str) -> Self {
        Self::new(&[401], detail)
    }

    /// Some operations document no 403. For them, a key without permission counts as an invalid key.
    pub(crate) fn forbidden(detail: &str) -> Self {
        Self::new(&[403, 401], detail)
    }

    pub(crate) fn not_found() -> Self {
        Self::new(&[404], "There is no such resource, or it has expired.")
    }

    pub(crate) fn conflict(detail: &str) -> Self {
        Self::new(&[409], detail)
    }

    /// Returns the problem for an impossible organization ID. An operation without a body documents no 422.
    pub(crate) fn bad_organization() -> Self {
        Self::new(&[422, 404, 403], "The organization ID is not one.")
    }

    /// Returns the problem for an ID, a token or an organization in the path that is not UTF-8.
    pub(crate) fn unreadable_path() -> Self {
        Self::new(&[404, 422, 403], "The path is not UTF-8.")
    }

    /// Returns the problem for a body that is not JSON. The exchange has a body but documents no 422.
    pub(crate) fn malformed(detail: &str) -> Self {
        Self::new(&[422, 403], detail)
    }

    /// Returns the problem for a body with rejected values.
    pub(crate) fn invalid(fields: Vec<InvalidField>) -> Self {
        let messages: Vec<_> = fields.iter().map(|field| format!("{}: {}", field.field, field.message)).collect();
        Self {
            invalid_fields: fields,
            ..Self::new(&[422, 403], format!("The request is not accepted. {}", messages.join(" ")))
        }
    }

    /// Returns the problem for a query with a rejected value, for which the spec documents no status.
    pub(crate) fn invalid_query(field: InvalidField) -> Self {
        Self { statuses: &[422], ..Self::invalid(vec![field]) }
    }

    pub(crate) fn too_many_requests(retry_after: i64) -> Self {
        Self {
            retry_after: Some(retry_after),
            ..Self::new(&[429], "Too many requests were made in the current period.")
        }
    }

    /// Returns the response, with the best status that the operation documents.
    pub(crate) fn into_reply(self, operation: &Operation) -> Reply {
        let documented = self.statuses.iter().find(|status| operation.documents(**status));
        // None is documented: the contract check reports it.
        let status = status_code(*documented.unwrap_or(&self.statuses[0]));
        let mut body = body(status, &self.detail);
        if status == StatusCode::UNPROCESSABLE_ENTITY {
            body["invalidFields"] = self.invalid_fields.iter().map(written).collect();
        }
        let reply = Reply::new(status, body);
        match self.retry_after {
            Some(time) => reply.with_header("X-RateLimit-Retry-After", time),
            None => reply,
        }
    }
}

/// Returns the response to a request for an unknown operation.
pub(crate) fn no_such_operation(status: StatusCode) -> Reply {
    Reply::new(status, body(status, "The API has no such operation."))
}

/// Returns the response to a request for another host.
pub(crate) fn misdirected() -> Reply {
    let status = StatusCode::MISDIRECTED_REQUEST;
    Reply::new(status, body(status, "The sandbox does not serve this host."))
}

/// Returns the response that replaces one that violates the spec.
pub(crate) fn sandbox_error(detail: &str) -> Reply {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    Reply::new(status, body(status, detail))
}

fn body(status: StatusCode, detail: &str) -> Value {
    json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": detail,
    })
}

fn written(field: &InvalidField) -> Value {
    json!({"field": field.field, "message": field.message})
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).expect("a constant of this file")
}
