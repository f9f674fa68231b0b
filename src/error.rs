//! The error type of the client.

pub(crate) mod build_error;
pub(crate) mod cause;
mod kind;
mod problem;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};
use serde_path_to_error::Segment;

use self::build_error::{InputError, Inputs, only_errors};
use self::cause::Cause;
pub use self::kind::ErrorKind;
pub(crate) use self::problem::{FieldList, ProblemDetails};
use self::problem::{is_of_no_mock, is_property, read_problem, refused_fields};
use crate::types::Problem;
use crate::{BuildError, Operation, RateLimit, SecurityScheme};

/// The longest wait that a message shows.
const MAX_SHOWN_WAIT: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// The error of a request or of building a client.
///
/// Neither `Display` nor `Debug` shows a credential, a token, a password, a filled path, a raw body or a string of the
/// response. The message describes the cause, so there is no [`source`](std::error::Error::source).
/// [`problem`](Self::problem), [`body`](Self::body) and [`headers`](Self::headers) return data from the server, and
/// [`provider_error`](Self::provider_error) returns the error of your own code. Check them for secrets before you log
/// them.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::ErrorKind;
///
/// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
/// match client.get_authentication_token_verification().token("…").send().await {
///     Ok(token) => println!("the token of {:?} is valid", token.customer_id),
///     Err(error) if error.kind() == ErrorKind::NotFound => println!("no such token"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Arc<Inner>);

/// The error type of the program's own provider of a credential.
pub(crate) type ProviderError = dyn StdError + Send + Sync;

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// The message that `Display` shows after the operation.
    message: String,
    operation: Option<&'static Operation>,
    response: Option<(StatusCode, HeaderMap)>,
    problem: Option<Problem>,
    body: Bytes,
    /// Whether an HTTP/2 server reported that it did not process the request.
    is_unprocessed: bool,
    /// Whether the time ran out before a connection or a free slot was available.
    ended_before_sending: bool,
    provider_error: Option<Arc<ProviderError>>,
    attempts: u32,
    /// Whether an attempt before the last one may have reached the API.
    was_sent_before: bool,
    items_left: Option<u64>,
}

impl Error {
    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the operation's ID in the spec, such as `GetCredential`. `None` for an error that is not about a single
    /// request, such as those of [`ClientBuilder::build`](crate::ClientBuilder::build) and the
    /// [`SessionExpired`](ErrorKind::SessionExpired) of a session's `jwt()`.
    pub fn operation_id(&self) -> Option<&'static str> {
        self.operation().map(|operation| operation.id)
    }

    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|(status, _)| *status)
    }

    /// Returns the headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|(_, headers)| headers)
    }

    /// Returns the problem details (RFC 9457) of the response, if it contains them as JSON.
    pub fn problem(&self) -> Option<&Problem> {
        self.0.problem.as_ref()
    }

    /// Returns the body of an error response, for content that [`problem()`](Self::problem) cannot represent, such as a
    /// list or plain text. It is empty if there was none, if it could not be read or was longer than 64 KiB or
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes), or if the status is a success. It may repeat
    /// what the request contained, secrets included: `Display` and `Debug` do not show it.
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Returns the error that the program's own provider of a credential returned, such as
    /// [`jwt_provider`](crate::ClientBuilder::jwt_provider). `None` if the provider panicked, timed out or returned an
    /// invalid credential. It may contain secrets.
    pub fn provider_error(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.provider_error.as_deref()
    }

    /// Returns the error of a request that a provider sent, if that is why it failed.
    pub(crate) fn provider_request(&self) -> Option<&Error> {
        self.provider_error()?.downcast_ref()
    }

    /// Returns the rate limit from the headers of the response, if they contain one.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(self.headers()?)
    }

    /// Returns the number of attempts: more than 1 after [retries](crate::RetryPolicy), and 0 if the request failed
    /// before the first attempt. An attempt whose own timeout ends while a provider is called counts. The number is
    /// also 0 for an error of [pagination](ErrorKind::Pagination), which belongs to no single request.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns how many items of a collection were not read, if a stream ended at the highest `offset` that the API
    /// accepts and the API had reported the total. `None` for any other error.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::Paginate;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) {
    /// let mut credentials = client.get_credential_collection().limit(1000).items();
    /// while let Some(credential) = credentials.next().await {
    ///     match credential {
    ///         Ok(credential) => println!("{}", credential.username),
    ///         Err(error) => eprintln!("{error}; left: {:?}", error.items_left()),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn items_left(&self) -> Option<u64> {
        self.0.items_left
    }

    /// Returns whether any attempt, or part of one, may have reached the API. If `false`, the API certainly processed
    /// nothing.
    pub fn may_have_been_sent(&self) -> bool {
        self.0.was_sent_before || self.may_have_been_sent_last()
    }

    /// Returns whether a retry of the same request would fail: the API refused it, or it cannot be sent.
    #[cfg(feature = "sessions")]
    pub(crate) fn would_recur(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Unauthorized
                | ErrorKind::LoginRefused
                | ErrorKind::Forbidden
                | ErrorKind::NotFound
                | ErrorKind::Conflict
                | ErrorKind::Validation
                | ErrorKind::InvalidRequest
                | ErrorKind::MissingCredentials
                | ErrorKind::Configuration
        )
    }

    /// Returns whether the API may have processed the last attempt.
    pub(crate) fn may_have_been_processed(&self) -> bool {
        // A server that started a response has processed the request, even if it later reports the opposite.
        let is_unprocessed = self.0.response.is_none() && self.0.is_unprocessed;
        let was_rejected = self.kind() == ErrorKind::RateLimited || is_unprocessed;
        self.may_have_been_sent_last() && !was_rejected
    }

    /// Returns whether the last attempt, or part of it, may have reached the API.
    fn may_have_been_sent_last(&self) -> bool {
        match self.kind() {
            ErrorKind::Configuration
            | ErrorKind::InvalidRequest
            | ErrorKind::MissingCredentials
            | ErrorKind::CredentialProvider
            | ErrorKind::SessionExpired
            | ErrorKind::Connect => false,
            // The time ran out while connecting.
            ErrorKind::Timeout => !self.0.ended_before_sending,
            // Without a response, the page was never requested.
            ErrorKind::Pagination => self.0.response.is_some(),
            _ => true,
        }
    }

    /// Returns how long the server asks to wait before the next attempt.
    ///
    /// For a 429, reads all headers of [`RateLimit`]. For any other status, reads `Retry-After` only, because every
    /// response contains `Rate-Limit-Reset`. The server chooses it: limit it before you sleep.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind() {
            ErrorKind::CredentialProvider => self.provider_request()?.retry_after(),
            ErrorKind::RateLimited => self.rate_limit()?.retry_after(),
            _ => RateLimit::retry_after_of(self.headers()?),
        }
    }
}

/// Constructors.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Arc::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            response: None,
            problem: None,
            body: Bytes::new(),
            is_unprocessed: false,
            ended_before_sending: false,
            provider_error: None,
            attempts: 0,
            was_sent_before: false,
            items_left: None,
        }))
    }

    /// Copies the contents if clones share them: all callers of a failed refresh get the same error.
    fn inner_mut(&mut self) -> &mut Inner {
        Arc::make_mut(&mut self.0)
    }

    /// `setting` is the name of the builder method.
    pub(crate) fn configuration(setting: &str, reason: &str) -> Self {
        Self::new(ErrorKind::Configuration, format!("{setting}: {reason}"))
    }

    pub(crate) fn invalid_request(message: String) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    /// Returns the error for missing or invalid parameters or for such a body.
    #[cold]
    #[allow(dead_code)] // A spec may have no parameter and no body.
    pub(crate) fn inputs<const N: usize>(inputs: [(&'static str, Option<InputError>); N]) -> Self {
        Self::invalid_request(Inputs(&only_errors(inputs)).to_string())
    }

    pub(crate) fn missing_credentials(accepted: &[&[SecurityScheme]]) -> Self {
        let together =
            |all: &&[SecurityScheme]| all.iter().map(|scheme| scheme.setter()).collect::<Vec<_>>().join(" and ");
        let setters: Vec<String> = accepted.iter().map(together).collect();
        let needed = match accepted.iter().all(|all| all.len() == 1) {
            true => format!("one of {}", setters.join(", ")),
            false => setters.join(", or "),
        };
        let message = format!("no accepted credential is configured; set {needed}");
        Self::new(ErrorKind::MissingCredentials, message)
    }

    pub(crate) fn provider(provider: &dyn fmt::Display, reason: &str, source: Option<Arc<ProviderError>>) -> Self {
        let message = format!("the {provider} returned no valid credential: {reason}");
        let mut error = Self::new(ErrorKind::CredentialProvider, message);
        error.inner_mut().provider_error = source;
        error
    }

    pub(crate) fn pagination(message: String) -> Self {
        Self::new(ErrorKind::Pagination, message)
    }

    /// Returns the error for a next page beyond the highest offset. `left` is the number of items from there on.
    pub(crate) fn out_of_reach(left: Option<u64>, maximum: u64, offset: u64) -> Self {
        let left_over = left.map_or("more items may be left".to_owned(), |left| format!("{left} items are left"));
        let mut error = Self::pagination(format!(
            "{left_over}, but the API accepts no offset above {maximum}; {offset} items were in reach"
        ));
        error.inner_mut().items_left = left;
        error
    }

    #[cfg(feature = "sessions")]
    pub(crate) fn session_expired() -> Self {
        Self::new(ErrorKind::SessionExpired, "the session has expired; let the customer log in again")
    }

    #[allow(dead_code)] // Many overlays have no `x-expected`.
    pub(crate) fn missing_property(name: &str) -> Self {
        Self::new(ErrorKind::Decode, format!("response has no `{name}`"))
    }

    pub(crate) fn runtime_shut_down() -> Self {
        Self::new(ErrorKind::Transport, "the runtime of the request was shut down")
    }

    /// Names the setting that the error is about.
    pub(crate) fn about(mut self, setting: &str) -> Self {
        self.inner_mut().message = format!("{setting}: {}", self.0.message);
        self
    }

    /// Returns the error for a request outside a tokio runtime, where tokio itself would panic.
    pub(crate) fn outside_runtime() -> Self {
        Self::configuration("runtime", "a request must be sent within a tokio runtime")
    }

    /// Returns the error for a total timeout that ended before the request was sent.
    pub(crate) fn out_of_time() -> Self {
        let mut error = Self::new(ErrorKind::Timeout, "the total timeout ended before the request was sent");
        error.inner_mut().ended_before_sending = true;
        error
    }

    /// Uses only the position of the error, because its message may quote the response.
    pub(crate) fn decode(error: &serde_json::Error, location: Option<&serde_path_to_error::Path>) -> Self {
        let location = location.map_or_else(|| "$".to_owned(), |path| json_path(path.iter()));
        let problem = match error.classify() {
            serde_json::error::Category::Eof => "ends too early".to_owned(),
            serde_json::error::Category::Data => match named_member(error) {
                Some(member) => format!("does not match the schema ({member})"),
                None => "does not match the schema".to_owned(),
            },
            _ => "is not JSON or is nested too deeply".to_owned(),
        };
        // serde knows no position of a value that it has buffered.
        let position = match (error.line(), error.column()) {
            (0, _) | (_, 0) => String::new(),
            (line, column) => format!(" (line {line}, column {column})"),
        };
        Self::new(ErrorKind::Decode, format!("response {problem} at {location}{position}"))
    }

    /// Describes a response that is not a success.
    pub(crate) fn from_response(
        may_be_customers_credential: bool,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        let (problem, coding) = (read_problem(&body), content_coding(&headers));
        let mut error =
            Self::of_status(may_be_customers_credential, status, problem.as_ref()).with_response(status, headers);
        let inner = error.inner_mut();
        if problem.is_none() && !body.is_empty() {
            match coding {
                Some(coding) => {
                    inner.message += &format!("; the body is compressed ({coding}), which was not requested")
                }
                None if inner.kind == ErrorKind::Validation => inner.message += "; see body()",
                None => {}
            }
        }
        (inner.problem, inner.body) = (problem, body);
        // A longer wait stands for a header that cannot be read.
        let wait = error.retry_after().filter(|wait| *wait <= MAX_SHOWN_WAIT);
        if let Some(wait) = wait.filter(|_| error.kind() == ErrorKind::RateLimited) {
            error.inner_mut().message += &format!("; retry after {} s", wait.as_secs());
        }
        error
    }

    fn of_status(may_be_customers_credential: bool, status: StatusCode, problem: Option<&Problem>) -> Self {
        let (kind, reason) = match status.as_u16() {
            401 if may_be_customers_credential => (
                ErrorKind::LoginRefused,
                "the API refused the login: either the customer's credentials or the client's API key or JWT is wrong; \
                 if check_credentials() succeeds, it is probably the customer's"
                    .to_owned(),
            ),
            401 => (ErrorKind::Unauthorized, "the API key or the JWT was not accepted".to_owned()),
            404 if is_of_no_mock(problem) => {
                (ErrorKind::UnexpectedStatus, "no mock of the httpmock server matches the request".to_owned())
            }
            403 if may_be_customers_credential => (
                ErrorKind::Forbidden,
                "the API key, the JWT or a credential of the customer does not allow this request".to_owned(),
            ),
            403 => (ErrorKind::Forbidden, "the API key or the JWT does not allow this request".to_owned()),
            404 | 410 => (ErrorKind::NotFound, "no resource has this ID or token, or it has expired".to_owned()),
            409 => (ErrorKind::Conflict, "the state of the resource does not allow this request".to_owned()),
            400 | 422 => (ErrorKind::Validation, refused_fields(problem)),
            429 => (ErrorKind::RateLimited, "too many requests".to_owned()),
            304 => (ErrorKind::UnexpectedStatus, "the API returned no resource, because it is unchanged".to_owned()),
            300..=399 => (ErrorKind::Redirect, "redirects are not followed; check the base URL".to_owned()),
            500..=599 => (ErrorKind::Server, "the API or a proxy in front of it failed".to_owned()),
            _ => (ErrorKind::UnexpectedStatus, "unexpected status".to_owned()),
        };
        let phrase = status.canonical_reason().unwrap_or("unknown status");
        Self::new(kind, format!("{} {phrase}: {reason}", status.as_u16()))
    }

    pub(crate) fn with_response(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.inner_mut().response = Some((status, headers));
        self
    }

    pub(crate) fn of_operation(mut self, operation: &'static Operation) -> Self {
        self.set_operation(operation);
        self
    }

    pub(crate) fn set_operation(&mut self, operation: &'static Operation) {
        self.inner_mut().operation = Some(operation);
    }

    /// Turns the rejection of a username or a password as invalid into the refusal of a login.
    #[cfg(feature = "sessions")]
    pub(crate) fn of_login(mut self) -> Self {
        if self.kind() == ErrorKind::Validation {
            self.inner_mut().kind = ErrorKind::LoginRefused;
            self.inner_mut().message += "; the API refused the username or the password";
        }
        self
    }

    /// Turns the refusal of a one-time password, which is a 403, into that of a login.
    #[cfg(feature = "sessions")]
    pub(crate) fn of_one_time_password(mut self) -> Self {
        if self.kind() == ErrorKind::Forbidden {
            self.inner_mut().kind = ErrorKind::LoginRefused;
            self.inner_mut().message = "the API refused the one-time password, or the client's API key or JWT may not \
                                        exchange the login for a session"
                .to_owned();
        }
        self
    }

    /// Adds to the message of an error of a kind what may have caused it.
    #[cfg(feature = "sessions")]
    pub(crate) fn with_cause(mut self, kind: ErrorKind, cause: &str) -> Self {
        if self.kind() == kind {
            self.inner_mut().message = format!("{}; {cause}", self.0.message);
        }
        self
    }

    /// Records that an earlier request of the same flow reached the API.
    #[cfg(feature = "sessions")]
    pub(crate) fn after_a_request(mut self) -> Self {
        self.inner_mut().was_sent_before = true;
        self
    }

    /// Drops what may be large.
    #[cfg(feature = "sessions")]
    pub(crate) fn without_content(mut self) -> Self {
        let inner = self.inner_mut();
        (inner.body, inner.problem) = (Bytes::new(), None);
        self
    }

    /// Names the setting whose time is over.
    pub(crate) fn by_setting(mut self, setting: &str) -> Self {
        self.inner_mut().message = format!("the request timed out ({setting})");
        self
    }

    /// Sets the number of attempts, and whether one before the last may have reached the API.
    pub(crate) fn after(mut self, attempts: u32, was_sent_before: bool) -> Self {
        self.inner_mut().attempts = attempts;
        self.inner_mut().was_sent_before = was_sent_before;
        self
    }
}

/// Formats a location in a response. Names that are not in the spec are shown as `*`, because they may contain
/// anything, such as the names of custom claims.
pub(crate) fn json_path<'s>(path: impl Iterator<Item = &'s Segment>) -> String {
    let segments = path.take(16).map(|segment| match segment {
        Segment::Seq { index } => format!("[{index}]"),
        Segment::Map { key } if is_property(key) => format!(".{key}"),
        Segment::Map { .. } | Segment::Enum { .. } | Segment::Unknown => ".*".to_owned(),
    });
    ["$".to_owned()].into_iter().chain(segments).collect()
}

/// Returns the content coding of a body. Only registered names are shown. The HTTP client removes the header of a
/// coding that it decodes.
pub(crate) fn content_coding(headers: &HeaderMap) -> Option<&'static str> {
    let codings = headers.get_all(CONTENT_ENCODING).into_iter();
    let mut codings = codings.map(|coding| coding.to_str().unwrap_or_default().trim());
    let coding = codings.find(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))?;
    let known = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"];
    Some(known.into_iter().find(|name| coding.eq_ignore_ascii_case(name)).unwrap_or("an unknown coding"))
}

/// Returns the name of a missing or duplicate member, if it is in the spec. Only serde's message contains it.
fn named_member(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    ["missing field", "duplicate field"].into_iter().find_map(|what| {
        let (name, _) = message.strip_prefix(what)?.strip_prefix(" `")?.split_once('`')?;
        is_property(name).then(|| format!("{what} `{name}`"))
    })
}

impl Error {
    /// Describes a failure of the HTTP client. Not `From`, which would accept errors of other requests.
    pub(crate) fn http(error: reqwest::Error, trusts_goaway: bool) -> Self {
        let cause = Cause::of(&error);
        let (kind, message) = if error.is_timeout() {
            (ErrorKind::Timeout, "the request timed out".to_owned())
        } else if error.is_builder() {
            (ErrorKind::InvalidRequest, "the request could not be built: its URL may be too long".to_owned())
        } else if error.is_connect() {
            (ErrorKind::Connect, format!("no connection to the server: {}", cause.kind))
        } else {
            (ErrorKind::Transport, format!("the connection broke: {}", cause.kind))
        };
        let mut own = Self::new(kind, message);
        own.inner_mut().ended_before_sending = error.is_connect();
        own.inner_mut().is_unprocessed = cause.is_unprocessed(trusts_goaway);
        own
    }
}

/// Lets `?` convert the error of a builder.
impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::invalid_request(error.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)?;
        match self.0.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, " (after {attempts} attempts)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation_id", &self.operation_id())
            .field("status", &self.status().map(|status| status.as_u16()))
            .field("attempts", &self.0.attempts)
            .field("message", &self.0.message)
            .finish_non_exhaustive()
    }
}

/// Without a source: the message describes the cause.
impl StdError for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_says_what_a_response_means() {
        let message = |may_be_customers, status, headers: &[(&'static str, &'static str)], body: &'static str| {
            let headers =
                headers.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
            let status = StatusCode::from_u16(status).expect("a status");
            Error::from_response(may_be_customers, status, headers.collect(), Bytes::from_static(body.as_bytes()))
                .to_string()
        };
        for (message, expected) in [
            (message(false, 304, &[], ""), "the API returned no resource, because it is unchanged"),
            (message(false, 403, &[], ""), "the API key or the JWT does not allow this request"),
            (
                message(true, 403, &[], ""),
                "the API key, the JWT or a credential of the customer does not allow this request",
            ),
            (message(false, 422, &[], "no problem"), "the API rejected some values; see body()"),
            (message(false, 422, &[], r#"{"title":"Invalid"}"#), "the API rejected some values; see problem()"),
            (message(false, 500, &[], "no problem"), "the API or a proxy in front of it failed"),
            (message(false, 503, &[("retry-after", "5")], ""), "the API or a proxy in front of it failed"),
            (message(false, 429, &[("retry-after", "5")], ""), "too many requests; retry after 5 s"),
            (message(false, 429, &[("retry-after", "soon")], ""), "too many requests"),
        ] {
            assert_eq!(message.split_once(": ").expect("a status").1, expected);
        }
    }

    #[test]
    fn a_body_that_ends_too_early_is_named_as_such() {
        let error = serde_json::from_str::<u8>("").expect_err("no value");
        assert!(Error::decode(&error, None).to_string().contains("ends too early"));
    }

    #[test]
    fn the_credentials_that_an_operation_accepts_are_named_with_and_and_or() {
        let Some(scheme) = SecurityScheme::ALL.first() else { return };
        let setter = scheme.setter();
        let needed = |accepted: &[&[SecurityScheme]]| Error::missing_credentials(accepted).to_string();
        assert!(needed(&[&[*scheme]]).contains(&format!("set one of {setter}")));
        let (one, two): (&[_], &[_]) = (&[*scheme], &[*scheme, *scheme]);
        assert!(needed(&[one, two]).contains(&format!("set {setter}, or {setter} and {setter}")));
    }

    #[test]
    fn a_missing_or_duplicate_member_is_named_if_it_is_in_the_spec() {
        use serde::de::Error as _;

        let Some(known) = crate::generated::PROPERTIES.first() else { return };
        for (what, error) in [
            ("missing field", serde_json::Error::missing_field as fn(&'static str) -> _),
            ("duplicate field", serde_json::Error::duplicate_field),
        ] {
            let message = |name| Error::decode(&error(name), None).to_string();
            assert!(message(known).contains(&format!("({what} `{known}`)")), "{}", message(known));
            assert!(!message("canary").contains("canary"), "{}", message("canary"));
        }
    }
}
