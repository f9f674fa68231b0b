//! The credentials of a client, and which of them a request sends.

pub(crate) mod header_value;
pub(crate) mod jwt;
pub(crate) mod organization;
pub(crate) mod provider;
pub(crate) mod refresh;
pub(crate) mod secret;
pub(crate) mod security_scheme;
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
use crate::{OPERATIONS, Operation, Secret, SecurityScheme};

/// The configured credentials.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    sources: Vec<(SecurityScheme, HeaderName, Source)>,
    /// The scheme that a derived client was created for. A request may use only alternatives that include it.
    principal: Option<SecurityScheme>,
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
        check(prefix).map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.prefixes.insert(scheme, format!("{prefix} "));
        Ok(())
    }

    fn prefix(&self, scheme: SecurityScheme) -> &str {
        self.prefixes.get(&scheme).map_or(scheme.row().prefix, String::as_str)
    }

    /// Sets the credential of a scheme. An error names the setter of its scheme.
    pub(crate) fn set(&mut self, scheme: SecurityScheme, credential: &Secret) -> Result<(), Error> {
        let value = header_value(self.prefix(scheme), credential);
        let value = value.map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.set_source(scheme, Source::Fixed(value));
        Ok(())
    }

    /// Sets the provider of the credential of a scheme.
    pub(crate) fn set_provider(&mut self, scheme: SecurityScheme, provide: Arc<ProviderFn>, timeout: Duration) {
        let provider = CredentialProvider::new(scheme, self.prefix(scheme), provide, timeout);
        self.set_source(scheme, Source::Provided(provider));
    }

    /// Sets the initial credential of a provider, and the provider.
    pub(crate) fn set_provider_with_initial(
        &mut self,
        scheme: SecurityScheme,
        first: &Secret,
        provide: Arc<ProviderFn>,
        timeout: Duration,
    ) -> Result<(), Error> {
        let provider = CredentialProvider::new(scheme, self.prefix(scheme), provide, timeout).with_initial(first);
        let provider = provider.map_err(|reason| Error::configuration(scheme.setter(), reason))?;
        self.set_source(scheme, Source::Provided(provider));
        Ok(())
    }

    fn set_source(&mut self, scheme: SecurityScheme, source: Source) {
        self.sources.retain(|(configured, ..)| *configured != scheme);
        self.sources.push((scheme, scheme.row().header_name, source));
    }

    /// Returns the credential of one scheme, and those that any operation requires together with it. They are sent only
    /// together with it.
    pub(crate) fn only(&self, scheme: SecurityScheme) -> Self {
        let alternatives = || OPERATIONS.iter().flat_map(|operation| operation.security);
        let is_sent_with = |other| alternatives().any(|all| all.contains(&scheme) && all.contains(&other));
        let mut only = Self { principal: Some(scheme), ..self.clone() };
        only.sources.retain(|(configured, ..)| *configured == scheme || is_sent_with(*configured));
        only
    }

    /// Returns the configured schemes.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.sources.iter().map(|(scheme, ..)| *scheme)
    }

    /// Returns the schemes whose credential may be sent without another one: a derived client has a single one.
    pub(crate) fn own_schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.schemes().filter(move |scheme| self.principal.is_none_or(|principal| principal == *scheme))
    }

    /// Sets the headers of the first accepted alternative whose credentials are all configured. Returns the credentials
    /// that a provider supplied.
    pub(crate) async fn authorize(
        &self,
        operation: &Operation,
        headers: &mut HeaderMap,
        deadline: Instant,
    ) -> Result<Vec<Arc<ProvidedCredential>>, Error> {
        let mut all_provided = Vec::new();
        let configured = |scheme: &SecurityScheme| self.sources.iter().find(|(configured, ..)| configured == scheme);
        let is_configured = |all: &&&[SecurityScheme]| {
            self.principal.is_none_or(|principal| all.contains(&principal))
                && all.iter().all(|scheme| configured(scheme).is_some())
        };
        let Some(schemes) = operation.security.iter().find(is_configured) else {
            return match operation.is_anonymous {
                true => Ok(all_provided),
                false => Err(Error::missing_credentials(operation.security)),
            };
        };
        for (_, name, source) in schemes.iter().filter_map(configured) {
            let value = match source {
                Source::Fixed(value) => value.clone(),
                Source::Provided(provider) => {
                    let provided = provider.credential(deadline).await?;
                    all_provided.push(Arc::clone(&provided));
                    provided.header.clone()
                }
            };
            headers.insert(name.clone(), value);
        }
        Ok(all_provided)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::tests::operation;

    #[tokio::test]
    async fn a_credential_follows_its_prefix_and_is_marked_as_sensitive() {
        for scheme in SecurityScheme::ALL {
            let alternatives = Box::leak(Box::new([std::slice::from_ref(scheme)]));
            let scheme = *scheme;
            let mut fixed = Credentials::default();
            fixed.set_prefix(scheme, "Token").expect("a prefix");
            fixed.set(scheme, &Secret::from("canary")).expect("a credential");
            let first = Secret::from("canary");
            // The provider is not called, because the first credential stays valid until a 401.
            let provide = Arc::new(|| panic!("the provider was called"));
            let mut provided = Credentials::default();
            provided.set_prefix(scheme, "Token").expect("a prefix");
            provided.set_provider_with_initial(scheme, &first, provide, Duration::MAX).expect("a provider");
            for credentials in [fixed, provided] {
                let mut headers = HeaderMap::new();
                let deadline = Instant::now() + Duration::from_secs(9);
                let authorized = credentials.authorize(operation(alternatives), &mut headers, deadline);
                authorized.await.expect("a credential");
                assert_eq!(headers[scheme.header()], "Token canary", "{scheme:?}");
                assert!(headers[scheme.header()].is_sensitive(), "{scheme:?}");
                assert!(!format!("{headers:?}").contains("canary"), "{scheme:?}");
            }
        }
    }

    #[test]
    fn a_credential_that_a_derived_client_keeps_is_not_its_own() {
        let Some(principal) = SecurityScheme::ALL.first().copied() else { return };
        let mut credentials = Credentials::default();
        for scheme in SecurityScheme::ALL {
            credentials.set(*scheme, &Secret::from("canary")).expect("a credential");
        }
        assert_eq!(credentials.own_schemes().collect::<Vec<_>>(), SecurityScheme::ALL);
        if OPERATIONS.iter().flat_map(|operation| operation.security).all(|schemes| schemes.len() == 1) {
            assert_eq!(credentials.only(principal).schemes().collect::<Vec<_>>(), [principal]);
        }
        let derived = Credentials { principal: Some(principal), ..credentials };
        assert_eq!(derived.own_schemes().collect::<Vec<_>>(), [principal]);
    }
}
