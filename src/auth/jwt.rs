//! The expiry of a JWT.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

/// How long before its expiry a JWT is refreshed, unless its lifetime is short.
const REFRESH_MARGIN: Duration = Duration::from_secs(30);

/// The times of a JWT. What the other claims contain does not matter.
#[derive(Deserialize)]
struct Claims<'c> {
    #[serde(borrow)]
    exp: Option<&'c RawValue>,
    iat: Option<&'c RawValue>,
}

/// Reads a claim of a JWT, which may not be a number. Only the server verifies the JWT.
fn number(jwt: &str, claim: impl FnOnce(Claims<'_>) -> Option<&RawValue>) -> Option<Option<f64>> {
    let claims = BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1)?.trim_end_matches('=')).ok()?;
    match serde_json::from_slice(&claims) {
        Ok(claims) => claim(claims).map(|claim| claim.get().parse().ok()),
        Err(_) => Some(None),
    }
}

/// Reads a time (RFC 7519, section 2). `None` if it is beyond all dates.
fn time(seconds: f64) -> Option<DateTime<Utc>> {
    let since_epoch = Duration::try_from_secs_f64(seconds.max(0.0)).ok()?;
    DateTime::UNIX_EPOCH.checked_add_signed(TimeDelta::from_std(since_epoch).ok()?)
}

/// Returns the `exp` claim of a JWT. A claim that is not a number, or claims that cannot be read, count as a time in
/// the past.
pub(crate) fn expiry(jwt: &str) -> Option<DateTime<Utc>> {
    time(number(jwt, |claims| claims.exp)?.unwrap_or_default())
}

/// Returns how long a JWT that has just been issued is valid, if it ends at this time by the clock of its issuer: the
/// time from its `iat`, which is by the same clock. Without `iat`, this machine's clock decides. `None` if the JWT has
/// expired by that clock: the clocks differ.
pub(crate) fn lifetime(jwt: &str, end: DateTime<Utc>) -> Option<Duration> {
    let issued = number(jwt, |claims| claims.iat).and_then(|issued| time(issued?));
    let since = |start: DateTime<Utc>| (end - start).to_std().ok().filter(|lifetime| !lifetime.is_zero());
    issued.and_then(since).or_else(|| since(Utc::now()))
}

/// How long callers wait for a refresh while the credential is valid: less than a timeout that a caller may have.
pub(crate) const REFRESH_WAIT: Duration = Duration::from_secs(1);

/// The time after a refresh that failed or takes long in which the valid credential is used without another refresh.
pub(crate) const REFRESH_PAUSE: Duration = Duration::from_secs(10);

/// Returns the time after which to refresh a JWT with this remaining lifetime. A JWT that is already expired on arrival
/// was issued by a different clock, and is used until the server rejects it.
pub(crate) fn refresh_after(lifetime: Duration) -> Option<Duration> {
    let margin = REFRESH_MARGIN.min(lifetime / 10);
    (!lifetime.is_zero()).then(|| lifetime - margin)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn jwt(claims: &str) -> String {
        format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_expiry_is_read_from_the_jwt_itself() {
        let at = |seconds: f64| Some(DateTime::UNIX_EPOCH + Duration::from_secs_f64(seconds));
        assert_eq!(expiry(&jwt(r#"{"exp":1300819380,"iss":"joe"}"#)), at(1_300_819_380.0));
        assert_eq!(expiry(&jwt(r#"{"exp":1300819380.5,"iat":"2026-01-01T00:00:00Z"}"#)), at(1_300_819_380.5));
    }

    #[test]
    fn a_jwt_without_an_expiry_has_none_and_one_that_is_no_time_is_past() {
        for claims in ["{}", r#"{"exp":1e400}"#, r#"{"exp":8210266876800}"#, r#"{"exp":null}"#] {
            assert_eq!(expiry(&jwt(claims)), None, "{claims}");
        }
        let deep = format!(r#"{{"exp":0,"deep":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
        for claims in [
            r#"{"exp":"soon"}"#,
            r#"{"exp":-1e400}"#,
            r#"{"exp":[1]}"#,
            r#"{"exp":9,"exp":0}"#,
            r#"{"exp":0,"name":"\ud800","number":1e400}"#,
            &deep,
            "[]",
            "\u{1}",
            "\u{feff}{}",
            "{}\0",
            "",
        ] {
            assert_eq!(expiry(&jwt(claims)), Some(DateTime::UNIX_EPOCH), "{claims}");
        }
        assert_eq!(expiry("a.eyJleHAiOjB9Cg==.c"), Some(DateTime::UNIX_EPOCH));
        for string in ["", "opaque", "a.!!!.c", "a.e30=.c"] {
            assert_eq!(expiry(string), None, "{string}");
        }
    }

    #[cfg(feature = "sessions")]
    #[test]
    fn a_lifetime_begins_at_the_iat_whatever_else_the_jwt_contains() {
        let end = DateTime::UNIX_EPOCH + Duration::from_secs(90);
        for claims in [r#"{"iat":30}"#, r#"{"iat":30,"exp":"soon"}"#, r#"{"iat":30.0,"exp":90}"#] {
            assert_eq!(lifetime(&jwt(claims), end), Some(Duration::from_secs(60)), "{claims}");
        }
        assert_eq!(lifetime(&jwt(r#"{"iat":90}"#), end), None);
    }

    #[test]
    fn a_jwt_is_refreshed_half_a_minute_early_or_after_nine_tenths_of_a_short_life() {
        for (life, before) in [(3_600, 30), (300, 30), (100, 10), (10, 1)] {
            assert_eq!(refresh_after(Duration::from_secs(life)), Some(Duration::from_secs(life - before)), "{life}");
        }
        assert_eq!(refresh_after(Duration::ZERO), None);
    }
}
