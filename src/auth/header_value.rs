//! Header values with a credential.

use bytes::Bytes;
use reqwest::header::HeaderValue;
use secrecy::zeroize::Zeroizing;

use crate::Secret;

/// Returns a header value that HTTP libraries do not log.
pub(crate) fn header_value(prefix: &str, credential: &Secret) -> Result<HeaderValue, &'static str> {
    check(credential.expose_secret())?;
    // Allocated in full, because growing would leave a copy in memory. Dropping the last clone overwrites the value.
    let mut string = Zeroizing::new(Vec::with_capacity(prefix.len() + credential.expose_secret().len()));
    string.extend_from_slice(prefix.as_bytes());
    string.extend_from_slice(credential.expose_secret().as_bytes());
    let mut value =
        HeaderValue::from_maybe_shared(Bytes::from_owner(string)).map_err(|_| "it cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns the header value of a string of visible ASCII and spaces, unless it is empty.
pub(crate) fn visible(string: &str) -> Option<HeaderValue> {
    let is_visible = !string.is_empty() && string.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    HeaderValue::from_str(string).ok().filter(|_| is_visible)
}

/// The maximum length of a credential, in bytes. Few servers accept longer headers, and reading the claims of a JWT can
/// cost 75 times its length.
pub(crate) const MAX_BYTES: usize = 32 * 1024;

/// Rejects a malformed credential. The error does not show it.
pub(crate) fn check(value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("it is empty");
    }
    if value.len() > MAX_BYTES {
        return Err("it is longer than 32 KiB");
    }
    if value.contains(['\n', '\r']) {
        return Err("it contains a line break; trim it if it was read from a file");
    }
    if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("it contains a character other than visible ASCII");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_has_32_kib_at_most() {
        let is_accepted = |length| check(&"a".repeat(length)).is_ok();
        assert_eq!([MAX_BYTES, MAX_BYTES + 1, MAX_BYTES * 2].map(is_accepted), [true, false, false]);
    }
}
