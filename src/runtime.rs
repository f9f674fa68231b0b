//! The functions that generated code calls, instead of progenitor's runtime.
//!
//! progenitor's runtime sends a value such as `..\other\1` as another path and shows tokens, headers and raw bodies in
//! its errors.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

pub(crate) use crate::build_error::build;
pub(crate) use crate::error::Error;
pub(crate) use crate::response::ResponseValue;
pub(crate) use crate::setter::{BuilderValue, Input, InputError, defaulted, members, optional, required};
use crate::{Client, Operation, Secret, trace};
use chrono::{DateTime, NaiveDateTime, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pin_project_lite::pin_project;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Request, Url};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use tracing::Span;
use url::form_urlencoded;

/// Returns the span of a request.
pub(crate) fn span(client: &Client, operation: &Operation) -> Span {
    trace::span(client, operation)
}

/// Runs a request in its span and adds the operation to its error.
// Not an `async fn`: its future would contain the large `work` twice and move it once more.
#[inline]
pub(crate) fn instrument<T, W>(span: Span, operation: &'static Operation, work: W) -> Instrumented<W>
where
    W: Future<Output = Result<ResponseValue<T>, Error>>,
{
    Instrumented { work, operation, span }
}

pin_project! {
    /// The future of [`instrument`].
    pub(crate) struct Instrumented<W> {
        #[pin]
        work: W,
        operation: &'static Operation,
        span: Span,
    }
}

impl<T, W: Future<Output = Result<ResponseValue<T>, Error>>> Future for Instrumented<W> {
    type Output = W::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let entered = this.span.enter();
        let mut outcome = this.work.poll(context);
        drop(entered);
        if let Poll::Ready(outcome) = &mut outcome {
            if let Err(error) = outcome {
                error.set_operation(this.operation);
            }
            trace::end(this.span, outcome);
        }
        outcome
    }
}

/// A scalar for a path or a header.
pub(crate) trait PathValue {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result;

    /// Whether HTTP libraries must not log the value.
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

    pub(crate) fn of(client: &'c Client) -> Self {
        Self::after(&client.settings.base.url)
    }

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
fn scalars(name: &str, value: &impl Serialize) -> Result<Vec<String>, Error> {
    let scalar = |value: Value| match value {
        Value::Null => Ok(None),
        Value::String(value) => Ok(Some(value)),
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
///
/// An empty value and the two dot segments are rejected: a URL parser resolves dot segments even when they are encoded
/// (WHATWG URL, "double-dot URL path segment").
pub(crate) fn push_segment(path: &mut String, name: &str, value: &impl PathValue) -> Result<(), Error> {
    let invalid = |reason: &str| Error::invalid_request(format!("{name}: {reason}"));
    let start = path.len();
    value.write(&mut Encoded(path)).map_err(|_| invalid("it cannot be formatted"))?;
    // Encoding does not change these three values, and no other value encodes to them.
    match &path[start..] {
        "" => Err(invalid("it is empty")),
        "." | ".." => Err(invalid("it is a dot segment, which a path cannot contain")),
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

/// Sets a header parameter. Rejects values that a server could read differently: it drops spaces at both ends (RFC
/// 9110, section 5.5), and the encoding of non-ASCII characters is ambiguous.
pub(crate) fn set_header(request: &mut Request, name: &'static str, value: &impl PathValue) -> Result<(), Error> {
    let mut string = String::new();
    value.write(&mut string).map_err(|_| Error::invalid_request(format!("{name}: it cannot be formatted")))?;
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if string.is_empty() || string.trim_matches(' ') != string || !string.bytes().all(is_visible) {
        let reason = "it is empty, begins or ends with a space, or contains a character other than visible ASCII";
        return Err(Error::invalid_request(format!("{name}: {reason}")));
    }
    let mut header = HeaderValue::try_from(string)?;
    header.set_sensitive(value.is_secret());
    request.headers_mut().insert(name, header);
    Ok(())
}

/// Sets a header parameter to a list, joined with commas (style `simple`, OpenAPI 3.0.3, section 4.7.12.2). An empty
/// list sets no header.
pub(crate) fn set_header_list(request: &mut Request, name: &'static str, values: &impl Serialize) -> Result<(), Error> {
    let values = scalars(name, values)?;
    match values.is_empty() {
        true => Ok(()),
        false => set_header(request, name, &values.join(",")),
    }
}

/// Sets the body of a request to JSON.
pub(crate) fn set_json(request: &mut Request, value: &impl Serialize) -> Result<(), Error> {
    let body = serde_json::to_vec(value)
        .map_err(|_| Error::invalid_request("body: it cannot be serialized as JSON".to_owned()))?;
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *request.body_mut() = Some(body.into());
    Ok(())
}

/// Deserializes `null` as the default value.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Deserializes a map. `null` and an empty list, which PHP writes for an empty map, are empty maps.
pub(crate) fn map<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    struct Map<T>(PhantomData<T>);
    impl<'de, T: Default + Deserialize<'de>> Visitor<'de> for Map<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map")
        }

        fn visit_unit<E>(self) -> Result<T, E> {
            Ok(T::default())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
            match list.next_element::<IgnoredAny>()? {
                None => Ok(T::default()),
                Some(_) => Err(A::Error::custom("a list where a map is expected")),
            }
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }
    }
    deserializer.deserialize_any(Map(PhantomData))
}

/// Deserializes a time. Older versions of the API send times without an offset, which are UTC.
pub(crate) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    struct Time;
    impl Visitor<'_> for Time {
        type Value = DateTime<Utc>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a time")
        }

        fn visit_str<E: serde::de::Error>(self, time: &str) -> Result<DateTime<Utc>, E> {
            let without_offset = |format| NaiveDateTime::parse_from_str(time, format).ok();
            DateTime::parse_from_rfc3339(time)
                .map(|time| time.to_utc())
                .ok()
                .or_else(|| {
                    let time =
                        without_offset("%Y-%m-%d %H:%M:%S%.f").or_else(|| without_offset("%Y-%m-%dT%H:%M:%S%.f"));
                    time.map(|time| time.and_utc())
                })
                .ok_or_else(|| E::custom("not a time"))
        }
    }
    deserializer.deserialize_str(Time)
}

/// Deserializes a time or `null`.
pub(crate) fn optional_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    struct Read(DateTime<Utc>);
    impl<'de> Deserialize<'de> for Read {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            time(deserializer).map(Self)
        }
    }
    Ok(Option::deserialize(deserializer)?.map(|Read(time)| time))
}

/// Deserializes `null` as `Some(None)`, which differs from absent.
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Deserializes an integer, also from a float such as `5.0`.
pub(crate) fn integer<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    // Asked for a float, serde_json passes integers and floats unchanged.
    let number = deserializer.deserialize_f64(Integer)?;
    T::try_from(number).map_err(|_| D::Error::custom("an integer is out of range"))
}

/// Deserializes an integer or `null`.
pub(crate) fn optional_integer<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    struct Read<T>(T);
    impl<'de, T: TryFrom<i128>> Deserialize<'de> for Read<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            integer(deserializer).map(Self)
        }
    }
    Ok(Option::deserialize(deserializer)?.map(|Read(number)| number))
}

struct Integer;

impl Integer {
    /// Beyond this value, not every integer has an exact float.
    const LARGEST_FLOAT: f64 = (1_u64 << f64::MANTISSA_DIGITS) as f64;
}

impl Visitor<'_> for Integer {
    type Value = i128;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<i128, E> {
        Ok(number.into())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<i128, E> {
        match number.fract() == 0.0 && number.abs() <= Self::LARGEST_FLOAT {
            true => Ok(number as i128),
            false => Err(E::custom("a number is not an integer")),
        }
    }
}

/// Deserializes a type that every string converts to. The visitor borrows the string: a `Cow` would be a copy.
pub(crate) fn from_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'s> From<&'s str>,
{
    struct AnyString<T>(PhantomData<T>);
    impl<T: for<'s> From<&'s str>> Visitor<'_> for AnyString<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, string: &str) -> Result<T, E> {
            Ok(string.into())
        }
    }
    deserializer.deserialize_str(AnyString(PhantomData))
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

    #[test]
    fn an_ambiguous_header_parameter_is_rejected_without_an_echo() {
        let header = |value: &str| {
            let mut request = Request::new(reqwest::Method::GET, Url::parse("https://host").expect("a URL"));
            set_header(&mut request, "id", &value).map(|()| request.headers()["id"].clone())
        };
        for value in ["org-1", "..", "a b", "a/b?c#d", "\"a\""] {
            assert_eq!(header(value).expect(value), value);
        }
        for value in ["", " ", " canary", "canary ", "canary\t", "can\nary", "canary\0", "canäry", "canary\u{7f}"] {
            let error = header(value).expect_err("it cannot be sent as it is");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(!format!("{error} {error:?}").contains("can"), "{error:?}");
        }
    }

    #[test]
    fn an_integer_may_be_written_as_a_float() {
        let read = |json: &str| optional_integer::<_, i64>(&mut serde_json::Deserializer::from_str(json)).ok();
        for (json, number) in [("5", 5), ("5.0", 5), ("-5.0", -5), ("5e2", 500), ("9223372036854775807", i64::MAX)] {
            assert_eq!(read(json), Some(Some(number)), "{json}");
        }
        assert_eq!(read("null"), Some(None));
        for json in ["5.5", "1e300", "9223372036854775808", "1e17", "\"5\"", "true", "[5]", "{}"] {
            assert_eq!(read(json), None, "{json}");
        }
        let read = |json: &str| integer::<_, u8>(&mut serde_json::Deserializer::from_str(json)).ok();
        assert_eq!([read("255.0"), read("256"), read("-1"), read("null")], [Some(255), None, None, None]);
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

    #[test]
    fn a_secret_in_a_header_is_sensitive() {
        let mut request = Request::new(reqwest::Method::GET, url());
        set_header(&mut request, "x-token", &Secret::from("canary")).expect("a header");
        set_header_list(&mut request, "x-list", &["a", "b"]).expect("a header");
        assert!(request.headers()["x-token"].is_sensitive());
        assert_eq!(request.headers()["x-list"], "a,b");
    }
}
