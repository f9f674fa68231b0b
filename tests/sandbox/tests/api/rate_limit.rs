//! The rate limit.

use std::time::Duration;

use serde_json::json;

use crate::caller::{Caller, GET, PUT};

const OPTIONS: &str = "/authentication-options";

#[tokio::test]
async fn the_headers_are_sent_without_a_limit_too() {
    let caller = Caller::start().await;
    for remaining in ["2999", "2998"] {
        let reply = caller.put(OPTIONS, json!({})).await.expect(200);
        assert_eq!(reply.header("X-RateLimit-Limit"), "3000");
        assert_eq!(reply.header("X-RateLimit-Remaining"), remaining);
    }
    let reply = caller.get(OPTIONS).await.expect(200);
    assert!(reply.headers.get("X-RateLimit-Limit").is_none());
    caller.register_jane().await;
    let reply = caller.delete("/credentials/cred-1").await.expect(204);
    assert_eq!(reply.header("X-RateLimit-Remaining"), "2996");
}

#[tokio::test]
async fn requests_other_than_get_are_rejected_until_the_period_ends() {
    let caller = Caller::start().await;
    caller.sandbox.set_rate_limit(Some(2));
    let reply = caller.put(OPTIONS, json!({})).await.expect(200);
    assert_eq!(reply.header("X-RateLimit-Limit"), "2");
    assert_eq!(reply.header("X-RateLimit-Remaining"), "1");
    caller.sandbox.clock().advance(Duration::from_secs(20));
    caller.put(OPTIONS, json!({})).await.expect(200);

    let reply = caller.put(OPTIONS, json!({})).await.expect(429);
    let again = reply.header("X-RateLimit-Retry-After").parse::<i64>().unwrap();
    assert_eq!(again, caller.sandbox.clock().now().timestamp() + 40);
    assert_eq!(reply.string("title"), "Too Many Requests");
    caller.get(OPTIONS).await.expect(200);

    caller.sandbox.clock().advance(Duration::from_secs(39));
    caller.put(OPTIONS, json!({})).await.expect(429);
    caller.sandbox.clock().advance(Duration::from_secs(1));
    let reply = caller.put(OPTIONS, json!({})).await.expect(200);
    assert_eq!(reply.header("X-RateLimit-Remaining"), "1");
}

#[tokio::test]
async fn a_limit_of_zero_rejects_requests_until_it_is_removed() {
    let caller = Caller::start().await;
    caller.sandbox.set_rate_limit(Some(0));
    let reply = caller.put(OPTIONS, json!({})).await.expect(429);
    let again = reply.header("X-RateLimit-Retry-After").parse::<i64>().unwrap();
    assert_eq!(again, caller.sandbox.clock().now().timestamp() + 60);
    caller.sandbox.set_rate_limit(None);
    caller.put(OPTIONS, json!({})).await.expect(200);
}

#[tokio::test]
async fn unauthenticated_requests_do_not_count() {
    let caller = Caller::start().await;
    caller.sandbox.set_rate_limit(Some(1));
    caller.send(caller.request(PUT, OPTIONS)).await.expect(401);
    caller.send(caller.request(GET, OPTIONS)).await.expect(401);
    caller.put(OPTIONS, json!({})).await.expect(200);
}
