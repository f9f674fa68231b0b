//! Why a builder's values do not make what it builds: all reasons at once, in the spec's own names.

use std::borrow::Cow;
use std::fmt;

use crate::request::setter::InputError;

/// What a builder lacks to make what it builds.
///
/// It names all properties that are required and not set, and what was set and cannot be used. No value is shown.
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
    /// What code says that the generator takes over as it is.
    Message(Cow<'static, str>),
    Inputs(&'static str, Vec<(Cow<'static, str>, InputError)>),
}

impl BuildError {
    /// The errors among the properties of a type.
    pub(crate) fn of<const N: usize>(
        type_name: &'static str,
        properties: [(&'static str, Option<InputError>); N],
    ) -> Self {
        Self(Reason::Inputs(type_name, only_errors(properties)))
    }

    /// The reason of a union: one that is left without a variant lacks the property that tells the variants apart.
    // A document without unions in requests does not call it.
    #[allow(dead_code)]
    pub(crate) fn of_union(
        type_name: &'static str,
        property: &'static str,
        advice: &'static str,
        reason: InputError,
    ) -> Self {
        match reason {
            InputError::Within(errors) => Self(Reason::Inputs(type_name, errors)),
            InputError::Missing => Self::of(type_name, [(property, Some(InputError::Refused(advice.into())))]),
            reason => Self::of(type_name, [(property, Some(reason))]),
        }
    }

    pub(crate) fn into_fault(self) -> InputError {
        match self.0 {
            Reason::Message(string) => InputError::Refused(string),
            Reason::Inputs(_, errors) => InputError::Within(errors),
        }
    }
}

/// Makes a value of what its builder holds, or names all that is missing or refused. The fields are named as in Rust and as
/// in the spec.
macro_rules! build {
    ($value:ident, $builder:ident, $name:literal, $type:path { $($field:ident: $property:literal),* $(,)? }) => {
        match $value {
            $builder { $($field: ::std::result::Result::Ok($field)),* } => {
                type Built = $type;
                ::std::result::Result::Ok(Built { $($field),* })
            }
            builder => ::std::result::Result::Err($crate::BuildError::of(
                $name,
                [$(($property, builder.$field.err())),*],
            )),
        }
    };
}
pub(crate) use build;

fn only_errors<const N: usize>(named: [(&'static str, Option<InputError>); N]) -> Vec<(Cow<'static, str>, InputError)> {
    named.into_iter().filter_map(|(name, reason)| Some((name.into(), reason?))).collect()
}

/// What is wrong with the parameters and the body of a call.
pub(crate) fn describe<const N: usize>(inputs: [(&'static str, Option<InputError>); N]) -> String {
    Inputs(&only_errors(inputs)).to_string()
}

/// Says what is missing, and then what is refused.
struct Inputs<'f>(&'f [(Cow<'static, str>, InputError)]);

impl fmt::Display for Inputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut missing, mut refused) = (Vec::new(), Vec::new());
        sort("", self.0, &mut missing, &mut refused);
        if !missing.is_empty() {
            refused.insert(0, format!("not set: {}", missing.join(", ")));
        }
        f.write_str(&refused.join("; "))
    }
}

/// Names of nested properties are joined with dots, as the API names the fields that it does not accept.
fn sort(
    prefix: &str,
    errors: &[(Cow<'static, str>, InputError)],
    missing: &mut Vec<String>,
    refused: &mut Vec<String>,
) {
    for (name, reason) in errors {
        let name = format!("{prefix}{name}");
        match reason {
            InputError::Missing => missing.push(name),
            InputError::Refused(reason) => refused.push(format!("{name}: {reason}")),
            InputError::Within(errors) => sort(&format!("{name}."), errors, missing, refused),
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
    fn all_that_is_missing_or_refused_is_named_at_once() {
        let within =
            |reason| InputError::Within(vec![("0".into(), InputError::Within(vec![("scope".into(), reason)]))]);
        let string = describe([
            ("id", Some(InputError::Missing)),
            ("limit", Some(InputError::Refused("it is too high".into()))),
            ("offset", None),
            ("acl", Some(within(InputError::Missing))),
            ("body", Some(within(InputError::Refused("it is odd".into())))),
        ]);
        assert_eq!(string, "not set: id, acl.0.scope; limit: it is too high; body.0.scope: it is odd");
    }
}
