//! A request, written part by part.

use std::mem;

use percent_encoding::utf8_percent_encode;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Request, Url};
use serde::Serialize;
use serde_json::Value;

use crate::Operation;
use crate::auth::header_value::visible;
use crate::error::Error;
use crate::request::url::{ENCODED, PathValue, json, push_segment, scalars, with_pair};

/// The parts of a request. Of the URL, only the path and the query are written. The rest comes from the client and is
/// not parsed again: parsing costs time and could change the server.
pub(crate) struct RequestParts<'c> {
    base: &'c Url,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    /// The first error.
    error: Option<Error>,
}

impl<'c> RequestParts<'c> {
    /// Enough for the path and the values of nearly all operations, so that the string does not reallocate.
    const INITIAL_CAPACITY: usize = 96;

    pub(crate) fn after(base: &'c Url) -> Self {
        let start = base.path().trim_end_matches('/');
        let mut path = String::with_capacity(start.len() + Self::INITIAL_CAPACITY);
        path.push_str(start);
        Self { base, path, query: String::new(), headers: HeaderMap::new(), body: None, error: None }
    }

    /// Writes a part. Keeps the first error for [`request`](Self::request).
    fn write(mut self, part: impl FnOnce(&mut Self) -> Result<(), Error>) -> Self {
        if self.error.is_none() {
            self.error = part(&mut self).err();
        }
        self
    }

    /// Appends a constant part of the path.
    pub(crate) fn literal(mut self, part: &str) -> Self {
        self.path.push_str(part);
        self
    }

    /// Appends a value as exactly one segment of the path.
    pub(crate) fn segment(self, name: &str, value: &impl PathValue) -> Self {
        self.write(|parts| push_segment(&mut parts.path, name, value))
    }

    /// Appends a list as one segment of the path, joined with commas (style `simple`, OpenAPI 3.0.3, section 4.7.12.2).
    pub(crate) fn segments(self, name: &str, values: &impl Serialize) -> Self {
        self.write(|parts| {
            let values = scalars(name, values)?;
            if values.len() < 2 {
                return push_segment(&mut parts.path, name, &values.concat());
            }
            parts.path.push_str(&joined(&values, ","));
            Ok(())
        })
    }

    /// Adds a query parameter. A list repeats the parameter, and an object adds a parameter for each member.
    pub(crate) fn query(self, name: &str, value: &impl Serialize) -> Self {
        self.query_of(name, value, |key| key.to_owned())
    }

    /// Adds an object as a query parameter `name[key]` for each member.
    pub(crate) fn query_deep_object(self, name: &str, value: &impl Serialize) -> Self {
        self.query_of(name, value, |key| format!("{name}[{key}]"))
    }

    fn query_of(self, name: &str, value: &impl Serialize, key: impl Fn(&str) -> String) -> Self {
        self.write(|parts| {
            let pairs = match json(name, value)? {
                Value::Object(members) => members.into_iter().map(|(member, value)| (key(&member), value)).collect(),
                value => vec![(name.to_owned(), value)],
            };
            for (key, value) in pairs {
                scalars(name, &value)?.iter().for_each(|value| parts.push_pair(&key, value));
            }
            Ok(())
        })
    }

    /// Adds a list as one query parameter, joined with an encoded separator.
    pub(crate) fn query_joined(self, name: &str, values: &impl Serialize, separator: &str) -> Self {
        self.write(|parts| {
            let values = scalars(name, values)?;
            if !values.is_empty() {
                parts.push_pair(name, "");
                parts.query.push_str(&joined(&values, separator));
            }
            Ok(())
        })
    }

    /// Adds a query parameter as JSON.
    pub(crate) fn query_json(self, name: &str, value: &impl Serialize) -> Self {
        self.write(|parts| {
            let value = json(name, value)?;
            if !value.is_null() {
                parts.push_pair(name, &value.to_string());
            }
            Ok(())
        })
    }

    fn push_pair(&mut self, name: &str, value: &str) {
        self.query = with_pair(mem::take(&mut self.query), name, value);
    }

    /// Sets a header parameter, unless it is absent. Rejects values that a server could read differently: it drops
    /// spaces at both ends (RFC 9110, section 5.5), and the encoding of non-ASCII characters is ambiguous.
    pub(crate) fn header(self, name: &'static str, value: Option<&impl PathValue>) -> Self {
        self.write(|parts| value.map_or(Ok(()), |value| parts.set_header(name, value, value.is_secret())))
    }

    /// Sets a header parameter to a list, joined with commas (style `simple`, OpenAPI 3.0.3, section 4.7.12.2). An
    /// absent or empty list sets no header.
    pub(crate) fn header_list(self, name: &'static str, values: Option<&impl Serialize>) -> Self {
        self.write(|parts| {
            let values = scalars(name, &values)?;
            match values.is_empty() {
                true => Ok(()),
                // An item may be a secret.
                false => parts.set_header(name, &values.join(","), true),
            }
        })
    }

    fn set_header(&mut self, name: &'static str, value: &impl PathValue, is_secret: bool) -> Result<(), Error> {
        let mut string = String::new();
        value.write(&mut string).map_err(|_| Error::invalid_request(format!("{name}: it cannot be formatted")))?;
        let reason = match string.is_empty() {
            true => "it is empty",
            false => "it begins or ends with a space, or contains a character other than visible ASCII",
        };
        let header = visible(&string).filter(|_| string.trim_matches(' ') == string);
        let mut header = header.ok_or_else(|| Error::invalid_request(format!("{name}: {reason}")))?;
        header.set_sensitive(is_secret);
        self.headers.insert(name, header);
        Ok(())
    }

    /// Requests this media type instead of the client's default.
    pub(crate) fn accept(mut self, media_type: &'static str) -> Self {
        self.headers.insert(ACCEPT, HeaderValue::from_static(media_type));
        self
    }

    /// Sets the body to JSON of a media type, unless it is absent.
    pub(crate) fn json(self, media_type: &'static str, body: Option<&impl Serialize>) -> Self {
        self.write(|parts| {
            let Some(body) = body else { return Ok(()) };
            let body = serde_json::to_vec(body)
                .map_err(|_| Error::invalid_request("body: it cannot be serialized as JSON".to_owned()))?;
            parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
            parts.body = Some(body);
            Ok(())
        })
    }

    /// Builds the request of an operation.
    pub(crate) fn request(self, operation: &Operation) -> Result<Request, Error> {
        let Self { base, path, query, headers, body, error } = self;
        if let Some(error) = error {
            return Err(error);
        }
        let mut url = base.clone();
        url.set_path(&path);
        if !query.is_empty() {
            url.set_query(Some(&query));
        }
        let mut request = Request::new(operation.method.clone(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = body.map(Into::into);
        Ok(request)
    }
}

/// Encodes values and joins them with a separator that is encoded already.
fn joined(values: &[String], separator: &str) -> String {
    let encoded: Vec<String> = values.iter().map(|value| utf8_percent_encode(value, ENCODED).to_string()).collect();
    encoded.join(separator)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{OPERATIONS, Secret};

    fn request(write: impl FnOnce(RequestParts<'_>) -> RequestParts<'_>) -> Result<Request, Error> {
        let base = Url::parse("https://host/a").expect("a URL");
        write(RequestParts::after(&base)).request(&OPERATIONS[0])
    }

    fn query(write: impl FnOnce(RequestParts<'_>) -> RequestParts<'_>) -> String {
        request(write).expect("a request").url().query().unwrap_or_default().to_owned()
    }

    #[test]
    fn a_number_is_written_as_in_a_path() {
        assert_eq!(query(|url| url.query("q", &[1.0, 0.5, -2.0])), "q=1&q=0.5&q=-2");
        assert_eq!(query(|url| url.query("q", &u64::MAX)), "q=18446744073709551615");
    }

    #[test]
    fn a_query_parameter_is_written_in_its_style() {
        let list = ["a&b", "c d"];
        let map = json!({"k": 1, "l": [true, null]});
        assert_eq!(query(|url| url.query("n", &Some(5))), "n=5");
        assert_eq!(query(|url| url.query("n", &None::<u64>)), "");
        assert_eq!(query(|url| url.query("n", &list)), "n=a%26b&n=c%20d");
        assert_eq!(query(|url| url.query("n[]", &list)), "n%5B%5D=a%26b&n%5B%5D=c%20d");
        assert_eq!(query(|url| url.query("n", &map)), "k=1&l=true");
        assert_eq!(query(|url| url.query_deep_object("n", &map)), "n%5Bk%5D=1&n%5Bl%5D=true");
        assert_eq!(query(|url| url.query_joined("n", &list, ",")), "n=a%26b,c%20d");
        assert_eq!(query(|url| url.query_joined("n", &list, "%7C")), "n=a%26b%7Cc%20d");
        assert_eq!(query(|url| url.query_joined("n", &None::<Vec<u8>>, ",")), "");
        assert_eq!(query(|url| url.query_json("n", &map)), "n=%7B%22k%22%3A1%2C%22l%22%3A%5Btrue%2Cnull%5D%7D");
        let nested = request(|url| url.query("n", &[[1]])).expect_err("a list of lists");
        assert_eq!(nested.to_string(), "n: nested lists and objects cannot be sent");
    }

    #[test]
    fn a_list_in_the_path_is_one_segment_joined_with_commas() {
        let path = |values: &[&str]| {
            request(|url| url.literal("/").segments("ids", &values)).map(|request| request.url().path().to_owned())
        };
        assert_eq!(path(&["b,c", "d/e"]).expect("a path"), "/a/b%2Cc,d%2Fe");
        assert!(path(&[]).is_err() && path(&[".."]).is_err());
    }

    #[test]
    fn a_secret_in_a_header_is_sensitive() {
        let request = request(|parts| {
            let parts = parts.header("x-token", Some(&Secret::from("canary"))).header_list("x-list", Some(&["a", "b"]));
            parts.header("x-none", None::<&String>).header_list("x-empty", None::<&Vec<u8>>)
        });
        let request = request.expect("a request");
        assert_eq!(request.headers().len(), 2);
        assert!(request.headers()["x-token"].is_sensitive());
        assert_eq!(request.headers()["x-list"], "a,b");
        assert!(request.headers()["x-list"].is_sensitive(), "an item may be a secret");
    }
}
