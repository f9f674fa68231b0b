//! What generated code calls, in place of progenitor's runtime.
//!
//! That one sends a value such as `..\other\1` as a path of its own and shows tokens, headers and raw bodies
//! in its errors.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

#[allow(unused_imports)]
pub(crate) use crate::build_error::build;
pub(crate) use crate::error::Error;
pub(crate) use crate::response::ResponseValue;
// A document may need some of them and not the others.
#[allow(unused_imports)]
pub(crate) use crate::setter::{BuilderValue, InputError, defaulted, members, optional, required};
use crate::{Client, Operation, Secret, trace};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pin_project_lite::pin_project;
use reqwest::Url;
use reqwest::header::HeaderValue;
use serde::de::{Error as _, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use tracing::Span;

/// Runs a call in a span of its own and tells its error of which operation it is.
// No `async fn`: that would hold the work twice and move it once more, and it is large.
#[inline]
pub(crate) fn call<T, W>(client: &Client, operation: &'static Operation, work: W) -> Call<W>
where
    W: Future<Output = Result<ResponseValue<T>, Error>>,
{
    Call { work, operation, span: trace::span(client, operation) }
}

pin_project! {
    /// A call that runs.
    pub(crate) struct Call<W> {
        #[pin]
        work: W,
        operation: &'static Operation,
        span: Span,
    }
}

impl<T, W: Future<Output = Result<ResponseValue<T>, Error>>> Future for Call<W> {
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

/// A value that may stand in a path.
pub(crate) trait PathValue {
    fn write(&self, out: &mut impl fmt::Write) -> fmt::Result;
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
}

/// All but the unreserved characters (RFC 3986, section 2.3): what is left cannot end a segment or begin another part.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The URL of a request, whose path is written part by part. The rest of it is the client's and is not read again, which
/// would take some of the time of a call and could make another server of it.
pub(crate) struct RequestUrl<'c> {
    base: &'c Url,
    path: String,
}

impl<'c> RequestUrl<'c> {
    /// Room for the path and the values of nearly all operations, so that the text is not moved while it grows.
    const INITIAL_CAPACITY: usize = 96;

    pub(crate) fn of(client: &'c Client) -> Self {
        Self::after(&client.settings.base.url)
    }

    pub(crate) fn after(base: &'c Url) -> Self {
        let start = base.path().trim_end_matches('/');
        let mut path = String::with_capacity(start.len() + Self::INITIAL_CAPACITY);
        path.push_str(start);
        Self { base, path }
    }

    /// Adds what the document says itself.
    pub(crate) fn literal(mut self, text: &str) -> Self {
        self.path.push_str(text);
        self
    }

    /// Adds a value as exactly one segment of the path.
    pub(crate) fn segment(mut self, name: &str, value: &impl PathValue) -> Result<Self, Error> {
        push_segment(&mut self.path, name, value)?;
        Ok(self)
    }

    pub(crate) fn into_url(self) -> Url {
        let mut url = self.base.clone();
        self.put_into(&mut url);
        url
    }

    /// Takes the place of a URL's path.
    pub(crate) fn put_into(self, url: &mut Url) {
        url.set_path(&self.path);
    }
}

/// Adds a value as exactly one segment.
///
/// Three values cannot be: nothing, and the dot segments, which a URL parser resolves even when they are encoded (WHATWG
/// URL, "double-dot URL path segment").
pub(crate) fn push_segment(path: &mut String, name: &str, value: &impl PathValue) -> Result<(), Error> {
    let refused = |reason: &str| Error::invalid_request(format!("{name}: {reason}"));
    let start = path.len();
    value.write(&mut Encoded(path)).map_err(|_| refused("it cannot be written"))?;
    // Encoding leaves these three as they are, and makes them of nothing else.
    match &path[start..] {
        "" => Err(refused("it is empty")),
        "." | ".." => Err(refused("it is a dot segment, which no path can hold")),
        _ => Ok(()),
    }
}

/// Takes a text piece by piece and encodes it.
struct Encoded<'p>(&'p mut String);

impl fmt::Write for Encoded<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.0.extend(utf8_percent_encode(piece, ENCODED));
        Ok(())
    }
}

/// Makes a header value of a parameter, if a server reads it as it was given: spaces at its ends would be dropped (RFC
/// 9110, section 5.5), and what is not ASCII would be read in one encoding or another.
// A document without parameters in headers does not call it.
#[allow(dead_code)]
pub(crate) fn header_parameter(name: &str, value: &impl fmt::Display) -> Result<HeaderValue, Error> {
    let text = value.to_string();
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if text.is_empty() || text.trim_matches(' ') != text || !text.bytes().all(is_visible) {
        let fault = "it is empty, begins or ends with a space, or has a character other than visible ASCII";
        return Err(Error::invalid_request(format!("{name}: {fault}")));
    }
    Ok(HeaderValue::try_from(text)?)
}

/// A query parameter. One without a value is left out, and one with several is repeated.
pub(crate) struct QueryParam<'a, T> {
    name: &'static str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    pub(crate) fn new(name: &'static str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::to_value(self.value).map_err(S::Error::custom)? {
            Value::Null => serializer.collect_seq(None::<()>),
            Value::Array(values) => serializer.collect_seq(values.into_iter().map(|value| (self.name, value))),
            value => serializer.collect_seq([(self.name, value)]),
        }
    }
}

/// Reads `null` as what stands for absent.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Reads `null` as something else than nothing.
// A document may have no property that can be `null` in a request.
#[allow(dead_code)]
pub(crate) fn nullable<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// Reads an integer, also one that is written as `5.0`.
#[allow(dead_code)]
pub(crate) fn integer<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i128>,
{
    // For a float serde_json gives a number as it is.
    let number = deserializer.deserialize_f64(Integer)?;
    T::try_from(number).map_err(|_| D::Error::custom("an integer is out of range"))
}

/// Reads an integer or `null`.
#[allow(dead_code)]
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
    /// Beyond it, not every integer is a float.
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

/// Reads what can be made of any string. serde lends it to the visitor, whose own `Cow` would be a copy.
pub(crate) fn from_string<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'s> From<&'s str>,
{
    struct Text<T>(PhantomData<T>);
    impl<T: for<'s> From<&'s str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E>(self, text: &str) -> Result<T, E> {
            Ok(text.into())
        }
    }
    deserializer.deserialize_str(Text(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(value: &String) -> Result<String, Error> {
        let mut segment = String::new();
        push_segment(&mut segment, "id", value).map(|()| segment)
    }

    #[test]
    fn a_path_value_is_one_segment_whatever_it_holds() {
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
    fn what_cannot_be_one_segment_is_refused_without_an_echo() {
        for value in ["", ".", ".."].map(str::to_owned) {
            let error = encoded(&value).expect_err("it cannot be encoded");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(!error.to_string().contains(".."));
        }
    }

    #[test]
    fn a_header_parameter_that_a_server_would_read_otherwise_is_refused_without_an_echo() {
        for value in ["org-1", "..", "a b", "a/b?c#d", "\"a\""] {
            assert_eq!(header_parameter("id", &value).expect(value), value);
        }
        for value in ["", " ", " canary", "canary ", "canary\t", "can\nary", "canary\0", "canäry", "canary\u{7f}"] {
            let error = header_parameter("id", &value).expect_err("it cannot be sent as it is");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(!format!("{error} {error:?}").contains("can"), "{error:?}");
        }
    }

    #[test]
    fn an_integer_may_be_written_as_a_float_and_nothing_else_is_one() {
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

    fn query(value: impl Serialize) -> String {
        serde_urlencoded::to_string(QueryParam::new("limit", &value)).expect("a query")
    }

    #[test]
    fn a_query_parameter_without_a_value_is_left_out() {
        assert_eq!(query(Some(5)), "limit=5");
        assert_eq!(query(None::<u64>), "");
    }

    #[test]
    fn a_query_parameter_with_several_values_is_repeated() {
        assert_eq!(query(vec!["a&b", "c"]), "limit=a%26b&limit=c");
    }
}
