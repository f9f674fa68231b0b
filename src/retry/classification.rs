//! Which errors are retried: the table of [`RetryPolicy`](crate::RetryPolicy) as code.

use reqwest::StatusCode;

use crate::error::{Error, ErrorKind};

impl Error {
    /// Returns whether the same request can be retried: the error is transient and a retry is safe.
    ///
    /// An idempotent operation can be retried after a connection error, a timeout, 408, 429, 502, 503 or 504. Any other
    /// operation can be retried only if the API certainly did not process it: nothing was sent, the API returned 429,
    /// or an HTTP/2 server reported that it did not process the request. For example, a login cannot be retried after a
    /// timeout, because it may count as a failed login. The [`RetryPolicy`](crate::RetryPolicy) uses the same rule.
    ///
    /// If a provider failed with an [`Error`] of its own request, as when a session refreshes its JWT, this returns
    /// whether that request can be retried. The [`RetryPolicy`](crate::RetryPolicy) does not retry such an error,
    /// because the client that sent the provider's request has applied its own policy.
    pub fn is_retryable(&self) -> bool {
        if self.kind() == ErrorKind::CredentialProvider {
            return self.provider_request().is_some_and(Self::is_retryable);
        }
        let is_idempotent = self.operation().is_some_and(|operation| operation.is_idempotent);
        self.is_transient() && (is_idempotent || !self.may_have_been_processed())
    }

    /// Returns whether the error is transient.
    pub(crate) fn is_transient(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::RateLimited => true,
            ErrorKind::Server => self.status().is_some_and(|status| [502, 503, 504].contains(&status.as_u16())),
            ErrorKind::UnexpectedStatus => self.status() == Some(StatusCode::REQUEST_TIMEOUT),
            _ => false,
        }
    }
}
