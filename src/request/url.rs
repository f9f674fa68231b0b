//! The encoding of values in URLs.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use crate::Secret;
use crate::error::Error;

/// A scalar for a path or a header, or for a mock.
pub(crate) trait PathValue {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result;

    /// Returns whether HTTP libraries must not log the value.
    fn is_secret(&self) -> bool {
        false
    }
}

impl<T: fmt::Display> PathValue for T {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

// A secret has no `Display`.
impl PathValue for Secret {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(self.expose_secret())
    }

    fn is_secret(&self) -> bool {
        true
    }
}

/// All characters except the unreserved ones (RFC 3986, section 2.3), which cannot end a segment or start another URL
/// part.
pub(super) const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn json(name: &str, value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::invalid_request(format!("{name}: it cannot be serialized as JSON")))
}

/// Formats the values of a scalar or of a list of scalars for a parameter. Absent values are left out.
pub(super) fn scalars(name: &str, value: &impl Serialize) -> Result<Vec<String>, Error> {
    let scalar = |value: Value| match value {
        Value::Null => Ok(None),
        Value::String(value) => Ok(Some(value)),
        // As in a path: `1` and not `1.0`.
        Value::Number(number) if number.is_f64() => Ok(number.as_f64().map(|float| float.to_string())),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => {
            Err(Error::invalid_request(format!("{name}: nested lists and objects cannot be sent")))
        }
    };
    match json(name, value)? {
        Value::Array(values) => values.into_iter().filter_map(|value| scalar(value).transpose()).collect(),
        value => Ok(scalar(value)?.into_iter().collect()),
    }
}

/// Appends a value as exactly one segment.
pub(crate) fn push_segment(path: &mut String, name: &str, value: &impl PathValue) -> Result<(), Error> {
    encode_segment(path, value).map_err(|reason| Error::invalid_request(format!("{name}: {reason}")))
}

/// Appends a value as exactly one segment, or returns why it cannot be one.
///
/// An empty value and the two dot segments are rejected: a URL parser resolves dot segments even when they are encoded
/// (WHATWG URL, "double-dot URL path segment").
pub(crate) fn encode_segment(path: &mut String, value: &impl PathValue) -> Result<(), &'static str> {
    let start = path.len();
    value.write(&mut Encoded(path)).map_err(|_| "it cannot be formatted")?;
    if path.len() == start {
        return Err("it is empty");
    }
    // Encoding does not change dots. A constant part may precede the value.
    let segment = path.rfind('/').map_or(path.as_str(), |slash| &path[slash + 1..]);
    match segment {
        "." | ".." => Err("it is a dot segment, which a path cannot contain"),
        _ => Ok(()),
    }
}

/// Appends a parameter to a query. A space is `%20` (RFC 6570, section 3.2.8): not every server reads `+` as a space.
pub(super) fn with_pair(mut query: String, name: &str, value: &str) -> String {
    query.push_str(if query.is_empty() { "" } else { "&" });
    query.extend(utf8_percent_encode(name, ENCODED));
    query.push('=');
    query.extend(utf8_percent_encode(value, ENCODED));
    query
}

/// Percent-encodes the strings written to it.
struct Encoded<'p>(&'p mut String);

impl fmt::Write for Encoded<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(piece, ENCODED));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_are_a_part_of_a_segment_are_accepted() {
        for (constant, value, is_accepted) in [("/users('", "..", true), ("/v1", ".", true), ("/.", ".", false)] {
            let mut path = constant.to_owned();
            assert_eq!(push_segment(&mut path, "id", &value).is_ok(), is_accepted, "{path}");
        }
    }

    #[test]
    fn only_a_secret_hides_its_value_from_logs() {
        let secret = Secret::from("a");
        assert_eq!([PathValue::is_secret(&"a"), secret.is_secret()], [false, true]);
    }
}
