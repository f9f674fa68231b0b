//! Which attempts follow a failed one, and when.
//!
//! What may be repeated at all is for [`Error::is_retryable`] to say; here it is only said how often and how soon.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use tokio::time::Instant;

use crate::auth::jwt_provider::Jwt;
use crate::error::Error;
use crate::{ErrorKind, Operation, observability};

/// How a call is repeated that failed for a reason that passes.
///
/// The default is three attempts within a minute. What is repeated does not depend on the policy:
///
/// | reason | GET, PUT, DELETE | POST |
/// |---|---|---|
/// | no connection | yes | yes |
/// | no response in time, or the connection broke | yes | no, unless it was never connected |
/// | an HTTP/2 server did not begin with it (`REFUSED_STREAM`, `GOAWAY`) | yes | yes |
/// | 429 | yes | yes |
/// | 408, 502, 503, 504 | yes | no |
/// | anything else | no | no |
///
/// So a login is never repeated after a timeout: it may count as a failed one, and lock the customer out. A 404 or 410
/// is a success of a DELETE if an attempt before it may have deleted the thing; the status of the
/// [`ResponseValue`](crate::ResponseValue) tells.
///
/// The wait before attempt *n* + 1 is a random part of `initial_backoff` times 2 to the power of *n* − 1, at most `max_backoff`. If the
/// server names a time (`X-RateLimit-Retry-After`, `Retry-After`, or the `Rate-Limit-Reset` of a 429), the wait is so
/// much longer. A time beyond `max_backoff` is not waited for: the error comes at once, and its
/// [`rate_limit`](crate::Error::rate_limit) says how long to wait.
///
/// A client and its clones have one budget for retries. Each retry takes from it and each success gives a fifth of a
/// retry back, so that a server that fails every time is not burdened with three times as many requests.
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
/// let call = client.with_retry_policy(RetryPolicy::none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_attempts: u32,
    total_timeout: Duration,
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
    /// One attempt, whatever comes of it.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// How many attempts there are at most, the first included. 3 unless it is set; 0 is as good as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Bounds all attempts, the first too, and the waits between them together. 60 seconds unless it is set. Each attempt
    /// is also bounded by the client's [`attempt_timeout`](crate::ClientBuilder::attempt_timeout).
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.total_timeout = time;
        self
    }

    /// The longest wait before the second attempt. It doubles with each attempt. 250 milliseconds unless it is set.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// The longest wait before any attempt, and the longest that the server may ask for. 10 seconds unless it is set.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// The wait after so many attempts; `None` if the server asks for too long a one.
    fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.initial_backoff.saturating_mul(doubled).min(self.max_backoff);
        // All of it is left to chance: clients that failed together do not come back together.
        let random = Duration::try_from_secs_f64(longest.as_secs_f64() * fastrand::f64()).unwrap_or(longest);
        (asked <= self.max_backoff).then(|| asked.saturating_add(random))
    }
}

/// How many retries a client may make, however many calls fail.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const SUCCESS: u32 = 1;

    /// Takes a retry from the budget, if there is one left.
    fn withdraw(&self) -> bool {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |budget| budget.checked_sub(Self::RETRY));
        spent.is_ok()
    }

    /// Gives back what a success is worth.
    fn deposit(&self) {
        let earned = |budget| (budget < Self::FULL).then_some(budget + Self::SUCCESS);
        // Nothing is to be done about a full one.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}

/// What has become of one call so far.
pub(crate) struct RetryState<'c> {
    policy: RetryPolicy,
    budget: &'c Budget,
    operation: &'static Operation,
    began: Instant,
    /// How many requests were sent.
    pub(crate) attempts: u32,
    /// The JWT of the last attempt, if the program provided it.
    pub(crate) jwt: Option<Arc<Jwt>>,
    has_renewed_jwt: bool,
    was_sent: bool,
    may_be_done: bool,
}

impl<'c> RetryState<'c> {
    pub(crate) fn new(policy: RetryPolicy, budget: &'c Budget, operation: &'static Operation) -> Self {
        Self {
            policy,
            budget,
            operation,
            began: Instant::now(),
            attempts: 0,
            jwt: None,
            has_renewed_jwt: false,
            was_sent: false,
            may_be_done: false,
        }
    }

    /// How long the next attempt may take.
    pub(crate) fn time_left(&self) -> Duration {
        self.policy.total_timeout.saturating_sub(self.began.elapsed())
    }

    /// Whether a response means that the call has done what it should.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        let is_gone = matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE);
        status.is_success() || (is_gone && self.may_be_done && self.operation.method == Method::DELETE)
    }

    pub(crate) fn on_success(&self) {
        self.budget.deposit();
    }

    /// Either how long to wait before the next attempt, or the error of the call.
    pub(crate) fn on_error(&mut self, error: Error) -> Result<Duration, Error> {
        let error = error.of_operation(self.operation).after(self.attempts, self.was_sent);
        self.was_sent = error.may_have_been_sent();
        // A server that processes requests is one that retries do not burden. A 401 says nothing of that.
        let is_processed = error.status().is_some() && !error.is_transient();
        if is_processed && !matches!(error.kind(), ErrorKind::Unauthorized | ErrorKind::LoginRefused) {
            self.budget.deposit();
        }
        match self.wait_after(&error) {
            Some(wait) => {
                observability::retry(&error, wait);
                Ok(wait)
            }
            None => Err(error),
        }
    }

    fn wait_after(&mut self, error: &Error) -> Option<Duration> {
        if self.renews_jwt(error) {
            return Some(Duration::ZERO);
        }
        self.may_be_done |= error.may_have_been_acted_upon();
        self.next_wait(error)
    }

    /// Whether the next attempt is for another JWT, which the budget bounds: a provider may return rejected ones only.
    fn renews_jwt(&mut self, error: &Error) -> bool {
        // Not after a 401 that may be about the customer's password.
        let Some(jwt) = self.jwt.take().filter(|_| error.kind() == ErrorKind::Unauthorized && !self.has_renewed_jwt)
        else {
            return false;
        };
        // The first to be refused pays for all that share the JWT.
        if !jwt.was_refused() && self.budget.withdraw() {
            jwt.refuse();
        }
        self.has_renewed_jwt = true;
        jwt.was_refused() && self.policy.max_attempts > 1 && !self.time_left().is_zero()
    }

    fn next_wait(&self, error: &Error) -> Option<Duration> {
        if !error.is_retryable() || self.attempts >= self.policy.max_attempts {
            return None;
        }
        let wait = self.policy.wait(self.attempts, error.retry_after())?;
        let is_in_time = self.began.elapsed().saturating_add(wait) < self.policy.total_timeout;
        (is_in_time && self.budget.withdraw()).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_a_random_part_of_what_doubles_up_to_the_cap() {
        let policy = RetryPolicy::default().initial_backoff(Duration::from_secs(1)).max_backoff(Duration::from_secs(6));
        for (attempts, longest) in [(1, 1), (2, 2), (3, 4), (4, 6), (40, 6), (u32::MAX, 6)] {
            let waits: Vec<f64> =
                (0..200).map(|_| policy.wait(attempts, None).expect("a wait").as_secs_f64()).collect();
            let longest = f64::from(longest);
            assert!(waits.iter().all(|wait| (0.0..=longest).contains(wait)), "{attempts}: {waits:?}");
            // Full jitter: of 200 waits, none in the lowest or the highest fifth is as good as impossible.
            assert!(waits.iter().any(|wait| *wait < longest * 0.2), "{attempts}: {waits:?}");
            assert!(waits.iter().any(|wait| *wait > longest * 0.8), "{attempts}: {waits:?}");
        }
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_up_to_the_cap() {
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
