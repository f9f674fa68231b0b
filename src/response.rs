//! A successful response: its value, its status and its headers.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use serde::de::DeserializeOwned;

use crate::RateLimit;
use crate::error::Error;

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
    inner: T,
    status: StatusCode,
    headers: HeaderMap,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

impl<T> ResponseValue<T> {
    /// A response made by hand, for tests of code that takes one.
    pub fn new(inner: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { inner, status, headers, attempts: 1 }
    }

    /// The value alone.
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The status: `201` where something was created, `200` where it was there before.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers. `Location` may hold a token.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the headers say of the rate limit, if anything.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(&self.headers)
    }

    /// The same response with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue { inner: f(self.inner), status: self.status, headers: self.headers, attempts: self.attempts }
    }
}

/// How a successful response is read. Generated code names one of the three.
impl<T: DeserializeOwned> ResponseValue<T> {
    pub(crate) fn json(response: RawResponse) -> Result<Self, Error> {
        let inner = response.decode()?;
        Ok(Self { inner, status: response.status, headers: response.headers, attempts: response.attempts })
    }
}

impl<T: DeserializeOwned> ResponseValue<Option<T>> {
    /// Reads a body that may be absent.
    // Which of these generated code calls depends on the spec.
    #[allow(dead_code)]
    pub(crate) fn optional_json(response: RawResponse) -> Result<Self, Error> {
        let inner = if response.body.is_empty() { None } else { response.decode()? };
        Ok(Self { inner, status: response.status, headers: response.headers, attempts: response.attempts })
    }
}

#[allow(dead_code)]
impl<T: DeserializeOwned> ResponseValue<Vec<T>> {
    /// Reads a list, or its one item alone, which some responses are.
    pub(crate) fn one_or_many(response: RawResponse) -> Result<Self, Error> {
        let is_object = response.body.trim_ascii_start().starts_with(b"{");
        let inner = if is_object { vec![response.decode()?] } else { response.decode()? };
        Ok(Self { inner, status: response.status, headers: response.headers, attempts: response.attempts })
    }
}

impl ResponseValue<()> {
    pub(crate) fn empty(response: RawResponse) -> Result<Self, Error> {
        Ok(Self { inner: (), status: response.status, headers: response.headers, attempts: response.attempts })
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

/// Headers are left out: `Location` may hold a token.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseValue")
            .field("status", &self.status.as_u16())
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

/// A response that was read to its end.
pub(crate) struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many attempts it took.
    pub(crate) attempts: u32,
}

impl RawResponse {
    /// The content coding that is left. Those that the HTTP client decodes, it takes out of the headers.
    fn content_coding(&self) -> Option<&str> {
        let coding = self.headers.get(CONTENT_ENCODING)?.to_str().unwrap_or_default().trim();
        (!coding.is_empty() && !coding.eq_ignore_ascii_case("identity")).then_some(coding)
    }

    /// Reads a response whose body has at most `limit` bytes.
    pub(crate) async fn read(response: &mut reqwest::Response, limit: usize, attempts: u32) -> Result<Self, Error> {
        let body = read_body(response, limit).await;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        match body {
            Ok(body) => Ok(Self { status, headers, body: without_bom(body), attempts }),
            Err(error) => Err(error.with_response(status, headers)),
        }
    }

    /// Decodes the body. A failure is looked into a second time, for the place in the JSON: responses that decode, which
    /// are nearly all, do not pay for it.
    fn decode<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let refused = |error: Error| error.with_response(self.status, self.headers.clone()).after(self.attempts, true);
        if let Some(coding) = self.content_coding() {
            return Err(refused(Error::encoded(coding)));
        }
        if is_too_costly(&self.body) {
            return Err(refused(Error::too_costly()));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let mut deserializer = serde_json::Deserializer::from_slice(&self.body);
            let place = match serde_path_to_error::deserialize::<_, T>(&mut deserializer) {
                Err(error) => Some(error.path().clone()),
                Ok(_) => None,
            };
            refused(Error::decode(&error, place.as_ref()))
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

/// The memory that each byte of a body may cost, and what any body may cost on top: a page of 1,000 items.
const COST_PER_BYTE: usize = 8;
const COST_ALLOWANCE: usize = 4 * 1024 * 1024;
/// What a value costs in a list that has grown, and what an object costs that has one member.
const COST_OF_VALUE: usize = 64;
const COST_OF_OBJECT: usize = 704;

/// Whether a body holds so many small values that decoding it would take far more memory than the body itself.
pub(crate) fn is_too_costly(body: &[u8]) -> bool {
    let limit = body.len() * COST_PER_BYTE + COST_ALLOWANCE;
    // Each value but the first in its list or object begins after one of these. Those within strings count too.
    if body.len() * COST_OF_OBJECT <= limit {
        return false;
    }
    let cost = body.iter().map(|byte| match byte {
        b'{' => COST_OF_OBJECT,
        b'[' | b',' => COST_OF_VALUE,
        _ => 0,
    });
    cost.sum::<usize>() > limit
}

/// The most bytes that are set aside for a body before it comes: a page of 1,000 credentials.
const MAX_PREALLOCATION: u64 = 512 * 1024;

/// The longest body of an error status that is read.
const ERROR_LIMIT: usize = 64 * 1024;

async fn read_body(response: &mut reqwest::Response, limit: usize) -> Result<Bytes, Error> {
    // Of an error no more is needed than what a person reads.
    let limit = if response.status().is_success() { limit } else { limit.min(ERROR_LIMIT) };
    let announced = response.content_length().unwrap_or_default();
    if announced > limit as u64 {
        return Err(Error::too_long(limit));
    }
    let within = |length: usize| if length > limit { Err(Error::too_long(limit)) } else { Ok(()) };
    let Some(first) = response.chunk().await? else {
        return Ok(Bytes::new());
    };
    within(first.len())?;
    let mut next = response.chunk().await?;
    // Nearly all responses but pages come in one piece, which is read where it lies.
    if next.is_none() {
        return Ok(first);
    }
    // What is announced need not come.
    let mut body = Vec::with_capacity(announced.min(MAX_PREALLOCATION) as usize);
    body.extend_from_slice(&first);
    while let Some(chunk) = next {
        within(body.len() + chunk.len())?;
        body.extend_from_slice(&chunk);
        next = response.chunk().await?;
    }
    Ok(body.into())
}
