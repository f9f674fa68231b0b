//! The kinds of errors, and what to do about each.

use std::fmt;

/// The kind of an [`Error`](crate::Error).
///
/// # Troubleshooting
/// Each variant documents its meaning, its usual causes and what to do. If a variant does not state "Nothing was sent",
/// call [`Error::may_have_been_sent`](crate::Error::may_have_been_sent).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A setting of the client is invalid: of the builder, or of a method that returns another client, such as
    /// [`with_organization`](crate::Client::with_organization). Nothing was sent. The message names the setting. A
    /// request outside a tokio runtime has this kind too.
    ///
    /// The same mistake in a single request or flow is an [`InvalidRequest`](Self::InvalidRequest).
    ///
    /// The usual cause is a credential that ends with a line break, as in files and secret stores. A base URL must be
    /// `https`, or `http` on this machine, and must not have a query.
    Configuration,
    /// A value of a request or of a flow, such as a login, is missing or cannot be sent: a parameter, the body, an
    /// option or the organization. Nothing was sent. The message names it.
    ///
    /// An ID or a token in a path must not be empty, `.` or `..`, or too long for a URL. If such a string comes from a
    /// browser, treat the error like [`NotFound`](Self::NotFound).
    InvalidRequest,
    /// The operation accepts none of the configured credentials. Nothing was sent. The message lists the accepted ones.
    ///
    /// Few operations accept a publishable API key. The table in the README lists them.
    MissingCredentials,
    /// The program's own provider of a credential, such as
    /// [`jwt_provider`](crate::ClientBuilder::jwt_provider), returned no valid credential, so the attempt was not sent.
    /// The message names the provider. [`Error::provider_error`](crate::Error::provider_error) returns the provider's
    /// error. If that is an [`Error`](crate::Error) of the kind [`SessionExpired`](Self::SessionExpired), it is the
    /// error of the request instead.
    CredentialProvider,
    /// No connection could be made, so the last attempt was not sent.
    ///
    /// The message ends with the cause. Check the base URL, DNS, the proxy (the client reads `HTTPS_PROXY`) and the
    /// certificate. For a private certificate authority, use
    /// [`configure_http_client`](crate::ClientBuilder::configure_http_client). `https` needs one of the TLS features.
    Connect,
    /// The request timed out. The API may have processed it: see
    /// [`Error::may_have_been_sent`](crate::Error::may_have_been_sent).
    ///
    /// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) bounds each attempt and
    /// [`total_timeout`](crate::RetryPolicy::total_timeout) all of them. If a collection is slow, request smaller
    /// pages.
    Timeout,
    /// The connection broke after the client started to send the request. The API may have processed it.
    ///
    /// Before you retry a POST, read the collection to check whether the resource exists. You can also create a
    /// credential with a PUT and your own ID, which is safe to retry.
    Transport,
    /// 401: the API does not accept the API key or the JWT.
    ///
    /// A sandbox API key is not valid on the live API: check [`environment`](crate::ClientBuilder::environment). A JWT
    /// may have expired, see [`jwt_provider`](crate::ClientBuilder::jwt_provider), or be of another organization than
    /// the client's.
    Unauthorized,
    /// 401 of a login or an exchange that may send credentials of the customer: either these (the username, the
    /// password or the one-time password) or the client's API key or JWT is wrong. A 400 or 422 of the login request of
    /// `log_in` and a 403 of `PendingLogin::submit` have this kind too. `customer_session` sends no credentials of the
    /// customer, so its 401 is [`Unauthorized`](Self::Unauthorized).
    ///
    /// The API does not report which one is wrong. Call [`Client::check_credentials`](crate::Client::check_credentials)
    /// once when your program starts: if it succeeds, the customer's credentials are the likely cause. An API key that
    /// was rotated since then has the same error.
    LoginRefused,
    /// The JWT of a session from `log_in`, `resume_login` or `from_jwt` has expired, so `CustomerSession::jwt` returns
    /// this error, and a client from `with_session` sends nothing. Let the customer log in again.
    SessionExpired,
    /// 403: the API key or the JWT does not allow this request, or a one-time password is missing or wrong.
    ///
    /// A JWT allows the operations in the `acl` of its exchange. The API also rejects an organization that the API key
    /// does not belong to.
    Forbidden,
    /// 404 or 410: no resource has this ID or token, or it has expired.
    ///
    /// The exchange invalidates an authentication token, unless you set `invalidate(false)`. If every request fails
    /// with this error, check the base URL and how the organization is sent.
    NotFound,
    /// 409: the state of the resource does not allow this request. Read the resource again before you retry.
    Conflict,
    /// 400 or 422: the API rejected values of the request. `problem().invalid_fields` lists the fields and the reasons.
    ///
    /// Examples are a username that is taken and a password that does not match the authentication options.
    Validation,
    /// 429: too many requests. [`Error::retry_after`](crate::Error::retry_after) reports how long to wait.
    ///
    /// The [`RetryPolicy`](crate::RetryPolicy) has already retried if the wait was short enough. After a login, show
    /// the customer an error instead of waiting.
    RateLimited,
    /// A redirect (3xx except 304). It is not followed, because it could send the credential and the body to another
    /// server. Check the base URL.
    Redirect,
    /// 5xx: the API or a proxy in front of it failed. 502, 503 and 504 are transient and are retried when it is safe.
    Server,
    /// Any other status, such as 304 or 408, or the response of a mock server that expects another request. The
    /// response may come from a proxy instead of the API.
    UnexpectedStatus,
    /// The response does not match the schema. The message contains the location in the JSON and never a value.
    ///
    /// A response that is not JSON usually comes from a proxy. If the message names a location, the API has changed:
    /// look for a newer version of this crate. A response that exceeds
    /// [`max_response_bytes`](crate::ClientBuilder::max_response_bytes) also has this kind.
    Decode,
    /// A collection could not be read to its end: the API limits `offset`, ignores it, or returned inconsistent pages.
    ///
    /// The items read so far are not the whole collection. The message contains the reason, and
    /// [`Error::items_left`](crate::Error::items_left) reports how many items are beyond the highest `offset`.
    Pagination,
}

/// Writes the name of the variant, such as `NotFound`.
impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}
