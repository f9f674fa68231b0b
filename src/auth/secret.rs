//! The type of passwords and tokens, which are never shown by accident.

use std::fmt;
use std::hash::{Hash, Hasher};

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;

/// A password, an API key or a bearer token.
///
/// `Debug` does not show it, and there is no `Display`. It is overwritten in memory when it is dropped, and secrets of
/// equal length are compared in constant time. [`expose_secret`](Self::expose_secret) reads it. Serializing also writes
/// it out, because requests contain it.
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
    /// Returns the secret. Do not log the returned string.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Hash for Secret {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.expose_secret().hash(state);
    }
}

impl From<String> for Secret {
    fn from(mut value: String) -> Self {
        // Shrinking the `String` in place could reallocate it and leave the old copy in memory.
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
        // `deserialize_str` would let serde_json reject other types with an error that quotes the value.
        deserializer.deserialize_any(AnyString)
    }
}

/// Accepts a string. For other types, serde's own errors would quote the value, such as a numeric one-time password.
struct AnyString;

macro_rules! reject {
    ($($visit:ident $number:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $number) -> Result<Secret, E> {
            Err(E::custom("a secret is not a string"))
        }
    )*};
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

    reject!(visit_i64 i64, visit_u64 u64, visit_i128 i128, visit_u128 u128, visit_f64 f64);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_equal_and_hash_alike_if_their_strings_are() {
        use std::hash::{BuildHasher, RandomState};

        let state = RandomState::new();
        assert_eq!(state.hash_one(Secret::from("a")), state.hash_one("a"));
        assert_ne!(state.hash_one(Secret::from("a")), state.hash_one(Secret::from("b")));
        assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
        assert_ne!(Secret::from("a"), Secret::from("b"));
        assert_ne!(Secret::from("a"), Secret::from("aa"));
    }

    #[test]
    fn a_secret_is_overwritten_when_it_is_dropped() {
        // Safe code cannot read dropped memory, so the test relies on the trait of the type.
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
    fn only_expose_secret_reads_a_secret() {
        assert_is_not!(fmt::Display, std::ops::Deref, AsRef<str>, AsRef<[u8]>, std::borrow::Borrow<str>, Into<String>);
        assert_is_not!(fmt::LowerHex, Into<Vec<u8>>, IntoIterator, PartialOrd);
        assert_eq!(format!("{:?}", Secret::from("a")), "Secret([redacted])");
    }

    #[test]
    fn a_secret_is_a_plain_string_in_json() {
        let secret: Secret = serde_json::from_str(r#""a\"b""#).expect("a JSON string");
        assert_eq!(secret.expose_secret(), "a\"b");
        assert_eq!(serde_json::to_string(&secret).expect("a string"), r#""a\"b""#);
    }
}
