//! Decides how often and when a failed request is retried.
//!
//! [`Error::is_retryable`] decides whether an error can be retried at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use tokio::time::Instant;

use crate::auth::provider::ProvidedCredential;
use crate::error::Error;
use crate::{ErrorKind, Operation, observability};

/// Configures how transient failures are retried.
///
/// The default is three attempts within a minute. Which failures are retried does not depend on the policy:
///
/// | failure | GET, PUT, DELETE | POST |
/// |---|---|---|
/// | no connection was made | yes | yes |
/// | timeout, or the connection broke | yes | no |
/// | an HTTP/2 server did not process the request (`REFUSED_STREAM`, `GOAWAY`) | yes | yes |
/// | 429 | yes | yes |
/// | 408, 502, 503, 504 | yes | no |
/// | anything else | no | no |
///
/// A login that reached the API is not retried after a timeout: it may count as a failed login and lock the customer
/// out. If a retried DELETE gets a 404 or 410, it counts as success: an earlier attempt may have deleted the resource.
/// The [`ResponseValue`](crate::ResponseValue) then has that status.
///
/// The wait before attempt *n* + 1 is random, between zero and `initial_backoff` × 2<sup>*n* − 1</sup>, but at most
/// `max_backoff`. If the server asks for a wait, the client adds it to the backoff. It reads `Retry-After` of any
/// status, and `X-RateLimit-Retry-After` and `Rate-Limit-Reset` of a 429. If the server asks for more than
/// `max_backoff`, the request is not retried. [`Error::retry_after`](crate::Error::retry_after) then reports how long to
/// wait.
///
/// A client and its clones share one retry budget. Each retry uses one unit of it, and each request that the API
/// processes returns a fifth of a unit. A full budget has 100 units. This prevents a server that always fails from
/// receiving three times as many requests.
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// use rebilly_customer_auth::{Client, RetryPolicy};
///
/// # fn main() -> Result<(), rebilly_customer_auth::Error> {
/// let patient = RetryPolicy::default().max_attempts(5).total_timeout(Duration::from_secs(300));
/// let client = Client::builder().secret_api_key("sk_sandbox_1234").retry_policy(patient).build()?;
/// let without_retries = client.with_retry_policy(RetryPolicy::none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    pub(crate) total_timeout: Duration,
    initial_backoff: Duration,
    max_backoff: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            total_timeout: Duration::from_secs(60),
            initial_backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(10),
        }
    }
}

impl RetryPolicy {
    /// Returns a policy without retries: one request, also after a 401 that another credential of a provider might avoid.
    /// The total timeout is that of the default policy.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. The default is 3. 0 means the same as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the timeout of a request with all its attempts and the waits between them. The default is 60 seconds. The
    /// client's [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) also bounds each attempt. If it is zero, each
    /// request fails with [`ErrorKind::Configuration`](crate::ErrorKind::Configuration).
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.total_timeout = time;
        self
    }

    /// Sets the maximum wait before the second attempt. It doubles with each attempt. The default is 250 milliseconds.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// Sets the maximum backoff before any attempt, and the longest wait that the server may ask for. The default is 10
    /// seconds.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// Returns the wait after a number of attempts, or `None` if the server asks for a wait that is too long.
    fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.initial_backoff.saturating_mul(doubled).min(self.max_backoff);
        // Full jitter: clients that failed at the same time do not retry at the same time.
        let random = Duration::try_from_secs_f64(longest.as_secs_f64() * fastrand::f64()).unwrap_or(longest);
        (asked <= self.max_backoff).then(|| asked.saturating_add(random))
    }
}

/// The retry budget of a client. It bounds the number of retries while requests fail.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const SUCCESS: u32 = 1;

    /// Withdraws one retry. Returns `false` if the budget is used up.
    fn withdraw(&self) -> bool {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |budget| budget.checked_sub(Self::RETRY));
        spent.is_ok()
    }

    /// Deposits the value of one processed request.
    fn deposit(&self) {
        let earned = |budget| (budget < Self::FULL).then_some(budget + Self::SUCCESS);
        // A full budget stays as it is.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}

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
    was_sent: bool,
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
            was_sent: false,
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
        // The total timeout ended before another attempt began. That says less than the last error.
        let has_ended = self.time_left().is_zero();
        let last_error = self.last_error.take().filter(|last| has_ended && last.attempts() == self.attempts);
        if let Some(last_error) = last_error {
            return Err(last_error);
        }
        let error = error.of_operation(self.operation).after(self.attempts, self.was_sent);
        self.was_sent = error.may_have_been_sent();
        // A server that processes requests can cope with retries. A 401 is no evidence of that.
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
        self.next_wait(error)
    }

    /// Returns whether to retry with another credential. The budget bounds this, because a provider may return only
    /// rejected ones.
    fn refreshes(&mut self, error: &Error) -> bool {
        let provided = std::mem::take(&mut self.provided);
        if provided.is_empty() {
            return false;
        }
        match error.kind() {
            // It may mean a wrong password of the customer, so the request is not retried.
            ErrorKind::LoginRefused => {
                provided.iter().for_each(|credential| credential.reject_if_old());
                return false;
            }
            ErrorKind::Unauthorized if !self.has_refreshed => {}
            _ => return false,
        }
        // Only the first rejected request withdraws from the budget, for all requests that share the credential.
        if !provided.iter().all(|credential| credential.was_rejected()) && self.budget.withdraw() {
            provided.iter().for_each(|credential| credential.reject());
        }
        // A spent budget delays a refresh, but does not prevent it: otherwise a rotated key would be lost for ever.
        provided.iter().for_each(|credential| credential.reject_if_old());
        self.has_refreshed = true;
        provided.iter().any(|credential| credential.was_rejected()) && self.attempts < self.policy.max_attempts
    }

    fn next_wait(&self, error: &Error) -> Option<Duration> {
        if !error.is_retryable() || self.attempts >= self.policy.max_attempts {
            return None;
        }
        let wait = self.policy.wait(self.attempts, error.retry_after())?;
        let is_in_time = self.started.elapsed().saturating_add(wait) < self.policy.total_timeout;
        (is_in_time && self.budget.withdraw()).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::*;
    use crate::OPERATIONS;

    #[test]
    fn the_wait_is_random_and_its_maximum_doubles_up_to_max_backoff() {
        let policy = RetryPolicy::default().initial_backoff(Duration::from_secs(1)).max_backoff(Duration::from_secs(6));
        for (attempts, longest) in [(1, 1), (2, 2), (3, 4), (4, 6), (40, 6), (u32::MAX, 6)] {
            let waits: Vec<f64> =
                (0..200).map(|_| policy.wait(attempts, None).expect("a wait").as_secs_f64()).collect();
            let longest = f64::from(longest);
            assert!(waits.iter().all(|wait| (0.0..=longest).contains(wait)), "{attempts}: {waits:?}");
            // Full jitter: 200 random waits almost certainly include the lowest and the highest fifth.
            assert!(waits.iter().any(|wait| *wait < longest * 0.2), "{attempts}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait > longest * 0.8), "{attempts}: {waits:?}");
        }
    }

    #[test]
    fn the_servers_wait_is_respected_up_to_max_backoff() {
        let policy = RetryPolicy::default().initial_backoff(Duration::ZERO).max_backoff(Duration::from_secs(6));
        let wait = |seconds| policy.wait(1, Some(Duration::from_secs(seconds)));
        assert_eq!(wait(0), Some(Duration::ZERO));
        assert_eq!(wait(6), Some(Duration::from_secs(6)));
        assert_eq!(wait(7), None);
        assert_eq!(wait(u64::MAX), None);
        let wait =
            policy.initial_backoff(Duration::from_secs(1)).wait(1, Some(Duration::from_secs(6))).expect("a wait");
        assert!(wait >= Duration::from_secs(6) && wait <= Duration::from_secs(7), "{wait:?}");
    }

    #[test]
    fn another_credential_is_sent_after_the_wait_that_a_401_asks_for() {
        let wait = |seconds: &'static str, total: u64| {
            let policy = RetryPolicy::default().total_timeout(Duration::from_secs(total));
            let budget = Budget::default();
            let mut state = RetryState::new(policy, &budget, &OPERATIONS[0]);
            state.provided = ProvidedCredential::new("", &"rejected".into()).ok().map(Arc::new).into_iter().collect();
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(seconds))]);
            state.wait_after(&Error::from_response(false, StatusCode::UNAUTHORIZED, headers, Bytes::new()))
        };
        assert_eq!(wait("0", 30), Some(Duration::ZERO));
        assert_eq!(wait("5", 30), Some(Duration::from_secs(5)));
        assert_eq!((wait("10", 30), wait("11", 30)), (Some(Duration::from_secs(10)), None), "up to max_backoff");
        assert_eq!((wait("5", 3), wait("0", 0)), (None, None), "no time is left");
    }

    #[test]
    fn no_setting_is_too_large() {
        let policy = RetryPolicy::default().initial_backoff(Duration::MAX).max_backoff(Duration::MAX);
        assert_eq!(policy.wait(u32::MAX, Some(Duration::MAX)), Some(Duration::MAX));
        assert!((0..1_000).all(|_| policy.wait(1, None).is_some()));
    }

    #[test]
    fn the_budget_is_spent_five_times_as_fast_as_it_is_earned() {
        let budget = Budget::default();
        assert_eq!((0..1_000).filter(|_| budget.withdraw()).count(), 100);
        for _ in 0..4 {
            budget.deposit();
        }
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw());
        assert!(!budget.withdraw());
    }

    #[test]
    fn a_full_budget_does_not_grow() {
        let budget = Budget::default();
        budget.deposit();
        assert_eq!(budget.0.into_inner(), Budget::FULL);
    }
}
