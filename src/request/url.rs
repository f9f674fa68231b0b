//! The URL of a request, written part by part.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use url::form_urlencoded;

use crate::Secret;
use crate::error::Error;

/// A scalar for a path or a header.
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
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URL of a request. Only the path and the query are written, part by part. The rest comes from the client and is
/// not parsed again: parsing costs time and could change the server.
pub(crate) struct RequestUrl<'c> {
    base: &'c Url,
    path: String,
    query: String,
}

impl<'c> RequestUrl<'c> {
    /// Enough for the path and the values of nearly all operations, so that the string does not reallocate.
    const INITIAL_CAPACITY: usize = 96;

    pub(crate) fn after(base: &'c Url) -> Self {
        let start = base.path().trim_end_matches('/');
        let mut path = String::with_capacity(start.len() + Self::INITIAL_CAPACITY);
        path.push_str(start);
        Self { base, path, query: String::new() }
    }

    /// Appends a constant part of the path.
    pub(crate) fn literal(mut self, part: &str) -> Self {
        self.path.push_str(part);
        self
    }

    /// Appends a value as exactly one segment of the path.
    pub(crate) fn segment(mut self, name: &str, value: &impl PathValue) -> Result<Self, Error> {
        push_segment(&mut self.path, name, value)?;
        Ok(self)
    }

    /// Appends a list as one segment of the path, joined with commas (style `simple`, OpenAPI 3.0.3, section 4.7.12.2).
    pub(crate) fn segments(mut self, name: &str, values: &impl Serialize) -> Result<Self, Error> {
        let values = scalars(name, values)?;
        if let [only] = values.as_slice() {
            return self.segment(name, only);
        }
        for (index, value) in values.iter().enumerate() {
            self.path.push_str(if index == 0 { "" } else { "," });
            self.path.extend(utf8_percent_encode(value, ENCODED));
        }
        match values.is_empty() {
            true => Err(Error::invalid_request(format!("{name}: it is empty"))),
            false => Ok(self),
        }
    }

    /// Adds a query parameter. A list repeats the parameter, and an object adds a parameter for each member.
    pub(crate) fn query(self, name: &str, value: &impl Serialize) -> Result<Self, Error> {
        self.query_of(name, value, |key| key.to_owned())
    }

    /// Adds an object as a query parameter `name[key]` for each member.
    pub(crate) fn query_deep_object(self, name: &str, value: &impl Serialize) -> Result<Self, Error> {
        self.query_of(name, value, |key| format!("{name}[{key}]"))
    }

    fn query_of(mut self, name: &str, value: &impl Serialize, key: impl Fn(&str) -> String) -> Result<Self, Error> {
        match json(name, value)? {
            Value::Null => {}
            Value::Object(members) => {
                for (member, value) in members {
                    for value in scalars(name, &value)? {
                        self.push_pair(&key(&member), &value);
                    }
                }
            }
            value => {
                for value in scalars(name, &value)? {
                    self.push_pair(name, &value);
                }
            }
        }
        Ok(self)
    }

    /// Adds a list as one query parameter, joined with an encoded separator.
    pub(crate) fn query_joined(mut self, name: &str, values: &impl Serialize, separator: &str) -> Result<Self, Error> {
        for (index, value) in scalars(name, values)?.iter().enumerate() {
            match index {
                0 => self.push_pair(name, value),
                _ => {
                    self.query.push_str(separator);
                    self.query.extend(form_urlencoded::byte_serialize(value.as_bytes()));
                }
            }
        }
        Ok(self)
    }

    /// Adds a query parameter as JSON.
    pub(crate) fn query_json(mut self, name: &str, value: &impl Serialize) -> Result<Self, Error> {
        let value = json(name, value)?;
        if !value.is_null() {
            self.push_pair(name, &value.to_string());
        }
        Ok(self)
    }

    fn push_pair(&mut self, name: &str, value: &str) {
        self.query.push_str(if self.query.is_empty() { "" } else { "&" });
        self.query.extend(form_urlencoded::byte_serialize(name.as_bytes()));
        self.query.push('=');
        self.query.extend(form_urlencoded::byte_serialize(value.as_bytes()));
    }

    pub(crate) fn into_url(self) -> Url {
        let mut url = self.base.clone();
        self.put_into(&mut url);
        url
    }

    /// Replaces the path of a URL, and its query if there is one.
    pub(crate) fn put_into(self, url: &mut Url) {
        url.set_path(&self.path);
        if !self.query.is_empty() {
            url.set_query(Some(&self.query));
        }
    }
}

fn json(name: &str, value: &impl Serialize) -> Result<Value, Error> {
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
    // Encoding does not change these three values, and no other value encodes to them.
    match &path[start..] {
        "" => Err("it is empty"),
        "." | ".." => Err("it is a dot segment, which a path cannot contain"),
        _ => Ok(()),
    }
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
    use serde_json::json;

    use super::*;

    fn encoded(value: &String) -> Result<String, Error> {
        let mut segment = String::new();
        push_segment(&mut segment, "id", value).map(|()| segment)
    }

    #[test]
    fn any_path_value_is_one_segment() {
        let hostile = ["..\\other", "a/b", "%2e%2e", "%5c", "a;b", "a?b", "a#b", "\t\r\n\0", "．．", "…", "a b"];
        for value in hostile.map(str::to_owned) {
            let encoded = encoded(&value).expect("it can be encoded");
            let url = reqwest::Url::parse(&format!("https://host/a/{encoded}/b")).expect("a URL");
            let segments: Vec<&str> = url.path_segments().expect("a path").collect();
            assert_eq!(segments, ["a", encoded.as_str(), "b"], "{value:?}");
            let decoded = percent_encoding::percent_decode_str(&encoded).decode_utf8().expect("UTF-8");
            assert_eq!(decoded, value);
        }
    }

    #[test]
    fn a_value_that_is_not_one_segment_is_rejected_without_an_echo() {
        for value in ["", ".", ".."].map(str::to_owned) {
            let error = encoded(&value).expect_err("it cannot be encoded");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(!error.to_string().contains(".."));
        }
    }

    fn url() -> Url {
        Url::parse("https://host/a").expect("a URL")
    }

    fn query(write: impl FnOnce(RequestUrl<'_>) -> Result<RequestUrl<'_>, Error>) -> String {
        let base = url();
        let url = write(RequestUrl::after(&base)).map(RequestUrl::into_url).expect("a URL");
        url.query().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_number_is_written_as_in_a_path() {
        assert_eq!(query(|url| url.query("q", &[1.0, 0.5, -2.0])), "q=1&q=0.5&q=-2");
    }

    #[test]
    fn a_query_parameter_is_written_in_its_style() {
        let list = ["a&b", "c d"];
        let map = json!({"k": 1, "l": [true, null]});
        assert_eq!(query(|url| url.query("n", &Some(5))), "n=5");
        assert_eq!(query(|url| url.query("n", &None::<u64>)), "");
        assert_eq!(query(|url| url.query("n", &list)), "n=a%26b&n=c+d");
        assert_eq!(query(|url| url.query("n[]", &list)), "n%5B%5D=a%26b&n%5B%5D=c+d");
        assert_eq!(query(|url| url.query("n", &map)), "k=1&l=true");
        assert_eq!(query(|url| url.query_deep_object("n", &map)), "n%5Bk%5D=1&n%5Bl%5D=true");
        assert_eq!(query(|url| url.query_joined("n", &list, ",")), "n=a%26b,c+d");
        assert_eq!(query(|url| url.query_joined("n", &list, "%7C")), "n=a%26b%7Cc+d");
        assert_eq!(query(|url| url.query_joined("n", &None::<Vec<u8>>, ",")), "");
        assert_eq!(query(|url| url.query_json("n", &map)), "n=%7B%22k%22%3A1%2C%22l%22%3A%5Btrue%2Cnull%5D%7D");
        let base = url();
        let nested = RequestUrl::after(&base).query("n", &[[1]]).err().expect("a list of lists");
        assert_eq!(nested.to_string(), "n: nested lists and objects cannot be sent");
    }

    #[test]
    fn a_list_in_the_path_is_one_segment_joined_with_commas() {
        let base = url();
        let path = |values: &[&str]| {
            let url = RequestUrl::after(&base).literal("/").segments("ids", &values)?.into_url();
            Ok::<_, Error>(url.path().to_owned())
        };
        assert_eq!(path(&["b,c", "d/e"]).expect("a path"), "/a/b%2Cc,d%2Fe");
        assert!(path(&[]).is_err() && path(&[".."]).is_err());
    }
}
