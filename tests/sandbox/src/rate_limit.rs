//! How many requests other than `GET` are let through.

use chrono::{DateTime, Utc};

use crate::{call::Reply, problem::Problem};

/// How long a period lasts, in seconds.
const PERIOD: i64 = 60;

/// The number in responses while there is no limit.
const USUAL_LIMIT: u32 = 3000;

/// Counts requests in periods of 60 seconds, each of which begins with its first request.
#[derive(Default)]
pub(crate) struct RateLimit {
    limit: Option<u32>,
    made: u32,
    /// When the period ends, in seconds since the Unix epoch.
    ends: Option<i64>,
}

impl RateLimit {
    pub(crate) fn new(limit: Option<u32>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Counts a request, unless it is one too many.
    pub(crate) fn count(&mut self, now: DateTime<Utc>) -> Result<(), Problem> {
        let now = now.timestamp();
        let ends = match self.ends {
            Some(ends) if now < ends => ends,
            _ => {
                self.made = 0;
                now + PERIOD
            }
        };
        self.ends = Some(ends);
        if self.limit.is_some_and(|limit| self.made >= limit) {
            return Err(Problem::too_many_requests(ends));
        }
        self.made = self.made.saturating_add(1);
        Ok(())
    }

    /// Adds the figures that go with the success of a request that was counted.
    pub(crate) fn describe(&self, reply: Reply) -> Reply {
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        reply
            .with_header("X-RateLimit-Limit", limit)
            .with_header("X-RateLimit-Remaining", limit.saturating_sub(self.made))
    }
}
