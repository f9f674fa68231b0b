//! Connections: proxies, hung connections, the connection limit, and the errors of connections.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::{Either, FutureExt as _, join_all, select};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use rebilly_customer_auth::{Client, ClientBuilder, ErrorKind, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;

use crate::support::client::{get, plain, runtime, shown, without_waits};
use crate::support::operations::CREDENTIAL;
use crate::support::server::http2::{DEBUG_DATA, ErrorCode, Frame};
use crate::support::server::{Nobody, Received, Server, close_after, elsewhere, hang_after, reset_after, response};

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).secret_api_key("secret").retry_policy(without_waits())
}

/// A client that speaks HTTP/2 without TLS.
fn http2(url: &str) -> ClientBuilder {
    builder(url).configure_http_client(|http| plain(http).http2_prior_knowledge())
}

fn credential() -> Vec<Frame> {
    vec![Frame::Headers, Frame::Data(CREDENTIAL), Frame::End]
}

/// Replies to all requests but the first one.
fn hanging_first(requests: &[Received]) -> Vec<Frame> {
    match requests.len() {
        1 => vec![Frame::Silence { replies_to_ping: true }],
        _ => credential(),
    }
}

/// The environment variables with which the test below starts this binary again.
const TARGET: &str = "CONNECTIONS_TEST_TARGET";
const PROXY: &str = "CONNECTIONS_TEST_PROXY";

/// Runs in a separate process, because changing the environment of this one is unsafe.
#[tokio::test]
async fn requests_in_the_environment_of_a_proxy() {
    let (Ok(target), Ok(proxy)) = (std::env::var(TARGET), std::env::var(PROXY)) else {
        return;
    };
    get(&builder(&target).build().expect("a client")).await.expect("a credential of the server itself");
    let own = reqwest::Proxy::http(&proxy).expect("a proxy");
    let through = builder(&target).configure_http_client(move |http| http.proxy(own.clone()));
    get(&through.build().expect("a client")).await.expect("a credential through the proxy that was set");
}

#[tokio::test]
async fn an_environment_proxy_gets_no_request_for_an_http_base_url_and_a_configured_proxy_does() {
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let server = Server::start(|_| response(200, &[], CREDENTIAL)).await;
        let proxy = Server::start(|_| response(200, &[], CREDENTIAL)).await;
        let mut child = Command::new(std::env::current_exe().expect("this binary"));
        child.args(["--exact", "connections::requests_in_the_environment_of_a_proxy"]).env_remove("REQUEST_METHOD");
        for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"] {
            child.env_remove(name);
        }
        child.env(name, &proxy.url).env(TARGET, &server.url).env(PROXY, &proxy.url);
        let output = tokio::task::spawn_blocking(move || child.output()).await.expect("a task").expect("a process");
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
        let through: Vec<String> = proxy.requests().into_iter().map(|request| request.head).collect();
        assert_eq!((server.requests().len(), through.len()), (1, 1), "{name}: {through:?}");
    }
}

#[tokio::test]
async fn a_hung_http2_connection_is_abandoned_after_a_timeout_even_if_it_replies_to_ping() {
    // The first request of each of the first two connections is replied to, and nothing after it.
    let server = Server::http2(|requests: &[Received]| match requests.last().map(|last| last.before) {
        Some(before) if before > 0 && requests.len() < 5 => vec![Frame::Silence { replies_to_ping: true }],
        _ => credential(),
    })
    .await;
    let client = http2(&server.url).attempt_timeout(Duration::from_secs(1)).build().expect("a client");
    for call in 0..10 {
        get(&client).await.unwrap_or_else(|error| panic!("{call}: {error}"));
    }
    assert_eq!(server.requests().len(), 12, "two requests were left without a response");
    assert_eq!(server.connections(), 3);
}

#[tokio::test]
async fn a_hung_http2_connection_is_abandoned_after_the_programs_own_timeout_too() {
    let server = Server::http2(hanging_first).await;
    let client = http2(&server.url).build().expect("a client");
    tokio::time::timeout(Duration::from_millis(1_100), get(&client)).await.expect_err("no response");
    // It begins the replacement, and requests that began before its end still hang.
    for _ in 0..40 {
        if tokio::time::timeout(Duration::from_millis(50), get(&client)).await.is_ok() {
            return;
        }
    }
    panic!("all requests use the hung connection");
}

#[test]
fn a_hung_http2_connection_is_abandoned_if_its_request_is_dropped_outside_the_runtime() {
    let runtime = runtime();
    let server = runtime.block_on(elsewhere(Server::http2(hanging_first)));
    let client = http2(&server.url).build().expect("a client");
    let mut request = Box::pin(get(&client));
    runtime.block_on(async {
        tokio::time::timeout(Duration::from_millis(1_100), &mut request).await.expect_err("no response");
    });
    drop(request);
    let second = runtime.block_on(async { tokio::time::timeout(Duration::from_secs(5), get(&client)).await });
    second.expect("a response on another connection").expect("a credential");
}

#[tokio::test]
async fn an_error_whose_body_hangs_abandons_its_connection_too() {
    let server = Server::http2(|requests| match requests.len() {
        1 => vec![Frame::Status(503), Frame::Silence { replies_to_ping: true }],
        _ => credential(),
    })
    .await;
    let client = http2(&server.url).attempt_timeout(Duration::from_millis(200)).build().expect("a client");
    get(&client).await.expect("a credential on another connection");
    assert_eq!((server.requests().len(), server.connections()), (2, 2));
}

#[tokio::test]
async fn a_request_that_is_dropped_within_a_second_keeps_its_connection() {
    let (_server, client, built) = hanging().await;
    // During the second one, the thread of a replacement would run.
    for _ in 0..2 {
        tokio::time::timeout(Duration::from_millis(100), get(&client)).await.expect_err("no response");
    }
    assert_eq!(built.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_request_on_replaced_connections_does_not_replace_the_new_ones() {
    let (_server, client, built) = hanging().await;
    let later = client.with_attempt_timeout(Duration::from_millis(600));
    let (first, second) = tokio::join!(get(&client), get(&later));
    assert!(first.is_err() && second.is_err());
    // During this one, the thread of another replacement would run.
    tokio::time::timeout(Duration::from_millis(100), get(&client)).await.expect_err("no response");
    assert_eq!(built.load(Ordering::Relaxed), 2);
}

/// A server that hangs, and a client of it with the number of times that its HTTP client was built.
async fn hanging() -> (Server, Client, Arc<AtomicUsize>) {
    let server = Server::start(|_| hang_after("")).await;
    let built = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&built);
    let client = builder(&server.url).retry_policy(RetryPolicy::none()).attempt_timeout(Duration::from_millis(300));
    let client = client.configure_http_client(move |http| {
        count.fetch_add(1, Ordering::Relaxed);
        // Takes as long as reading certificates, so that the timeouts overlap.
        std::thread::sleep(Duration::from_millis(20));
        plain(http)
    });
    (server, client.build().expect("a client"), built)
}

#[tokio::test]
async fn timeouts_at_the_same_time_replace_the_connections_once() {
    let (_server, client, built) = hanging().await;
    for outcome in join_all((0..64).map(|_| get(&client))).await {
        assert_eq!(outcome.expect_err("a timeout").kind(), ErrorKind::Timeout);
    }
    // The thread of the replacement may not have run yet.
    for _ in 0..100 {
        if built.load(Ordering::Relaxed) < 2 {
            tokio::time::timeout(Duration::from_millis(50), get(&client)).await.expect_err("no response");
        }
    }
    assert_eq!(built.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_request_that_is_not_polled_does_not_stop_the_replacement_of_connections() {
    let (_server, client, built) = hanging().await;
    get(&client).await.expect_err("a timeout");
    // Left alone while they wait for the replacement.
    let mut left: Vec<_> = (0..2).map(|_| Box::pin(get(&client))).collect();
    assert!(join_all(left.iter_mut()).now_or_never().is_none());
    // A request that began before the end of a replacement does not begin another one.
    let mut calls = 0;
    while built.load(Ordering::Relaxed) < 4 {
        get(&client).await.expect_err("a timeout");
        calls += 1;
        assert!(calls < 10, "the connections are not replaced");
    }
}

#[tokio::test]
async fn a_replacement_that_failed_is_tried_again_after_the_next_timeout() {
    let server = Server::start(|_| hang_after("")).await;
    let built = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&built);
    let client = builder(&server.url).configure_http_client(move |http| {
        // The second build is the first replacement.
        assert!(count.fetch_add(1, Ordering::Relaxed) != 1, "no certificates for the moment");
        plain(http)
    });
    let client = client.build().expect("a client");
    tokio::time::pause();
    for _ in 0..100 {
        tokio::time::timeout(Duration::from_millis(1_100), get(&client)).await.expect_err("no response");
        if built.load(Ordering::Relaxed) >= 3 {
            return;
        }
        // The thread of the replacement.
        tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(50))).await.expect("a thread");
    }
    panic!("no other replacement");
}

#[test]
fn a_timeout_does_not_wait_for_the_threads_of_the_program() {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().max_blocking_threads(1).build().expect("a runtime");
    let (release, blocked) = std::sync::mpsc::channel::<()>();
    runtime.block_on(async {
        let server = Server::http2(hanging_first).await;
        let occupied = tokio::task::spawn_blocking(move || blocked.recv());
        let client = http2(&server.url).retry_policy(RetryPolicy::none()).build().expect("a client");
        let error = get(&client.with_attempt_timeout(Duration::from_millis(100))).await.expect_err("a timeout");
        assert_eq!(error.kind(), ErrorKind::Timeout);
        get(&client).await.expect("a credential");
        assert_eq!(server.connections(), 2, "the hung connection is not used again");
        release.send(()).expect("the thread is occupied");
        occupied.await.expect("a thread").expect("the release");
    });
}

#[tokio::test]
async fn an_http2_connection_that_does_not_reply_to_ping_ends_long_before_the_timeout() {
    let server = Server::http2(|requests| match requests.len() {
        1 => {
            // From here on, the clock advances only to the next timer.
            tokio::time::pause();
            vec![Frame::Silence { replies_to_ping: false }]
        }
        _ => credential(),
    })
    .await;
    let client = http2(&server.url).attempt_timeout(Duration::from_secs(1_000));
    let policy = without_waits().total_timeout(Duration::from_secs(1_000));
    let client = client.retry_policy(policy).build().expect("a client");
    let start = tokio::time::Instant::now();
    get(&client).await.expect("a credential on another connection");
    // The clock skips the second in which the request waits for new connections.
    assert!(start.elapsed() < Duration::from_secs(17), "{:?}", start.elapsed());
    assert_eq!((server.requests().len(), server.connections()), (2, 2));
}

#[tokio::test]
async fn a_flood_of_ping_on_an_idle_connection_ends_with_the_connection() {
    let server = Server::http2(|_| [credential(), vec![Frame::PingFlood]].concat()).await;
    let briefly_idle = |http| plain(http).http2_prior_knowledge().pool_idle_timeout(Duration::from_millis(50));
    let client = builder(&server.url).configure_http_client(briefly_idle).build().expect("a client");
    get(&client).await.expect("a credential");
    server.no_connection_is_left().await;
    assert!(server.written() > 800, "more than a hundred PING");
}

#[tokio::test]
async fn requests_beyond_the_limit_wait_and_are_not_sent() {
    let as_it_is: fn(ClientBuilder) -> ClientBuilder = |builder| builder;
    for (limit, configure) in [(100, as_it_is), (2, |builder| builder.max_requests_in_flight(2))] {
        let server = Server::http2(|_| vec![Frame::Silence { replies_to_ping: true }]).await;
        let policy = RetryPolicy::none().total_timeout(Duration::from_secs(1));
        let client = configure(http2(&server.url)).retry_policy(policy).build().expect("a client");
        // These keep the slots longer than the others wait.
        let in_flight = client.with_retry_policy(RetryPolicy::none());
        let in_flight = join_all((0..limit).map(|_| get(&in_flight)));
        let waiting = join_all((0..3).map(|_| get(&client)));
        let Either::Right((outcomes, _)) = select(in_flight, waiting).await else { panic!("a request ended early") };
        for error in outcomes.into_iter().map(|outcome| outcome.expect_err("no slot")) {
            assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Timeout, false), "{error:?}");
        }
        assert_eq!(server.requests().len(), limit);
    }

    let server = Server::start(|_| response(200, &[], CREDENTIAL)).await;
    let client = builder(&server.url).max_requests_in_flight(1).build().expect("a client");
    for outcome in join_all((0..20).map(|_| get(&client))).await {
        outcome.expect("it waits for its turn");
    }
    let error = builder(&server.url).max_requests_in_flight(0).build().expect_err("nothing could be sent");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

/// A resolver that finds no host and whose error contains more than ours shows.
struct Nowhere;

impl reqwest::dns::Resolve for Nowhere {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err(DEBUG_DATA.into()) })
    }
}

#[tokio::test]
async fn an_http2_error_shows_its_reason_and_hides_the_servers_message() {
    for (frame, kind) in [
        (Frame::GoAway { processed: false, code: ErrorCode::NoError }, "GOAWAY: not a result of an error"),
        (Frame::GoAway { processed: false, code: ErrorCode::InternalError }, "GOAWAY: unexpected internal error"),
        (Frame::Reset(ErrorCode::Cancel), "RST_STREAM: stream no longer needed"),
    ] {
        let server = Server::http2(move |_| vec![frame]).await;
        let error = get(&http2(&server.url).build().expect("a client")).await.expect_err("no response");
        assert_eq!(error.kind(), ErrorKind::Transport);
        let shown = shown(&error);
        assert!(shown.contains(kind) && !shown.contains(DEBUG_DATA), "{shown}");
    }
}

#[tokio::test]
async fn a_connection_error_shows_its_kind() {
    let nobody = Nobody::new();
    let error = get(&builder(&nobody.url).build().expect("a client")).await.expect_err("nobody listens");
    assert!(error.to_string().contains("no connection to the server: connection refused"), "{error}");
    let server = Server::start(|_| reset_after("")).await;
    let error = get(&builder(&server.url).build().expect("a client")).await.expect_err("a reset");
    assert!(error.to_string().contains("the connection broke: connection reset"), "{error}");
    let server = Server::start(|_| close_after("")).await;
    let error = get(&builder(&server.url).build().expect("a client")).await.expect_err("no response");
    assert!(error.to_string().contains("the server closed the connection without a complete response"), "{error}");
    let nowhere =
        builder("https://name.invalid").configure_http_client(|http| plain(http).dns_resolver(Arc::new(Nowhere)));
    let error = get(&nowhere.build().expect("a client")).await.expect_err("no such host");
    let shown = shown(&error);
    assert!(shown.contains("the host name cannot be resolved") && !shown.contains(DEBUG_DATA), "{shown}");
}

/// A TLS server that replies to each request, and the certificate of its authority.
async fn tls(certificate: CertificateParams) -> (String, reqwest::Certificate) {
    let mut authority = CertificateParams::new([]).expect("an authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // OpenSSL takes a certificate with the name of its authority for one that signed itself.
    authority.distinguished_name.push(DnType::CommonName, "authority");
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().expect("a key")).expect("an authority");
    let key = KeyPair::generate().expect("a key");
    let certificate = certificate.signed_by(&key, &authority).expect("a certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions").with_no_client_auth();
    let config = config.with_single_cert(vec![certificate.der().clone()], key.into()).expect("a certificate");
    let (acceptor, listener) =
        (TlsAcceptor::from(Arc::new(config)), TcpListener::bind(("127.0.0.1", 0)).await.expect("a port"));
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        loop {
            let (connection, _) = listener.accept().await.expect("a connection");
            if let Ok(mut connection) = acceptor.accept(connection).await {
                let _ = connection.read(&mut [0; 4096]).await;
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", CREDENTIAL.len());
                let _ = connection.write_all((head + CREDENTIAL).as_bytes()).await;
            }
        }
    });
    (url, reqwest::Certificate::from_pem(authority.pem().as_bytes()).expect("a certificate"))
}

#[tokio::test]
async fn a_request_over_tls_needs_a_trusted_and_valid_certificate_of_its_host() {
    let named = |name: &str| CertificateParams::new([name.to_owned()]).expect("a name");
    let (url, authority) = tls(named("127.0.0.1")).await;
    let strict = builder(&url).configure_http_client(|http| http.no_proxy());
    let trusting = |url: &str, authority: reqwest::Certificate| {
        builder(url).configure_http_client(move |http| http.no_proxy().tls_certs_only([authority.clone()]))
    };
    get(&trusting(&url, authority).build().expect("a client")).await.expect("a credential");

    let (url, authority) = tls(named(&format!("{DEBUG_DATA}.example"))).await;
    let other_host = trusting(&url, authority);
    let mut expired = named("127.0.0.1");
    expired.not_after = date_time_ymd(2001, 1, 1);
    let (url, authority) = tls(expired).await;
    let cases = [
        (other_host, "the certificate is for another host"),
        (strict, "the certificate's issuer is not trusted"),
        (trusting(&url, authority), "the certificate has expired"),
    ];
    for (builder, why) in cases {
        // rustls takes precedence. The errors of the platform's library have no kind.
        let has_kinds = cfg!(any(feature = "rustls", feature = "rustls-ring"));
        let why = if has_kinds { why } else { "the certificate or the protocol was not accepted" };
        let error = get(&builder.build().expect("a client")).await.expect_err("no accepted certificate");
        assert_eq!(error.kind(), ErrorKind::Connect);
        let shown = shown(&error);
        assert!(shown.contains(why) && !shown.contains(DEBUG_DATA), "{shown}");
    }
}
