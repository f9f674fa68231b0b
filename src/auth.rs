//! The credentials of a client, and which of them a request sends.

pub(crate) mod header_value;
pub(crate) mod jwt;
pub(crate) mod organization;
pub(crate) mod provider;
pub(crate) mod secret;
#[cfg(feature = "sessions")]
pub(crate) mod session;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;

use crate::auth::header_value::{check, header_value};
use crate::auth::provider::{CredentialProvider, ProvidedCredential, ProviderFn};
use crate::error::Error;
use crate::{Operation, Secret, SecurityScheme};

/// The configured credentials.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    sources: Vec<(SecurityScheme, HeaderName, Source)>,
    /// The prefixes that replace those of the spec. A prefix outlasts the credential that it was set with.
    prefixes: BTreeMap<SecurityScheme, String>,
}

/// The source of a header value.
#[derive(Clone)]
enum Source {
    Fixed(HeaderValue),
    Provided(CredentialProvider),
}

impl Credentials {
    /// Sets the word before the credential of a scheme, for the credentials that are set later.
    pub(crate) fn set_prefix(&mut self, scheme: SecurityScheme, prefix: &str) -> Result<(), Error> {
        check(scheme.setter(), prefix)?;
        self.prefixes.insert(scheme, format!("{prefix} "));
        Ok(())
    }

    fn prefix(&self, scheme: SecurityScheme) -> &str {
        self.prefixes.get(&scheme).map_or(scheme.prefix(), String::as_str)
    }

    /// Sets the credential of a scheme. An error names the setter of its scheme.
    pub(crate) fn set(&mut self, scheme: SecurityScheme, credential: &Secret) -> Result<(), Error> {
        check(scheme.setter(), credential.expose_secret())?;
        let value = header_value(self.prefix(scheme), credential);
        self.set_source(scheme, Source::Fixed(value.map_err(|reason| Error::configuration(scheme.setter(), reason))?))
    }

    /// Sets the provider of the credential of a scheme. `first` is the initial credential, if there is one.
    pub(crate) fn set_provider(
        &mut self,
        scheme: SecurityScheme,
        provide: Arc<ProviderFn>,
        timeout: Duration,
        first: Option<&Secret>,
    ) -> Result<(), Error> {
        let provider = CredentialProvider::new(scheme, self.prefix(scheme), provide, timeout, first);
        let provider = provider.map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.set_source(scheme, Source::Provided(provider))
    }

    fn set_source(&mut self, scheme: SecurityScheme, source: Source) -> Result<(), Error> {
        let name = HeaderName::from_bytes(scheme.header().as_bytes())
            .map_err(|_| Error::configuration(scheme.setter(), "the spec's header name for it is invalid"))?;
        self.sources.retain(|(configured, ..)| *configured != scheme);
        self.sources.push((scheme, name, source));
        Ok(())
    }

    /// Returns the credential of one scheme.
    pub(crate) fn only(&self, scheme: SecurityScheme) -> Self {
        let mut only = self.clone();
        only.sources.retain(|(configured, ..)| *configured == scheme);
        only
    }

    /// Returns the configured schemes.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.sources.iter().map(|(scheme, ..)| *scheme)
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
        let configured = |accepted: &SecurityScheme| self.sources.iter().find(|(scheme, ..)| scheme == accepted);
        match operation.security.iter().find_map(configured) {
            None if operation.is_anonymous => Ok(None),
            None => Err(Error::missing_credentials(operation.security)),
            Some((_, name, Source::Fixed(value))) => {
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
        for &scheme in SecurityScheme::ALL {
            let mut fixed = Credentials::default();
            fixed.set_prefix(scheme, "Token").expect("a prefix");
            fixed.set(scheme, &Secret::from("canary")).expect("a credential");
            let first = Secret::from("canary");
            // The provider is not called, because the first credential stays valid until a 401.
            let provide = Arc::new(|| panic!("the provider was called"));
            let mut provided = Credentials::default();
            provided.set_provider(scheme, provide, Duration::MAX, Some(&first)).expect("a provider");
            for credentials in [fixed, provided] {
                let mut headers = HeaderMap::new();
                let deadline = Instant::now() + Duration::from_secs(9);
                let authorized = credentials.authorize(operation(SecurityScheme::ALL), &mut headers, deadline);
                authorized.await.expect("a credential");
                assert!(headers[scheme.header()].is_sensitive(), "{scheme:?}");
                assert!(!format!("{headers:?}").contains("canary"), "{scheme:?}");
            }
        }
    }
}
