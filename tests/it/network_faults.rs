//! Faults on a real socket: what every operation makes of each, how often it is sent, and that nothing is left of it.

use std::iter;
use std::sync::LazyLock;
use std::time::Duration;

use futures_util::future::join_all;
use rebilly_customer_auth::{Client, Error, ErrorKind, Operation, RetryPolicy};
use tokio::runtime::Runtime;

use crate::support::http_client::plain;
use crate::support::operations::{Answer, sound_calls, success};
use crate::support::server::http2::{ErrorCode, Frame};
use crate::support::server::{Nobody, Received, Reply, Server, answer};
use crate::support::tasks::no_task_is_left;

/// What the other side does.
enum Fault {
    /// Nobody listens.
    Refused,
    /// The connection is reset before anything is read.
    ResetAtOnce,
    Http1(fn(&Operation) -> Reply),
    Http2(fn(&Operation) -> Vec<Frame>),
}

struct Row {
    name: &'static str,
    fault: Fault,
    /// What the call ends with; `None` is a success.
    end: Option<ErrorKind>,
    /// The same for a DELETE, which reads no value.
    end_of_delete: Option<ErrorKind>,
    may_have_been_sent: bool,
    /// How often an idempotent operation is sent, by the default policy.
    sent: u32,
    /// How often a POST is.
    sent_post: u32,
}

const fn row(
    name: &'static str,
    ends: (Option<ErrorKind>, Option<ErrorKind>),
    may_have_been_sent: bool,
    (sent, sent_post): (u32, u32),
    fault: Fault,
) -> Row {
    Row { name, fault, end: ends.0, end_of_delete: ends.1, may_have_been_sent, sent, sent_post }
}

const SUCCESS: (Option<ErrorKind>, Option<ErrorKind>) = (None, None);
const CONNECT: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Connect), Some(ErrorKind::Connect));
const TRANSPORT: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Transport), Some(ErrorKind::Transport));
const TIMEOUT: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Timeout), Some(ErrorKind::Timeout));
const SERVER: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Server), Some(ErrorKind::Server));
const STATUS: (Option<ErrorKind>, Option<ErrorKind>) =
    (Some(ErrorKind::UnexpectedStatus), Some(ErrorKind::UnexpectedStatus));
const TOO_LONG: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Decode), Some(ErrorKind::Decode));
const NO_VALUE: (Option<ErrorKind>, Option<ErrorKind>) = (Some(ErrorKind::Decode), None);

/// All faults. The columns: what a call ends with, whether it may have been sent, and how often it is sent, if it is
/// idempotent and if it is a POST.
const ROWS: &[Row] = &[
    row("nobody listens", CONNECT, false, (3, 3), Fault::Refused),
    row("reset before anything", TRANSPORT, true, (3, 1), Fault::ResetAtOnce),
    row("reset after the request", TRANSPORT, true, (3, 1), Fault::Http1(|_| Reply::Reset)),
    row("reset in the headers", TRANSPORT, true, (3, 1), Fault::Http1(|_| reset("HTTP/1.1 200 OK\r\ncontent-le"))),
    row("reset in the body", TRANSPORT, true, (3, 1), Fault::Http1(|_| reset(&part(100)))),
    row("closed after the request", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(""))),
    row("closed in the headers", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed("HTTP/1.1 200 OK\r\ncontent-le"))),
    row("closed in the body", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&part(100)))),
    row("closed in a chunk", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&chunked("20\r\n{\"username\"")))),
    row("closed before the last chunk", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&chunked("2\r\n{}\r\n")))),
    row("a chunk without a length", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&chunked("{}\r\n0\r\n\r\n")))),
    row("a chunk of more than 2^64 bytes", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&chunked(HUGE)))),
    row("a chunk longer than it says", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&chunked("1\r\n{}\r\n0\r\n")))),
    row("garbage", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed("\u{1}\u{2}garbage\r\n\r\n"))),
    row("another protocol", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed("SSH-2.0-OpenSSH_9.6\r\n"))),
    row("a status that is none", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed("HTTP/1.1 20 OK\r\n\r\n"))),
    row("headers without an end", TRANSPORT, true, (3, 1), Fault::Http1(|_| endless(HEAD, "x-more: header\r\n"))),
    row("two lengths", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&lengths("content-length: 1\r\n")))),
    row("a length that is none", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&with_length("2, 3", "{}")))),
    row("a length beyond what comes", TRANSPORT, true, (3, 1), Fault::Http1(|_| closed(&with_length("3", "{}")))),
    row("a length short of what comes", NO_VALUE, true, (1, 1), Fault::Http1(|_| closed(&with_length("1", "{}")))),
    row("JSON that is cut off", NO_VALUE, true, (1, 1), Fault::Http1(|_| answer(200, &[], "{\"username\": \"ja"))),
    row("a value of the wrong type", NO_VALUE, true, (1, 1), Fault::Http1(|_| answer(200, &[], "\"text\""))),
    row("a page of a login portal", NO_VALUE, true, (1, 1), Fault::Http1(|_| answer(200, HTML, PAGE))),
    row("nothing", NO_VALUE, true, (1, 1), Fault::Http1(|_| answer(204, &[], ""))),
    row("a page of a gateway", SERVER, true, (3, 1), Fault::Http1(|_| answer(502, HTML, PAGE))),
    row("100 and 103 before the answer", SUCCESS, true, (1, 1), Fault::Http1(|operation| after(INTERIM, operation))),
    row("102 without an end", TIMEOUT, true, (3, 1), Fault::Http1(|_| slow("", "HTTP/1.1 102 Wait\r\n\r\n"))),
    row("another protocol, unasked", STATUS, true, (1, 1), Fault::Http1(|_| closed("HTTP/1.1 101 \r\n\r\n"))),
    row("silence", TIMEOUT, true, (3, 1), Fault::Http1(|_| Reply::Silence)),
    row("slow headers", TIMEOUT, true, (3, 1), Fault::Http1(|_| slow("HTTP/1.1 200 OK\r\nx-slow: ", "x"))),
    row("a slow body", TIMEOUT, true, (3, 1), Fault::Http1(|_| slow(&part(100_000), " "))),
    row("100 MB", TOO_LONG, true, (1, 1), Fault::Http1(|_| much(&part(100_000_000), " "))),
    row("100 MB in chunks", TOO_LONG, true, (1, 1), Fault::Http1(|_| much(&chunked(""), &chunk(1024)))),
    row("100 MB without a length", TOO_LONG, true, (1, 1), Fault::Http1(|_| much("HTTP/1.1 200 OK\r\n\r\n", " "))),
    row("GOAWAY, not begun", TRANSPORT, true, (3, 3), Fault::Http2(|_| vec![leave(false, ErrorCode::NoError)])),
    row("GOAWAY, acted", TRANSPORT, true, (3, 1), Fault::Http2(|_| vec![leave(true, ErrorCode::NoError)])),
    row("GOAWAY, failed", TRANSPORT, true, (3, 1), Fault::Http2(|_| vec![leave(true, ErrorCode::InternalError)])),
    row("GOAWAY in the body", TRANSPORT, true, (3, 1), Fault::Http2(|_| begun(leave(true, ErrorCode::NoError)))),
    row("GOAWAY, then the rest", SUCCESS, true, (1, 1), Fault::Http2(|operation| complete(operation, true))),
    row("GOAWAY after the answer", SUCCESS, true, (1, 1), Fault::Http2(|operation| complete(operation, false))),
    row("REFUSED_STREAM", TRANSPORT, true, (3, 3), Fault::Http2(|_| vec![Frame::Reset(ErrorCode::RefusedStream)])),
    row("RST_STREAM", TRANSPORT, true, (3, 1), Fault::Http2(|_| vec![Frame::Reset(ErrorCode::InternalError)])),
    row("RST_STREAM in the body", TRANSPORT, true, (3, 1), Fault::Http2(|_| begun(Frame::Reset(ErrorCode::Cancel)))),
    row("closed without GOAWAY", TRANSPORT, true, (3, 1), Fault::Http2(|_| begun(Frame::Data("\"")))),
];

const HEAD: &str = "HTTP/1.1 200 OK\r\n";
const HUGE: &str = "10000000000000000\r\n{}\r\n";
const HTML: &[(&str, &str)] = &[("content-type", "text/html")];
const PAGE: &str = "<html><body>Please try again later</body></html>";
const INTERIM: &str =
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\nHTTP/1.1 103 \r\n\r\n";

fn closed(bytes: &str) -> Reply {
    Reply::Bytes(bytes.into())
}

fn reset(bytes: &str) -> Reply {
    Reply::BytesThenReset(bytes.into())
}

/// The beginning of a body of this length.
fn part(length: usize) -> String {
    with_length(&length.to_string(), "{\"username\"")
}

fn with_length(length: &str, body: &str) -> String {
    format!("{HEAD}content-length: {length}\r\n\r\n{body}")
}

fn lengths(another: &str) -> String {
    format!("{HEAD}content-length: 2\r\n{another}\r\n{{}}")
}

fn chunked(chunks: &str) -> String {
    format!("{HEAD}transfer-encoding: chunked\r\n\r\n{chunks}")
}

fn chunk(length: usize) -> String {
    format!("{length:x}\r\n{}\r\n", " ".repeat(length))
}

fn after(interim: &str, operation: &Operation) -> Reply {
    let (status, body) = success(operation);
    match answer(status, &[], body) {
        Reply::Bytes(bytes) => Reply::Bytes([interim.as_bytes(), &bytes].concat()),
        other => other,
    }
}

/// The start, then the same again and again, with a pause that is shorter than any timeout.
fn slow(start: &str, again: &'static str) -> Reply {
    let pieces = iter::once(start.into()).chain(iter::repeat_with(|| again.into()));
    Reply::Stream(Box::new(pieces), Duration::from_millis(10))
}

/// The start, then the same again and again.
fn endless(start: &str, again: &str) -> Reply {
    let many = again.repeat(65_536 / again.len());
    let pieces = iter::once(start.into()).chain(iter::repeat_with(move || many.clone().into()));
    Reply::Stream(Box::new(pieces), Duration::ZERO)
}

/// The start, then the same again and again up to 100 MB.
fn much(start: &str, again: &str) -> Reply {
    match endless(start, again) {
        Reply::Stream(pieces, pause) => Reply::Stream(Box::new(pieces.take(100_000_000 / 65_536)), pause),
        other => other,
    }
}

fn leave(acted: bool, code: ErrorCode) -> Frame {
    Frame::GoAway { acted, code }
}

/// A body that is begun, and then this.
fn begun(last: Frame) -> Vec<Frame> {
    vec![Frame::Headers, Frame::Data("{\"username\""), last]
}

/// All of an answer, and that the connection is to be left, in the middle of it or at the end.
fn complete(operation: &Operation, in_the_middle: bool) -> Vec<Frame> {
    let leave = leave(true, ErrorCode::NoError);
    let (_, body) = success(operation);
    match in_the_middle {
        true => vec![Frame::Headers, leave, Frame::Data(body), Frame::End],
        false => vec![Frame::Headers, Frame::Data(body), Frame::End, leave],
    }
}

/// Servers run here, so that none of their tasks is among those of a test.
static SERVERS: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

async fn elsewhere(server: impl Future<Output = Server> + Send + 'static) -> Server {
    SERVERS.spawn(server).await.expect("a server")
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

    fn http(&self) -> Adapt {
        match self {
            Self::Http2(_) => |http| plain(http).http2_prior_knowledge(),
            _ => plain,
        }
    }
}

const LIMIT: usize = 1024 * 1024;
const LONG: Duration = Duration::from_secs(30);

/// No waits between attempts.
fn at_once() -> RetryPolicy {
    RetryPolicy::default().max_backoff(Duration::ZERO)
}

type Adapt = fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder;

fn client(http: Adapt, url: &str, timeout: Duration) -> Client {
    let builder =
        Client::builder().base_url(url).secret_api_key("secret").configure_http_client(http).retry_policy(at_once());
    builder.attempt_timeout(timeout).max_response_bytes(LIMIT).build().expect("a client")
}

impl Row {
    fn client(&self, url: &str) -> Client {
        // Long only where something is to come.
        client(
            self.fault.http(),
            url,
            if self.end == Some(ErrorKind::Timeout) { Duration::from_millis(500) } else { LONG },
        )
    }

    fn end(&self, operation: &Operation) -> Option<ErrorKind> {
        if is_delete(operation) { self.end_of_delete } else { self.end }
    }

    fn sent(&self, operation: &Operation) -> u32 {
        if operation.is_idempotent { self.sent } else { self.sent_post }
    }

    /// Lets all operations meet the fault, each with as many attempts as `policy` has and at most `most`.
    async fn meet(&self, policy: RetryPolicy, most: u32) {
        let calls = sound_calls();
        let servers = join_all(calls.iter().map(|(operation, call)| async move {
            let server = self.fault.server(operation).await;
            let nobody = Nobody::new();
            let url = server.as_ref().map_or(&nobody.url, |server| &server.url);
            let outcome = call(self.client(url).with_retry_policy(policy)).await;
            self.check(operation, outcome, server.as_ref(), self.sent(operation).min(most));
            server
        }))
        .await;
        no_task_is_left().await;
        for server in servers.iter().flatten() {
            server.no_connection_is_left().await;
        }
    }

    fn check(&self, operation: &Operation, outcome: Result<Answer, Error>, server: Option<&Server>, sent: u32) {
        let what = format!("{operation}, {}: {outcome:?}", self.name);
        let found = outcome.map_err(|error| (error.kind(), error.may_have_been_sent(), error.attempts()));
        let expected = self.end(operation).map(|kind| (kind, self.may_have_been_sent, sent));
        assert_eq!(found.err(), expected, "{what}");
        let Some(server) = server else {
            return;
        };
        let arrived = match self.fault {
            Fault::ResetAtOnce => server.connections(),
            _ => server.requests().len(),
        };
        assert_eq!(arrived, sent as usize, "{what}");
        // What the sockets' buffers hold comes on top of the limit.
        assert!(server.written() < 32 * 1024 * 1024, "{what}: {} bytes", server.written());
    }
}

fn is_delete(operation: &Operation) -> bool {
    operation.method.as_str() == "DELETE"
}

#[tokio::test]
async fn every_fault_ends_as_its_row_says_and_leaves_nothing() {
    for row in ROWS {
        row.meet(at_once(), u32::MAX).await;
    }
}

#[tokio::test]
async fn without_retries_every_fault_is_met_once() {
    for row in ROWS {
        row.meet(RetryPolicy::none(), 1).await;
    }
}

/// A server that answers the first request of each connection and keeps the connection, and does this to the second.
async fn used_twice(operation: &'static Operation, second: fn() -> Reply) -> Server {
    let reply = move |requests: &[Received]| match requests.last().map(|last| last.before) {
        Some(0) => kept(operation),
        _ => second(),
    };
    elsewhere(Server::start(reply)).await
}

/// The answer of a server that keeps the connection.
fn kept(operation: &Operation) -> Reply {
    Reply::Keep(persistent(operation))
}

/// The same of a server that closes the connection all the same.
fn closing(operation: &Operation) -> Reply {
    Reply::Bytes(persistent(operation))
}

/// An answer that does not say that the connection will be closed.
fn persistent(operation: &Operation) -> Vec<u8> {
    let (status, body) = success(operation);
    let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    format!("HTTP/1.1 {status} \r\n{length}\r\n{body}").into_bytes()
}

#[tokio::test]
async fn a_connection_that_breaks_when_it_is_used_again_is_as_any_that_breaks() {
    for second in [|| closed(""), || Reply::Reset, || closed("HTTP/1.1 200 OK\r\nconte")] as [fn() -> Reply; 3] {
        join_all(sound_calls().into_iter().map(|(operation, call)| async move {
            let server = used_twice(operation, second).await;
            let client = client(plain, &server.url, LONG);
            call(client.clone()).await.expect("the first answer");
            let outcome = call(client).await;
            let requests = server.requests();
            if operation.is_idempotent {
                outcome.expect("the answer on another connection");
                assert_eq!(requests.iter().map(|request| request.before).collect::<Vec<_>>(), [0, 1, 0]);
            } else {
                let error = outcome.expect_err("it may have been acted upon");
                let found = (error.kind(), error.may_have_been_sent(), requests.len());
                assert_eq!(found, (ErrorKind::Transport, true, 2), "{operation}");
            }
        }))
        .await;
        no_task_is_left().await;
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_is_not_used_again() {
    for (operation, call) in sound_calls() {
        let server = elsewhere(Server::start(move |_| closing(operation))).await;
        let client = client(plain, &server.url, LONG);
        for _ in 0..2 {
            call(client.with_retry_policy(RetryPolicy::none())).await.expect("an answer");
            // By now the client has seen it.
            server.no_connection_is_left().await;
        }
        assert_eq!((server.requests().len(), server.connections()), (2, 2), "{operation}");
    }
}

#[tokio::test]
async fn a_connection_that_closes_while_a_request_is_made_has_it_at_most_once() {
    for (operation, call) in sound_calls() {
        let server = elsewhere(Server::start(move |_| closing(operation))).await;
        let client = client(plain, &server.url, LONG);
        let client = client.with_retry_policy(RetryPolicy::none());
        for before in 0..20 {
            let arrived = server.requests().len();
            let outcome = call(client.clone()).await;
            let arrived = server.requests().len() - arrived;
            match outcome {
                Ok(_) => assert_eq!(arrived, 1, "{operation} {before}"),
                Err(error) => {
                    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Transport, true), "{operation}");
                    assert!(arrived <= 1, "{operation} {before}");
                }
            }
        }
    }
}
