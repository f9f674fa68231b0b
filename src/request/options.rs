//! Options of a single request.

use std::fmt;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::auth::header_value::visible;
use crate::error::Error;
use crate::request::url::with_pair;
use crate::{RetryPolicy, SecurityScheme};

/// Options of a single request, or of every request of a login or a session: headers, query parameters, timeouts and a
/// retry policy.
///
/// Headers replace those of the client. Query parameters follow those of the operation, and must have other names than
/// the parameters that the request sets.
///
/// # Examples
/// ```no_run
/// use std::time::Duration;
///
/// use rebilly_customer_auth::{Client, Error, RequestOptions};
///
/// async fn of_customer(client: Client, request_id: &str) -> Result<(), Error> {
///     let options = RequestOptions::new()
///         .header("x-request-id", request_id)
///         // No spec defines it. The vendor's samples send it.
///         .query("filter", "customerId:cus-1")
///         .attempt_timeout(Duration::from_secs(2));
///     let credentials = client.get_credential_collection().options(options).send().await?;
///     println!("{} credentials", credentials.len());
///     Ok(())
/// }
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct RequestOptions {
    headers: HeaderMap,
    query: Vec<(String, String)>,
    pub(crate) attempt_timeout: Option<Duration>,
    retry_policy: Option<RetryPolicy>,
    total_timeout: Option<Duration>,
    /// The error of the first invalid option. It shows no value.
    error: Option<String>,
}

/// Headers that belong to the connection or to the message itself (RFC 9110, section 7.6.1; RFC 9112, section 6), or
/// request the response in a form that the client does not read.
const SET_BY_CLIENT: [&str; 17] = [
    "accept", "accept-charset", "accept-encoding", "connection", "content-encoding", "content-length", "content-type",
    "expect", "host", "keep-alive", "proxy-authorization", "proxy-connection", "range", "te", "trailer",
    "transfer-encoding", "upgrade",
];

impl RequestOptions {
    /// Returns options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a header. If it carries a credential, names the host or the organization, frames the message, or requests
    /// the response in a form that the client does not read, `send` fails with
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest).
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => _ = self.headers.insert(name, value),
            Err(reason) => _ = self.error.get_or_insert(reason),
        }
        self
    }

    /// Adds a query parameter. The same name may be added more than once. If the request sends a parameter with this
    /// name already, because its setter was called or because a stream of pages needs it, `send` fails with
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest). Set `limit` with the setter of the request: a
    /// stream may send another one for its last page.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        if name.is_empty() {
            self.error.get_or_insert("options: the name of a query parameter is empty".to_owned());
        }
        self.query.push((name, value.into()));
        self
    }

    /// Sets the timeout of each attempt of this request. Three attempts may take three times as long, with waits
    /// between them: [`total_timeout`](Self::total_timeout) bounds them together. If the attempt timeout is zero,
    /// `send` fails with [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the retry policy of this request. If its total timeout is zero, `send` fails with
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest).
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry_policy = Some(policy);
        self
    }

    /// Sets the timeout of all attempts of this request together, in place of that of the retry policy. If it is zero,
    /// `send` fails with [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest).
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Returns the retry policy of a request. The policy of the client applies where the options set none.
    pub(crate) fn policy(&self, of_client: RetryPolicy) -> RetryPolicy {
        let policy = self.retry_policy.unwrap_or(of_client);
        self.total_timeout.map_or(policy, |timeout| policy.total_timeout(timeout))
    }

    /// Returns whether it has query parameters.
    pub(crate) fn has_query(&self) -> bool {
        !self.query.is_empty()
    }

    /// Applies the options to a request.
    pub(crate) fn apply(&self, request: &mut Request) -> Result<(), Error> {
        if let Some(reason) = &self.error {
            return Err(Error::invalid_request(reason.clone()));
        }
        let total = self.total_timeout.or(self.retry_policy.map(|policy| policy.total_timeout));
        for (name, timeout) in [("attempt_timeout", self.attempt_timeout), ("total_timeout", total)] {
            if timeout.is_some_and(|timeout| timeout.is_zero()) {
                return Err(Error::invalid_request(format!("options: the {name} must not be zero")));
            }
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let is_set = |name: &str| request.url().query_pairs().any(|(set, _)| set == name);
        if let Some((name, _)) = self.query.iter().find(|(name, _)| is_set(name)) {
            return Err(Error::invalid_request(format!(
                "options: the query parameter `{name}` is set twice; use only the setter of the request"
            )));
        }
        if !self.query.is_empty() {
            let own = request.url().query().unwrap_or_default().to_owned();
            let query = self.query.iter().fold(own, |query, (name, value)| with_pair(query, name, value));
            request.url_mut().set_query(Some(&query));
        }
        Ok(())
    }
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "options: a header name is invalid".to_owned())?;
    // Some servers treat `_` and `-` as the same character.
    let is_same = |header: &str| header.replace('_', "-").eq_ignore_ascii_case(&name.replace('_', "-"));
    let carries_credential = SecurityScheme::ALL.iter().any(|scheme| is_same(scheme.header()));
    if carries_credential || parsed == "authorization" || parsed == "cookie" {
        return Err(format!("options: the header `{parsed}` carries a credential, which the client sets"));
    }
    if crate::generated::ORGANIZATION_HEADER.is_some_and(is_same) {
        return Err(format!("options: the header `{parsed}` names the organization; use `Client::with_organization`"));
    }
    if SET_BY_CLIENT.iter().any(|header| is_same(header)) {
        return Err(format!("options: the header `{parsed}` can only be set by the client"));
    }
    let mut value = visible(value).ok_or_else(|| {
        format!("options: the header `{parsed}` is empty or contains a character other than visible ASCII")
    })?;
    // So that no HTTP library logs it.
    value.set_sensitive(true);
    Ok((parsed, value))
}

/// Shows names only, because a value may be a secret.
impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestOptions")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("query", &self.query.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("retry_policy", &self.retry_policy)
            .field("total_timeout", &self.total_timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::{Method, Url};

    use super::*;

    fn applied(options: &RequestOptions) -> Result<Request, Error> {
        let url = Url::parse("https://host/a?limit=5").expect("a URL");
        let mut request = Request::new(Method::GET, url);
        options.apply(&mut request).map(|()| request)
    }

    #[test]
    fn headers_and_query_parameters_are_added_to_those_of_the_operation() {
        let options = RequestOptions::new().header("X-Request-Id", "r-1").query("filter", "customerId:cus 1");
        let request = applied(&options.query("filter", "b")).expect("a request");
        assert!(!RequestOptions::new().has_query());
        assert_eq!(request.headers()["x-request-id"], "r-1");
        assert!(request.headers()["x-request-id"].is_sensitive());
        assert_eq!(request.url().query(), Some("limit=5&filter=customerId%3Acus%201&filter=b"));
    }

    #[test]
    fn a_query_parameter_that_the_request_sets_too_is_rejected_without_its_value() {
        let error = applied(&RequestOptions::new().query("filter", "a").query("limit", "canary")).expect_err("twice");
        assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
        assert!(error.to_string().contains("`limit`") && !error.to_string().contains("canary"), "{error}");
        assert!(applied(&RequestOptions::new().query("lim", "5")).is_ok());
        assert!(applied(&RequestOptions::new().query("", "5")).is_err());
    }

    #[test]
    fn a_timeout_of_zero_is_an_invalid_request() {
        let options = RequestOptions::new;
        for (options, name) in [
            (options().attempt_timeout(Duration::ZERO), "attempt_timeout"),
            (options().total_timeout(Duration::ZERO), "total_timeout"),
            (options().retry_policy(RetryPolicy::default().total_timeout(Duration::ZERO)), "total_timeout"),
        ] {
            let error = applied(&options).expect_err("no time");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(error.to_string().contains(name), "{error}");
        }
        // The last setter counts.
        let options = options().retry_policy(RetryPolicy::default().total_timeout(Duration::ZERO));
        let options = options.attempt_timeout(Duration::ZERO).attempt_timeout(Duration::from_secs(1));
        applied(&options.total_timeout(Duration::from_secs(1))).expect("a request");
    }

    #[test]
    fn a_header_that_the_client_sets_is_rejected_without_its_value() {
        let credentials = SecurityScheme::ALL.iter().map(|scheme| scheme.header());
        let others = ["Authorization", "COOKIE", "a b", "", "Range", "Accept-Encoding", "content-length", "Host"];
        let organization = crate::generated::ORGANIZATION_HEADER;
        for name in SET_BY_CLIENT.into_iter().chain(credentials).chain(organization).chain(others) {
            // Some servers read `_` as `-`.
            assert!(applied(&RequestOptions::new().header(name.replace('-', "_"), "canary")).is_err(), "{name}");
            let error = applied(&RequestOptions::new().header(name, "canary")).expect_err(name);
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest, "{name}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
        }
        for value in ["", "a\nb", "ä", "a\0"] {
            assert!(applied(&RequestOptions::new().header("x-id", value)).is_err(), "{value:?}");
        }
    }

    #[test]
    fn debug_shows_names_only() {
        let shown = format!("{:?}", RequestOptions::new().header("x-id", "canary").query("q", "canary"));
        assert!(shown.contains("x-id") && !shown.contains("canary"), "{shown}");
    }
}
