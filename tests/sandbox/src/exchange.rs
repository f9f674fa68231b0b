//! The exchange of an authentication token for a customer's session.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

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
    let id = format!("ses-{}", organization.sessions.len() + 1);
    let jwt = jwt::sign(&claims(call, &id, &customer_id, expires));
    let body = write(call, &id, &customer_id, &jwt, expires);

    organization.sessions.push(Session { jwt, expires });
    if call.body["invalidate"].as_bool().unwrap_or(true) {
        authentication_tokens::forget(organization, call.item);
    }
    Ok(Reply::created(call.url("sessions", &id), body))
}

fn claims(call: &Call<'_>, id: &str, customer_id: &str, expires: DateTime<Utc>) -> Value {
    let mut claims = call.body["customClaims"].as_object().cloned().unwrap_or_else(Map::new);
    if let Some(acl) = call.body.get("acl") {
        claims.insert("acl".to_owned(), acl.clone());
    }
    // Last, so that a custom claim cannot replace one of these.
    claims.insert("sub".to_owned(), json!(customer_id));
    claims.insert("jti".to_owned(), json!(id));
    claims.insert("iat".to_owned(), json!(call.now.timestamp()));
    claims.insert("exp".to_owned(), json!(expires.timestamp()));
    Value::Object(claims)
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
