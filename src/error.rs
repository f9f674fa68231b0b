//! The one error of all calls.

pub(crate) mod build;
pub(crate) mod cause;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use crate::auth::jwt_provider::ProviderError;
use crate::error::cause::Cause;
use crate::generated::PROPERTIES;
use crate::request::setter::InputError;
use crate::response::{self, RawResponse};
use crate::types::Problem;
use crate::{BuildError, Operation, RateLimit, SecurityScheme};

/// What went wrong, in one word.
///
/// # Troubleshooting
/// Each variant says what it means, what causes it and what to do. "Nothing was sent" is said where it is certain;
/// elsewhere [`Error::may_have_been_sent`] knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client was set up with a value that cannot be used. Nothing was sent. The message names the setting.
    ///
    /// A key with a line break at its end, as files and secret stores add one, is the usual cause. A base URL must be
    /// `https`, or `http` on this machine, and have no query.
    Configuration,
    /// A parameter or the body is missing or cannot be sent. Nothing was sent. The message names it.
    ///
    /// An ID or a token that is empty, `.` or `..`, or longer than any server takes, can be no segment of a path. Such a
    /// string from a browser is not an error of the program: treat it as for [`NotFound`](Self::NotFound).
    InvalidRequest,
    /// None of the keys that the operation accepts is configured. Nothing was sent. The message lists them.
    ///
    /// A publishable key is accepted by few operations; the README's table says by which.
    MissingCredentials,
    /// The program's own [`jwt_provider`](crate::ClientBuilder::jwt_provider) gave no JWT, and without one nothing is
    /// sent. [`Error::provider_error`] is what it said.
    JwtProvider,
    /// No connection could be made. Nothing was sent.
    ///
    /// The message ends with the cause. Look at the base URL, DNS, the proxy (`HTTPS_PROXY` is read) and the certificate:
    /// a private authority is set with [`configure_http_client`](crate::ClientBuilder::configure_http_client). With none of the TLS features
    /// no `https` URL can be reached.
    Connect,
    /// There was no response in time. It may have been acted upon: see [`Error::may_have_been_sent`].
    ///
    /// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) bounds each attempt and
    /// [`total_timeout`](crate::RetryPolicy::total_timeout) all of them. Ask for smaller pages where a list is slow.
    Timeout,
    /// The connection broke after the request was begun. It may have been acted upon.
    ///
    /// After a POST, look first whether it was, by the list of what it would have made. A credential can be created with
    /// a PUT and an ID of your own instead, which may be repeated.
    Transport,
    /// 401: the API does not accept the API key or the JWT.
    ///
    /// A key of the sandbox is not valid on the live API: look at [`environment`](crate::ClientBuilder::environment). A
    /// JWT may have expired: see [`jwt_provider`](crate::ClientBuilder::jwt_provider).
    Unauthorized,
    /// 401 of a request that sends the customer's own credentials: the username, the password or the one-time password is
    /// wrong, or the API key is.
    ///
    /// The API does not say which. Call [`Client::check_credentials`](crate::Client::check_credentials) once when your
    /// program starts: after it, this is about the customer.
    LoginRefused,
    /// The JWT of a login with a password has expired. Nothing was sent. Let the customer log in again.
    SessionExpired,
    /// 403: the key or the JWT does not allow this, or a one-time password is missing or wrong.
    ///
    /// A JWT allows what the `acl` of its exchange lists. An organization that the key does not belong to is refused too.
    Forbidden,
    /// 404 or 410: nothing has this ID or token, or it has expired.
    ///
    /// An authentication token is used up by its exchange unless that says `invalidate(false)`. If everything is not
    /// found, look at the base URL and at how the organization is sent.
    NotFound,
    /// 409: the resource is in a state that does not allow this. Read it again before the next try.
    Conflict,
    /// 400 or 422: values of the body are not accepted. `problem().invalid_fields` says which and why.
    ///
    /// A username that is taken and a password that does not match the authentication options are among them.
    Validation,
    /// 429: too many requests. [`Error::rate_limit`] says how long to wait.
    ///
    /// The [`RetryPolicy`](crate::RetryPolicy) has waited already, if the wait was short enough. Failed logins are limited
    /// for each customer: tell the customer, and do not wait for them.
    RateLimited,
    /// A redirect. None is followed: the key and the body would go to wherever it leads. Look at the base URL.
    Redirect,
    /// 5xx: the API or a proxy before it failed. 502, 503 and 504 pass, and are retried where that is safe.
    Server,
    /// Any other status. The spec does not list it: a proxy may have responded in the API's place.
    UnexpectedStatus,
    /// The response does not match the schema. The message gives the location in its JSON, never the value.
    ///
    /// What is not JSON at all is mostly a page of a proxy. A place within the response is a change of the API: look for a
    /// newer version of this crate. A response beyond [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) is one too.
    Decode,
    /// A list could not be read to its end: the API sets a ceiling to `offset`, or ignores it.
    ///
    /// What was read is not all of it. The message says what the API did.
    Pagination,
}

impl ErrorKind {
    /// All kinds.
    pub const ALL: [Self; 20] = [
        Self::Configuration,
        Self::InvalidRequest,
        Self::MissingCredentials,
        Self::JwtProvider,
        Self::Connect,
        Self::Timeout,
        Self::Transport,
        Self::Unauthorized,
        Self::LoginRefused,
        Self::SessionExpired,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Validation,
        Self::RateLimited,
        Self::Redirect,
        Self::Server,
        Self::UnexpectedStatus,
        Self::Decode,
        Self::Pagination,
    ];
}

/// Its name, such as `NotFound`.
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Why a call, or the making of a client, failed.
///
/// Neither `Display` nor `Debug` nor any [`source`](std::error::Error::source) shows a key, a token, a password, a
/// filled path, a raw body or any string of the response. [`problem`](Self::problem) and [`headers`](Self::headers) give
/// what the server said, and [`provider_error`](Self::provider_error) what your own code did; think before you log it.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::ErrorKind;
///
/// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
/// match client.get_authentication_token_verification().token("…").send().await {
///     Ok(token) => println!("{:?} is logged in", token.customer_id),
///     Err(error) if error.kind() == ErrorKind::NotFound => println!("please log in"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// What a person reads after the name of the operation.
    message: String,
    operation: Option<&'static Operation>,
    response: Option<(StatusCode, HeaderMap)>,
    problem: Option<Problem>,
    source: Option<Cause>,
    /// Whether the time ran out before a connection or a free slot was available.
    ended_before_sending: bool,
    provider_error: Option<Arc<ProviderError>>,
    attempts: u32,
    /// Whether an attempt before the last one may have reached the API.
    was_sent_before: bool,
}

impl Error {
    /// What went wrong, in one word.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation's ID in the spec, such as `GetCredential`. `None` for an error of
    /// [`ClientBuilder::build`](crate::ClientBuilder::build).
    pub fn operation_id(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.response.as_ref().map(|(status, _)| *status)
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|(_, headers)| headers)
    }

    /// What the API said of it (RFC 9457), if it said so in JSON.
    pub fn problem(&self) -> Option<&Problem> {
        self.0.problem.as_ref()
    }

    /// What the [`jwt_provider`](crate::ClientBuilder::jwt_provider) said when it failed. It is no
    /// [`source`](std::error::Error::source), since nobody knows here what it shows.
    pub fn provider_error(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.0.provider_error.as_deref()
    }

    /// What the headers of the response say of the rate limit, if anything.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::from_headers(self.headers()?)
    }

    /// How often the request was sent, or was tried to be: more than once after [retries](crate::RetryPolicy), and 0 if
    /// it could not be made. A reason of [pagination](ErrorKind::Pagination) is of no single request and says 0 too.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may be sent again as it is: the reason is one that passes, and a repetition does no harm.
    ///
    /// That holds for an idempotent operation after a connection reason, a timeout, 408, 429, 502, 503 or 504; for any
    /// other only where the API surely did not act: nothing was sent, 429, or an HTTP/2 server that did not begin with
    /// it. A login, say, is not to be repeated after a timeout: it may count as a failed one. The
    /// [`RetryPolicy`](crate::RetryPolicy) goes by the same response.
    pub fn is_retryable(&self) -> bool {
        let is_idempotent = self.0.operation.is_some_and(|operation| operation.is_idempotent);
        self.is_transient() && (is_idempotent || !self.may_have_been_acted_upon())
    }

    /// Whether any request of the call, or part of it, may have reached the API. Only if not is it certain that nothing
    /// happened.
    pub fn may_have_been_sent(&self) -> bool {
        self.0.was_sent_before || self.may_have_been_sent_last()
    }

    /// Whether the error is transient.
    pub(crate) fn is_transient(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::RateLimited => true,
            ErrorKind::Server => self.status().is_some_and(|status| [502, 503, 504].contains(&status.as_u16())),
            ErrorKind::UnexpectedStatus => self.status() == Some(StatusCode::REQUEST_TIMEOUT),
            _ => false,
        }
    }

    /// Whether the API may have acted on the last attempt.
    pub(crate) fn may_have_been_acted_upon(&self) -> bool {
        // A server that began a response has processed the request, whatever it says afterwards.
        let is_unprocessed = self.0.response.is_none() && self.0.source.as_ref().is_some_and(Cause::is_unprocessed);
        let was_refused = self.kind() == ErrorKind::RateLimited || is_unprocessed;
        self.may_have_been_sent_last() && !was_refused
    }

    /// Whether the last attempt, or part of it, may have reached the API.
    fn may_have_been_sent_last(&self) -> bool {
        match self.kind() {
            ErrorKind::Configuration
            | ErrorKind::InvalidRequest
            | ErrorKind::MissingCredentials
            | ErrorKind::JwtProvider
            | ErrorKind::SessionExpired
            | ErrorKind::Connect => false,
            // The time ran out while connecting.
            ErrorKind::Timeout => !self.0.ended_before_sending,
            // The page that could not be asked for.
            ErrorKind::Pagination => self.0.response.is_some(),
            _ => true,
        }
    }

    /// How long the server asks to wait before the next attempt.
    ///
    /// `Rate-Limit-Reset` stands on every response and counts only where it was too many requests. `Retry-After` is meant
    /// wherever it stands.
    pub fn retry_after(&self) -> Option<Duration> {
        let is_asked = self.kind() == ErrorKind::RateLimited || self.headers()?.contains_key(RETRY_AFTER);
        self.rate_limit().filter(|_| is_asked)?.retry_after()
    }
}

/// How errors are made.
impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            operation: None,
            response: None,
            problem: None,
            source: None,
            ended_before_sending: false,
            provider_error: None,
            attempts: 0,
            was_sent_before: false,
        }))
    }

    /// `setting` is the method of the builder.
    pub(crate) fn configuration(setting: &str, reason: &str) -> Self {
        Self::new(ErrorKind::Configuration, format!("{setting}: {reason}"))
    }

    pub(crate) fn invalid_request(message: String) -> Self {
        Self::new(ErrorKind::InvalidRequest, message)
    }

    /// What is missing or refused among the parameters and the body of a call.
    #[cold]
    pub(crate) fn inputs<const N: usize>(inputs: [(&'static str, Option<InputError>); N]) -> Self {
        Self::invalid_request(build::describe(inputs))
    }

    pub(crate) fn missing_credentials(accepted: &[SecurityScheme]) -> Self {
        let setters: Vec<&str> = accepted.iter().map(|scheme| scheme.setter()).collect();
        let message = format!("no accepted credential is configured; set one of {}", setters.join(", "));
        Self::new(ErrorKind::MissingCredentials, message)
    }

    pub(crate) fn provider(reason: &str, said: Option<Arc<ProviderError>>) -> Self {
        let mut error = Self::new(ErrorKind::JwtProvider, format!("no JWT from the jwt_provider: {reason}"));
        error.0.provider_error = said;
        error
    }

    pub(crate) fn pagination(message: String) -> Self {
        Self::new(ErrorKind::Pagination, message)
    }

    /// Says that a refused login is about the caller's own credential.
    #[cfg(feature = "sessions")]
    pub(crate) fn about_caller(mut self) -> Self {
        if self.0.kind == ErrorKind::LoginRefused {
            self.0.kind = ErrorKind::Unauthorized;
        }
        self
    }

    /// The JWT of a session that nothing refreshes has expired.
    #[cfg(feature = "sessions")]
    pub(crate) fn session_expired() -> Self {
        Self::new(ErrorKind::SessionExpired, "the session has expired; let the customer log in again")
    }

    /// A property that the API always sends is not in a response.
    pub(crate) fn missing_property(name: &str) -> Self {
        Self::new(ErrorKind::Decode, format!("response has no `{name}`, which the API always sends"))
    }

    /// The total timeout ended before the request was sent.
    pub(crate) fn out_of_time() -> Self {
        let mut error = Self::new(ErrorKind::Timeout, "the total timeout ended before the request was sent");
        error.0.ended_before_sending = true;
        error
    }

    /// The body has a content coding that nobody asked for. Only registered names are shown.
    pub(crate) fn encoded(coding: &str) -> Self {
        let known = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"];
        let name = known.into_iter().find(|name| coding.eq_ignore_ascii_case(name)).unwrap_or("an unknown coding");
        Self::new(ErrorKind::Decode, format!("response body is compressed ({name}), which was not requested"))
    }

    /// Decoding the body would take far more memory than the body itself.
    pub(crate) fn too_costly() -> Self {
        Self::new(ErrorKind::Decode, "response body consists of too many small values to decode within bounded memory")
    }

    pub(crate) fn too_long(limit: usize) -> Self {
        Self::new(ErrorKind::Decode, format!("response body exceeds {limit} bytes; ask for a smaller page"))
    }

    /// Of the error only the position is used: its message may quote the response.
    pub(crate) fn decode(error: &serde_json::Error, place: Option<&serde_path_to_error::Path>) -> Self {
        let place = place.map_or_else(|| "$".to_owned(), json_path);
        let problem = match error.classify() {
            serde_json::error::Category::Eof => "ends too early".to_owned(),
            serde_json::error::Category::Data => match named_member(error) {
                Some(member) => format!("does not match the schema ({member})"),
                None => "does not match the schema".to_owned(),
            },
            _ => "is not JSON or is nested too deeply".to_owned(),
        };
        let (line, column) = (error.line(), error.column());
        Self::new(ErrorKind::Decode, format!("response {problem} at {place} (line {line}, column {column})"))
    }

    /// A response that is no success, or what kept it from being read.
    pub(crate) fn from_response(
        operation: &'static Operation,
        status: StatusCode,
        response: Result<RawResponse, Self>,
    ) -> Self {
        match response {
            Ok(RawResponse { headers, body, .. }) => {
                let problem = read_problem(&body);
                let mut error = Self::of_status(operation, status, problem.as_ref()).with_response(status, headers);
                error.0.problem = problem;
                error.with_wait()
            }
            // What the status says holds without the body.
            Err(error) => match error.0.response {
                Some((status, headers)) => {
                    Self::of_status(operation, status, None).with_response(status, headers).with_wait()
                }
                None => error,
            },
        }
    }

    /// Adds to the message how long the server asks to wait.
    fn with_wait(mut self) -> Self {
        if let Some(wait) = self.retry_after().filter(|_| self.kind() == ErrorKind::RateLimited) {
            self.0.message = format!("{}; retry after {} s", self.0.message, wait.as_secs());
        }
        self
    }

    fn of_status(operation: &Operation, status: StatusCode, problem: Option<&Problem>) -> Self {
        let (kind, advice) = match status.as_u16() {
            401 if operation.sends_customer_credentials => (
                ErrorKind::LoginRefused,
                "the customer's password or one-time password, or the API key or JWT, was not accepted".to_owned(),
            ),
            401 => (ErrorKind::Unauthorized, "the API key or the JWT was not accepted".to_owned()),
            403 => (ErrorKind::Forbidden, "the key, the JWT or the one-time password does not allow this".to_owned()),
            404 if is_of_no_mock(problem) => {
                (ErrorKind::UnexpectedStatus, "no mock of the httpmock server matches the request".to_owned())
            }
            404 | 410 => (ErrorKind::NotFound, "nothing has this ID or token, or it has expired".to_owned()),
            409 => (ErrorKind::Conflict, "its state does not allow this".to_owned()),
            400 | 422 => (ErrorKind::Validation, refused_fields(problem)),
            429 => (ErrorKind::RateLimited, "too many requests".to_owned()),
            300..=399 => (ErrorKind::Redirect, "redirects are not followed; check the base URL".to_owned()),
            500..=599 => (ErrorKind::Server, "the API or a proxy before it failed".to_owned()),
            _ => (ErrorKind::UnexpectedStatus, "the spec does not list this status".to_owned()),
        };
        let reason = status.canonical_reason().unwrap_or("unnamed status");
        Self::new(kind, format!("{} {reason}: {advice}", status.as_u16()))
    }

    pub(crate) fn with_response(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.0.response = Some((status, headers));
        self
    }

    pub(crate) fn of_operation(mut self, operation: &'static Operation) -> Self {
        self.set_operation(operation);
        self
    }

    pub(crate) fn set_operation(&mut self, operation: &'static Operation) {
        self.0.operation = Some(operation);
    }

    /// Says how many attempts were made, and whether one before the last may have reached the API.
    pub(crate) fn after(mut self, attempts: u32, was_sent_before: bool) -> Self {
        self.0.attempts = attempts;
        self.0.was_sent_before = was_sent_before;
        self
    }
}

/// A place in a response. The names that the spec does not know are shown as `*`: they may be anything, such as the
/// names of custom claims.
pub(crate) fn json_path(path: &serde_path_to_error::Path) -> String {
    let steps = path.iter().take(16).map(|segment| match segment {
        Segment::Seq { index } => format!("[{index}]"),
        Segment::Map { key } if is_property(key) => format!(".{key}"),
        Segment::Map { .. } | Segment::Enum { .. } | Segment::Unknown => ".*".to_owned(),
    });
    ["$".to_owned()].into_iter().chain(steps).collect()
}

fn is_property(name: &str) -> bool {
    PROPERTIES.binary_search(&name).is_ok()
}

/// The names of the refused fields; of what the server wrote, they alone are shown, and only if the spec knows them.
fn refused_fields(problem: Option<&Problem>) -> String {
    let is_index = |step: &str| step.len() <= 4 && step.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |name: &&str| name.len() <= 200 && name.split('.').all(|step| is_property(step) || is_index(step));
    let names = problem.into_iter().flat_map(ProblemDetails::invalid_field_names);
    let names: Vec<&str> = names.filter(is_name).take(8).collect();
    match names.is_empty() {
        true => "values are not accepted; problem() may say which".to_owned(),
        false => format!("not accepted: {}; problem() says why", names.join(", ")),
    }
}

/// The name of a missing or duplicate member, if the spec knows it. serde says it in its message only.
fn named_member(error: &serde_json::Error) -> Option<String> {
    let message = error.to_string();
    ["missing field", "duplicate field"].into_iter().find_map(|what| {
        let (name, _) = message.strip_prefix(what)?.strip_prefix(" `")?.split_once('`')?;
        is_property(name).then(|| format!("{what} `{name}`"))
    })
}

/// The names of a list of a problem, and of the members of its items.
#[allow(dead_code)] // Some specs have none.
pub(crate) struct FieldList {
    pub(crate) list: &'static str,
    pub(crate) field: &'static str,
    pub(crate) message: &'static str,
}

/// Whether httpmock's server returned the response itself, for want of a mock: it is not a 404 of the API.
fn is_of_no_mock(problem: Option<&Problem>) -> bool {
    let message = problem.and_then(|problem| problem.extra.get("message")?.as_str());
    cfg!(feature = "httpmock")
        && message.is_some_and(|message| message.starts_with("Request did not match any route or mock"))
}

/// What an error shows of a problem. Implemented by generated code.
pub(crate) trait ProblemDetails {
    /// The lists of invalid fields.
    const FIELD_LISTS: &'static [FieldList];

    /// The names of the fields that were not accepted.
    fn invalid_field_names(&self) -> Vec<&str>;
}

/// Reads a problem. Members of another type than they should have are ignored (RFC 9457, section 3.1).
fn read_problem(body: &[u8]) -> Option<Problem> {
    if response::is_too_costly(body) {
        return None;
    }
    if let Ok(problem) = serde_json::from_slice(body) {
        return Some(problem);
    }
    let mut members: Map<String, Value> = serde_json::from_slice(body).ok()?;
    for FieldList { list, field, message } in Problem::FIELD_LISTS {
        if let Some(value) = members.get_mut(*list)
            && let Value::Object(messages) = value
        {
            *value = listed(messages, field, message);
        }
    }
    // No member is required, so that each can be tried alone.
    members.retain(|name, value| {
        let alone = std::iter::once((name.as_str(), &*value));
        Problem::deserialize(MapDeserializer::<_, serde_json::Error>::new(alone)).is_ok()
    });
    serde_json::from_value(Value::Object(members)).ok()
}

/// The items of a list of invalid fields that stands as a map of messages by field, as before 2019.
fn listed(messages: &Map<String, Value>, field: &str, message: &str) -> Value {
    let items = messages.iter().flat_map(|(name, value)| {
        let messages = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        messages
            .iter()
            .map(|text| Map::from_iter([(field.into(), name.as_str().into()), (message.into(), text.clone())]))
    });
    items.collect()
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        let cause = Cause::of(&error);
        let (kind, message) = if error.is_timeout() {
            (ErrorKind::Timeout, "there was no response in time".to_owned())
        } else if error.is_builder() {
            (ErrorKind::InvalidRequest, "the request could not be made of its parameters".to_owned())
        } else if error.is_connect() {
            (ErrorKind::Connect, format!("no connection to the server: {cause}"))
        } else if error.is_redirect() {
            (ErrorKind::Redirect, "the HTTP client followed redirects that lead nowhere".to_owned())
        } else {
            (ErrorKind::Transport, format!("the connection broke: {cause}"))
        };
        let mut own = Self::new(kind, message);
        own.0.ended_before_sending = error.is_connect();
        own.0.source = Some(cause);
        own
    }
}

/// So that `?` works on a value that is built by hand.
impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::invalid_request(error.to_string())
    }
}

impl From<reqwest::header::InvalidHeaderValue> for Error {
    fn from(_: reqwest::header::InvalidHeaderValue) -> Self {
        Self::invalid_request("a header parameter has a character that no header can carry".to_owned())
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
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_with_members_of_the_wrong_type_keeps_the_others() {
        let body = br#"{"title": "No", "status": "401", "invalidFields": null, "detail": 5, "traceId": "t-1"}"#;
        let problem = read_problem(body).expect("a problem");
        assert_eq!(problem.title.as_deref(), Some("No"));
        assert_eq!((problem.status, problem.detail), (None, None));
        assert_eq!(problem.extra["traceId"], "t-1");
    }

    #[test]
    fn a_map_of_messages_by_field_becomes_a_list() {
        let messages = serde_json::json!({"a": ["short", "taken"], "b": "missing", "c": []});
        let expected =
            serde_json::json!([{"f": "a", "m": "short"}, {"f": "a", "m": "taken"}, {"f": "b", "m": "missing"}]);
        assert_eq!(listed(messages.as_object().expect("a map"), "f", "m"), expected);
    }

    #[test]
    fn a_problem_can_be_made_of_the_members_that_the_document_names() {
        let problem: Problem = Problem::builder().title("No").try_into().expect("a problem");
        assert!(problem.extra.is_empty());
    }

    #[test]
    fn what_is_no_json_object_is_no_problem() {
        for body in [&b""[..], b"<html>", b"[]", b"{\"title\": \"No", b"\xff\xfe", b"null"] {
            assert!(read_problem(body).is_none(), "{body:?}");
        }
    }
}
