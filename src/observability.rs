//! What a subscriber of `tracing` sees of a call.
//!
//! The names are those that OpenTelemetry gives to HTTP clients. Nothing in here takes a path, a header or a body: what a
//! call was given cannot get into a trace.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use tracing::field::{Empty, display};
use tracing::{Span, debug, info_span, warn};

use crate::error::Error;
use crate::{Client, Operation, ResponseValue};

/// The target of all spans and events, whichever module they come from.
const TARGET: &str = "rebilly_customer_auth";

/// The span of a call.
pub(crate) fn span(client: &Client, operation: &Operation) -> Span {
    let server = &client.settings.base.url;
    info_span!(
        target: TARGET,
        "call",
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

/// Without the brackets that an IPv6 address has in a URL.
fn host(url: &Url) -> Option<&str> {
    Some(url.host_str()?.trim_matches(['[', ']']))
}

/// Says in the span what came of the call.
pub(crate) fn end<T>(span: &Span, outcome: &Result<ResponseValue<T>, Error>) {
    // Most programs have no subscriber.
    if span.is_disabled() {
        return;
    }
    match outcome {
        Ok(response) => record_status(span, response.status().as_u16(), response.attempts),
        Err(error) => failed(span, error),
    }
}

fn record_status(span: &Span, status: u16, attempts: u32) {
    span.record("http.response.status_code", status);
    resent(span, attempts);
}

fn failed(span: &Span, error: &Error) {
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

/// A request goes out.
pub(crate) fn attempt(number: u32) {
    debug!(target: TARGET, attempt = number, "sending the request");
}

/// Another request follows after a wait.
pub(crate) fn retry(error: &Error, wait: Duration) {
    warn!(
        target: TARGET,
        attempt = error.attempts(),
        error.type = %ErrorType(error),
        wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX),
        "the attempt failed; the request will be sent again",
    );
}

/// A member of a response has a wrong type and is read as absent. The location holds no value and no unknown name.
pub(crate) fn dropped_member(location: &String) {
    warn!(target: TARGET, location = %location, "a member of the response does not match the schema and is ignored");
}

/// The program is asked for a JWT.
pub(crate) fn jwt_refresh() {
    debug!(target: TARGET, "asking the jwt_provider for a JWT");
}

/// The program gave none. `reason` is of this crate's own words: what the program said may show anything.
pub(crate) fn jwt_failure(reason: &impl fmt::Display) {
    warn!(target: TARGET, reason = %reason, "no JWT from the jwt_provider");
}

/// What OpenTelemetry calls `error.type`: the status where that is what went wrong, and else the name of the kind.
struct ErrorType<'e>(&'e Error);

impl fmt::Display for ErrorType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.status().filter(|status| !status.is_success()) {
            Some(status) => write!(f, "{}", status.as_u16()),
            None => write!(f, "{}", self.0.kind()),
        }
    }
}
