//! Header values with a credential.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use secrecy::zeroize::Zeroizing;

use crate::Secret;
use crate::error::Error;

/// Returns a header value that HTTP libraries do not log.
pub(crate) fn header_value(prefix: &str, credential: &Secret) -> Result<HeaderValue, &'static str> {
    // Allocated in full, because growing would leave a copy in memory. Dropping the last clone zeroises the value.
    let mut string = Zeroizing::new(Vec::with_capacity(prefix.len() + credential.expose_secret().len()));
    string.extend_from_slice(prefix.as_bytes());
    string.extend_from_slice(credential.expose_secret().as_bytes());
    let mut value =
        HeaderValue::from_maybe_shared(Bytes::from_owner(string)).map_err(|_| "it cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Rejects a malformed credential. The error does not show it.
pub(crate) fn check(setting: &'static str, value: &str) -> Result<(), Error> {
    match reason(value) {
        Some(reason) => Err(Error::configuration(setting, reason)),
        None => Ok(()),
    }
}

/// The maximum length of a credential, in bytes. Few servers accept longer headers, and reading the claims of a JWT can
/// cost 75 times its length.
pub(crate) const MAX_BYTES: usize = 32 * 1024;

/// Returns why a credential is malformed, if it is.
pub(crate) fn reason(value: &str) -> Option<&'static str> {
    if value.is_empty() {
        return Some("it is empty");
    }
    if value.len() > MAX_BYTES {
        return Some("it is longer than 32 KiB");
    }
    if value.contains(['\n', '\r']) {
        return Some("it contains a line break; trim it if it was read from a file");
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Some("it contains a character other than visible ASCII");
    }
    None
}
