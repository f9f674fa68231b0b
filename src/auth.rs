//! The keys of a client, and which of them a call sends.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::Error;
use crate::{Operation, Secret, SecurityScheme};

/// The keys that are configured, ready to be sent.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(SecurityScheme, HeaderName, HeaderValue)>);

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
        let unusable = |_| Error::configuration(setting, "it cannot be sent in a header");
        let mut value = HeaderValue::try_from(format!("{prefix}{}", key.expose_secret())).map_err(unusable)?;
        value.set_sensitive(true);
        let name = HeaderName::from_bytes(scheme.header().as_bytes())
            .map_err(|_| Error::configuration(setting, "the document sends it in what is no header"))?;
        self.0.push((scheme, name, value));
        Ok(())
    }

    /// The schemes that are configured.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = SecurityScheme> {
        self.0.iter().map(|(scheme, ..)| *scheme)
    }

    /// Puts the first accepted key that is configured into the headers, and no other.
    pub(crate) fn authorize(&self, operation: &Operation, headers: &mut HeaderMap) -> Result<(), Error> {
        if operation.security.is_empty() {
            return Ok(());
        }
        let configured = |accepted: &SecurityScheme| self.0.iter().find(|(scheme, ..)| scheme == accepted);
        let Some((_, name, value)) = operation.security.iter().find_map(configured) else {
            return Err(Error::no_credentials(operation.security));
        };
        headers.insert(name.clone(), value.clone());
        Ok(())
    }
}

/// Refuses a key that cannot be one. It is not shown.
pub(crate) fn check(setting: &'static str, key: &str) -> Result<(), Error> {
    if key.is_empty() {
        return Err(Error::configuration(setting, "it is empty"));
    }
    if key.contains(['\n', '\r']) {
        return Err(Error::configuration(setting, "it has a line break; trim what was read from a file"));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::configuration(setting, "it has a character other than visible ASCII"));
    }
    Ok(())
}
