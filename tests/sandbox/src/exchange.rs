//! The exchange of an authentication token for a customer's session.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    authentication_tokens,
    call::{Call, Reply},
    expiry, issue, jwt,
    problem::Problem,
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
pub(crate) fn exchange(organization: &mut Organization, call: &Call<'_>) -> Result<Reply, Problem> {
    let token = organization.authentication_token(call.item, call.now).ok_or_else(Problem::not_found)?;
    if token.otp_required && call.string("oneTimePassword") != issue::one_time_password(call.item) {
        return Err(Problem::forbidden("The one-time password is missing or wrong."));
    }
    let customer_id = token.customer_id.clone();
    let expires = expiry::given_or(&call.body, expiry::after(call.now, USUAL_LIFETIME))?;
    let id = organization.issue_id("jwt");
    let jwt = jwt::sign(&claims(organization, call, &id, &customer_id, expires));
    let body = write(call, &id, &customer_id, &jwt, expires);

    organization.sessions.push(Session { jwt, expires });
    if call.body["invalidate"].as_bool().unwrap_or(true) {
        authentication_tokens::forget(organization, call.item);
    }
    Ok(Reply::created(call.url("sessions", &id), body))
}

/// The claims, with `merchant` and `claims` as the vendor's browser library reads them.
fn claims(organization: &Organization, call: &Call<'_>, id: &str, customer_id: &str, expires: DateTime<Utc>) -> Value {
    let mut claims = json!({
        "sub": customer_id,
        "jti": id,
        "iat": call.now.timestamp(),
        "exp": expires.timestamp(),
        "merchant": organization.id,
        "claims": call.body.get("customClaims").unwrap_or(&json!({})),
    });
    if let Some(acl) = call.body.get("acl") {
        claims["acl"] = acl.clone();
    }
    claims
}

fn write(call: &Call<'_>, id: &str, customer_id: &str, jwt: &str, expires: DateTime<Utc>) -> Value {
    let mut body = json!({
        "id": id,
        "type": "customer",
        "token": jwt,
        "customerId": customer_id,
        "createdTime": expiry::write(call.now),
        "updatedTime": expiry::write(call.now),
        "expiredTime": expiry::write(expires),
        "_links": [call.link("customer", "customers", customer_id)],
    });
    for given in ["acl", "customClaims"] {
        if let Some(value) = call.body.get(given) {
            body[given] = value.clone();
        }
    }
    body
}
