//! The exchange of an authentication token for a customer's session.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    authentication_tokens, expiry, issue, jwt,
    problem::Problem,
    request::{Reply, ValidatedRequest},
    state::Organization,
};

/// The default lifetime of a session in seconds.
const USUAL_LIFETIME: i64 = 3600;

/// A customer's session.
pub(crate) struct Session {
    pub(crate) jwt: String,
    pub(crate) expires: DateTime<Utc>,
}

/// `PostAuthenticationTokenExchange`
pub(crate) fn exchange(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let token = organization.authentication_token(request.item, request.now).ok_or_else(Problem::not_found)?;
    if token.otp_required && request.string("oneTimePassword") != issue::one_time_password(request.item) {
        return Err(Problem::forbidden("The one-time password is missing or wrong."));
    }
    let customer_id = token.customer_id.clone();
    let expires = expiry::given_or(&request.body, expiry::after(request.now, USUAL_LIFETIME))?;
    let id = organization.issue_id("jwt");
    let jwt = jwt::sign(&claims(organization, request, &id, &customer_id, expires));
    let body = write(request, &id, &customer_id, &jwt, expires);

    organization.sessions.push(Session { jwt, expires });
    if request.body["invalidate"].as_bool().unwrap_or(true) {
        authentication_tokens::forget(organization, request.item);
    }
    Ok(Reply::created(request.url("sessions", &id), body))
}

/// Returns the claims, with `merchant` and `claims` as the vendor's browser library reads them.
fn claims(
    organization: &Organization,
    request: &ValidatedRequest<'_>,
    id: &str,
    customer_id: &str,
    expires: DateTime<Utc>,
) -> Value {
    let mut claims = json!({
        "sub": customer_id,
        "jti": id,
        "iat": request.now.timestamp(),
        "exp": expires.timestamp(),
        "merchant": organization.id,
        "claims": request.body.get("customClaims").unwrap_or(&json!({})),
    });
    if let Some(acl) = request.body.get("acl") {
        claims["acl"] = acl.clone();
    }
    claims
}

fn write(request: &ValidatedRequest<'_>, id: &str, customer_id: &str, jwt: &str, expires: DateTime<Utc>) -> Value {
    let mut body = json!({
        "id": id,
        "type": "customer",
        "token": jwt,
        "customerId": customer_id,
        "createdTime": expiry::write(request.now),
        "updatedTime": expiry::write(request.now),
        "expiredTime": expiry::write(expires),
        "_links": [request.link("customer", "customers", customer_id)],
    });
    for given in ["acl", "customClaims"] {
        if let Some(value) = request.body.get(given) {
            body[given] = value.clone();
        }
    }
    body
}
