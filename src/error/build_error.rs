//! The error of builders. It lists all missing and invalid properties at once, by their names in the spec.

use std::borrow::Cow;
use std::fmt;

/// The reason that a builder has no value.
#[doc(hidden)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputError {
    /// Nothing was set.
    Missing,
    /// The value is invalid. The reason does not show it, because it may be a secret.
    Invalid(Cow<'static, str>),
    /// Parts of the value are missing or invalid.
    Nested(Vec<(Cow<'static, str>, InputError)>),
}

impl InputError {
    pub(crate) fn invalid(reason: &'static str) -> Self {
        Self::Invalid(reason.into())
    }
}

/// The error of a builder with missing or invalid properties.
///
/// It names all required properties that are not set and all properties with an invalid value. It shows no value.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::types::CredentialRequest;
///
/// let error = CredentialRequest::try_from(CredentialRequest::builder().username("jane")).unwrap_err();
/// assert_eq!(error.to_string(), "CredentialRequest: not set: customerId, password");
/// ```
pub struct BuildError(Reason);

enum Reason {
    /// A message from code that progenitor generates.
    Message(Cow<'static, str>),
    Inputs(&'static str, Vec<(Cow<'static, str>, InputError)>),
}

impl BuildError {
    /// Collects the errors of the properties of a type.
    pub(crate) fn of<const N: usize>(
        type_name: &'static str,
        properties: [(&'static str, Option<InputError>); N],
    ) -> Self {
        Self(Reason::Inputs(type_name, only_errors(properties)))
    }

    /// Returns the error of a union. Without a variant, its discriminator is missing.
    // Not used if the spec has no unions in requests.
    #[allow(dead_code)]
    pub(crate) fn of_union(
        type_name: &'static str,
        property: &'static str,
        help: &'static str,
        reason: InputError,
    ) -> Self {
        match reason {
            InputError::Nested(errors) => Self(Reason::Inputs(type_name, errors)),
            InputError::Missing => Self::of(type_name, [(property, Some(InputError::Invalid(help.into())))]),
            reason => Self::of(type_name, [(property, Some(reason))]),
        }
    }
}

impl From<BuildError> for InputError {
    fn from(error: BuildError) -> Self {
        match error.0 {
            Reason::Message(string) => Self::Invalid(string),
            Reason::Inputs(_, errors) => Self::Nested(errors),
        }
    }
}

pub(super) fn only_errors<const N: usize>(
    named: [(&'static str, Option<InputError>); N],
) -> Vec<(Cow<'static, str>, InputError)> {
    named.into_iter().filter_map(|(name, reason)| Some((name.into(), reason?))).collect()
}

/// Displays the missing inputs first and then the invalid ones.
pub(super) struct Inputs<'f>(pub(super) &'f [(Cow<'static, str>, InputError)]);

impl fmt::Display for Inputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut missing, mut invalid) = (Vec::new(), Vec::new());
        sort("", self.0, &mut missing, &mut invalid);
        if !missing.is_empty() {
            invalid.insert(0, format!("not set: {}", missing.join(", ")));
        }
        f.write_str(&invalid.join("; "))
    }
}

/// Sorts errors into missing and invalid inputs. Dots join the names of nested properties, as in the API's own errors.
fn sort(
    prefix: &str,
    errors: &[(Cow<'static, str>, InputError)],
    missing: &mut Vec<String>,
    invalid: &mut Vec<String>,
) {
    for (name, reason) in errors {
        let name = format!("{prefix}{name}");
        match reason {
            InputError::Missing => missing.push(name),
            InputError::Invalid(reason) => invalid.push(format!("{name}: {reason}")),
            InputError::Nested(errors) => sort(&format!("{name}."), errors, missing, invalid),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Message(string) => f.write_str(string),
            Reason::Inputs(type_name, errors) => write!(f, "{type_name}: {}", Inputs(errors)),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BuildError").field(&self.to_string()).finish()
    }
}

impl std::error::Error for BuildError {}

impl From<&'static str> for BuildError {
    fn from(string: &'static str) -> Self {
        Self(Reason::Message(string.into()))
    }
}

impl From<String> for BuildError {
    fn from(string: String) -> Self {
        Self(Reason::Message(string.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_missing_and_invalid_inputs_are_named_at_once() {
        let within =
            |reason| InputError::Nested(vec![("0".into(), InputError::Nested(vec![("scope".into(), reason)]))]);
        let error = crate::Error::inputs([
            ("id", Some(InputError::Missing)),
            ("limit", Some(InputError::Invalid("it is too high".into()))),
            ("offset", None),
            ("acl", Some(within(InputError::Missing))),
            ("body", Some(within(InputError::Invalid("it is odd".into())))),
        ]);
        assert_eq!(error.to_string(), "not set: id, acl.0.scope; limit: it is too high; body.0.scope: it is odd");
    }
}
