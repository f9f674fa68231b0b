//! The rate limit for requests other than `GET`.

use chrono::{DateTime, Utc};

use crate::{problem::Problem, request::Reply};

/// The length of a period in seconds.
const PERIOD: i64 = 60;

/// The limit in responses while there is no limit.
const USUAL_LIMIT: u32 = 3000;

/// Counts requests in periods of 60 seconds. A period starts with its first request.
#[derive(Default)]
pub(crate) struct RateLimit {
    limit: Option<u32>,
    made: u32,
    /// The end of the period, in seconds since the Unix epoch.
    ends: Option<i64>,
}

impl RateLimit {
    pub(crate) fn new(limit: Option<u32>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Counts a request, unless the limit is reached.
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

    /// Adds the headers to the success of a counted request.
    pub(crate) fn describe(&self, reply: Reply) -> Reply {
        let limit = self.limit.unwrap_or(USUAL_LIMIT);
        reply
            .with_header("X-RateLimit-Limit", limit)
            .with_header("X-RateLimit-Remaining", limit.saturating_sub(self.made))
    }
}
