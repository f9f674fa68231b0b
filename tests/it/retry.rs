//! Retry that is safe: what each operation does on each fault, counted on a real socket.

use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, OPERATIONS, Operation, Paginate, RetryPolicy};

use crate::support::http_client::plain;
use crate::support::operations::{self, Sending, sound_calls};
use crate::support::server::{Nobody, Reply, Server, answer};

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Refused,
    Reset,
    Timeout,
    Status(u16),
}

const FAULTS: &[Fault] = &[
    Fault::Refused,
    Fault::Reset,
    Fault::Timeout,
    Fault::Status(400),
    Fault::Status(401),
    Fault::Status(403),
    Fault::Status(404),
    Fault::Status(408),
    Fault::Status(409),
    Fault::Status(422),
    Fault::Status(429),
    Fault::Status(500),
    Fault::Status(501),
    Fault::Status(502),
    Fault::Status(503),
    Fault::Status(504),
];

/// The faults after which an operation is sent again that may be repeated.
const PASSING: &[Fault] = &[
    Fault::Refused,
    Fault::Reset,
    Fault::Timeout,
    Fault::Status(408),
    Fault::Status(429),
    Fault::Status(502),
    Fault::Status(503),
    Fault::Status(504),
];

/// The faults after which the API surely did not act.
const NOT_ACTED: &[Fault] = &[Fault::Refused, Fault::Status(429)];

struct Row {
    id: &'static str,
    repeated_after: &'static [Fault],
    /// What a 404 is after an attempt that may have done it.
    then_404_is_success: bool,
    /// Whether a 401 for a JWT that can be renewed is surely about the JWT.
    renews_after_401: bool,
}

const fn row(
    id: &'static str,
    repeated_after: &'static [Fault],
    then_404_is_success: bool,
    renews_after_401: bool,
) -> Row {
    Row { id, repeated_after, then_404_is_success, renews_after_401 }
}

/// What each operation does.
const ROWS: &[Row] = &[
    row("GetAuthenticationOption", PASSING, false, true),
    row("PutAuthenticationOption", PASSING, false, true),
    row("GetAuthenticationTokenCollection", PASSING, false, true),
    row("PostAuthenticationToken", NOT_ACTED, false, false),
    row("GetAuthenticationTokenVerification", PASSING, false, true),
    row("DeleteAuthenticationToken", PASSING, true, true),
    row("PostAuthenticationTokenExchange", NOT_ACTED, false, false),
    row("GetCredentialCollection", PASSING, false, true),
    row("PostCredential", NOT_ACTED, false, true),
    row("GetCredential", PASSING, false, true),
    row("PutCredential", PASSING, false, true),
    row("DeleteCredential", PASSING, true, true),
    row("GetPasswordTokenCollection", PASSING, false, true),
    row("PostPasswordToken", NOT_ACTED, false, true),
    row("GetPasswordToken", PASSING, false, true),
    row("DeletePasswordToken", PASSING, true, true),
];

/// The row and the call of every operation of the document. One that has none fails the test.
fn covered() -> Vec<(&'static Operation, &'static Row, impl Fn(Client) -> Sending + Copy)> {
    assert_eq!(ROWS.len(), OPERATIONS.len(), "rows of no operation");
    let row = |operation: &Operation| ROWS.iter().find(|row| row.id == operation.id);
    let row = |operation: &Operation| row(operation).unwrap_or_else(|| panic!("{} has no row", operation.id));
    sound_calls().into_iter().map(|(operation, call)| (operation, row(operation), call)).collect()
}

/// No waits between attempts.
fn at_once() -> RetryPolicy {
    RetryPolicy::default().max_backoff(Duration::ZERO)
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).secret_api_key("secret").retry_policy(at_once())
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

fn success(operation: &Operation) -> Reply {
    let (status, body) = operations::success(operation);
    answer(status, &[], body)
}

fn reply(fault: Fault) -> Reply {
    match fault {
        Fault::Refused => unreachable!("nobody listens"),
        Fault::Reset => Reply::Reset,
        Fault::Timeout => Reply::Silence,
        Fault::Status(status) => answer(status, &[], ""),
    }
}

/// A client that waits long only where something is to come. It loads no certificates, which would take a while.
fn client_for(fault: Fault, url: &str) -> Client {
    let timeout = if fault == Fault::Timeout { Duration::from_millis(500) } else { Duration::from_secs(30) };
    builder(url).attempt_timeout(timeout).configure_http_client(plain).build().expect("a client")
}

/// A server that fails the first requests.
async fn failing(operation: &'static Operation, fault: Fault, failures: usize) -> Server {
    Server::start(move |requests| match requests.len() <= failures {
        true => reply(fault),
        false => success(operation),
    })
    .await
}

#[tokio::test]
async fn every_operation_is_sent_again_after_exactly_the_faults_that_its_row_lists() {
    for fault in FAULTS {
        let rows = covered();
        join_all(rows.iter().map(|(operation, row, call)| async move {
            let server = failing(operation, *fault, usize::MAX).await;
            let nobody = Nobody::new();
            let url = if *fault == Fault::Refused { &nobody.url } else { &server.url };
            let error = call(client_for(*fault, url)).await.expect_err(row.id);
            let attempts = if row.repeated_after.contains(fault) { 3 } else { 1 };
            let arrived = if *fault == Fault::Refused { 0 } else { attempts };
            assert_eq!((error.attempts(), server.requests().len()), (attempts, arrived as usize), "{error} {fault:?}");
            assert_eq!(error.is_retryable(), attempts == 3, "what is done is what is said: {error} {fault:?}");
            assert_eq!(error.may_have_been_sent(), *fault != Fault::Refused, "{error} {fault:?}");
        }))
        .await;
    }
}

#[tokio::test]
async fn a_fault_that_passes_is_not_seen_by_the_caller() {
    for fault in FAULTS.iter().filter(|fault| **fault != Fault::Refused) {
        let rows = covered();
        join_all(rows.iter().map(|(operation, row, call)| async move {
            let server = failing(operation, *fault, 1).await;
            let outcome = call(client_for(*fault, &server.url)).await;
            let is_repeated = row.repeated_after.contains(fault);
            assert_eq!(outcome.is_ok(), is_repeated, "{} {fault:?}", row.id);
            let requests = server.requests();
            assert_eq!(requests.len(), if is_repeated { 2 } else { 1 }, "{} {fault:?}", row.id);
            assert!(
                requests.iter().all(|request| request.body == requests[0].body && request.head == requests[0].head)
            );
        }))
        .await;
    }
}

#[tokio::test]
async fn a_404_is_the_success_of_a_delete_that_an_earlier_attempt_may_have_done() {
    for fault in [Fault::Reset, Fault::Timeout, Fault::Status(502), Fault::Status(503), Fault::Status(429)] {
        let rows = covered();
        let rows = rows.iter().filter(|(_, row, _)| row.repeated_after.contains(&fault));
        join_all(rows.map(|(_, row, call)| async move {
            let server = Server::start(move |requests| match requests.len() {
                1 => reply(fault),
                _ => answer(404, &[], r#"{"title": "Not Found"}"#),
            })
            .await;
            let outcome = call(client_for(fault, &server.url)).await;
            assert_eq!(server.requests().len(), 2, "{} {fault:?}", row.id);
            // The API did not act on what it refused with 429: there was nothing to delete.
            if row.then_404_is_success && fault != Fault::Status(429) {
                assert_eq!(outcome.expect(row.id).status, 404);
            } else {
                let error = outcome.expect_err(row.id);
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 2));
            }
        }))
        .await;
    }
}

#[tokio::test]
async fn after_a_401_the_jwt_is_refreshed_unless_the_customers_password_may_be_wrong() {
    let rows = covered();
    join_all(rows.iter().map(|&(operation, row, call)| async move {
        let server = Server::start(move |requests| match requests.len() {
            1 => answer(401, &[], ""),
            _ => success(operation),
        })
        .await;
        let builder = Client::builder().base_url(&server.url).retry_policy(at_once());
        let builder = builder.jwt("first").jwt_provider(|| async { Ok::<_, Error>("second") });
        let client = builder.build().expect("a client");
        let outcome = call(client.clone()).await;
        assert_eq!(outcome.is_ok(), row.renews_after_401, "{}", row.id);
        if !row.renews_after_401 {
            let error = outcome.expect_err(row.id);
            assert_eq!((error.kind(), error.attempts()), (ErrorKind::LoginRefused, 1));
            call(client).await.expect("the JWT is still good");
        }
        let requests = server.requests();
        let jwts: Vec<_> = requests.iter().filter_map(|request| request.header("authorization")).collect();
        let second = if row.renews_after_401 { "Bearer second" } else { "Bearer first" };
        assert_eq!(jwts, ["Bearer first", second], "{}", row.id);
    }))
    .await;
}

/// Three generations of headers, each asking to wait until this time.
fn waits_until(time: SystemTime) -> [(&'static str, String); 3] {
    let since_epoch = time.duration_since(SystemTime::UNIX_EPOCH).expect("a time after 1970");
    let date = httpdate::fmt_http_date(time);
    [
        ("X-RateLimit-Retry-After", since_epoch.as_secs().to_string()),
        ("Retry-After", date.clone()),
        ("Rate-Limit-Reset", date),
    ]
}

/// A server whose clock is at `now`, and which answers 429 once with this header.
async fn limited(now: Option<SystemTime>, header: (&'static str, String)) -> Server {
    Server::start(move |requests| {
        if requests.len() > 1 {
            return answer(204, &[], "");
        }
        let date = now.map(httpdate::fmt_http_date);
        let mut headers = vec![(header.0, header.1.as_str())];
        headers.extend(date.as_deref().map(|date| ("Date", date)));
        answer(429, &headers, "")
    })
    .await
}

#[tokio::test]
async fn a_wait_is_measured_against_the_servers_clock_and_one_beyond_the_cap_is_not_waited_for() {
    let policy = RetryPolicy::default().initial_backoff(Duration::ZERO).max_backoff(Duration::from_secs(10));
    let twenty_years = Duration::from_secs(20 * 31_557_600);
    let local = SystemTime::now();
    for now in [local - twenty_years, local, local + twenty_years] {
        for header in waits_until(now).into_iter().chain([("Retry-After", "0".to_owned())]) {
            let server = limited(Some(now), header.clone()).await;
            client(&server.url).with_retry_policy(policy).delete_credential().id("a").send().await.expect(header.0);
            assert_eq!(server.requests().len(), 2, "{header:?}");
        }
        let wait = Duration::from_secs(11);
        for header in waits_until(now + wait).into_iter().chain([("Retry-After", "11".to_owned())]) {
            let server = limited(Some(now), header.clone()).await;
            let call = client(&server.url).with_retry_policy(policy);
            let error = call.delete_credential().id("a").send().await.expect_err(header.0);
            let asked = error.rate_limit().and_then(|limit| limit.retry_after());
            let found = (error.kind(), error.attempts(), asked, server.requests().len());
            assert_eq!(found, (ErrorKind::RateLimited, 1, Some(wait), 1), "{header:?}");
        }
    }
}

#[tokio::test]
async fn a_wait_without_a_date_is_measured_against_the_local_clock() {
    let hour = Duration::from_secs(3_600);
    for (until, requests) in [(SystemTime::now() - hour, 2), (SystemTime::now() + hour, 1)] {
        for header in waits_until(until) {
            let server = limited(None, header.clone()).await;
            let outcome = client(&server.url).delete_credential().id("a").send().await;
            assert_eq!((outcome.is_ok(), server.requests().len()), (requests == 2, requests), "{header:?}");
        }
    }
}

#[tokio::test]
async fn the_reset_of_a_rate_limit_that_was_not_reached_is_not_waited_for() {
    let reset = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3_600));
    let server = Server::start(move |requests| match requests.len() {
        1 => answer(503, &[("Rate-Limit-Remaining", "99"), ("Rate-Limit-Reset", &reset)], ""),
        _ => answer(503, &[("Retry-After", "3600")], ""),
    })
    .await;
    let error = client(&server.url).delete_credential().id("a").send().await.expect_err("a wait of an hour");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 2));
}

#[tokio::test]
async fn what_the_server_asks_for_is_waited_for() {
    let server = Server::start(|requests| {
        if requests.len() > 1 {
            return answer(204, &[], "");
        }
        // From here on, time goes on only as far as someone waits.
        tokio::time::pause();
        answer(503, &[("Retry-After", "1000")], "")
    })
    .await;
    let patient =
        RetryPolicy::default().max_backoff(Duration::from_secs(2_000)).total_timeout(Duration::from_secs(10_000));
    let client = builder(&server.url)
        .attempt_timeout(Duration::from_secs(10_000))
        .build()
        .expect("a client")
        .with_retry_policy(patient);
    let call = client.delete_credential().id("a").send();
    let outcome = tokio::time::timeout(Duration::from_secs(999), call).await;
    assert!(outcome.is_err(), "it came back too soon: {outcome:?}");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_storm_of_retries_ends_when_the_budget_of_the_client_is_spent() {
    let server = Server::start(|_| answer(503, &[], "")).await;
    let client = client(&server.url);
    let mut attempts = 0;
    for _ in 0..60 {
        // The clones of a client have one budget.
        let clone = client.clone().with_retry_policy(at_once());
        attempts += clone.get_credential().id("a").send().await.expect_err("503").attempts();
    }
    assert_eq!((attempts, server.requests().len()), (60 + 100, 160));
}

#[tokio::test]
async fn successes_give_the_budget_back() {
    let server = Server::start(|requests| match requests.last().is_some_and(|last| last.head.starts_with("DELETE")) {
        true => answer(204, &[], ""),
        false => answer(503, &[], ""),
    })
    .await;
    let client = client(&server.url);
    let persistent = client.with_retry_policy(at_once().max_attempts(1_000));
    let attempts = || async { persistent.get_credential().id("a").send().await.expect_err("503").attempts() };
    assert_eq!(attempts().await, 101);
    for _ in 0..10 {
        client.delete_credential().id("a").send().await.expect("deleted");
    }
    assert_eq!(attempts().await, 3);
}

#[tokio::test]
async fn a_call_can_have_another_policy_than_its_client() {
    let server = Server::start(|_| answer(503, &[], "")).await;
    let client = client(&server.url);
    for (policy, attempts) in [(RetryPolicy::none(), 1), (at_once().max_attempts(5), 5), (at_once().max_attempts(0), 1)]
    {
        let error = client.with_retry_policy(policy).get_credential().id("a").send().await.expect_err("503");
        assert_eq!(error.attempts(), attempts);
    }
    let error = client.get_credential().id("a").send().await.expect_err("503");
    assert_eq!(error.attempts(), 3, "the client's own policy is as it was");
}

#[tokio::test]
async fn all_attempts_together_end_at_the_total_time() {
    let server = Server::start(|requests| match requests.len() {
        1 => answer(503, &[], ""),
        _ => Reply::Silence,
    })
    .await;
    let policy = at_once().max_attempts(9).total_timeout(Duration::from_millis(500));
    let client = client(&server.url).with_retry_policy(policy);
    let call = client.get_credential().id("a").send();
    // Each attempt alone could take 30 seconds.
    let outcome = tokio::time::timeout(Duration::from_secs(10), call).await.expect("an end");
    let error = outcome.expect_err("no answer");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Timeout, 2, 2));

    let server = Server::start(|_| Reply::Silence).await;
    let policy = at_once().total_timeout(Duration::from_millis(200));
    let client = builder(&server.url).retry_policy(policy).build().expect("a client");
    let outcome = tokio::time::timeout(Duration::from_secs(10), client.get_credential().id("a").send()).await;
    let error = outcome.expect("an end").expect_err("no response");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1), "the first attempt is bounded too");
}

#[tokio::test]
async fn an_error_says_how_many_attempts_were_made() {
    let server = Server::start(|requests| match requests.len() {
        1 => answer(503, &[], ""),
        _ => answer(200, &[], "[]"),
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
async fn what_was_sent_once_may_have_been_sent_whatever_the_last_attempt_met() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let url = format!("http://{address}");
    tokio::spawn(async move {
        let (connection, _) = listener.accept().await.expect("a connection");
        connection.readable().await.expect("a request");
        drop(listener);
        // The connection breaks when the port is taken.
        let _nobody = Nobody::at(address);
        drop(connection);
        std::future::pending::<()>().await;
    });
    let error = client(&url).delete_credential().id("a").send().await.expect_err("nobody listens any more");
    assert_eq!((error.kind(), error.attempts(), error.may_have_been_sent()), (ErrorKind::Connect, 3, true));
}

#[tokio::test]
async fn a_page_is_asked_for_again_and_no_item_comes_twice() {
    let server = Server::start(|requests| match requests.len() {
        1 => answer(200, &[("Pagination-Total", "2")], r#"[{"username": "a", "customerId": "c"}]"#),
        2 => answer(503, &[], ""),
        _ => answer(200, &[("Pagination-Total", "2")], r#"[{"username": "b", "customerId": "c"}]"#),
    })
    .await;
    let client = client(&server.url);
    let mut items = client.get_credential_collection().limit(1).items();
    let mut names = Vec::new();
    while let Some(item) = items.next().await.transpose().expect("a credential") {
        names.push(item.username);
    }
    assert_eq!((names, server.requests().len()), (vec!["a".to_owned(), "b".to_owned()], 3));
}
