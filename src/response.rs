//! Successful responses: the value, the status and the headers.

// Which of its functions generated code calls depends on the spec.
#[allow(dead_code)]
pub(crate) mod decode;
#[allow(unused_imports, unused_macros)]
pub(crate) mod open_enum;
pub(crate) mod rate_limit;
mod wrong_members;

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use self::decode::{Lenient, Read};
use self::wrong_members::without_wrong_members;
use crate::error::{Error, content_coding};
use crate::{ErrorKind, Operation, RateLimit, memory_limit};

/// A successful response. It dereferences to its value.
///
/// # Examples
/// ```no_run
/// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
/// let credential = client.get_credential().id("cred-1").send().await?;
/// println!("{} ({})", credential.username, credential.status());
/// if let Some(remaining) = credential.rate_limit().and_then(|limit| limit.remaining()) {
///     println!("{remaining} requests left");
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ResponseValue<T> {
    pub(crate) inner: T,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The number of attempts.
    pub(crate) attempts: u32,
    /// `None` for a response that was built by hand.
    pub(crate) operation: Option<&'static Operation>,
}

impl<T> ResponseValue<T> {
    /// Builds a response without a body by hand, for tests of your own code.
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { inner, status, headers, body: Bytes::new(), attempts: 1, operation: None }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// Returns the value, and the response without it.
    pub(crate) fn take(self) -> (T, ResponseValue<()>) {
        let Self { inner, status, headers, body, attempts, operation } = self;
        (inner, ResponseValue { inner: (), status, headers, body, attempts, operation })
    }

    /// Adds this response to an error about its value.
    pub(crate) fn error(&self, error: Error) -> Error {
        let error = error.with_response(self.status, self.headers.clone()).after(self.attempts, true);
        match self.operation {
            Some(operation) => error.of_operation(operation),
            None => error,
        }
    }

    /// Returns the status, such as `201` if the request created a resource and `200` if it updated one.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers. `Location` may contain a token.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body as it arrived, for what the value does not contain: members that the spec does not define, or
    /// the order of members. It may contain secrets. It is empty if a 404 or 410 counts as success.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let credential = client.get_credential().id("cred-1").send().await?;
    /// let json: serde_json::Value = serde_json::from_slice(credential.body())?;
    /// println!("{}", json["status"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the rate limit, if the headers contain one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.headers)
    }

    /// Converts the value and keeps the status and the headers.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        let Self { inner, status, headers, body, attempts, operation } = self;
        ResponseValue { inner: f(inner), status, headers, body, attempts, operation }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.inner
    }
}

/// Leaves out the headers and the body, which may contain a token.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status.as_u16())
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

/// A response with its complete body, which is not decoded yet.
pub(crate) type RawResponse = ResponseValue<()>;

impl RawResponse {
    /// Reads a response with a body of at most `limit` bytes. `has_body` is `false` for a HEAD.
    pub(crate) async fn read(
        response: &mut reqwest::Response,
        has_body: bool,
        limit: usize,
        attempts: u32,
    ) -> Result<Self, Error> {
        let body = if has_body { read_body(response, limit).await } else { Ok(Bytes::new()) };
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        match body {
            Ok(body) => Ok(Self { body: without_bom(body), attempts, ..Self::new((), status, headers) }),
            Err(error) => Err(error.with_response(status, headers)),
        }
    }

    /// Decodes the body. Only after a failure is it decoded again, to locate the error and to leave out members that
    /// cannot be read.
    fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        if let Some(coding) = content_coding(&self.headers) {
            let message = format!("response body is compressed ({coding}), which was not requested");
            return Err(self.error(Error::new(ErrorKind::Decode, message)));
        }
        if memory_limit::is_too_costly(&self.body, 1) {
            let message = "response body consists of too many small values to decode within bounded memory";
            return Err(self.error(Error::new(ErrorKind::Decode, message)));
        }
        serde_json::from_slice(&self.body).or_else(|error| {
            let mut deserializer = serde_json::Deserializer::from_slice(&self.body);
            let location = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
                Err(error) => Some(error.path().clone()),
                Ok(_) => None,
            };
            let decoded = without_wrong_members(&self.body);
            decoded.ok_or_else(|| self.error(Error::decode(&error, location.as_ref())))
        })
    }
}

/// RFC 8259, section 8.1: a parser may ignore a byte order mark.
fn without_bom(mut body: Bytes) -> Bytes {
    if body.starts_with(b"\xef\xbb\xbf") {
        drop(body.split_to(3));
    }
    body
}

/// Reads a successful response. The spec decides which of these functions the generated code calls.
#[allow(dead_code)]
impl RawResponse {
    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<ResponseValue<T>, Error> {
        let inner = self.decode()?;
        Ok(self.map(|()| inner))
    }

    /// Reads integers, times and structs, or a list or map of them.
    pub(crate) fn lenient_json<T: Lenient>(self) -> Result<ResponseValue<T>, Error> {
        Ok(self.json::<Read<T>>()?.map(|Read(inner)| inner))
    }

    /// Reads a body that may be absent.
    pub(crate) fn optional_json<T: DeserializeOwned>(self) -> Result<ResponseValue<Option<T>>, Error> {
        match self.body.is_empty() {
            true => Ok(self.map(|()| None)),
            false => self.json(),
        }
    }

    pub(crate) fn lenient_optional_json<T: Lenient>(self) -> Result<ResponseValue<Option<T>>, Error> {
        Ok(self.optional_json::<Read<T>>()?.map(|inner| inner.map(|Read(inner)| inner)))
    }

    /// Reads a list. A response that is a single object is a list of one item.
    pub(crate) fn one_or_many<T: DeserializeOwned>(self) -> Result<ResponseValue<Vec<T>>, Error> {
        match self.body.trim_ascii_start().starts_with(b"{") {
            true => Ok(self.json::<T>()?.map(|item| vec![item])),
            false => self.json(),
        }
    }

    pub(crate) fn lenient_one_or_many<T: Lenient>(self) -> Result<ResponseValue<Vec<T>>, Error> {
        Ok(self.one_or_many::<Read<T>>()?.map(|items| items.into_iter().map(|Read(item)| item).collect()))
    }

    pub(crate) fn empty(self) -> Result<ResponseValue<()>, Error> {
        Ok(self)
    }
}

/// The maximum allocation before a body arrives, enough for a page of 1,000 credentials.
const MAX_PREALLOCATION: u64 = 512 * 1024;

/// The maximum length of an error response body.
const ERROR_LIMIT: usize = 64 * 1024;

async fn read_body(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, Error> {
    // The body of an error response is for people to read and therefore short.
    let limit = if response.status().is_success() { limit } else { limit.min(ERROR_LIMIT) };
    // A 304 announces a body that it does not have (RFC 9110, section 8.6).
    let announced = response.content_length().filter(|_| response.status() != StatusCode::NOT_MODIFIED);
    let announced = announced.unwrap_or_default();
    // An HTTP/2 stream that ends without an error does not check it.
    let is_whole = |length: usize| match (length as u64) < announced {
        true => {
            let message = "the connection broke: the response body is shorter than its Content-Length";
            Err(Error::new(ErrorKind::Transport, message))
        }
        false => Ok(()),
    };
    let within = |length: u64| match length > limit as u64 {
        true => {
            let message = format!("response body exceeds {limit} bytes; request a smaller page");
            Err(Error::new(ErrorKind::Decode, message))
        }
        false => Ok(()),
    };
    within(announced)?;
    let broken = |error| Error::http(error, true);
    let Some(first) = response.chunk().await.map_err(broken)? else {
        return is_whole(0).map(|()| Bytes::new());
    };
    within(first.len() as u64)?;
    let mut next = response.chunk().await.map_err(broken)?;
    // Nearly all responses except pages arrive in one chunk, which needs no copy.
    if next.is_none() {
        return is_whole(first.len()).map(|()| first);
    }
    // `Content-Length` is only a claim of the server.
    let mut body = Vec::with_capacity(announced.min(MAX_PREALLOCATION) as usize);
    body.extend_from_slice(&first);
    while let Some(chunk) = next {
        within((body.len() + chunk.len()) as u64)?;
        body.extend_from_slice(&chunk);
        next = response.chunk().await.map_err(broken)?;
    }
    is_whole(body.len()).map(|()| body.into())
}

#[cfg(test)]
mod tests {
    use reqwest::header::{CONTENT_ENCODING, HeaderValue};

    use super::*;

    fn response(coding: &'static str, body: &'static str) -> RawResponse {
        let headers = HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(coding))]);
        RawResponse { body: Bytes::from(body), ..ResponseValue::new((), StatusCode::OK, headers) }
    }

    #[test]
    fn a_compressed_body_is_an_error_that_names_the_coding() {
        for coding in ["", "identity", "Identity"] {
            assert_eq!(response(coding, "1").decode::<u32>().ok(), Some(1), "{coding}");
        }
        for (coding, name) in [("gzip", "(gzip)"), ("BR", "(br)"), ("canary", "(an unknown coding)")] {
            let RawResponse { headers, body, .. } = response(coding, "1");
            let refusal = Error::from_response(false, StatusCode::UNPROCESSABLE_ENTITY, headers, body);
            for error in [response(coding, "1").decode::<u32>().expect_err(coding), refusal] {
                assert!(error.to_string().contains(&format!("is compressed {name}")), "{error}");
            }
        }
    }
}
