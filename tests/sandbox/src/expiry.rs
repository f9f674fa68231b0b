//! The expiry of credentials, tokens and sessions, and the format of times.

use chrono::{DateTime, Datelike, SecondsFormat, TimeDelta, Utc};
use serde_json::Value;

use crate::problem::{InvalidField, Problem};

/// 9999-12-31T23:59:59Z: the last time that RFC 3339 can represent, in seconds since the Unix epoch.
const LAST: i64 = 253_402_300_799;

/// Returns the `expiredTime` of the body, or this default.
pub(crate) fn given_or(body: &Value, otherwise: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    let Some(time) = body["expiredTime"].as_str() else {
        return Ok(otherwise);
    };
    read(time).ok_or_else(|| {
        Problem::invalid(vec![InvalidField::new("expiredTime", "must be a time that RFC 3339 can write.")])
    })
}

/// Adds a lifetime in seconds. The result is at most the end of the year 9999.
pub(crate) fn after(now: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    TimeDelta::try_seconds(seconds)
        .and_then(|lifetime| now.checked_add_signed(lifetime))
        .filter(is_writable)
        .unwrap_or_else(last)
}

/// Formats a time for a response.
pub(crate) fn write(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn read(time: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(time).ok()?.to_utc();
    // The offset may move a time beyond four-digit years.
    is_writable(&time).then_some(time)
}

fn is_writable(time: &DateTime<Utc>) -> bool {
    (0..=9999).contains(&time.year())
}

fn last() -> DateTime<Utc> {
    DateTime::from_timestamp(LAST, 0).expect("a constant that is in range")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::clock::Clock;

    #[test]
    fn a_given_time_takes_precedence_and_null_counts_as_absent() {
        let now = Clock::default().now();
        let given = json!({"expiredTime": "2030-01-01T02:00:00.5+02:00"});
        let null = json!({"expiredTime": null});
        assert_eq!(write(given_or(&given, now).unwrap()), "2030-01-01T00:00:00.500Z");
        assert_eq!(given_or(&null, now).unwrap(), now);
    }
}
