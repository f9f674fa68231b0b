//! A password or a token that is not shown by accident.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;

/// A password, a key or a bearer token.
///
/// `Debug` does not show it and there is no `Display`. It is overwritten in memory when dropped, and compared in
/// constant time. [`expose_secret`](Self::expose_secret) is the one way to read it. Serializing writes it out: that is
/// how it gets into a request.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::Secret;
///
/// let password = Secret::from("correct horse battery staple");
/// assert_eq!(format!("{password:?}"), "Secret([redacted])");
/// assert_eq!(password.expose_secret(), "correct horse battery staple");
/// ```
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Reads the secret. Do not log what this returns.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value.into())
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.into())
    }
}

impl From<&Secret> for Secret {
    fn from(value: &Secret) -> Self {
        value.clone()
    }
}

/// There was no secret to convert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSecret;

impl fmt::Display for NoSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the secret is absent")
    }
}

impl std::error::Error for NoSecret {}

/// So that the token of one answer can be passed to the next call as it is: `.token(&login.token)`.
impl TryFrom<&Option<Secret>> for Secret {
    type Error = NoSecret;

    fn try_from(value: &Option<Secret>) -> Result<Self, NoSecret> {
        value.clone().ok_or(NoSecret)
    }
}

impl TryFrom<Option<Secret>> for Secret {
    type Error = NoSecret;

    fn try_from(value: Option<Secret>) -> Result<Self, NoSecret> {
        value.ok_or(NoSecret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose_secret().as_bytes().ct_eq(other.expose_secret().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose_secret())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_it_not_even_its_length() {
        for secret in ["", "a", "a much longer secret"] {
            assert_eq!(format!("{:?}", Secret::from(secret)), "Secret([redacted])");
            assert_eq!(format!("{:#?}", Secret::from(secret)), "Secret([redacted])");
        }
    }

    #[test]
    fn equality_is_that_of_the_text() {
        assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
        assert_ne!(Secret::from("a"), Secret::from("b"));
        assert_ne!(Secret::from("a"), Secret::from("aa"));
    }

    #[test]
    fn it_goes_through_json_as_a_plain_string() {
        let secret: Secret = serde_json::from_str(r#""a\"b""#).expect("a JSON string");
        assert_eq!(secret.expose_secret(), "a\"b");
        assert_eq!(serde_json::to_string(&secret).expect("a string"), r#""a\"b""#);
    }
}
