//! Rate-limit and pagination headers: whatever their values, nothing overflows, no wait is longer than allowed, and
//! pagination ends.
//!
//! The first byte is the number of items per page, and each further line is the value of a header.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth::{Paginate, RateLimit, RetryPolicy};
use rebilly_customer_auth_fuzz::{Loopback, response};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

const NAMES: [&str; 10] = [
    "pagination-total", "pagination-limit", "pagination-offset", "date", "retry-after", "x-ratelimit-retry-after",
    "x-ratelimit-limit", "x-ratelimit-remaining", "rate-limit-reset", "rate-limit-limit",
];

fuzz_target!(|input: &[u8]| {
    let [items, lines @ ..] = input else {
        return;
    };
    let values = lines.split(|byte| *byte == b'\n').map(HeaderValue::from_bytes);
    let named = NAMES.map(HeaderName::from_static).into_iter().zip(values);
    let headers: HeaderMap = named.filter_map(|(name, value)| Some((name, value.ok()?))).collect();
    if let Some(rate_limit) = RateLimit::from_headers(&headers) {
        let _ = format!("{rate_limit:?} {:?}", rate_limit.retry_after());
    }
    Loopback::with(|loopback| {
        limited(loopback, &headers);
        paginated(loopback, &headers, usize::from(items % 4));
    });
});

/// A request that gets a 429 with these headers three times fails at once: no wait is allowed.
fn limited(loopback: &Loopback, headers: &HeaderMap) {
    loopback.respond_with(response(429, &pairs(headers), b""));
    // A new client, because each has its own retry budget.
    let client =
        loopback.builder().retry_policy(RetryPolicy::default().max_backoff(Duration::ZERO)).build().expect("a client");
    let error = loopback.run(client.get_credential().id("cred-1").send()).expect_err("429");
    assert!((1..=3).contains(&error.attempts()));
    assert_eq!(loopback.requests().len(), error.attempts() as usize);
}

/// Pagination ends if all pages have these headers, and requests no page twice.
fn paginated(loopback: &Loopback, headers: &HeaderMap, items: usize) {
    let body = format!("[{}]", vec![r#"{"username": "a", "customerId": "c"}"#; items].join(","));
    loopback.respond_with(response(200, &pairs(headers), body.as_bytes()));
    loopback.run(async {
        let mut pages = loopback.client.get_credential_collection().limit(3_u64).pages();
        // Two pages with the same headers cannot both be correct.
        for _ in 0..3 {
            match pages.next().await {
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            }
        }
        panic!("the same page was accepted twice: {headers:?}");
    });
    let mut asked = loopback.requests();
    let count = asked.len();
    asked.dedup();
    assert_eq!(asked.len(), count, "{asked:?}");
}

fn pairs(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
