//! The keys of a client, and which of them a call sends.

pub(crate) mod jwt_provider;
pub(crate) mod organization;
pub(crate) mod secret;
#[cfg(feature = "sessions")]
pub(crate) mod session;

use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;
use tokio::time::Instant;

use crate::auth::jwt_provider::{Jwt, JwtProvider};
use crate::error::Error;
use crate::{Operation, Secret, SecurityScheme};

/// The credentials that are configured, ready to be sent.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(SecurityScheme, HeaderName, Source)>);

/// Where the value of a header comes from.
#[derive(Clone)]
enum Source {
    /// With what stands before the credential.
    Fixed(HeaderValue, String),
    Provided(JwtProvider),
}

impl Credentials {
    /// Adds a credential; an error names the setter of its scheme.
    pub(crate) fn add(&mut self, scheme: SecurityScheme, key: &Secret, prefix: Option<&str>) -> Result<(), Error> {
        check(scheme.setter(), key.expose_secret())?;
        let prefix = prefix.map_or_else(|| scheme.prefix().to_owned(), |prefix| format!("{prefix} "));
        self.add_with_prefix(scheme, key, prefix)
    }

    fn add_with_prefix(&mut self, scheme: SecurityScheme, key: &Secret, prefix: String) -> Result<(), Error> {
        let value = header_value(&prefix, key).map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.push(scheme, Source::Fixed(value, prefix))
    }

    /// Replaces the credential of a scheme, or adds it.
    pub(crate) fn replace(&mut self, scheme: SecurityScheme, key: &Secret) -> Result<(), Error> {
        check(scheme.setter(), key.expose_secret())?;
        let replaced = self.0.iter().position(|(configured, ..)| *configured == scheme);
        let prefix = match replaced.map(|index| self.0.remove(index).2) {
            Some(Source::Fixed(_, prefix)) => prefix,
            _ => scheme.prefix().to_owned(),
        };
        self.add_with_prefix(scheme, key, prefix)
    }

    /// Adds a provider of credentials.
    pub(crate) fn add_provider(&mut self, scheme: SecurityScheme, provider: JwtProvider) -> Result<(), Error> {
        self.push(scheme, Source::Provided(provider))
    }

    fn push(&mut self, scheme: SecurityScheme, source: Source) -> Result<(), Error> {
        let name = HeaderName::from_bytes(scheme.header().as_bytes())
            .map_err(|_| Error::configuration(scheme.setter(), "the spec sends it in a header that is not one"))?;
        self.0.push((scheme, name, source));
        Ok(())
    }

    /// The schemes that are configured.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.0.iter().map(|(scheme, ..)| *scheme)
    }

    /// Puts the first accepted credential that is configured into the headers, and no other. Returns it if the program
    /// provided it.
    pub(crate) async fn authorize(
        &self,
        operation: &Operation,
        headers: &mut HeaderMap,
        deadline: Instant,
    ) -> Result<Option<Arc<Jwt>>, Error> {
        if operation.security.is_empty() {
            return Ok(None);
        }
        let configured = |accepted: &SecurityScheme| self.0.iter().find(|(scheme, ..)| scheme == accepted);
        match operation.security.iter().find_map(configured) {
            None if operation.is_anonymous => Ok(None),
            None => Err(Error::missing_credentials(operation.security)),
            Some((_, name, Source::Fixed(value, _))) => {
                headers.insert(name.clone(), value.clone());
                Ok(None)
            }
            Some((_, name, Source::Provided(provider))) => {
                let jwt = provider.jwt(deadline).await?;
                headers.insert(name.clone(), jwt.header.clone());
                Ok(Some(jwt))
            }
        }
    }
}

/// A header value that HTTP libraries do not show.
pub(crate) fn header_value(prefix: &str, key: &Secret) -> Result<HeaderValue, &'static str> {
    // With room for all of it, so that growing leaves no copy behind. The value is zeroised when its last clone is dropped.
    let mut string = Zeroizing::new(Vec::with_capacity(prefix.len() + key.expose_secret().len()));
    string.extend_from_slice(prefix.as_bytes());
    string.extend_from_slice(key.expose_secret().as_bytes());
    let mut value =
        HeaderValue::from_maybe_shared(Bytes::from_owner(string)).map_err(|_| "it cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Refuses a key that cannot be one. It is not shown.
pub(crate) fn check(setting: &'static str, key: &str) -> Result<(), Error> {
    match reason(key) {
        Some(reason) => Err(Error::configuration(setting, reason)),
        None => Ok(()),
    }
}

/// Why a key cannot be one.
pub(crate) fn reason(key: &str) -> Option<&'static str> {
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
    use crate::operation::tests::operation;

    #[tokio::test]
    async fn http_libraries_are_told_that_a_credential_is_sensitive() {
        for scheme in SecurityScheme::ALL {
            let mut fixed = Credentials::default();
            fixed.add(scheme, &Secret::from("canary"), Some("Token")).expect("a credential");
            let first = Jwt::new(scheme, &Secret::from("canary")).expect("a credential");
            // It is asked for nothing: the first is good until a 401.
            let provide = Arc::new(|| panic!("the provider was asked"));
            let mut provided = Credentials::default();
            let provider = JwtProvider::new(scheme, provide, std::time::Duration::MAX, Some(first));
            provided.add_provider(scheme, provider).expect("a provider");
            for credentials in [fixed, provided] {
                let mut headers = HeaderMap::new();
                let deadline = Instant::now() + std::time::Duration::from_secs(9);
                let authorized = credentials.authorize(operation(&SecurityScheme::ALL), &mut headers, deadline);
                authorized.await.expect("a credential");
                assert!(headers[scheme.header()].is_sensitive(), "{scheme:?}");
                assert!(!format!("{headers:?}").contains("canary"), "{scheme:?}");
            }
        }
    }
}
