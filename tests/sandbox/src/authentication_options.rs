//! The options of an organization.

use serde_json::{Value, json};

use crate::{
    password_pattern::{self, PasswordPattern},
    problem::{InvalidField, Problem},
    request::{Reply, ValidatedRequest},
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

/// The most bytes of a password that a pattern accepts.
const MAX_PASSWORD: usize = 256;

/// The current options. The initial values are the example in the spec.
pub(crate) struct Options {
    pub(crate) password_pattern: Option<PasswordPattern>,
    pub(crate) credential_ttl: i64,
    pub(crate) auth_token_ttl: i64,
    pub(crate) reset_token_ttl: i64,
    pub(crate) otp_required: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            password_pattern: Some(password_pattern::DEFAULT.clone()),
            credential_ttl: 31_536_000,
            auth_token_ttl: 86_400,
            reset_token_ttl: 3_600,
            otp_required: false,
        }
    }
}

impl Options {
    /// Returns whether the organization accepts this password. A pattern could take minutes for a long one.
    pub(crate) fn accept_password(&self, password: &str) -> bool {
        let matches = |pattern: &PasswordPattern| password.len() <= MAX_PASSWORD && pattern.regex.is_match(password);
        self.password_pattern.as_ref().is_none_or(matches)
    }

    fn write(&self) -> Value {
        json!({
            "passwordPattern": self.password_pattern.as_ref().map(|pattern| &pattern.delimited),
            "credentialTtl": self.credential_ttl,
            "authTokenTtl": self.auth_token_ttl,
            "resetTokenTtl": self.reset_token_ttl,
            "otpRequired": self.otp_required,
        })
    }
}

/// `GetAuthenticationOption`
pub(crate) fn get(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let options = organization.options.write();
    Ok(Reply::ok(match request.options_shape {
        OptionsShape::Array => json!([options]),
        OptionsShape::Object => options,
    }))
}

/// `PutAuthenticationOption`: omitted options keep their values.
pub(crate) fn put(organization: &mut Organization, request: &ValidatedRequest<'_>) -> Result<Reply, Problem> {
    let fields = invalid_fields(request);
    if !fields.is_empty() {
        return Err(Problem::invalid(fields));
    }
    let options = &mut organization.options;
    // `null` clears the pattern, and an omitted pattern is kept.
    if request.body.get("passwordPattern").is_some() {
        options.password_pattern = request.password_pattern.clone().and_then(Result::ok);
    }
    for (field, ttl) in [
        ("credentialTtl", &mut options.credential_ttl),
        ("authTokenTtl", &mut options.auth_token_ttl),
        ("resetTokenTtl", &mut options.reset_token_ttl),
    ] {
        *ttl = integer(&request.body[field]).unwrap_or(*ttl);
    }
    options.otp_required = request.body["otpRequired"].as_bool().unwrap_or(options.otp_required);
    Ok(Reply::ok(options.write()))
}

/// Returns the fields that the spec allows and the sandbox rejects.
fn invalid_fields(request: &ValidatedRequest<'_>) -> Vec<InvalidField> {
    let mut fields = Vec::new();
    if let Some(Err(message)) = &request.password_pattern {
        fields.push(InvalidField::new("passwordPattern", *message));
    }
    for field in ["credentialTtl", "authTokenTtl", "resetTokenTtl"] {
        if integer(&request.body[field]).is_some_and(|ttl| ttl < 0) {
            fields.push(InvalidField::new(field, "must not be negative."));
        }
    }
    fields
}

/// An integer in JSON Schema's sense, where `60.0` is one too. A value that is too large becomes the maximum.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        auth::Scheme,
        clock::Clock,
        drift::Drift,
        state::{Mailer, State},
    };

    #[test]
    fn a_pattern_is_compiled_neither_by_the_handler_nor_for_each_password() {
        // If `/(/` were compiled, it would be an error.
        let compiled = PasswordPattern { delimited: "/(/".to_owned(), ..password_pattern::read("/^jane$/").unwrap() };
        let mailer: Mailer = Box::new(|_, _| {});
        let request = ValidatedRequest {
            scheme: Scheme::SecretApiKey,
            item: "",
            query: "",
            body: json!({"passwordPattern": compiled.delimited}),
            password_pattern: Some(Ok(compiled)),
            now: Clock::default().now(),
            base: String::new(),
            options_shape: OptionsShape::Array,
            drift: Drift::None,
            mailer: &mailer,
        };
        let mut state = State::default();
        let organization = state.organization("org-1");
        put(organization, &request).unwrap();
        assert!(organization.options.accept_password("jane"));
        assert!(!organization.options.accept_password("joe"));
        organization.options.password_pattern = password_pattern::read("/(?:.{0,90}a){30}$/s").ok();
        assert!(organization.options.accept_password(&"a".repeat(256)));
        assert!(!organization.options.accept_password(&"a".repeat(257)));
    }
}
