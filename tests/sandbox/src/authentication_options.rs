//! The options of an organization.

use serde_json::{Value, json};

use crate::{
    call::{Call, Reply},
    password_pattern,
    problem::{InvalidField, Problem},
    state::Organization,
};

/// The shape of the authentication options in a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OptionsShape {
    /// A list with one object, as in the spec.
    #[default]
    Array,
    /// The object itself, as today's API returns it.
    Object,
}

/// The current options. The initial values are the example in the spec.
pub(crate) struct Options {
    pub(crate) password_pattern: Option<String>,
    pub(crate) credential_ttl: i64,
    pub(crate) auth_token_ttl: i64,
    pub(crate) reset_token_ttl: i64,
    pub(crate) otp_required: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            password_pattern: Some("/^.{8,}$/".to_owned()),
            credential_ttl: 31_536_000,
            auth_token_ttl: 86_400,
            reset_token_ttl: 3_600,
            otp_required: false,
        }
    }
}

impl Options {
    /// Whether the organization accepts this password.
    pub(crate) fn accept_password(&self, password: &str) -> bool {
        let Some(pattern) = &self.password_pattern else {
            return true;
        };
        // Only valid patterns are stored.
        password_pattern::read(pattern).is_ok_and(|pattern| pattern.is_match(password))
    }

    fn write(&self) -> Value {
        json!({
            "passwordPattern": self.password_pattern,
            "credentialTtl": self.credential_ttl,
            "authTokenTtl": self.auth_token_ttl,
            "resetTokenTtl": self.reset_token_ttl,
            "otpRequired": self.otp_required,
        })
    }
}

/// `GetAuthenticationOption`
pub(crate) fn get(organization: &mut Organization, call: &Call<'_>) -> Result<Reply, Problem> {
    let options = organization.options.write();
    Ok(Reply::ok(match call.options_shape {
        OptionsShape::Array => json!([options]),
        OptionsShape::Object => options,
    }))
}

/// `PutAuthenticationOption`: omitted options keep their values.
pub(crate) fn put(organization: &mut Organization, call: &Call<'_>) -> Result<Reply, Problem> {
    let fields = invalid_fields(&call.body);
    if !fields.is_empty() {
        return Err(Problem::invalid(fields));
    }
    let options = &mut organization.options;
    // `null` clears the pattern, and an omitted pattern is kept.
    if let Some(pattern) = call.body.get("passwordPattern") {
        options.password_pattern = pattern.as_str().map(str::to_owned);
    }
    for (field, ttl) in [
        ("credentialTtl", &mut options.credential_ttl),
        ("authTokenTtl", &mut options.auth_token_ttl),
        ("resetTokenTtl", &mut options.reset_token_ttl),
    ] {
        *ttl = integer(&call.body[field]).unwrap_or(*ttl);
    }
    options.otp_required = call.body["otpRequired"].as_bool().unwrap_or(options.otp_required);
    Ok(Reply::ok(options.write()))
}

/// The fields that the spec allows and the sandbox rejects.
fn invalid_fields(body: &Value) -> Vec<InvalidField> {
    let mut fields = Vec::new();
    if let Some(Err(message)) = body["passwordPattern"].as_str().map(password_pattern::read) {
        fields.push(InvalidField::new("passwordPattern", message));
    }
    for field in ["credentialTtl", "authTokenTtl", "resetTokenTtl"] {
        if integer(&body[field]).is_some_and(|ttl| ttl < 0) {
            fields.push(InvalidField::new(field, "must not be negative."));
        }
    }
    fields
}

/// An integer in JSON Schema's sense, where `60.0` is one too. A value that is too large becomes the maximum.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))
}
