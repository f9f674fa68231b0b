//! Reads the rate limit from response headers.
//!
//! There are three generations of headers, and a spec describes at most one. All are read: `Rate-Limit-*` with an HTTP
//! date (2020), `X-RateLimit-*` with seconds since the epoch (since 2024), and the `Retry-After` header of RFC 9110,
//! section 10.2.3, which proxies send.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

/// The rate limit of the API, as response headers report it.
///
/// # Examples
/// ```no_run
/// # async fn example(client: rebilly_customer_auth::Client) {
/// if let Err(error) = client.delete_credential().id("cred-1").send().await {
///     if let Some(wait) = error.retry_after() {
///         println!("retry in {} seconds", wait.as_secs());
///     }
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    limit: Option<u64>,
    remaining: Option<u64>,
    resets_at: Option<SystemTime>,
    responded_at: Option<SystemTime>,
}

impl RateLimit {
    /// Reads the rate limit from headers. Returns `None` if they contain no rate limit.
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let number = |names: [&str; 2]| names.iter().find_map(|name| whole(string(headers, name)?));
        let responded_at = string(headers, DATE.as_str()).and_then(date);
        let rate_limit = Self {
            limit: number(["x-ratelimit-limit", "rate-limit-limit"]),
            remaining: number(["x-ratelimit-remaining", "rate-limit-remaining"]),
            resets_at: resets_at(headers, responded_at),
            responded_at,
        };
        let is_empty = rate_limit.limit.is_none() && rate_limit.remaining.is_none() && rate_limit.resets_at.is_none();
        (!is_empty).then_some(rate_limit)
    }

    /// Returns how many requests the API accepts in the current period.
    pub fn limit(&self) -> Option<u64> {
        self.limit
    }

    /// Returns how many requests are left in the current period.
    pub fn remaining(&self) -> Option<u64> {
        self.remaining
    }

    /// Returns when the API accepts requests again, by the server's clock. The end of the year 9999 stands for a wait
    /// that cannot be read.
    pub fn resets_at(&self) -> Option<SystemTime> {
        self.resets_at
    }

    /// Returns how long the `Retry-After` header asks to wait, and no other header.
    pub(crate) fn retry_after_of(headers: &HeaderMap) -> Option<Duration> {
        let responded_at = string(headers, DATE.as_str()).and_then(date);
        let resets_at = Some(retry_after(headers, responded_at)?);
        Self { limit: None, remaining: None, resets_at, responded_at }.retry_after()
    }

    /// Returns how long to wait after the response. The wait is measured from the `Date` of the response, so a wrong
    /// local clock does not matter. The local clock is used only if the response has no `Date`. If `Retry-After` or
    /// `X-RateLimit-Retry-After` cannot be read, returns thousands of years, so that nobody retries too early.
    pub fn retry_after(&self) -> Option<Duration> {
        if self.resets_at == far_future() {
            // The `Date` may be as far in the future.
            return Some(FAR_FUTURE);
        }
        let from = self.responded_at.unwrap_or_else(SystemTime::now);
        let wait = self.resets_at?.duration_since(from).unwrap_or_default();
        // The local clock has moved since the response arrived, and the server counts whole seconds.
        Some(Duration::from_secs(wait.as_millis().div_ceil(1000) as u64))
    }
}

fn string<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Parses an HTTP date (RFC 9110, section 5.6.7) or an RFC 822 date with an offset, which the API sent in 2020.
fn date(value: &str) -> Option<SystemTime> {
    let http = httpdate::parse_http_date(value).ok();
    // chrono's own conversion panics if the time is beyond the range of the system.
    let rfc_822 = || {
        let seconds = chrono::DateTime::parse_from_rfc2822(value).ok()?.timestamp();
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
    };
    http.or_else(rfc_822)
}

/// Stands for a wait of unknown length: the end of the year 9999, in seconds since the epoch.
const FAR_FUTURE: Duration = Duration::from_secs(253_402_300_799);

fn resets_at(headers: &HeaderMap, responded_at: Option<SystemTime>) -> Option<SystemTime> {
    let epoch = |value: &str| after(SystemTime::UNIX_EPOCH, value);
    asked(headers, "x-ratelimit-retry-after", epoch)
        .max(retry_after(headers, responded_at))
        .or_else(|| string(headers, "rate-limit-reset").and_then(date))
}

fn retry_after(headers: &HeaderMap, responded_at: Option<SystemTime>) -> Option<SystemTime> {
    let delay = |value: &str| after(responded_at.unwrap_or_else(SystemTime::now), value).or_else(|| date(value));
    asked(headers, RETRY_AFTER.as_str(), delay)
}

/// Returns the end of the longest wait that the headers with this name ask for. A value that cannot be read is a wait
/// of unknown length, which is not the same as no wait.
fn asked(headers: &HeaderMap, name: &str, read: impl Fn(&str) -> Option<SystemTime>) -> Option<SystemTime> {
    let end = |value: &HeaderValue| value.to_str().ok().and_then(|value| read(value.trim())).or_else(far_future);
    headers.get_all(name).into_iter().filter_map(end).max()
}

fn far_future() -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(FAR_FUTURE)
}

/// Adds a number of seconds to a time.
fn after(start: SystemTime, value: &str) -> Option<SystemTime> {
    start.checked_add(Duration::from_secs(whole(value)?))
}

/// Parses digits. Unlike Rust, HTTP has no sign before them (RFC 9110, section 10.2.3).
fn whole(value: &str) -> Option<u64> {
    value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse().ok())?
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderName;

    use super::*;

    fn read(headers: &[(&'static str, &'static str)]) -> Option<RateLimit> {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        RateLimit::from_headers(&headers)
    }

    const DATE: (&str, &str) = ("date", "Mon, 15 Apr 2024 12:00:00 GMT");

    #[test]
    fn all_generations_of_headers_are_read() {
        let today = read(&[("x-ratelimit-limit", "3000"), ("x-ratelimit-remaining", "2987")]).expect("today's");
        assert_eq!((today.limit(), today.remaining(), today.retry_after()), (Some(3000), Some(2987), None));
        assert_eq!(read(&[("x-ratelimit-remaining", "7")]).and_then(|limit| limit.remaining()), Some(7));

        let first = [
            ("rate-limit-limit", "100"),
            ("rate-limit-remaining", "0"),
            ("rate-limit-reset", "Mon, 15 Apr 2024 12:00:30 GMT"),
            DATE,
        ];
        let first = read(&first).expect("that of 2020");
        assert_eq!((first.limit(), first.remaining()), (Some(100), Some(0)));
        assert_eq!(first.retry_after(), Some(Duration::from_secs(30)));
        assert_eq!(first.resets_at(), httpdate::parse_http_date("Mon, 15 Apr 2024 12:00:30 GMT").ok());

        for date in ["Mon, 15 Apr 2024 12:00:30 +0000", "15 Apr 24 14:00:30 +0200", "Mon, 15 Apr 24 12:00:30 UT"] {
            let rfc_822 = read(&[("rate-limit-reset", date), DATE]).expect(date);
            assert_eq!(rfc_822.retry_after(), Some(Duration::from_secs(30)), "{date}");
        }
    }

    #[test]
    fn the_wait_is_measured_from_the_date_of_the_response() {
        let wait = |name, value| read(&[(name, value), DATE]).and_then(|limit| limit.retry_after());
        // 2024-04-15 12:01:00 UTC
        assert_eq!(wait("x-ratelimit-retry-after", "1713182460"), Some(Duration::from_secs(60)));
        assert_eq!(wait("retry-after", "7"), Some(Duration::from_secs(7)));
        assert_eq!(wait("retry-after", "Mon, 15 Apr 2024 12:00:09 GMT"), Some(Duration::from_secs(9)));
        assert_eq!(wait("x-ratelimit-retry-after", "1"), Some(Duration::ZERO));
        // Without a date, the local clock counts.
        for (name, value, expected) in [
            ("retry-after", "9", Duration::from_secs(9)),
            ("x-ratelimit-retry-after", "1713182460", Duration::ZERO),
            ("rate-limit-reset", "Mon, 15 Apr 2024 12:00:30 GMT", Duration::ZERO),
        ] {
            let wait = read(&[(name, value)]).and_then(|limit| limit.retry_after());
            assert_eq!(wait, Some(expected), "{name}");
        }
    }

    #[test]
    fn a_response_that_is_no_429_asks_with_retry_after_only() {
        let headers = [("x-ratelimit-retry-after", "1"), ("rate-limit-reset", "Mon, 15 Apr 2024 12:00:30 GMT"), DATE];
        let headers = |more: &[(&'static str, &'static str)]| -> HeaderMap {
            let all = headers.iter().chain(more);
            all.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
        };
        assert_eq!(RateLimit::retry_after_of(&headers(&[])), None);
        assert_eq!(RateLimit::retry_after_of(&headers(&[("retry-after", "9")])), Some(Duration::from_secs(9)));
    }

    #[test]
    fn of_several_waits_the_longest_counts() {
        for first in ["retry-after", "x-ratelimit-retry-after"] {
            let limit = read(&[(first, "1"), ("retry-after", "60"), ("retry-after", "5"), DATE]).expect("a wait");
            assert_eq!(limit.retry_after(), Some(Duration::from_secs(60)), "{first}");
        }
    }

    #[test]
    fn invalid_headers_are_ignored() {
        assert_eq!(read(&[]), None);
        assert_eq!(
            read(&[("rate-limit-reset", "soon"), ("x-ratelimit-limit", "-1"), ("rate-limit-limit", "+5"), DATE]),
            None
        );
    }

    #[test]
    fn an_unreadable_wait_is_too_long_instead_of_none() {
        let huge = ["18446744073709551615", "18446744073709551616", "99999999999999999999999"];
        // The last one is a time that some systems cannot express.
        let other = ["1.5", "1500ms", "soon", "-5", "+60", "+60 s", "P1D", "", "1 Jan 40000 00:00:00 +0000"];
        for value in huge.into_iter().chain(other) {
            for name in ["retry-after", "x-ratelimit-retry-after"] {
                let wait = read(&[(name, value), DATE]).and_then(|limit| limit.retry_after()).expect(value);
                assert!(wait > Duration::from_secs(1_000_000_000), "{name}: {value}: {wait:?}");
            }
        }
        let at_the_end = read(&[("retry-after", "soon"), ("date", "Fri, 31 Dec 9999 23:59:59 GMT")]);
        assert_eq!(at_the_end.and_then(|limit| limit.retry_after()), Some(FAR_FUTURE));
    }
}
