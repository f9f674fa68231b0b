//! When the client calls the JWT provider, and what the requests that wait for it get.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::future::{FutureExt, join_all};
use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, RetryPolicy, Secret};
use tokio::sync::Semaphore;

use crate::support::advance;
use crate::support::client::{LONG, bare, get, runtime, without_waits};
use crate::support::no_task_is_left;
use crate::support::operations::CREDENTIAL;
use crate::support::server::{Received, Reply, Server, hang_after, response};

/// A client builder without credentials that may retry: a refresh after a 401 is a retry.
fn builder(url: &str) -> ClientBuilder {
    bare(url).retry_policy(without_waits())
}

/// Counts the calls of a test's provider.
#[derive(Clone, Default)]
struct Refreshes(Arc<AtomicUsize>);

impl Refreshes {
    fn next(&self) -> usize {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    /// Waits until this refresh has started.
    async fn begin(&self, count: usize) {
        while self.count() < count {
            tokio::task::yield_now().await;
        }
    }
}

/// A client whose provider is called with the number of the refresh, from 1.
fn refreshing<F, J, E>(
    builder: ClientBuilder,
    provide: impl Fn(usize) -> F + Send + Sync + 'static,
) -> (Client, Refreshes)
where
    F: Future<Output = Result<J, E>> + Send + 'static,
    J: Into<Secret>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let refreshes = Refreshes::default();
    let counter = refreshes.clone();
    let client = builder.jwt_provider(move || provide(counter.next()));
    (client.build().expect("a client"), refreshes)
}

/// A client whose provider returns `jwt-1`, `jwt-2` and so on.
fn counting(builder: ClientBuilder) -> (Client, Refreshes) {
    refreshing(builder, |count| async move { Ok::<_, Error>(format!("jwt-{count}")) })
}

/// A client whose provider returns this JWT once and fails after it.
fn failing_after(jwt: String, server: &Server) -> (Client, Refreshes) {
    refreshing(builder(&server.url), move |count| {
        std::future::ready(if count == 1 { Ok(jwt.clone()) } else { Err("gone") })
    })
}

/// The same as `counting`, but each refresh waits for a permit.
fn gated(builder: ClientBuilder) -> (Client, Refreshes, Arc<Semaphore>) {
    let gate = Arc::new(Semaphore::new(0));
    let closed = Arc::clone(&gate);
    let (client, refreshes) = refreshing(builder, move |count| {
        let closed = Arc::clone(&closed);
        async move {
            closed.acquire().await.expect("a gate").forget();
            Ok::<_, Error>(format!("jwt-{count}"))
        }
    });
    (client, refreshes, gate)
}

fn credential() -> Reply {
    response(200, &[], CREDENTIAL)
}

fn jwt_of(request: &Received) -> &str {
    request.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default()
}

fn jwts(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| jwt_of(request).to_owned()).collect()
}

/// Starts a server that accepts one JWT and returns 401 for all others.
async fn accepting(jwt: &'static str) -> Server {
    Server::start(move |requests| match requests.last().map(jwt_of) == Some(jwt) {
        true => credential(),
        false => response(401, &[], "{}"),
    })
    .await
}

async fn accepting_all() -> Server {
    Server::start(|_| credential()).await
}

fn expiring_in(seconds: u64) -> String {
    issued_in(None, seconds)
}

/// A JWT that is issued and expires so many seconds from now.
fn issued_in(issued: Option<u64>, expires: u64) -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a time after 1970").as_secs();
    let issued = issued.map_or(serde_json::Value::Null, |seconds| (now + seconds).into());
    let claims = serde_json::json!({"exp": now + expires, "iat": issued}).to_string();
    format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims))
}

#[tokio::test]
async fn the_provider_runs_before_the_first_request_and_its_jwt_is_reused() {
    let server = accepting_all().await;
    let (client, refreshes) = counting(builder(&server.url));
    assert_eq!(refreshes.count(), 0, "no request needs a JWT yet");
    for client in [client.clone(), client.with_retry_policy(RetryPolicy::default()), client] {
        get(&client).await.expect("a credential");
    }
    assert_eq!(jwts(&server), ["jwt-1"; 3]);
    assert_eq!(refreshes.count(), 1);
}

#[tokio::test]
async fn the_provider_runs_shortly_before_the_jwt_expires() {
    let server = accepting_all().await;
    // The second clock is slow by two hours: the lifetime of a JWT is an hour all the same.
    for provide in [|| expiring_in(3_600), || issued_in(Some(7_200), 10_800)] {
        let (client, refreshes) = refreshing(builder(&server.url), move |_| async move { Ok::<_, Error>(provide()) });
        for (seconds, count) in [(0, 1), (3_560, 1), (20, 2), (3_560, 2), (20, 3)] {
            advance(seconds).await;
            get(&client).await.expect("a credential");
            assert_eq!(refreshes.count(), count, "{seconds}");
        }
    }
}

#[tokio::test]
async fn a_second_401_is_returned_as_the_error() {
    let server = accepting("none").await;
    let (client, refreshes) = counting(builder(&server.url).retry_policy(RetryPolicy::default()));
    let error = get(&client).await.expect_err("401 twice");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Unauthorized, 2, 2));
    assert_eq!(refreshes.count(), 2);
    get(&client).await.expect_err("401 twice");
    assert_eq!(refreshes.count(), 3, "each request refreshes at most once");
}

#[tokio::test]
async fn a_401_for_an_api_key_does_not_refresh_the_jwt() {
    let server = accepting("none").await;
    let (client, refreshes) = counting(builder(&server.url).secret_api_key("secret"));
    let error = get(&client).await.expect_err("401");
    assert_eq!((error.kind(), error.attempts(), refreshes.count()), (ErrorKind::Unauthorized, 1, 0));
    assert_eq!(server.requests()[0].header("reb-apikey"), Some("secret"), "the spec prefers the secret key");
}

#[tokio::test]
async fn a_hundred_requests_share_one_refresh() {
    let server = accepting("jwt-2").await;
    let (client, refreshes, gate) = gated(builder(&server.url));
    let responses = join_all((0..100).map(|_| get(&client)));
    let open = async {
        // All requests wait for the first JWT, get a 401 and wait for the second.
        for count in [1, 2] {
            refreshes.begin(count).await;
            gate.add_permits(1);
        }
    };
    let all = async { tokio::join!(responses, open) };
    let (outcomes, ()) = tokio::time::timeout(LONG, all).await.expect("two refreshes");
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!(refreshes.count(), 2);
    let jwts = jwts(&server);
    assert_eq!(jwts.iter().filter(|jwt| *jwt == "jwt-2").count(), 100);
}

const CANARY: &str = "canary-8f3a";

#[tokio::test]
async fn a_failing_provider_is_an_error_that_hides_the_cause() {
    let server = accepting_all().await;
    let provide = |count| async move { if count == 1 { Err(format!("no session for {CANARY}")) } else { Ok("jwt") } };
    let (client, _) = refreshing(builder(&server.url), provide);
    let error = get(&client).await.expect_err("no JWT");
    let found = (error.kind(), error.attempts(), error.may_have_been_sent(), error.is_retryable());
    assert_eq!(found, (ErrorKind::CredentialProvider, 0, false, false));
    assert!(error.to_string().starts_with("GetCredential") && error.to_string().contains("jwt_provider"), "{error}");
    assert!(!format!("{error} {error:?} {error:#?}").contains(CANARY), "{error:?}");
    assert!(error.provider_error().expect("the provider's error").to_string().contains(CANARY));
    get(&client).await.expect("the next request runs the provider again");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_provider_whose_request_may_be_retried_is_a_retryable_error() {
    let [issuer, server] = [Server::start(|_| response(429, &[("Retry-After", "7")], "")).await, accepting_all().await];
    let source = builder(&issuer.url).secret_api_key("k").retry_policy(RetryPolicy::none()).build().expect("a client");
    let provide = move |_| {
        let source = source.clone();
        async move { source.get_credential().id("a").send().await.map(|_| "jwt") }
    };
    let (client, refreshes) = refreshing(builder(&server.url), provide);
    let error = get(&client).await.expect_err("no JWT");
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::CredentialProvider, true));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!((refreshes.count(), server.requests().len()), (1, 0), "the provider has its own retries");
}

#[tokio::test]
async fn a_provider_whose_login_may_have_been_processed_is_no_retryable_error() {
    let [issuer, server] = [Server::start(|_| response(503, &[], "")).await, accepting_all().await];
    let source = builder(&issuer.url).secret_api_key("k").build().expect("a client");
    let provide = move |_| {
        let source = source.clone();
        async move { source.customer_session("cus-1").open().await.map(|_| "jwt") }
    };
    let (client, _) = refreshing(builder(&server.url), provide);
    let error = get(&client).await.expect_err("no JWT");
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::CredentialProvider, false));
}

#[tokio::test]
async fn a_jwt_is_used_until_it_expires_if_its_refresh_fails() {
    let server = accepting_all().await;
    let (client, refreshes) = failing_after(expiring_in(100), &server);
    for (seconds, calls) in [(0, 1), (85, 1), (6, 2), (3, 2)] {
        advance(seconds).await;
        get(&client).await.expect("the JWT is valid");
        assert_eq!(refreshes.count(), calls, "after {seconds} more seconds");
    }
    advance(6).await;
    assert_eq!(get(&client).await.expect_err("it has expired").kind(), ErrorKind::CredentialProvider);
}

#[tokio::test]
async fn a_refresh_that_hangs_delays_the_requests_with_a_valid_jwt_by_no_more_than_a_second() {
    let server = accepting_all().await;
    let jwt = expiring_in(1_000);
    let (client, refreshes) = refreshing(builder(&server.url), move |count| {
        let jwt = jwt.clone();
        async move {
            if count > 1 {
                std::future::pending::<()>().await;
            }
            Ok::<_, Error>(jwt)
        }
    });
    get(&client).await.expect("a credential");
    advance(975).await;
    let start = tokio::time::Instant::now();
    // A short timeout does not end during the wait.
    let soon = client.with_attempt_timeout(Duration::from_millis(800));
    for client in [&soon, &client, &client] {
        get(client).await.expect("the JWT is valid");
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(refreshes.count(), 2);
}

#[tokio::test]
async fn a_refresh_that_fails_after_its_caller_gave_up_is_not_repeated_at_once() {
    let server = accepting_all().await;
    let (client, refreshes) = failing_after(expiring_in(1_000), &server);
    get(&client).await.expect("a credential");
    advance(975).await;
    for _ in 0..3 {
        assert!(get(&client).now_or_never().is_none());
        for _ in 0..9 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(refreshes.count(), 2);
}

#[tokio::test]
async fn an_error_names_the_provider_of_its_scheme() {
    let fail = || async { Err::<Secret, _>("gone") };
    for (builder, name) in [
        (builder("http://localhost").jwt_provider(fail), "jwt_provider"),
        (builder("http://localhost").secret_api_key_provider(fail), "secret_api_key_provider"),
    ] {
        let error = get(&builder.build().expect("a client")).await.expect_err("no credential");
        let expected = format!("the {name} returned no valid credential: the provider failed; see provider_error()");
        assert!(error.to_string().ends_with(&expected), "{error}");
    }
}

#[tokio::test]
async fn a_derived_client_with_a_credential_of_its_own_does_not_call_the_provider() {
    let server = accepting_all().await;
    let (client, refreshes) = counting(builder(&server.url));
    get(&client.with_jwt("own").expect("a client")).await.expect("a credential");
    assert_eq!((jwts(&server), refreshes.count()), (vec!["own".to_owned()], 0));
    get(&client).await.expect("the provider of the first client stays");
    get(&client.with_attempt_timeout(LONG)).await.expect("a derived client shares the JWT");
    let other = client.with_jwt_provider(|| async { Ok::<_, Error>("other") });
    get(&other).await.expect("a derived client may have a provider of its own");
    assert_eq!(jwts(&server).last().map(String::as_str), Some("other"));
    assert_eq!(refreshes.count(), 1);
}

#[tokio::test]
async fn a_derived_client_sends_no_credential_but_its_own() {
    let server = accepting_all().await;
    let of_server = builder(&server.url).secret_api_key("sk_canary").build().expect("a client");
    let with_provider = of_server.with_jwt_provider(|| async { Ok::<_, Error>("provided") });
    let with_jwt = of_server.with_jwt("own").expect("a client");
    for (client, jwt) in [(with_jwt, "own"), (with_provider, "provided")] {
        get(&client).await.expect("a credential");
        let request = server.requests().pop().expect("a request");
        assert!(!request.head.contains("sk_canary"), "the key of the server was sent with {jwt}");
        assert_eq!(jwts(&server).last().map(String::as_str), Some(jwt));
    }
}

#[tokio::test]
async fn a_provider_that_fails_after_a_401_reports_that_the_request_was_sent() {
    let server = accepting("none").await;
    let client = builder(&server.url).jwt("first").jwt_provider(|| async { Err::<Secret, _>("gone") });
    let error = get(&client.build().expect("a client")).await.expect_err("no JWT");
    assert_eq!((error.kind(), error.attempts(), error.may_have_been_sent()), (ErrorKind::CredentialProvider, 1, true));
}

#[tokio::test]
async fn all_waiting_requests_fail_when_the_shared_refresh_fails() {
    let server = accepting_all().await;
    let (client, refreshes) = refreshing(builder(&server.url), |_| async {
        tokio::task::yield_now().await;
        Err::<Secret, _>("gone")
    });
    for outcome in join_all((0..100).map(|_| get(&client))).await {
        assert_eq!(outcome.expect_err("no JWT").kind(), ErrorKind::CredentialProvider);
    }
    assert_eq!((refreshes.count(), server.requests().len()), (1, 0));
}

#[tokio::test]
async fn a_jwt_that_is_no_valid_header_is_an_error_that_hides_it() {
    let server = accepting_all().await;
    for jwt in ["", "canary\n", "can ary", "canäry", "canary\0"] {
        let provider = move || async move { Ok::<_, Error>(jwt) };
        let client = builder(&server.url).jwt_provider(provider).build().expect("a client");
        let error = get(&client).await.expect_err("no JWT");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::CredentialProvider, 0));
        assert!(!format!("{error} {error:?}").contains("can"), "{error}");
    }
    let error = builder("http://localhost").jwt("a\n").jwt_provider(|| async { Ok::<_, Error>("a") }).build();
    assert_eq!(error.expect_err("the first cannot be sent").kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_panicking_provider_is_an_error_and_the_next_request_runs_it_again() {
    let server = accepting_all().await;
    let (client, _) = refreshing(builder(&server.url), |count| {
        assert!(count != 1, "a panic of the closure");
        async move {
            assert!(count != 2, "a panic of its future");
            Ok::<_, Error>("jwt")
        }
    });
    for _ in 0..2 {
        let error = get(&client).await.expect_err("no JWT");
        assert_eq!(error.kind(), ErrorKind::CredentialProvider);
        assert!(error.to_string().contains("panicked"), "{error}");
    }
    get(&client).await.expect("a credential");
}

#[tokio::test]
async fn a_provider_that_never_returns_times_out() {
    let server = accepting_all().await;
    let builder = builder(&server.url).attempt_timeout(Duration::from_millis(500));
    let (client, _) = refreshing(builder, |count| async move {
        if count == 1 {
            std::future::pending::<()>().await;
        }
        Ok::<_, Error>("jwt")
    });
    let error = get(&client).await.expect_err("no JWT");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::CredentialProvider, 0));
    assert!(error.to_string().contains("longer than the attempt or the total timeout"), "{error}");
    get(&client).await.expect("the next request runs the provider again");
}

/// A client whose provider waits for a permit. The request that started the provider is cancelled.
async fn pending_refresh(url: &str) -> (Client, Refreshes, Arc<Semaphore>) {
    let (client, refreshes, gate) = gated(builder(url));
    tokio::select! {
        outcome = get(&client) => panic!("the gate is closed: {outcome:?}"),
        () = refreshes.begin(1) => {}
    }
    (client, refreshes, gate)
}

#[tokio::test]
async fn other_requests_keep_the_refresh_when_the_request_that_began_it_is_cancelled() {
    let server = accepting_all().await;
    let (client, refreshes, gate) = pending_refresh(&server.url).await;
    let others = join_all((0..3).map(|_| get(&client)));
    let (outcomes, ()) = tokio::join!(others, async { gate.add_permits(1) });
    assert!(outcomes.iter().all(Result::is_ok));
    assert_eq!((jwts(&server), refreshes.count()), (vec!["jwt-1".to_owned(); 3], 1));
}

#[tokio::test]
async fn a_refresh_that_nobody_awaits_serves_the_next_request() {
    let server = accepting_all().await;
    let (client, refreshes, gate) = pending_refresh(&server.url).await;
    gate.add_permits(1);
    while gate.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    get(&client).await.expect("a credential");
    assert_eq!((jwts(&server), refreshes.count()), (vec!["jwt-1".to_owned()], 1));
}

#[test]
fn a_client_refreshes_again_when_the_first_runtime_has_shut_down() {
    let first = runtime();
    let (client, refreshes, gate) = first.block_on(pending_refresh("http://localhost:1"));
    drop(first);
    gate.add_permits(1);
    runtime().block_on(async {
        let server = accepting_all().await;
        let error = get(&client).await.expect_err("nobody listens there");
        assert_eq!((error.kind(), refreshes.count(), server.requests().len()), (ErrorKind::Connect, 2, 0));
    });
}

#[tokio::test]
async fn without_retries_a_401_is_one_request_and_the_next_one_has_another_jwt() {
    let server = accepting("jwt-2").await;
    let (client, refreshes) = counting(bare(&server.url));
    let error = get(&client).await.expect_err("401");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Unauthorized, 1, 1));
    get(&client).await.expect("a credential");
    assert_eq!(refreshes.count(), 2);
}

#[tokio::test]
async fn the_time_of_the_provider_is_part_of_the_attempt() {
    let server = Server::start(|_| hang_after("")).await;
    tokio::time::pause();
    let builder = bare(&server.url).attempt_timeout(Duration::from_secs(30));
    let (client, _) = refreshing(builder, |_| async {
        tokio::time::sleep(Duration::from_secs(20)).await;
        Ok::<_, Error>("jwt")
    });
    let start = tokio::time::Instant::now();
    let error = get(&client).await.expect_err("no response");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test]
async fn a_401_is_the_error_if_the_refresh_takes_the_rest_of_the_total_timeout() {
    let server = accepting("jwt-2").await;
    let policy = without_waits().total_timeout(Duration::from_secs(10));
    let (client, refreshes) = refreshing(builder(&server.url).retry_policy(policy), |count| async move {
        if count > 1 {
            advance(10).await;
        }
        Ok::<_, Error>(format!("jwt-{count}"))
    });
    let error = get(&client).await.expect_err("no time is left");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Unauthorized, 1, 1), "{error}");
    assert_eq!(refreshes.count(), 2);
}

#[tokio::test]
async fn a_provider_whose_jwts_are_always_rejected_is_bounded_by_the_retry_budget() {
    let server = accepting("none").await;
    let (client, refreshes) = counting(builder(&server.url));
    for _ in 0..500 {
        assert_eq!(get(&client).await.expect_err("401").kind(), ErrorKind::Unauthorized);
    }
    assert!(refreshes.count() < 200, "{} refreshes for 500 requests", refreshes.count());
}

#[test]
fn a_refresh_on_a_runtime_that_is_not_driven_hangs_no_caller_on_another_one() {
    let (stopped, driven) = (runtime(), runtime());
    let server = driven.block_on(accepting_all());
    let (client, _) = counting(builder(&server.url).attempt_timeout(Duration::from_millis(300)));
    stopped.block_on(async {
        // The refresh begins, and nothing drives it any more.
        assert!(get(&client).now_or_never().is_none());
    });
    driven.block_on(async {
        let error = tokio::time::timeout(LONG, get(&client)).await.expect("an end");
        assert_eq!(error.expect_err("no JWT").kind(), ErrorKind::CredentialProvider);
        get(&client).await.expect("the next request runs the provider again");
    });
    // The abandoned refresh ends, too late.
    stopped.block_on(no_task_is_left());
    driven.block_on(get(&client)).expect("a credential");
    let jwts = jwts(&server);
    assert_eq!(jwts[0], jwts[1], "{jwts:?}");
}

#[tokio::test]
async fn a_provider_may_use_a_client_that_shares_the_slots() {
    let server = accepting_all().await;
    let base = builder(&server.url).secret_api_key("sk").max_requests_in_flight(1).build().expect("a client");
    let source = base.clone();
    let provide = move || {
        let client = source.clone();
        async move { client.get_credential().id("a").send().await.map(|_| "jwt".to_owned()) }
    };
    let derived = base.with_secret_api_key_provider(provide);
    get(&derived).await.expect("the provider gets the only slot first");
}

#[tokio::test]
async fn a_request_that_waited_for_a_slot_sends_no_rejected_credential() {
    let server = accepting("new").await;
    let client = builder(&server.url).jwt("old").jwt_provider(|| async { Ok::<_, Error>("new") });
    let client = client.max_requests_in_flight(1).retry_policy(RetryPolicy::none()).build().expect("a client");
    let outcomes = join_all((0..4).map(|_| get(&client))).await;
    let kinds: Vec<_> = outcomes.into_iter().map(|outcome| outcome.err().map(|error| error.kind())).collect();
    assert_eq!(kinds, [Some(ErrorKind::Unauthorized), None, None, None]);
}

#[tokio::test]
async fn a_prefix_applies_to_every_source_of_the_credential() {
    let server = Server::json(200, CREDENTIAL).await;
    let builder = || Client::builder().base_url(&server.url).secret_api_key_prefix("Token");
    let provided = || async { Ok::<_, Error>("k") };
    let fixed = builder().secret_api_key("k").build().expect("a client");
    let clients = [
        builder().secret_api_key_provider(provided).build().expect("a client"),
        builder().secret_api_key("k").secret_api_key_provider(provided).build().expect("a client"),
        builder().build().and_then(|client| client.with_secret_api_key("k")).expect("a client"),
        fixed.with_secret_api_key_provider(provided),
        fixed.with_secret_api_key_provider(provided).with_secret_api_key("k").expect("a client"),
        fixed,
    ];
    for (index, client) in clients.iter().enumerate() {
        get(client).await.expect("a credential");
        assert_eq!(server.last().header("reb-apikey"), Some("Token k"), "{index}");
    }
}

#[tokio::test]
async fn a_rotated_credential_is_read_again_a_minute_after_the_budget_is_spent() {
    let server = accepting("new").await;
    let current = Arc::new(Mutex::new("old"));
    let provided = Arc::clone(&current);
    let (client, refreshes) =
        refreshing(builder(&server.url), move |_| std::future::ready(Ok::<_, Error>(*provided.lock().expect("a JWT"))));
    for _ in 0..200 {
        get(&client).await.expect_err("401");
    }
    let spent = refreshes.count();
    *current.lock().expect("a JWT") = "new";
    get(&client).await.expect_err("the budget is spent");
    assert_eq!(refreshes.count(), spent);
    advance(60).await;
    get(&client).await.expect("a credential");
    assert_eq!(refreshes.count(), spent + 1);
}

#[tokio::test]
async fn a_wrong_password_leaves_a_credential_valid_whose_provider_fails() {
    let server = Server::start(|requests| match requests.last().expect("a request").method() {
        "POST" => response(401, &[], ""),
        _ => response(200, &[], CREDENTIAL),
    });
    let server = server.await;
    let refreshes = Refreshes::default();
    let counter = refreshes.clone();
    let provider = move || std::future::ready(if counter.next() == 1 { Ok("sk_1") } else { Err("the vault is down") });
    let client = builder(&server.url).secret_api_key_provider(provider).build().expect("a client");
    get(&client).await.expect("a credential");
    advance(61).await;
    let login = client.post_authentication_token().body_map(|body| body.password(|it| it.username("a").password("b")));
    assert_eq!(login.send().await.expect_err("a wrong password").kind(), ErrorKind::LoginRefused);
    get(&client).await.expect("the API has not rejected the key");
    assert_eq!(refreshes.count(), 2, "the key may have been rotated");
}

#[tokio::test]
async fn a_request_with_another_credential_is_one_of_the_attempts() {
    let server = Server::start(|requests| match requests.len() {
        1 | 2 => response(503, &[], ""),
        _ => response(401, &[], "{}"),
    })
    .await;
    let (client, _) = counting(builder(&server.url));
    let error = get(&client).await.expect_err("three attempts");
    assert_eq!((error.kind(), error.attempts(), server.requests().len()), (ErrorKind::Unauthorized, 3, 3));
}
