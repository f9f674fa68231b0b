//! Why a builder's values do not make what it builds: all reasons at once, in the spec's own names.

use std::borrow::Cow;
use std::fmt;

use crate::setter::InputError;

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
    Text(Cow<'static, str>),
    Faults(&'static str, Vec<(Cow<'static, str>, InputError)>),
}

impl BuildError {
    /// The faults among the properties of a type.
    pub(crate) fn of<const N: usize>(
        type_name: &'static str,
        properties: [(&'static str, Option<InputError>); N],
    ) -> Self {
        Self(Reason::Faults(type_name, only_faults(properties)))
    }

    /// The error of a union: without a variant, the property that distinguishes the variants is missing.
    // A document without unions in requests does not call it.
    #[allow(dead_code)]
    pub(crate) fn of_union(
        type_name: &'static str,
        property: &'static str,
        advice: &'static str,
        fault: InputError,
    ) -> Self {
        match fault {
            InputError::Within(faults) => Self(Reason::Faults(type_name, faults)),
            InputError::Missing => Self::of(type_name, [(property, Some(InputError::Refused(advice.into())))]),
            fault => Self::of(type_name, [(property, Some(fault))]),
        }
    }

    pub(crate) fn into_fault(self) -> InputError {
        match self.0 {
            Reason::Text(text) => InputError::Refused(text),
            Reason::Faults(_, faults) => InputError::Within(faults),
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

fn only_faults<const N: usize>(named: [(&'static str, Option<InputError>); N]) -> Vec<(Cow<'static, str>, InputError)> {
    named.into_iter().filter_map(|(name, fault)| Some((name.into(), fault?))).collect()
}

/// What is wrong with the parameters and the body of a call.
pub(crate) fn describe<const N: usize>(inputs: [(&'static str, Option<InputError>); N]) -> String {
    Faults(&only_faults(inputs)).to_string()
}

/// Says what is missing, and then what is refused.
struct Faults<'f>(&'f [(Cow<'static, str>, InputError)]);

impl fmt::Display for Faults<'_> {
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
    faults: &[(Cow<'static, str>, InputError)],
    missing: &mut Vec<String>,
    refused: &mut Vec<String>,
) {
    for (name, fault) in faults {
        let name = format!("{prefix}{name}");
        match fault {
            InputError::Missing => missing.push(name),
            InputError::Refused(reason) => refused.push(format!("{name}: {reason}")),
            InputError::Within(faults) => sort(&format!("{name}."), faults, missing, refused),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Text(text) => f.write_str(text),
            Reason::Faults(type_name, faults) => write!(f, "{type_name}: {}", Faults(faults)),
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
    fn from(text: &'static str) -> Self {
        Self(Reason::Text(text.into()))
    }
}

impl From<String> for BuildError {
    fn from(text: String) -> Self {
        Self(Reason::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_missing_or_refused_is_named_at_once() {
        let within = |fault| InputError::Within(vec![("0".into(), InputError::Within(vec![("scope".into(), fault)]))]);
        let text = describe([
            ("id", Some(InputError::Missing)),
            ("limit", Some(InputError::Refused("it is too high".into()))),
            ("offset", None),
            ("acl", Some(within(InputError::Missing))),
            ("body", Some(within(InputError::Refused("it is odd".into())))),
        ]);
        assert_eq!(text, "not set: id, acl.0.scope; limit: it is too high; body.0.scope: it is odd");
    }
}
