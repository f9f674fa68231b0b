//! The result of every operation after each network fault, the number of requests, and what is left after it.

use std::iter;
use std::time::Duration;

use futures_util::future::join_all;
use rebilly_customer_auth::{Client, Error, ErrorKind, Operation, RetryPolicy};

use crate::support::client::{LONG, builder, plain, without_waits};
use crate::support::no_task_is_left;
use crate::support::operations::{CREDENTIAL, Success, every_operation, success};
use crate::support::server::http2::{ErrorCode, Frame};
use crate::support::server::{
    Nobody, Received, Reply, Server, close_after, elsewhere, hang_after, keep_alive_after, persistent, reset_after,
    response,
};

use Fault::{Http1, Http2};

enum Fault {
    /// Nobody listens.
    Refused,
    /// The connection is reset before the server reads anything.
    ResetAtOnce,
    Http1(fn(&Operation) -> Reply),
    Http2(fn(&Operation) -> Vec<Frame>),
}

struct Row {
    name: &'static str,
    end: End,
    /// The number of attempts under the default policy: of an idempotent operation, and of a POST.
    attempts: (u32, u32),
    fault: Fault,
}

/// The error kind of a request, and that of a DELETE, which decodes no value. `None` is a success.
type End = (Option<ErrorKind>, Option<ErrorKind>);

const fn row(name: &'static str, end: End, attempts: (u32, u32), fault: Fault) -> Row {
    Row { name, end, attempts, fault }
}

const fn both(kind: ErrorKind) -> End {
    (Some(kind), Some(kind))
}

const SUCCESS: End = (None, None);
const CONNECT: End = both(ErrorKind::Connect);
const TRANSPORT: End = both(ErrorKind::Transport);
const TIMEOUT: End = both(ErrorKind::Timeout);
const SERVER: End = both(ErrorKind::Server);
const STATUS: End = both(ErrorKind::UnexpectedStatus);
const TOO_LONG: End = both(ErrorKind::Decode);
const FORBIDDEN: End = both(ErrorKind::Forbidden);
const NO_VALUE: End = (Some(ErrorKind::Decode), None);

/// All network faults. The columns: the result, and the number of attempts of an idempotent operation and of a POST.
const ROWS: &[Row] = &[
    row("nobody listens", CONNECT, (3, 3), Fault::Refused),
    row("reset before anything", TRANSPORT, (3, 1), Fault::ResetAtOnce),
    row("reset after the request", TRANSPORT, (3, 1), Http1(|_| reset_after(""))),
    row("reset in the headers", TRANSPORT, (3, 1), Http1(|_| reset_after("HTTP/1.1 200 OK\r\ncontent-le"))),
    row("reset in the body", TRANSPORT, (3, 1), Http1(|_| reset_after(part(100)))),
    row("closed after the request", TRANSPORT, (3, 1), Http1(|_| close_after(""))),
    row("closed in the headers", TRANSPORT, (3, 1), Http1(|_| close_after("HTTP/1.1 200 OK\r\ncontent-le"))),
    row("closed in the body", TRANSPORT, (3, 1), Http1(|_| close_after(part(100)))),
    row("closed in a chunk", TRANSPORT, (3, 1), Http1(|_| close_after(chunked("20\r\n{\"username\"")))),
    row("closed before the last chunk", TRANSPORT, (3, 1), Http1(|_| close_after(chunked("2\r\n{}\r\n")))),
    row("a chunk without a length", TRANSPORT, (3, 1), Http1(|_| close_after(chunked("{}\r\n0\r\n\r\n")))),
    row("a chunk of more than 2^64 bytes", TRANSPORT, (3, 1), Http1(|_| close_after(chunked(HUGE)))),
    row("a chunk longer than it says", TRANSPORT, (3, 1), Http1(|_| close_after(chunked("1\r\n{}\r\n0\r\n")))),
    row("garbage", TRANSPORT, (3, 1), Http1(|_| close_after("\u{1}\u{2}garbage\r\n\r\n"))),
    row("another protocol", TRANSPORT, (3, 1), Http1(|_| close_after("SSH-2.0-OpenSSH_9.6\r\n"))),
    row("a status that is none", TRANSPORT, (3, 1), Http1(|_| close_after("HTTP/1.1 20 OK\r\n\r\n"))),
    row("headers without an end", TRANSPORT, (3, 1), Http1(|_| endless(HEAD, "x-more: header\r\n"))),
    row("two lengths", TRANSPORT, (3, 1), Http1(|_| close_after(with_length("2\r\ncontent-length: 1", "{}")))),
    row("a length that is none", TRANSPORT, (3, 1), Http1(|_| close_after(with_length("2, 3", "{}")))),
    row("a length of 2^64 - 1", TRANSPORT, (3, 1), Http1(|_| hang_after(with_length("18446744073709551615", "")))),
    row("a length beyond what comes", TRANSPORT, (3, 1), Http1(|_| close_after(with_length("3", "{}")))),
    row("a length short of what comes", NO_VALUE, (1, 1), Http1(|_| close_after(with_length("1", "{}")))),
    row("JSON that is cut off", NO_VALUE, (1, 1), Http1(|_| response(200, &[], "{\"username\": \"ja"))),
    row("a value of the wrong type", NO_VALUE, (1, 1), Http1(|_| response(200, &[], "\"text\""))),
    row("a page of a login portal", NO_VALUE, (1, 1), Http1(|_| response(200, HTML, PAGE))),
    row("nothing", NO_VALUE, (1, 1), Http1(|_| response(204, &[], ""))),
    row("a byte order mark before the JSON", SUCCESS, (1, 1), Http1(|it| response(200, &[], marked(it)))),
    row("a page of a gateway", SERVER, (3, 1), Http1(|_| response(502, HTML, PAGE))),
    row("an error status, closed in the body", SERVER, (3, 1), Http1(|_| close_after(ERROR_PART))),
    row("100 and 103 before another", SUCCESS, (1, 1), Http1(|it| close_after([INTERIM, &success_bytes(it)].concat()))),
    row("102 without an end", TIMEOUT, (3, 1), Http1(|_| slow("", "HTTP/1.1 102 Wait\r\n\r\n"))),
    row("another protocol, unasked", STATUS, (1, 1), Http1(|_| close_after("HTTP/1.1 101 \r\n\r\n"))),
    row("silence", TIMEOUT, (3, 1), Http1(|_| hang_after(""))),
    row("slow headers", TIMEOUT, (3, 1), Http1(|_| slow("HTTP/1.1 200 OK\r\nx-slow: ", "x"))),
    row("a body that stops", TIMEOUT, (3, 1), Http1(|_| hang_after(part(50)))),
    row("a slow body", TIMEOUT, (3, 1), Http1(|_| slow(&part(100_000), " "))),
    row("100 MB", TOO_LONG, (1, 1), Http1(|_| much(&part(100_000_000), " "))),
    row("100 MB in chunks", TOO_LONG, (1, 1), Http1(|_| much(&chunked(""), &chunk(1024)))),
    row("100 MB without a length", TOO_LONG, (1, 1), Http1(|_| much("HTTP/1.1 200 OK\r\n\r\n", " "))),
    row("a length beyond the limit, then silence", TOO_LONG, (1, 1), Http1(|_| hang_after(with_length("8388609", "")))),
    row("a length of 2^63 - 1", TOO_LONG, (1, 1), Http1(|_| hang_after(with_length("9223372036854775807", "")))),
    row("an endless error body", FORBIDDEN, (1, 1), Http1(|_| endless(ERROR_CHUNKS, &chunk(16_384)))),
    row("GOAWAY, unprocessed", TRANSPORT, (3, 3), Http2(|_| vec![leave(false, NO_ERROR)])),
    row("GOAWAY, processed", TRANSPORT, (3, 1), Http2(|_| vec![leave(true, NO_ERROR)])),
    row("GOAWAY, failed", TRANSPORT, (3, 1), Http2(|_| vec![leave(true, ErrorCode::InternalError)])),
    row("GOAWAY, failed before it", TRANSPORT, (3, 1), Http2(|_| vec![leave(false, ErrorCode::InternalError)])),
    row("GOAWAY after the headers", TRANSPORT, (3, 1), Http2(|_| vec![Frame::Length(50), leave(false, NO_ERROR)])),
    row("GOAWAY in the body", TRANSPORT, (3, 1), Http2(|_| started(leave(true, NO_ERROR)))),
    row("GOAWAY, then the rest", SUCCESS, (1, 1), Http2(|operation| complete(operation, true))),
    row("GOAWAY after the response", SUCCESS, (1, 1), Http2(|operation| complete(operation, false))),
    row("REFUSED_STREAM", TRANSPORT, (3, 3), Http2(|_| vec![Frame::Reset(ErrorCode::RefusedStream)])),
    row("REFUSED_STREAM after the headers", TRANSPORT, (3, 1), Http2(|_| vec![Frame::Headers, Frame::Reset(REFUSED)])),
    row("REFUSED_STREAM in the body", TRANSPORT, (3, 1), Http2(|_| started(Frame::Reset(REFUSED)))),
    row("RST_STREAM", TRANSPORT, (3, 1), Http2(|_| vec![Frame::Reset(ErrorCode::InternalError)])),
    row("RST_STREAM without an error", TRANSPORT, (3, 1), Http2(|_| vec![Frame::Reset(NO_ERROR)])),
    row("RST_STREAM in the body", TRANSPORT, (3, 1), Http2(|_| started(Frame::Reset(ErrorCode::Cancel)))),
    row("RST_STREAM before the body", TRANSPORT, (3, 1), Http2(|_| vec![Frame::Length(50), Frame::Reset(NO_ERROR)])),
    row("RST_STREAM without an error in the body", TRANSPORT, (3, 1), Http2(|_| cut(Frame::Reset(NO_ERROR)))),
    row("GOAWAY in the body, unprocessed", TRANSPORT, (3, 1), Http2(|_| cut(leave(false, NO_ERROR)))),
    row("closed without GOAWAY", TRANSPORT, (3, 1), Http2(|_| started(Frame::Data("\"")))),
];

const ERROR_PART: &str = "HTTP/1.1 503 Busy\r\ncontent-length: 50\r\n\r\n{\"title\"";
const ERROR_CHUNKS: &str = "HTTP/1.1 403 \r\ntransfer-encoding: chunked\r\n\r\n";
const REFUSED: ErrorCode = ErrorCode::RefusedStream;
const NO_ERROR: ErrorCode = ErrorCode::NoError;
const HEAD: &str = "HTTP/1.1 200 OK\r\n";
const HUGE: &str = "10000000000000000\r\n{}\r\n";
const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
const PAGE: &str = "<html><body>Please try again later</body></html>";
const INTERIM: &[u8] =
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\nHTTP/1.1 103 \r\n\r\n";

/// The body of a success after a byte order mark.
fn marked(operation: &Operation) -> String {
    format!("\u{feff}{}", success(operation).1)
}

/// A response that announces a body of this length and contains the beginning of it.
fn part(length: usize) -> String {
    with_length(&length.to_string(), "{\"username\"")
}

fn with_length(length: &str, body: &str) -> String {
    format!("{HEAD}content-length: {length}\r\n\r\n{body}")
}

fn chunked(chunks: &str) -> String {
    format!("{HEAD}transfer-encoding: chunked\r\n\r\n{chunks}")
}

fn chunk(length: usize) -> String {
    format!("{length:x}\r\n{}\r\n", " ".repeat(length))
}

/// The start, then a piece again and again, with a pause that is shorter than any timeout.
fn slow(start: &str, again: &'static str) -> Reply {
    let pieces = iter::once(start.into()).chain(iter::repeat_with(|| again.into()));
    Reply::Stream(Box::new(pieces), Duration::from_millis(10))
}

/// The start, then a piece again and again.
fn endless(start: &str, again: &str) -> Reply {
    let many = again.repeat(65_536 / again.len());
    let pieces = iter::once(start.into()).chain(iter::repeat_with(move || many.clone().into()));
    Reply::Stream(Box::new(pieces), Duration::ZERO)
}

/// The start, then a piece again and again up to 100 MB.
fn much(start: &str, again: &str) -> Reply {
    match endless(start, again) {
        Reply::Stream(pieces, pause) => Reply::Stream(Box::new(pieces.take(100_000_000 / 65_536)), pause),
        other => other,
    }
}

fn leave(processed: bool, code: ErrorCode) -> Frame {
    Frame::GoAway { processed, code }
}

/// The beginning of a body, and this frame.
fn started(last: Frame) -> Vec<Frame> {
    vec![Frame::Headers, Frame::Data("{\"username\""), last]
}

/// The beginning of a body whose length is announced, and this frame.
fn cut(last: Frame) -> Vec<Frame> {
    vec![Frame::Length(50), Frame::Data("{\"username\""), last]
}

/// A complete response with a GOAWAY, in the middle of it or at the end.
fn complete(operation: &Operation, in_the_middle: bool) -> Vec<Frame> {
    let leave = leave(true, ErrorCode::NoError);
    let (_, body) = success(operation);
    match in_the_middle {
        true => vec![Frame::Headers, leave, Frame::Data(body), Frame::End],
        false => vec![Frame::Headers, Frame::Data(body), Frame::End, leave],
    }
}

impl Fault {
    async fn server(&self, operation: &'static Operation) -> Option<Server> {
        match *self {
            Self::Refused => None,
            Self::ResetAtOnce => Some(elsewhere(Server::resetting()).await),
            Self::Http1(reply) => Some(elsewhere(Server::start(move |_| reply(operation))).await),
            Self::Http2(reply) => Some(elsewhere(Server::http2(move |_| reply(operation))).await),
        }
    }

    fn http(&self) -> ConfigureHttp {
        match self {
            Self::Http2(_) => |http| plain(http).http2_prior_knowledge(),
            _ => plain,
        }
    }
}

type ConfigureHttp = fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder;

fn client(url: &str, configure_http: ConfigureHttp, timeout: Duration) -> Client {
    let builder = builder(url).configure_http_client(configure_http).attempt_timeout(timeout);
    builder.retry_policy(without_waits()).max_response_bytes(1024 * 1024).build().expect("a client")
}

impl Row {
    fn client(&self, url: &str) -> Client {
        let times_out = self.end == TIMEOUT;
        client(url, self.fault.http(), if times_out { Duration::from_millis(500) } else { LONG })
    }

    fn end(&self, operation: &Operation) -> Option<ErrorKind> {
        if operation.method == "DELETE" { self.end.1 } else { self.end.0 }
    }

    fn attempts(&self, operation: &Operation) -> u32 {
        if operation.is_idempotent { self.attempts.0 } else { self.attempts.1 }
    }

    /// Sends every operation to a server with the fault.
    async fn meet(&self) {
        let servers = join_all(every_operation().into_iter().map(|row| async move {
            let operation = row.operation;
            let server = self.fault.server(operation).await;
            let nobody = Nobody::new();
            let url = server.as_ref().map_or(&nobody.url, |server| &server.url);
            let outcome = row.send_valid(self.client(url)).await;
            self.check(operation, outcome, server.as_ref());
            server
        }))
        .await;
        no_task_is_left().await;
        for server in servers.iter().flatten() {
            server.no_connection_is_left().await;
        }
    }

    fn check(&self, operation: &Operation, outcome: Result<Success, Error>, server: Option<&Server>) {
        let what = format!("{operation}, {}: {outcome:?}", self.name);
        let found =
            outcome.map_err(|error| (error.kind(), error.may_have_been_sent(), error.is_retryable(), error.attempts()));
        let sent = self.attempts(operation);
        let expected = self.end(operation).map(|kind| (kind, self.end != CONNECT, sent > 1, sent));
        assert_eq!(found.err(), expected, "{what}");
        let Some(server) = server else {
            return;
        };
        let arrived = match self.fault {
            Fault::ResetAtOnce => server.connections(),
            _ => server.requests().len(),
        };
        assert_eq!(arrived, sent as usize, "{what}");
        // The buffers of the sockets add to the limit.
        assert!(server.written() < 32 * 1024 * 1024, "{what}: {} bytes", server.written());
    }
}

#[tokio::test]
async fn every_network_fault_ends_as_its_row_says_and_leaves_no_task_or_connection() {
    for row in ROWS {
        row.meet().await;
    }
}

/// A server that keeps each connection open after the first request and breaks it after the second.
async fn breaking_on_reuse(operation: &'static Operation, second: fn() -> Reply) -> Server {
    let reply = move |requests: &[Received]| match requests.last().map(|last| last.before) {
        Some(0) => keep_alive_after(success_bytes(operation)),
        _ => second(),
    };
    elsewhere(Server::start(reply)).await
}

/// A server that closes each connection without announcing it.
async fn closing(operation: &'static Operation) -> Server {
    elsewhere(Server::start(move |_| close_after(success_bytes(operation)))).await
}

fn success_bytes(operation: &Operation) -> Vec<u8> {
    let (status, body) = success(operation);
    persistent(status, "", body)
}

#[tokio::test]
async fn a_reused_connection_that_breaks_is_retried_like_a_new_one() {
    let breaks: [fn() -> Reply; 3] =
        [|| close_after(""), || reset_after(""), || close_after("HTTP/1.1 200 OK\r\nconte")];
    for second in breaks {
        join_all(every_operation().into_iter().map(|row| async move {
            let server = breaking_on_reuse(row.operation, second).await;
            let client = client(&server.url, plain, LONG);
            row.send_valid(client.clone()).await.expect("the first response");
            let outcome = row.send_valid(client).await;
            let requests = server.requests();
            if row.operation.is_idempotent {
                outcome.expect("the response on another connection");
                assert_eq!(requests.iter().map(|request| request.before).collect::<Vec<_>>(), [0, 1, 0]);
            } else {
                let error = outcome.expect_err("it may have been processed");
                let found = (error.kind(), error.may_have_been_sent(), requests.len());
                assert_eq!(found, (ErrorKind::Transport, true, 2), "{}", row.operation);
            }
        }))
        .await;
        no_task_is_left().await;
    }
}

#[tokio::test]
async fn a_connection_closed_while_idle_is_not_reused() {
    for row in every_operation() {
        let server = closing(row.operation).await;
        let client = client(&server.url, plain, LONG).with_retry_policy(RetryPolicy::none());
        for _ in 0..2 {
            row.send_valid(client.clone()).await.expect("a response");
            // Then the client has seen the end of the connection.
            server.no_connection_is_left().await;
        }
        assert_eq!((server.requests().len(), server.connections()), (2, 2), "{}", row.operation);
    }
}

#[test]
fn a_connection_closed_while_the_runtime_does_not_run_is_not_reused() {
    let requests = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for row in every_operation() {
        for is_http2 in [false, true] {
            let (operation, servers) = (row.operation, tokio::runtime::Runtime::new().expect("a runtime"));
            let http: ConfigureHttp = if is_http2 { |http| plain(http).http2_prior_knowledge() } else { plain };
            let server = servers.block_on(async {
                let body = success(operation).1;
                match is_http2 {
                    true => Server::http2(|_| vec![Frame::Headers, Frame::Data(body), Frame::End]).await,
                    false => Server::start(|_| keep_alive_after(success_bytes(operation))).await,
                }
            });
            let client = client(&server.url, http, LONG).with_retry_policy(RetryPolicy::none());
            requests.block_on(row.send_valid(client.clone())).expect("a response");
            drop(servers);
            let error = requests.block_on(row.send_valid(client)).expect_err("nobody listens");
            assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Connect, false), "{operation}: {error}");
        }
    }
}

#[tokio::test]
async fn a_request_arrives_at_most_once_when_its_connection_is_closing() {
    for row in every_operation() {
        let server = closing(row.operation).await;
        let client = client(&server.url, plain, LONG).with_retry_policy(RetryPolicy::none());
        for before in 0..20 {
            let arrived = server.requests().len();
            let outcome = row.send_valid(client.clone()).await;
            let arrived = server.requests().len() - arrived;
            match outcome {
                Ok(_) => assert_eq!(arrived, 1, "{} {before}", row.operation),
                Err(error) => {
                    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Transport, true), "{error}");
                    assert!(arrived <= 1, "{} {before}", row.operation);
                }
            }
        }
    }
}

#[tokio::test]
async fn bytes_beyond_the_content_length_are_not_the_next_response() {
    let (short, next) = (with_length("8", CREDENTIAL), persistent(200, "", "{}"));
    let server = Server::start(move |requests| match requests.len() {
        1 => keep_alive_after([short.as_bytes(), &next].concat()),
        _ => keep_alive_after(persistent(200, "", CREDENTIAL)),
    })
    .await;
    let client = client(&server.url, plain, LONG);
    let error = client.get_credential().id("a").send().await.expect_err("a part of the body");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(client.get_credential().id("a").send().await.expect("its own response").username, "jane");
}
