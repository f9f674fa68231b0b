//! A password or a token that is not shown by accident.

use std::fmt;
use std::hash::{Hash, Hasher};

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Visitor;
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

impl From<SecretString> for Secret {
    fn from(value: SecretString) -> Self {
        Self(value)
    }
}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose_secret().hash(state);
    }
}

impl From<String> for Secret {
    fn from(mut value: String) -> Self {
        // To make room for no more than the string may move it, and would leave the old one as it is.
        let secret = Self::from(value.as_str());
        value.zeroize();
        secret
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.into())
    }
}

impl From<&String> for Secret {
    fn from(value: &String) -> Self {
        Self::from(value.as_str())
    }
}

impl From<&Secret> for Secret {
    fn from(value: &Secret) -> Self {
        value.clone()
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
        // Asked for a string, serde_json itself refuses what is none, and quotes it.
        deserializer.deserialize_any(AnyString)
    }
}

/// Reads a string. What serde says of a value of another type quotes it: a one-time password as a number, say.
struct AnyString;

impl AnyString {
    fn refuse<E: serde::de::Error>() -> Result<Secret, E> {
        Err(E::custom("a secret is not a string"))
    }
}

impl Visitor<'_> for AnyString {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, string: &str) -> Result<Secret, E> {
        Ok(string.into())
    }

    fn visit_string<E>(self, string: String) -> Result<Secret, E> {
        Ok(string.into())
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Secret, E> {
        Self::refuse()
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Secret, E> {
        Self::refuse()
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
    fn it_is_overwritten_when_it_is_dropped() {
        // Without unsafe code nobody can look at what was dropped; the type promises it.
        fn is_overwritten<T: secrecy::zeroize::ZeroizeOnDrop>(_: &T) {}
        is_overwritten(&Secret::from("a").0);
    }

    /// Does not compile if `Secret` is one of these: each impl that applies makes `check` ambiguous.
    macro_rules! assert_is_not {
        ($($bound:path),*) => {$({
            trait Unless<A> {
                fn check() {}
            }
            struct Is;
            impl<T: ?Sized> Unless<()> for T {}
            impl<T: ?Sized + $bound> Unless<Is> for T {}
            <Secret as Unless<_>>::check();
        })*};
    }

    #[test]
    fn nothing_but_expose_secret_reads_it() {
        assert_is_not!(fmt::Display, std::ops::Deref, AsRef<str>, AsRef<[u8]>, std::borrow::Borrow<str>, Into<String>);
        assert_is_not!(fmt::LowerHex, Into<Vec<u8>>, IntoIterator, PartialOrd);
    }

    #[test]
    fn what_is_no_string_is_refused_and_not_quoted() {
        for json in ["123456", "-123456", "123456.5", "[123456]", r#"{"a": 123456}"#, "true", "null"] {
            let error = serde_json::from_str::<Secret>(json).expect_err(json);
            assert!(!format!("{error} {error:?}").contains("123456"), "{error}");
        }
    }

    #[test]
    fn it_goes_through_json_as_a_plain_string() {
        let secret: Secret = serde_json::from_str(r#""a\"b""#).expect("a JSON string");
        assert_eq!(secret.expose_secret(), "a\"b");
        assert_eq!(serde_json::to_string(&secret).expect("a string"), r#""a\"b""#);
    }
}
