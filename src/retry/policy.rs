//! How often, how long and after which wait a request is retried.

use std::time::Duration;

/// Configures how transient failures are retried.
///
/// The default is three attempts within a minute. Which failures are retried does not depend on the policy:
///
/// | failure | GET, PUT, DELETE | POST |
/// |---|---|---|
/// | no connection was made | yes | yes |
/// | timeout, or the connection broke | yes | no |
/// | an HTTP/2 server did not process the request (`REFUSED_STREAM`, `GOAWAY`) | yes | yes; after a `GOAWAY` only if it has a body |
/// | 429 | yes | yes |
/// | 408, 502, 503, 504 | yes | no |
/// | 401, if a provider can supply another credential and the 401 is not about the customer's own | once, with a new credential | once, with a new credential |
/// | anything else | no | no |
///
/// A login that reached the API is not retried after a timeout: it may count as a failed login and lock the customer
/// out. A DELETE that is retried after an attempt that the API may have processed succeeds with a 404 or a 410: that
/// attempt may have deleted the resource.
/// The [`ResponseValue`](crate::ResponseValue) then has that status and no body: of an operation that must return one,
/// the error is of the kind [`Decode`](crate::ErrorKind::Decode).
///
/// The wait before attempt *n* + 1 is random, between zero and `initial_backoff` × 2<sup>*n* − 1</sup>, but at most
/// `max_backoff`. If the server asks for a wait, the client adds it to the backoff. It reads `Retry-After` of any
/// status, and `X-RateLimit-Retry-After` and `Rate-Limit-Reset` of a 429. If the server asks for more than
/// `max_backoff`, the request is not retried. [`Error::retry_after`](crate::Error::retry_after) then reports how long
/// to wait.
///
/// A client and its clones share one retry budget. Each retry uses one unit of it, and each request that the API
/// processes returns a fifth of a unit, except one with a 401. A full budget has 100 units. This prevents a server that
/// always fails from receiving three times as many requests.
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
    pub(super) max_attempts: u32,
    pub(crate) total_timeout: Duration,
    initial_backoff: Duration,
    pub(super) max_backoff: Duration,
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
    /// Returns a policy without retries: one attempt. A 401 is not retried with a new credential either. The total
    /// timeout is that of the default policy.
    pub fn none() -> Self {
        Self::default().max_attempts(1)
    }

    /// Sets the maximum number of attempts, including the first. The default is 3. 0 means the same as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// Sets the timeout of a request with all its attempts and the waits between them. The default is 60 seconds. The
    /// client's [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) also bounds each attempt. A total
    /// timeout of zero is an error of [`build`](crate::ClientBuilder::build), or of each request of a derived client.
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.total_timeout = time;
        self
    }

    /// Sets the maximum backoff before the second attempt, which doubles for each further attempt. The default is 250
    /// milliseconds.
    pub fn initial_backoff(mut self, wait: Duration) -> Self {
        self.initial_backoff = wait;
        self
    }

    /// Sets the maximum backoff before any attempt, and the longest wait that the client accepts if the server asks for
    /// one. The default is 10 seconds.
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// Returns the wait after a number of attempts, or `None` if the server asks for a wait that is too long.
    pub(super) fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        let doubled = 2_u32.saturating_pow(attempts.saturating_sub(1));
        let longest = self.initial_backoff.saturating_mul(doubled).min(self.max_backoff);
        // Full jitter: clients that failed at the same time do not retry at the same time.
        let random = Duration::try_from_secs_f64(longest.as_secs_f64() * fastrand::f64()).unwrap_or(longest);
        (asked <= self.max_backoff).then(|| asked.saturating_add(random))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn no_setting_is_too_large() {
        let policy = RetryPolicy::default().initial_backoff(Duration::MAX).max_backoff(Duration::MAX);
        assert_eq!(policy.wait(u32::MAX, Some(Duration::MAX)), Some(Duration::MAX));
        assert!((0..1_000).all(|_| policy.wait(1, None).is_some()));
    }
}
