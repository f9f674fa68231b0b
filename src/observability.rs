//! The spans and events of a request, for `tracing` subscribers.
//!
//! The field names follow the OpenTelemetry conventions for HTTP clients. This module reads no filled path, no header
//! and no body, so the values of a request cannot end up in a trace.

use std::fmt;
use std::time::Duration;

use reqwest::{StatusCode, Url};
use tracing::field::{Empty, display};
use tracing::{Span, debug, info_span, warn};

use crate::Operation;
use crate::error::Error;

/// The target of all spans and events, whichever module they come from.
const TARGET: &str = "rebilly_customer_auth";

/// Returns the span of a request to this server.
pub(crate) fn span(server: &Url, operation: &Operation) -> Span {
    info_span!(
        target: TARGET,
        "request",
        otel.name = format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        operation_id = operation.id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = host(server),
        server.port = server.port_or_known_default(),
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// Returns the host, without the brackets of an IPv6 address.
fn host(url: &Url) -> Option<&str> {
    Some(url.host_str()?.trim_matches(['[', ']']))
}

/// Records a success in the span of its request.
pub(crate) fn succeeded(span: &Span, status: StatusCode, attempts: u32) {
    span.record("http.response.status_code", status.as_u16());
    resent(span, attempts);
}

/// Records an error in the span of its request.
pub(crate) fn failed(span: &Span, error: &Error) {
    if let Some(status) = error.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    span.record("error.type", display(ErrorType(error)));
    span.record("otel.status_code", "ERROR");
    resent(span, error.attempts());
}

fn resent(span: &Span, attempts: u32) {
    if attempts > 1 {
        span.record("http.request.resend_count", attempts - 1);
    }
}

/// Logs the start of an attempt.
pub(crate) fn attempt(number: u32) {
    debug!(target: TARGET, attempt = number, "sending the request");
}

/// Logs a retry and the wait before it.
pub(crate) fn retry(error: &Error, wait: Duration) {
    warn!(
        target: TARGET,
        attempt = error.attempts(),
        error.type = %ErrorType(error),
        wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        "the attempt failed; the request will be retried",
    );
}

/// Logs a response member that cannot be read, which is ignored. The location contains no value and no unknown name.
pub(crate) fn dropped_member(location: &str, items: usize) {
    let message = "a member of the response does not match the schema and is ignored";
    warn!(target: TARGET, location = %location, items, message);
}

/// Logs a call of the program's provider of a credential.
pub(crate) fn provider_called(provider: &impl fmt::Display) {
    debug!(target: TARGET, %provider, "requesting a credential from the provider");
}

/// Logs a failure of a provider. `reason` is a message of this crate, because the provider's own error may contain
/// secrets.
pub(crate) fn provider_failed(provider: &impl fmt::Display, reason: &impl fmt::Display) {
    warn!(target: TARGET, %provider, %reason, "the provider returned no valid credential");
}

/// The value of `error.type` in OpenTelemetry: the status of an unsuccessful response, or else the name of the error
/// kind.
struct ErrorType<'e>(&'e Error);

impl fmt::Display for ErrorType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.status().filter(|status| !status.is_success()) {
            Some(status) => write!(f, "{}", status.as_u16()),
            None => write!(f, "{}", self.0.kind()),
        }
    }
}
