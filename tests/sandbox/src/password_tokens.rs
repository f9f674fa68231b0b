//! Tokens for resetting a forgotten password.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    expiry, pagination,
    problem::{InvalidField, Problem},
    request::{Reply, ValidatedRequest},
    state::Organization,
};

const COLLECTION: &str = "password-tokens";

/// A token with which the owner of a username may set a new password.
pub(crate) struct PasswordToken {
    token: String,
    username: String,
    credential_id: String,
    expires: DateTime<Utc>,
    /// A deleted token is kept, to distinguish it from an unknown one.
    deleted: bool,
}

impl PasswordToken {
    fn is_live(&self, now: DateTime<Utc>) -> bool {
        !self.deleted && self.expires > now
    }

    fn write(&self, request: &ValidatedRequest<'_>) -> Value {
        json!({
            "token": self.token,
            "username": self.username,
            "credentialId": self.credential_id,
            "expiredTime": expiry::write(self.expires),
            "_links": [request.link("self", COLLECTION, &self.token)],
        })
    }
}

/// `GetPasswordTokenCollection`
pub(crate) fn list(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let tokens = organization.password_tokens.iter();
    let live: Vec<_> = tokens.filter(|token| token.is_live(request.now)).collect();
    pagination::page(&live, request, |token| token.write(request))
}

/// `PostPasswordToken`
pub(crate) fn create(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let username = request.string("username");
    let mut credentials = organization.credentials.iter();
    let Some(credential) = credentials.find(|credential| credential.username == username) else {
        let field = InvalidField::new("username", "There is no such username.");
        return Err(Problem::invalid(vec![field]));
    };
    let credential_id = credential.id.clone();
    let usual_expiry = expiry::after(request.now, organization.options.reset_token_ttl);
    let token = PasswordToken {
        credential_id,
        username: username.to_owned(),
        expires: expiry::given_or(&request.body, usual_expiry)?,
        token: organization.issue_token("reset-password token"),
        deleted: false,
    };
    let reply = Reply::created(request.url(COLLECTION, &token.token), token.write(request));
    organization.password_tokens.push(token);
    Ok(reply)
}

/// `GetPasswordToken`
pub(crate) fn get(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let mut tokens = organization.password_tokens.iter();
    let token = tokens.find(|token| token.token == request.item && token.is_live(request.now));
    Ok(Reply::ok(token.ok_or_else(Problem::not_found)?.write(request)))
}

/// `DeletePasswordToken`
pub(crate) fn delete(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let mut tokens = organization.password_tokens.iter_mut();
    let token = tokens.find(|token| token.token == request.item);
    let token = token.ok_or_else(Problem::not_found)?;
    if token.deleted {
        return Err(Problem::conflict("The token was deleted before."));
    }
    if !token.is_live(request.now) {
        return Err(Problem::not_found());
    }
    token.deleted = true;
    Ok(Reply::no_content())
}
