//! Logins and logouts of customers.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    auth::Scheme,
    credentials::Credential,
    expiry, issue, pagination,
    problem::Problem,
    request::{Reply, ValidatedRequest},
    state::Organization,
};

const COLLECTION: &str = "authentication-tokens";

/// A token of a logged-in customer.
pub(crate) struct AuthenticationToken {
    pub(crate) token: String,
    pub(crate) customer_id: String,
    pub(crate) otp_required: bool,
    pub(crate) expires: DateTime<Utc>,
    /// The ID and the username of the customer's credential. A customer whom the merchant logs in may have none.
    credential: Option<(String, String)>,
}

impl AuthenticationToken {
    fn write(&self, request: &ValidatedRequest<'_>) -> Value {
        let mut body = json!({
            "token": self.token,
            "customerId": self.customer_id,
            "otpRequired": self.otp_required,
            "expiredTime": expiry::write(self.expires),
            "_links": [request.link("self", COLLECTION, &self.token)],
        });
        if let Some((id, username)) = &self.credential {
            body["credentialId"] = json!(id);
            body["username"] = json!(username);
        }
        body
    }
}

/// `GetAuthenticationTokenCollection`
pub(crate) fn list(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let tokens = organization.authentication_tokens.iter();
    let live: Vec<_> = tokens.filter(|token| token.expires > request.now).collect();
    pagination::page(&live, request, |token| token.write(request))
}

/// `PostAuthenticationToken`
pub(crate) fn log_in(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let (customer_id, credential) = match request.string("mode") {
        "passwordless" => without_password(organization, request)?,
        _ => with_password(organization, request)?,
    };
    let usual_expiry = expiry::after(request.now, organization.options.auth_token_ttl);
    let expires = expiry::given_or(&request.body, usual_expiry)?;
    let otp_required = request.body["otpRequired"].as_bool().unwrap_or(organization.options.otp_required);
    let token = AuthenticationToken {
        token: organization.issue_token("authentication token"),
        customer_id,
        otp_required,
        expires,
        credential,
    };
    if otp_required {
        (request.mailer)(&token.customer_id, &issue::one_time_password(&token.token));
    }
    let reply = Reply::created(request.url(COLLECTION, &token.token), token.write(request));
    organization.authentication_tokens.push(token);
    Ok(reply)
}

/// `GetAuthenticationTokenVerification`
pub(crate) fn verify(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let token = organization.authentication_token(request.item, request.now);
    let token = token.ok_or_else(Problem::not_found)?;
    Ok(Reply::ok(token.write(request)))
}

/// `DeleteAuthenticationToken`
pub(crate) fn log_out(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    organization.authentication_token(request.item, request.now).ok_or_else(Problem::not_found)?;
    forget(organization, request.item);
    Ok(Reply::no_content())
}

/// Invalidates a token.
pub(crate) fn forget(organization: &mut Organization, token: &str) {
    organization.authentication_tokens.retain(|kept| kept.token != token);
}

/// The customer of a login and, if there is one, their credential.
type Customer = (String, Option<(String, String)>);

fn with_password(organization: &Organization, request: &ValidatedRequest<'_>) -> Result<Customer, Problem> {
    let credential = organization.credentials.iter().find(|credential| {
        credential.username == request.string("username")
            && credential.password == request.string("password")
            && credential.expires > request.now
    });
    // One message for all three cases: it must not reveal which usernames exist.
    let credential = credential.ok_or_else(|| Problem::unauthorized("The username or the password is wrong."))?;
    Ok((credential.customer_id.clone(), Some(named(credential))))
}

fn without_password(organization: &Organization, request: &ValidatedRequest<'_>) -> Result<Customer, Problem> {
    if request.scheme != Scheme::SecretApiKey {
        return Err(Problem::forbidden("Only a secret API key logs in without a password."));
    }
    let customer_id = request.string("customerId");
    let mut credentials = organization.credentials.iter();
    let credential = credentials.find(|credential| credential.customer_id == customer_id);
    Ok((customer_id.to_owned(), credential.map(named)))
}

fn named(credential: &Credential) -> (String, String) {
    (credential.id.clone(), credential.username.clone())
}
