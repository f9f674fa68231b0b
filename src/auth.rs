//! The keys of a client, and which of them a call sends.

use std::sync::Arc;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::jwt_provider::{Jwt, JwtProvider};
use crate::{Operation, Secret, SecurityScheme};

/// The keys that are configured, ready to be sent.
#[derive(Default)]
pub(crate) struct Credentials(Vec<(SecurityScheme, HeaderName, Key)>);

/// Where the value of a header comes from.
enum Key {
    Fixed(HeaderValue),
    Provided(JwtProvider),
}

impl Credentials {
    /// Adds a key; `setting` is what an error calls it.
    pub(crate) fn add(
        &mut self,
        setting: &'static str,
        scheme: SecurityScheme,
        key: &Secret,
        prefix: Option<&str>,
    ) -> Result<(), Error> {
        check(setting, key.expose_secret())?;
        let prefix = prefix.map(|prefix| format!("{prefix} "));
        let prefix = prefix.as_deref().unwrap_or_else(|| scheme.prefix());
        let value = header_value(prefix, key).map_err(|fault| Error::configuration(setting, fault))?;
        self.push(setting, scheme, Key::Fixed(value))
    }

    /// Adds JWTs that the program provides.
    pub(crate) fn add_provider(&mut self, provider: JwtProvider) -> Result<(), Error> {
        self.push("jwt_provider", SecurityScheme::Jwt, Key::Provided(provider))
    }

    fn push(&mut self, setting: &'static str, scheme: SecurityScheme, key: Key) -> Result<(), Error> {
        let name = HeaderName::from_bytes(scheme.header().as_bytes())
            .map_err(|_| Error::configuration(setting, "the document sends it in what is no header"))?;
        self.0.push((scheme, name, key));
        Ok(())
    }

    /// The schemes that are configured.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.0.iter().map(|(scheme, ..)| *scheme)
    }

    /// Puts the first accepted key that is configured into the headers, and no other. Gives the JWT if it is one that
    /// the program provided.
    pub(crate) async fn authorize(
        &self,
        operation: &Operation,
        headers: &mut HeaderMap,
    ) -> Result<Option<Arc<Jwt>>, Error> {
        if operation.security.is_empty() {
            return Ok(None);
        }
        let configured = |accepted: &SecurityScheme| self.0.iter().find(|(scheme, ..)| scheme == accepted);
        match operation.security.iter().find_map(configured) {
            None => Err(Error::missing_credentials(operation.security)),
            Some((_, name, Key::Fixed(value))) => {
                headers.insert(name.clone(), value.clone());
                Ok(None)
            }
            Some((_, name, Key::Provided(provider))) => {
                let jwt = provider.jwt().await?;
                headers.insert(name.clone(), jwt.header.clone());
                Ok(Some(jwt))
            }
        }
    }
}

/// Whether a 401 may be about a password in the request as well as about the key.
///
/// A customer who is not logged in yet may call what takes a publishable key. Of these operations, those that are not
/// idempotent take the customer's password or one-time password: a wrong one that is sent twice counts twice.
pub(crate) fn sends_customer_credentials(operation: &Operation) -> bool {
    operation.security.contains(&SecurityScheme::PublishableApiKey) && !operation.is_idempotent
}

/// A header value that HTTP libraries do not show.
pub(crate) fn header_value(prefix: &str, key: &Secret) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::try_from(format!("{prefix}{}", key.expose_secret()))
        .map_err(|_| "it cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Refuses a key that cannot be one. It is not shown.
pub(crate) fn check(setting: &'static str, key: &str) -> Result<(), Error> {
    match fault(key) {
        Some(fault) => Err(Error::configuration(setting, fault)),
        None => Ok(()),
    }
}

/// Why a key cannot be one.
pub(crate) fn fault(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        return Some("it is empty");
    }
    if key.contains(['\n', '\r']) {
        return Some("it has a line break; trim what was read from a file");
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some("it has a character other than visible ASCII");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OPERATIONS;

    #[tokio::test]
    async fn http_libraries_are_told_that_a_key_is_sensitive() {
        let verify =
            OPERATIONS.iter().find(|operation| operation.security.len() == 3).expect("one that takes all keys");
        for scheme in SecurityScheme::ALL {
            let mut credentials = Credentials::default();
            credentials.add("key", scheme, &Secret::from("canary"), Some("Token")).expect("a key");
            assert_sensitive(&credentials, verify, scheme).await;
        }
        let mut credentials = Credentials::default();
        let first = Jwt::new(&Secret::from("canary")).expect("a JWT");
        // Asked for no other JWT: the first is good until a 401.
        let provide = Arc::new(|| panic!("the provider was asked"));
        let provider = JwtProvider::new(provide, std::time::Duration::MAX, Some(first));
        credentials.add_provider(provider).expect("a provider");
        assert_sensitive(&credentials, verify, SecurityScheme::Jwt).await;
    }

    async fn assert_sensitive(credentials: &Credentials, operation: &Operation, scheme: SecurityScheme) {
        let mut headers = HeaderMap::new();
        credentials.authorize(operation, &mut headers).await.expect("a key");
        assert!(headers[scheme.header()].is_sensitive(), "{scheme:?}");
        assert!(!format!("{headers:?}").contains("canary"), "{scheme:?}");
    }
}
