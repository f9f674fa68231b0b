//! Each operation is retried after the failures that make it safe, and after no other.

use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, Operation, RequestOptions, RetryPolicy};

use crate::support::client::{LONG, bare, get, without_waits};
use crate::support::operations::{self, every_operation};
use crate::support::server::{Reply, Server, hang_after, reset_after, response};
use crate::support::server_of_one_request;

/// The failure of one attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Failure {
    Reset,
    Timeout,
    Status(u16),
}

fn failures() -> impl Iterator<Item = Failure> {
    let statuses = [400, 401, 403, 404, 408, 409, 422, 429, 500, 501, 502, 503, 504];
    [Failure::Reset, Failure::Timeout].into_iter().chain(statuses.map(Failure::Status))
}

fn is_retried_after(row: &operations::Row, failure: Failure) -> bool {
    match failure {
        Failure::Status(429) => true,
        Failure::Status(status) => row.method != "POST" && [408, 502, 503, 504].contains(&status),
        Failure::Reset | Failure::Timeout => row.method != "POST",
    }
}

/// Whether a 401 is surely about the JWT. After a login it may be about the password.
fn refreshes_after_401(row: &operations::Row) -> bool {
    !["PostAuthenticationToken", "PostAuthenticationTokenExchange"].contains(&row.operation.id)
}

fn builder(url: &str) -> ClientBuilder {
    bare(url).secret_api_key("secret").retry_policy(without_waits())
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

fn success(operation: &Operation) -> Reply {
    let (status, body) = operations::success(operation);
    response(status, &[], body)
}

fn reply(failure: Failure) -> Reply {
    match failure {
        Failure::Reset => reset_after(""),
        Failure::Timeout => hang_after(""),
        Failure::Status(status) => response(status, &[], ""),
    }
}

/// A client with a short timeout if the failure is one.
fn client_for(failure: Failure, url: &str) -> Client {
    let timeout = if failure == Failure::Timeout { Duration::from_millis(500) } else { LONG };
    builder(url).attempt_timeout(timeout).build().expect("a client")
}

/// Starts a server that fails this number of requests.
async fn failing(operation: &'static Operation, failure: Failure, failures: usize) -> Server {
    Server::start(move |requests| match requests.len() <= failures {
        true => reply(failure),
        false => success(operation),
    })
    .await
}

#[tokio::test]
async fn every_operation_is_retried_after_exactly_its_transient_failures() {
    for (failure, failed) in failures().flat_map(|failure| [(failure, 1), (failure, usize::MAX)]) {
        join_all(every_operation().into_iter().map(|row| async move {
            let server = failing(row.operation, failure, failed).await;
            let outcome = row.send_valid(client_for(failure, &server.url)).await;
            let about = format!("{} {failure:?} {failed}: {outcome:?}", row.operation);
            let is_retried = is_retried_after(&row, failure);
            let attempts = if is_retried { failed.saturating_add(1).min(3) } else { 1 };
            assert_eq!(outcome.is_ok(), is_retried && failed == 1, "{about}");
            if let Err(error) = outcome {
                assert_eq!(error.attempts() as usize, attempts, "{about}");
                assert_eq!((error.is_retryable(), error.may_have_been_sent()), (is_retried, true), "{about}");
            }
            let requests = server.requests();
            assert_eq!(requests.len(), attempts, "{about}");
            let first = &requests[0];
            let is_same = requests.iter().all(|request| request.body == first.body && request.head == first.head);
            assert!(is_same, "{about}");
        }))
        .await;
    }
}

#[tokio::test]
async fn a_404_after_a_retried_delete_is_a_success() {
    for failure in [Failure::Reset, Failure::Timeout, Failure::Status(502), Failure::Status(503), Failure::Status(429)]
    {
        let rows = every_operation().into_iter().filter(|row| is_retried_after(row, failure));
        join_all(rows.map(|row| async move {
            let server = Server::start(move |requests| match requests.len() {
                1 => reply(failure),
                // The body does not matter, even if it cannot be read.
                _ => response(404, &[], "x".repeat(66_000)),
            })
            .await;
            let outcome = row.send_valid(client_for(failure, &server.url)).await;
            assert_eq!(server.requests().len(), 2, "{} {failure:?}", row.operation);
            // A 429 means that the API did not process the request: the resource was missing before.
            if row.method == "DELETE" && failure != Failure::Status(429) {
                assert_eq!(outcome.expect(row.operation.id).status, 404);
            } else {
                let error = outcome.expect_err(row.operation.id);
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 2));
            }
        }))
        .await;
    }
}

#[tokio::test]
async fn a_401_refreshes_the_jwt_unless_the_customers_password_may_be_wrong() {
    join_all(every_operation().into_iter().map(|row| async move {
        let server = failing(row.operation, Failure::Status(401), 1).await;
        let builder = bare(&server.url).retry_policy(without_waits()).jwt("first");
        let builder = builder.jwt_provider(|| async { Ok::<_, Error>("second") });
        let client = builder.build().expect("a client");
        let outcome = row.send_valid(client.clone()).await;
        assert_eq!(outcome.is_ok(), refreshes_after_401(&row), "{}", row.operation);
        if let Err(error) = outcome {
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::LoginRefused, 1));
            row.send_valid(client).await.expect("the JWT is still valid");
        }
        let requests = server.requests();
        let jwts: Vec<_> = requests.iter().filter_map(|request| request.header("authorization")).collect();
        let second = if refreshes_after_401(&row) { "Bearer second" } else { "Bearer first" };
        assert_eq!(jwts, ["Bearer first", second], "{}", row.operation);
        assert!(requests.iter().all(|request| request.body == requests[0].body), "{}", row.operation);
    }))
    .await;
}

/// The headers of three generations of the API that ask for a wait until this time.
fn waits_until(time: SystemTime) -> [(&'static str, String); 3] {
    let since_epoch = time.duration_since(SystemTime::UNIX_EPOCH).expect("a time after 1970");
    let date = httpdate::fmt_http_date(time);
    [
        ("X-RateLimit-Retry-After", since_epoch.as_secs().to_string()),
        ("Retry-After", date.clone()),
        ("Rate-Limit-Reset", date),
    ]
}

/// Starts a server whose clock is at `now`. It returns 429 once, with this header.
async fn limited(now: SystemTime, header: (&'static str, String)) -> Server {
    Server::start(move |requests| {
        if requests.len() > 1 {
            return response(204, &[], "");
        }
        response(429, &[(header.0, &header.1), ("Date", &httpdate::fmt_http_date(now))], "")
    })
    .await
}

#[tokio::test]
async fn retry_after_is_measured_by_the_servers_clock_and_bounded_by_the_maximum() {
    let policy = RetryPolicy::default().initial_backoff(Duration::ZERO).max_backoff(Duration::from_secs(10));
    let twenty_years = Duration::from_secs(20 * 31_557_600);
    let local = SystemTime::now();
    for now in [local - twenty_years, local, local + twenty_years] {
        for header in waits_until(now).into_iter().chain([("Retry-After", "0".to_owned())]) {
            let server = limited(now, header.clone()).await;
            client(&server.url).with_retry_policy(policy).delete_credential().id("a").send().await.expect(header.0);
            assert_eq!(server.requests().len(), 2, "{header:?}");
        }
        let wait = Duration::from_secs(11);
        for header in waits_until(now + wait).into_iter().chain([("Retry-After", "11".to_owned())]) {
            let server = limited(now, header.clone()).await;
            let client = client(&server.url).with_retry_policy(policy);
            let error = client.delete_credential().id("a").send().await.expect_err(header.0);
            let retry_after = error.rate_limit().and_then(|limit| limit.retry_after());
            let found = (error.kind(), error.attempts(), retry_after, server.requests().len());
            assert_eq!(found, (ErrorKind::RateLimited, 1, Some(wait), 1), "{header:?}");
        }
    }
}

#[tokio::test]
async fn the_reset_of_an_unreached_rate_limit_is_ignored() {
    let reset = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3_600));
    let server = Server::start(move |requests| match requests.len() {
        1 => response(503, &[("Rate-Limit-Remaining", "99"), ("Rate-Limit-Reset", &reset)], ""),
        _ => response(503, &[("Retry-After", "3600")], ""),
    })
    .await;
    let error = client(&server.url).delete_credential().id("a").send().await.expect_err("a wait of an hour");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 2));
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let server = Server::start(|requests| {
        if requests.len() > 1 {
            return response(204, &[], "");
        }
        // From here on, the clock advances only to the next timer.
        tokio::time::pause();
        response(503, &[("Retry-After", "1000")], "")
    })
    .await;
    let patient =
        RetryPolicy::default().max_backoff(Duration::from_secs(2_000)).total_timeout(Duration::from_secs(10_000));
    let client = builder(&server.url).attempt_timeout(Duration::from_secs(10_000)).retry_policy(patient);
    let client = client.build().expect("a client");
    let request = client.delete_credential().id("a").send();
    let outcome = tokio::time::timeout(Duration::from_secs(999), request).await;
    assert!(outcome.is_err(), "it returned too soon: {outcome:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn retries_end_when_the_clients_budget_is_spent() {
    let server = Server::start(|_| response(503, &[], "")).await;
    let client = client(&server.url);
    let mut attempts = 0;
    for _ in 0..60 {
        // All clones of a client share one budget.
        let clone = client.clone().with_retry_policy(without_waits());
        attempts += clone.get_credential().id("a").send().await.expect_err("503").attempts();
    }
    assert_eq!((attempts, server.requests().len()), (60 + 100, 160));
}

#[tokio::test]
async fn processed_requests_refill_the_budget() {
    let server = Server::start(|requests| match requests.last().is_some_and(|last| last.head.starts_with("DELETE")) {
        true if requests.len() % 2 == 0 => response(204, &[], ""),
        true => response(404, &[], ""),
        false => response(503, &[], ""),
    })
    .await;
    let client = client(&server.url);
    let persistent = client.with_retry_policy(without_waits().max_attempts(1_000));
    let attempts = || async { persistent.get_credential().id("a").send().await.expect_err("503").attempts() };
    assert_eq!(attempts().await, 101);
    for _ in 0..10 {
        let outcome = client.delete_credential().id("a").send().await.map_err(|error| error.kind());
        assert!(matches!(outcome, Ok(_) | Err(ErrorKind::NotFound)), "{outcome:?}");
    }
    assert_eq!(attempts().await, 3);
}

#[tokio::test]
async fn a_request_can_replace_the_clients_retry_policy() {
    let server = Server::start(|_| response(503, &[], "")).await;
    let client = client(&server.url);
    for (policy, attempts) in
        [(RetryPolicy::none(), 1), (without_waits().max_attempts(5), 5), (without_waits().max_attempts(0), 1)]
    {
        let request = client.get_credential().id("a").options(RequestOptions::new().retry_policy(policy));
        assert_eq!(request.send().await.expect_err("503").attempts(), attempts);
    }
    let error = client.get_credential().id("a").send().await.expect_err("503");
    assert_eq!(error.attempts(), 3, "the client keeps its own policy");
    for reply in [reset_after, hang_after] {
        let server = Server::start(move |_| reply("")).await;
        let client = bare(&server.url).secret_api_key("k").attempt_timeout(Duration::from_millis(200));
        let error = get(&client.build().expect("a client")).await.expect_err("no response");
        assert_eq!((error.attempts(), server.requests().len()), (1, 1), "{error}");
    }
}

#[tokio::test]
async fn no_request_begins_after_the_total_timeout_if_another_task_delays_it() {
    let server = Server::start(|_| hang_after("")).await;
    let client = client(&server.url);
    tokio::time::pause();
    let request = client.get_credential().id("a").send();
    let (outcome, ()) = tokio::join!(biased; request, tokio::time::advance(Duration::from_secs(61)));
    let error = outcome.expect_err("the total timeout");
    let found = (error.kind(), error.may_have_been_sent(), error.attempts(), server.requests().len());
    assert_eq!(found, (ErrorKind::Timeout, false, 0, 0), "{error}");
}

#[tokio::test]
async fn all_attempts_end_at_the_total_timeout() {
    let server = Server::start(|requests| match requests.len() {
        1 => response(503, &[], ""),
        _ => hang_after(""),
    })
    .await;
    let policy = without_waits().max_attempts(9).total_timeout(Duration::from_millis(500));
    let client = client(&server.url).with_retry_policy(policy);
    let request = client.get_credential().id("a").send();
    // Each attempt alone could take 20 seconds.
    let outcome = tokio::time::timeout(Duration::from_secs(10), request).await.expect("an end");
    let error = outcome.expect_err("no response");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Timeout, 2, 2));

    let server = Server::start(|_| hang_after("")).await;
    let short = Duration::from_millis(200);
    let of_policy = builder(&server.url).retry_policy(without_waits().total_timeout(short)).build().expect("a client");
    let of_request = builder(&server.url).retry_policy(without_waits()).build().expect("a client");
    for (client, options) in
        [(of_policy, RequestOptions::new()), (of_request, RequestOptions::new().total_timeout(short))]
    {
        let request = client.get_credential().id("a").options(options).send();
        let outcome = tokio::time::timeout(Duration::from_secs(10), request).await;
        let error = outcome.expect("an end").expect_err("no response");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1), "the first attempt is bounded too");
        assert!(error.to_string().ends_with("the request timed out (total_timeout)"), "{error}");
    }
}

#[tokio::test]
async fn a_request_may_take_any_time_without_a_limit() {
    let server = Server::start(|_| response(200, &[], "{\"username\": \"jane\", \"customerId\": \"cus-1\"}")).await;
    let client = builder(&server.url).attempt_timeout(Duration::MAX);
    let client = client.retry_policy(RetryPolicy::none().total_timeout(Duration::MAX)).build().expect("a client");
    client.get_credential().id("a").send().await.expect("a credential");
}

#[tokio::test]
async fn an_error_reports_its_number_of_attempts() {
    let server = Server::start(|requests| match requests.len() {
        1 => response(503, &[], ""),
        _ => response(200, &[], "[]"),
    })
    .await;
    let error = client(&server.url).get_credential().id("a").send().await.expect_err("no credential");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Decode, 2));
    assert!(error.to_string().ends_with("(after 2 attempts)"), "{error}");

    let error = client(&server.url).get_credential().send().await.expect_err("no id");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::InvalidRequest, 0));
    assert!(!error.to_string().contains("attempts"), "{error}");
}

#[tokio::test]
async fn a_request_may_have_been_sent_when_only_an_earlier_attempt_was() {
    let url = server_of_one_request(b"").await;
    let error = client(&url).delete_credential().id("a").send().await.expect_err("nobody listens any more");
    assert_eq!((error.kind(), error.attempts(), error.may_have_been_sent()), (ErrorKind::Connect, 3, true));
}
