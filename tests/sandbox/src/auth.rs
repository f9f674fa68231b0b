//! The authentication and authorization of requests.

use axum::http::{HeaderMap, HeaderValue};
use serde_json::json;

use crate::{contract::Operation, jwt, problem::Problem};

pub(crate) const SECRET_API_KEY: &str = "sk_sandbox_8d1c0b5e2f7a4963";
pub(crate) const PUBLISHABLE_API_KEY: &str = "pk_sandbox_3e9a7c4d1b6f8052";

/// A security scheme of the spec.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Scheme {
    SecretApiKey,
    Jwt,
    PublishableApiKey,
}

impl Scheme {
    /// Returns the scheme with this name in the spec.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "SecretApiKey" => Some(Self::SecretApiKey),
            "JWT" => Some(Self::Jwt),
            "PublishableApiKey" => Some(Self::PublishableApiKey),
            _ => None,
        }
    }
}

/// Returns the credential that is always accepted for a scheme.
pub(crate) fn key(scheme: Scheme) -> String {
    match scheme {
        Scheme::SecretApiKey => SECRET_API_KEY.to_owned(),
        Scheme::Jwt => jwt::sign(&json!({"sub": "merchant", "jti": "jwt_merchant"})),
        Scheme::PublishableApiKey => PUBLISHABLE_API_KEY.to_owned(),
    }
}

/// Returns the scheme that authenticates this request for this operation.
///
/// All credentials of the request must be valid: a valid one does not make up for an invalid one.
pub(crate) fn authorize(
    operation: &Operation,
    headers: &HeaderMap,
    is_session: impl Fn(&str) -> bool,
) -> Result<Scheme, Problem> {
    let mut presented = Vec::new();
    for value in headers.get_all("REB-APIKEY") {
        presented.push(api_key(value).ok_or_else(not_accepted)?);
    }
    for value in headers.get_all("Authorization") {
        presented.push(authorization(value, &is_session).ok_or_else(not_accepted)?);
    }
    if presented.is_empty() {
        return Err(Problem::unauthorized("The request has no API key and no JWT."));
    }
    let preferred = operation.schemes.iter().find(|scheme| presented.contains(scheme));
    preferred.copied().ok_or_else(|| Problem::forbidden("This operation is not for publishable API keys."))
}

/// `REB-APIKEY: <key>`, with or without a prefix.
fn api_key(value: &HeaderValue) -> Option<Scheme> {
    (without_prefix(value.to_str().ok()?) == SECRET_API_KEY).then_some(Scheme::SecretApiKey)
}

/// `Authorization: Bearer <jwt>`, or a publishable key with or without another prefix.
fn authorization(value: &HeaderValue, is_session: impl Fn(&str) -> bool) -> Option<Scheme> {
    let value = value.to_str().ok()?;
    if let Some(jwt) = bearer(value) {
        return is_session(jwt).then_some(Scheme::Jwt);
    }
    (without_prefix(value) == PUBLISHABLE_API_KEY).then_some(Scheme::PublishableApiKey)
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, jwt) = value.split_once(' ')?;
    // The names of HTTP authentication schemes are case-insensitive.
    scheme.eq_ignore_ascii_case("Bearer").then_some(jwt)
}

fn without_prefix(value: &str) -> &str {
    value.split_once(' ').map_or(value, |(_, key)| key)
}

fn not_accepted() -> Problem {
    Problem::unauthorized("An API key or a JWT is wrong, in the wrong header or expired.")
}
