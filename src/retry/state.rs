//! The retries of one request.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use tokio::time::Instant;

use super::{Budget, RetryPolicy};
use crate::auth::provider::ProvidedCredential;
use crate::error::Error;
use crate::{ErrorKind, Operation, observability};

/// The retry state of one request.
pub(crate) struct RetryState<'c> {
    pub(crate) policy: RetryPolicy,
    budget: &'c Budget,
    operation: &'static Operation,
    started: Instant,
    /// The number of attempts so far.
    pub(crate) attempts: u32,
    /// The credentials of the last attempt that a provider supplied.
    pub(crate) provided: Vec<Arc<ProvidedCredential>>,
    has_refreshed: bool,
    may_be_done: bool,
    /// The error of the last attempt, while it is retried.
    last_error: Option<Error>,
}

impl<'c> RetryState<'c> {
    pub(crate) fn new(policy: RetryPolicy, budget: &'c Budget, operation: &'static Operation) -> Self {
        Self {
            policy,
            budget,
            operation,
            started: Instant::now(),
            attempts: 0,
            provided: Vec::new(),
            has_refreshed: false,
            may_be_done: false,
            last_error: None,
        }
    }

    /// Returns the time left until the total timeout.
    pub(crate) fn time_left(&self) -> Duration {
        self.time_left_at(Instant::now())
    }

    pub(crate) fn time_left_at(&self, now: Instant) -> Duration {
        self.policy.total_timeout.saturating_sub(now.saturating_duration_since(self.started))
    }

    /// Returns whether a response status is a success of the request.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        let is_gone = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
        status.is_success() || (is_gone && self.may_be_done && self.operation.method == Method::DELETE)
    }

    pub(crate) fn on_success(&self) {
        self.budget.deposit();
    }

    /// Returns the wait before the next attempt, or the final error of the request.
    pub(crate) fn on_error(&mut self, error: Error) -> Result<Duration, Error> {
        let has_ended = self.time_left().is_zero();
        let last = self.last_error.take();
        let (attempts, was_sent) = last.as_ref().map_or((0, false), |it| (it.attempts(), it.may_have_been_sent()));
        // The total timeout ended before another attempt began. That says less than the last error.
        if let Some(last) = last.filter(|_| has_ended && self.attempts == attempts) {
            return Err(last);
        }
        // The time for an attempt can end before it is sent, while a provider is called. It counts, because otherwise
        // the same timeout could end any number of them.
        if error.kind() == ErrorKind::Timeout && !has_ended && self.attempts == attempts {
            self.attempts += 1;
        }
        let error = error.of_operation(self.operation).after(self.attempts, was_sent);
        // A server that processes requests can cope with retries. A 401 is not evidence of that.
        let is_processed = error.status().is_some() && !error.is_transient();
        if is_processed && !matches!(error.kind(), ErrorKind::Unauthorized | ErrorKind::LoginRefused) {
            self.budget.deposit();
        }
        match self.wait_after(&error) {
            Some(wait) => {
                observability::retry(&error, wait);
                self.last_error = Some(error);
                Ok(wait)
            }
            None => Err(error),
        }
    }

    fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        if self.refreshes(error) {
            let wait = error.retry_after().unwrap_or_default();
            return (wait <= self.policy.max_backoff && wait < self.time_left()).then_some(wait);
        }
        self.may_be_done |= error.may_have_been_processed();
        // The provider's client has applied its own policy.
        let is_of_provider = error.kind() == ErrorKind::CredentialProvider;
        if is_of_provider || !error.is_retryable() || self.attempts >= self.policy.max_attempts {
            return None;
        }
        let wait = self.policy.wait(self.attempts, error.retry_after())?;
        (wait < self.time_left() && self.budget.withdraw()).then_some(wait)
    }

    /// Returns whether to retry with another credential. The budget bounds this, because a provider may return only
    /// rejected ones.
    fn refreshes(&mut self, error: &Error) -> bool {
        let provided = std::mem::take(&mut self.provided);
        match error.kind() {
            // It may mean a wrong password of the customer, so the request is not retried.
            ErrorKind::LoginRefused => {
                provided.iter().for_each(|credential| credential.doubt_if_old());
                return false;
            }
            ErrorKind::Unauthorized if !self.has_refreshed => {}
            _ => return false,
        }
        // Another attempt would send the same credential, and must not spend the budget of others.
        if !provided.iter().any(|credential| credential.is_refreshable) {
            provided.iter().for_each(|credential| credential.reject());
            return false;
        }
        // Only the first rejected request withdraws from the budget, for all requests that share the credential.
        if !provided.iter().all(|credential| credential.was_rejected()) && self.budget.withdraw() {
            provided.iter().for_each(|credential| credential.reject());
        }
        // A spent budget delays a refresh, but does not prevent it: otherwise a rotated key would be lost for ever.
        provided.iter().filter(|credential| credential.is_old()).for_each(|credential| credential.reject());
        self.has_refreshed = true;
        provided.iter().any(|credential| credential.was_rejected()) && self.attempts < self.policy.max_attempts
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::*;
    use crate::OPERATIONS;
    use crate::auth::provider::Provided;

    #[test]
    fn another_credential_is_sent_after_the_wait_that_a_401_asks_for() {
        let wait = |seconds: &'static str, total: u64| {
            let policy = RetryPolicy::default().total_timeout(Duration::from_secs(total));
            let budget = Budget::default();
            let mut state = RetryState::new(policy, &budget, &OPERATIONS[0]);
            let provided = Provided::new("rejected".into());
            state.provided = ProvidedCredential::new("", provided).ok().map(Arc::new).into_iter().collect();
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(seconds))]);
            state.wait_after(&Error::from_response(false, StatusCode::UNAUTHORIZED, headers, Bytes::new()))
        };
        assert_eq!(wait("0", 30), Some(Duration::ZERO));
        assert_eq!(wait("5", 30), Some(Duration::from_secs(5)));
        assert_eq!((wait("10", 30), wait("11", 30)), (Some(Duration::from_secs(10)), None), "up to max_backoff");
        assert_eq!((wait("5", 3), wait("0", 0)), (None, None), "no time is left");
    }

    #[test]
    fn a_timeout_before_an_attempt_is_sent_is_an_attempt() {
        let budget = Budget::default();
        let mut state = RetryState::new(RetryPolicy::default(), &budget, &OPERATIONS[0]);
        let timeout = || Error::out_of_time().by_setting("attempt_timeout");
        let outcomes = [(); 3].map(|()| state.on_error(timeout()));
        assert!(matches!(&outcomes, [Ok(_), Ok(_), Err(error)] if error.attempts() == 3), "{outcomes:?}");
        let policy = RetryPolicy::default().max_backoff(Duration::ZERO).total_timeout(Duration::ZERO);
        let ended = RetryState::new(policy, &budget, &OPERATIONS[0]).on_error(Error::out_of_time());
        assert_eq!(ended.expect_err("no time").attempts(), 0, "no attempt began");
    }

    #[test]
    fn a_delete_that_an_earlier_attempt_may_have_done_succeeds_with_404_and_410() {
        let Some(delete) = OPERATIONS.iter().find(|operation| operation.method == Method::DELETE) else { return };
        let budget = Budget::default();
        let mut state = RetryState::new(RetryPolicy::default(), &budget, delete);
        let gone = [StatusCode::NOT_FOUND, StatusCode::GONE];
        assert!(!gone.iter().any(|status| state.is_success(*status)));
        for status in [StatusCode::SERVICE_UNAVAILABLE, StatusCode::TOO_MANY_REQUESTS] {
            state.attempts += 1;
            state.on_error(Error::from_response(false, status, HeaderMap::new(), Bytes::new())).expect("a retry");
        }
        assert!(gone.iter().all(|status| state.is_success(*status)));
    }

    #[test]
    fn requests_that_share_a_rejected_credential_withdraw_once_from_the_budget() {
        for (is_refreshable, spent) in [(true, 1), (false, 0)] {
            let budget = Budget::default();
            // A full budget does not grow: a retry costs as much as five requests return.
            (0..5).for_each(|_| budget.deposit());
            let provided = Provided { is_refreshable, ..Provided::new("rejected".into()) };
            let shared = Arc::new(ProvidedCredential::new("", provided).expect("a credential"));
            for _ in 0..3 {
                let mut state = RetryState::new(RetryPolicy::default(), &budget, &OPERATIONS[0]);
                state.provided = vec![Arc::clone(&shared)];
                let error = Error::from_response(false, StatusCode::UNAUTHORIZED, HeaderMap::new(), Bytes::new());
                assert_eq!(state.wait_after(&error).is_some(), is_refreshable);
            }
            assert!(shared.was_rejected());
            assert_eq!(std::iter::from_fn(|| budget.withdraw().then_some(())).count(), 100 - spent);
        }
    }
}
