//! The credentials of a client, and which of them a request sends.

pub(crate) mod header_value;
pub(crate) mod jwt;
pub(crate) mod organization;
pub(crate) mod provider;
pub(crate) mod secret;
#[cfg(feature = "sessions")]
pub(crate) mod session;

use std::sync::Arc;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use crate::auth::header_value::{check, header_value};
use crate::auth::provider::{CredentialProvider, ProvidedCredential};
use crate::error::Error;
use crate::{Operation, Secret, SecurityScheme};

/// The configured credentials.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(SecurityScheme, HeaderName, Source)>);

/// The source of a header value.
#[derive(Clone)]
enum Source {
    /// A header value and the prefix before the credential.
    Fixed(HeaderValue, String),
    Provided(CredentialProvider),
}

impl Credentials {
    /// Adds a credential. An error names the setter of its scheme.
    pub(crate) fn add(
        &mut self,
        scheme: SecurityScheme,
        credential: &Secret,
        prefix: Option<&str>,
    ) -> Result<(), Error> {
        check(scheme.setter(), credential.expose_secret())?;
        let prefix = prefix.map_or_else(|| scheme.prefix().to_owned(), |prefix| format!("{prefix} "));
        self.add_with_prefix(scheme, credential, prefix)
    }

    fn add_with_prefix(&mut self, scheme: SecurityScheme, credential: &Secret, prefix: String) -> Result<(), Error> {
        let value =
            header_value(&prefix, credential).map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.push(scheme, Source::Fixed(value, prefix))
    }

    /// Replaces or adds the credential of a scheme.
    pub(crate) fn replace(&mut self, scheme: SecurityScheme, credential: &Secret) -> Result<(), Error> {
        check(scheme.setter(), credential.expose_secret())?;
        let replaced = self.0.iter().position(|(configured, ..)| *configured == scheme);
        let prefix = match replaced.map(|index| self.0.remove(index).2) {
            Some(Source::Fixed(_, prefix)) => prefix,
            _ => scheme.prefix().to_owned(),
        };
        self.add_with_prefix(scheme, credential, prefix)
    }

    /// Replaces or adds the credential of a scheme by a provider.
    pub(crate) fn replace_with_provider(
        &mut self,
        scheme: SecurityScheme,
        provider: CredentialProvider,
    ) -> Result<(), Error> {
        self.0.retain(|(configured, ..)| *configured != scheme);
        self.add_provider(scheme, provider)
    }

    /// Adds a provider of credentials.
    pub(crate) fn add_provider(&mut self, scheme: SecurityScheme, provider: CredentialProvider) -> Result<(), Error> {
        self.push(scheme, Source::Provided(provider))
    }

    fn push(&mut self, scheme: SecurityScheme, source: Source) -> Result<(), Error> {
        let name = HeaderName::from_bytes(scheme.header().as_bytes())
            .map_err(|_| Error::configuration(scheme.setter(), "the spec's header name for it is invalid"))?;
        self.0.push((scheme, name, source));
        Ok(())
    }

    /// Returns the configured schemes.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.0.iter().map(|(scheme, ..)| *scheme)
    }

    /// Sets the header of the first accepted credential that is configured. Returns the credential if a provider
    /// supplied it.
    pub(crate) async fn authorize(
        &self,
        operation: &Operation,
        headers: &mut HeaderMap,
        deadline: Instant,
    ) -> Result<Option<Arc<ProvidedCredential>>, Error> {
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
                let provided = provider.credential(deadline).await?;
                headers.insert(name.clone(), provided.header.clone());
                Ok(Some(provided))
            }
        }
    }
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
            let first = ProvidedCredential::new(scheme, &Secret::from("canary")).expect("a credential");
            // The provider is not called, because the first credential stays valid until a 401.
            let provide = Arc::new(|| panic!("the provider was called"));
            let mut provided = Credentials::default();
            let provider = CredentialProvider::new(scheme, provide, std::time::Duration::MAX, Some(first));
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
