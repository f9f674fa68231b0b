//! The time in the sandbox, which advances on request only, unless it runs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Datelike, Utc};

/// 2026-01-01T00:00:00Z, in seconds since the Unix epoch.
const START: i64 = 1_767_225_600;

/// The clock of a sandbox. It starts at `2026-01-01T00:00:00Z`, or at the time of
/// [`SandboxBuilder::now`](crate::SandboxBuilder::now), and stands still until it is advanced, unless
/// [`SandboxBuilder::running_clock`](crate::SandboxBuilder::running_clock) lets it run.
///
/// Clones show the same time.
///
/// # Example
///
/// ```no_run
/// # async fn example() {
/// use std::time::Duration;
///
/// use rebilly_customer_auth_sandbox::Sandbox;
///
/// let clock = Sandbox::start().await.clock();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!((clock.now() - before).num_hours(), 1);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Clock {
    /// The start and all advances. A running clock adds the time since `started`.
    now: Arc<Mutex<DateTime<Utc>>>,
    /// When a running clock was started.
    started: Option<Instant>,
}

impl Clock {
    /// A clock that starts at this time.
    ///
    /// # Panics
    ///
    /// Panics if an HTTP date and RFC 3339 cannot both represent the time.
    pub(crate) fn new(start: DateTime<Utc>) -> Self {
        assert!((1970..=9999).contains(&start.year()), "the clock starts between the years 1970 and 9999");
        Self { now: Arc::new(Mutex::new(start)), started: None }
    }

    pub(crate) fn running(self) -> Self {
        Self { started: Some(Instant::now()), ..self }
    }

    /// Returns the current time in the sandbox.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = *self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now + self.started.map(|started| started.elapsed()).unwrap_or_default()
    }

    /// Moves the clock forward.
    ///
    /// # Panics
    ///
    /// Panics if the new time is past the year 9999, which neither an HTTP date nor RFC 3339 can represent.
    pub fn advance(&self, by: Duration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let later = chrono::Duration::from_std(by)
            .ok()
            .and_then(|by| now.checked_add_signed(by))
            .filter(|later| later.year() <= 9999);
        *now = later.expect("the clock does not go past the year 9999");
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(DateTime::from_timestamp(START, 0).expect("a constant that is in range"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "year 9999")]
    fn does_not_exceed_the_last_representable_date() {
        Clock::default().advance(Duration::MAX);
    }

    #[test]
    #[should_panic(expected = "between the years 1970 and 9999")]
    fn does_not_start_before_the_first_http_date() {
        Clock::new("1969-12-31T23:59:59Z".parse().unwrap());
    }
}
