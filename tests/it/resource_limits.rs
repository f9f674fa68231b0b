//! Bounded: no answer makes the client read, wait or hold on without end.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, Paginate, RetryPolicy};
use serde_json::{Value, json};

use crate::support::tasks::no_task_is_left;

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(20);

/// A server on threads of its own: no task of it is among those of the test. `answer` gets each request's connection
/// and how many requests there were before, and keeps the connection if it returns `true`.
fn serve(answer: impl Fn(&mut TcpStream, usize) -> bool + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let answer = Arc::new(answer);
    let requests = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.expect("a connection");
            let (answer, requests) = (Arc::clone(&answer), Arc::clone(&requests));
            std::thread::spawn(move || {
                while is_request(&mut connection) {
                    let before = requests.fetch_add(1, Ordering::SeqCst);
                    if !answer(&mut connection, before) {
                        let _ = connection.shutdown(Shutdown::Both);
                        return;
                    }
                }
            });
        }
    });
    url
}

/// Reads a request. The tests send little, all of which one read returns.
fn is_request(connection: &mut TcpStream) -> bool {
    connection.read(&mut [0; 4096]).is_ok_and(|count| count > 0)
}

/// Sends the bytes and keeps the connection.
fn send(connection: &mut TcpStream, bytes: &str) -> bool {
    connection.write_all(bytes.as_bytes()).is_ok()
}

/// Blocks until the client has closed the connection.
fn wait_for_the_end(connection: &mut TcpStream) {
    while connection.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {}
}

fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

const CREDENTIAL: &str = r#"{"username": "jane", "customerId": "cus-1"}"#;

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).secret_api_key("secret").attempt_timeout(LONG).retry_policy(RetryPolicy::none())
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

async fn get(client: &Client) -> Result<String, Error> {
    client.get_credential().id("a").send().await.map(|credential| credential.into_inner().username)
}

/// What comes from a thread, without blocking the tasks of the test.
async fn receive<T: Send + 'static>(receiver: mpsc::Receiver<T>) -> T {
    tokio::task::spawn_blocking(move || receiver.recv_timeout(LONG)).await.expect("a thread").expect("it comes")
}

#[tokio::test]
async fn an_answer_is_read_up_to_the_limit_and_no_further() {
    let url = serve(|connection, _| send(connection, &ok(CREDENTIAL)));
    let of = |limit| builder(&url).max_response_bytes(limit).build().expect("a client");
    assert_eq!(get(&of(CREDENTIAL.len())).await.expect("it is just short enough"), "jane");
    let error = get(&of(CREDENTIAL.len() - 1)).await.expect_err("it is one byte too long");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Decode, Some(200)));
    assert!(error.to_string().contains(&format!("exceeds {} bytes", CREDENTIAL.len() - 1)), "{error}");

    let error = builder(&url).max_response_bytes(0).build().expect_err("no answer would be short enough");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn an_answer_of_8_mib_is_read_unless_it_is_said_otherwise() {
    let limit = 8 * 1024 * 1024;
    for (length, is_read) in [(limit, true), (limit + 1, false)] {
        let body = format!("{CREDENTIAL}{}", " ".repeat(length - CREDENTIAL.len()));
        let url = serve(move |connection, _| {
            // In chunks: nothing says beforehand how much it is.
            let chunked = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
            send(connection, &format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunked}"))
        });
        assert_eq!(get(&client(&url)).await.is_ok(), is_read, "{length}");
    }
}

#[tokio::test]
async fn an_answer_without_an_end_is_broken_off_and_an_error_status_counts_all_the_same() {
    for (status, kind) in [(200, ErrorKind::Decode), (401, ErrorKind::Unauthorized)] {
        let (sender, written) = mpsc::channel();
        let url = serve(move |connection, _| {
            send(connection, &format!("HTTP/1.1 {status} \r\ntransfer-encoding: chunked\r\n\r\n"));
            let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
            let count = (0..100_000_usize).take_while(|_| send(connection, &chunk)).count();
            sender.send(count * 0x4000).expect("the test waits");
            false
        });
        let error =
            get(&builder(&url).max_response_bytes(100_000).build().expect("a client")).await.expect_err("no end");
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (kind, Some(status)));
        let written = receive(written).await;
        // What the sockets' buffers hold comes on top.
        assert!(written < 32 * 1024 * 1024, "the server got rid of {written} bytes");
    }
}

#[tokio::test]
async fn a_content_length_beyond_the_limit_is_refused_before_anything_is_read() {
    // The last one is more than HTTP libraries count to.
    for (length, kind) in
        [(8 * 1024 * 1024 + 1, ErrorKind::Decode), (u64::MAX / 2, ErrorKind::Decode), (u64::MAX, ErrorKind::Transport)]
    {
        let url = serve(move |connection, _| {
            send(connection, &format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n"));
            // Not a byte of it comes.
            wait_for_the_end(connection);
            false
        });
        let error = get(&client(&url)).await.expect_err("too long");
        assert_eq!(error.kind(), kind, "{error:?}");
    }
}

#[tokio::test]
async fn a_content_length_that_lies_is_an_error() {
    // More than comes.
    let url = serve(|connection, _| {
        send(connection, &format!("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{CREDENTIAL}"));
        false
    });
    assert_eq!(get(&client(&url)).await.expect_err("the end is missing").kind(), ErrorKind::Transport);

    // Two of them.
    let url = serve(|connection, _| {
        let length = CREDENTIAL.len();
        send(
            connection,
            &format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: {length}\r\n\r\n{CREDENTIAL}"),
        )
    });
    assert_eq!(get(&client(&url)).await.expect_err("which one?").kind(), ErrorKind::Transport);

    // Less than comes. The rest is not the answer to the next request.
    let url = serve(|connection, before| match before {
        0 => send(connection, &format!("HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{CREDENTIAL}{}", ok("{}"))),
        _ => send(connection, &ok(CREDENTIAL)),
    });
    let client = client(&url);
    assert_eq!(get(&client).await.expect_err("half of it").kind(), ErrorKind::Decode);
    assert_eq!(get(&client).await.expect("an answer of its own"), "jane");
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[tokio::test]
async fn deep_nesting_is_a_decode_error_and_no_stack_overflow() {
    let deep = nested(100_000);
    let session = format!(r#"{{"customClaims": {{"a": {deep}}}}}"#);
    for body in [session, deep.clone(), "[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let url = serve(move |connection, _| send(connection, &ok(&body)));
        let error = client(&url).post_authentication_token_exchange().token("t").send().await.expect_err("too deep");
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert!(error.to_string().len() < 500, "{}", error.to_string().len());
    }
}

#[tokio::test]
async fn deep_nesting_in_what_is_not_read_does_no_harm() {
    let deep = nested(20_000);
    let body = format!(r#"{{"username": "jane", "customerId": "cus-1", "new": {deep}}}"#);
    let url = serve(move |connection, _| send(connection, &ok(&body)));
    assert_eq!(get(&client(&url)).await.expect("a credential"), "jane");

    let problem = format!(r#"{{"title": "No", "new": {deep}}}"#);
    let url = serve(move |connection, _| {
        let length = problem.len();
        send(connection, &format!("HTTP/1.1 422 \r\ncontent-length: {length}\r\n\r\n{problem}"))
    });
    assert_eq!(get(&client(&url)).await.expect_err("422").kind(), ErrorKind::Validation);
}

#[tokio::test]
async fn nesting_as_claims_may_have_it_is_read() {
    let claims: Value = json!({"a": serde_json::from_str::<Value>(&nested(100)).expect("JSON")});
    let body = json!({"customClaims": claims}).to_string();
    let url = serve(move |connection, _| send(connection, &ok(&body)));
    let session = client(&url).post_authentication_token_exchange().token("t").send().await.expect("a session");
    assert_eq!(serde_json::to_value(&session.custom_claims).expect("JSON"), claims);
}

/// Sends byte after byte for as long as somebody listens. No pause is as long as the client's timeout.
fn drip(connection: &mut TcpStream, start: &str) -> bool {
    send(connection, start);
    while send(connection, "1") {
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

#[tokio::test]
async fn a_server_that_drips_ends_at_the_timeout() {
    for start in ["HTTP/1.1 200 OK\r\nx-endless: ", "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"] {
        let url = serve(move |connection, _| drip(connection, start));
        let client = builder(&url).attempt_timeout(Duration::from_millis(300)).build().expect("a client");
        let error = tokio::time::timeout(LONG, get(&client)).await.expect("an end").expect_err("no answer");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));

        // Each attempt has its timeout, and all together have theirs.
        let policy = RetryPolicy::default().max_attempts(u32::MAX).max_backoff(Duration::ZERO);
        let client = client.with_retry_policy(policy.total_timeout(Duration::from_secs(1)));
        let error = tokio::time::timeout(LONG, get(&client)).await.expect("an end").expect_err("no answer");
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!((2..=4).contains(&error.attempts()), "{error}");
    }
}

#[tokio::test]
async fn a_cancelled_call_closes_its_connection_and_leaves_the_client_usable() {
    let (asked_sender, asked) = mpsc::channel();
    let (ended_sender, ended) = mpsc::channel();
    let url = serve(move |connection, before| {
        if before > 0 {
            return send(connection, &ok(CREDENTIAL));
        }
        send(connection, "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{");
        asked_sender.send(()).expect("the test waits");
        wait_for_the_end(connection);
        ended_sender.send(()).expect("the test waits");
        false
    });
    let client = client(&url);
    tokio::select! {
        outcome = get(&client) => panic!("it has no end: {outcome:?}"),
        () = receive(asked) => {}
    }
    receive(ended).await;
    for _ in 0..3 {
        assert_eq!(get(&client).await.expect("a credential"), "jane");
    }
}

#[tokio::test]
async fn a_list_that_is_dropped_in_the_middle_leaves_no_connection_and_no_task() {
    let (asked_sender, asked) = mpsc::channel();
    let (ended_sender, ended) = mpsc::channel();
    let url = serve(move |connection, before| {
        if before == 0 {
            let page = format!("[{CREDENTIAL}]");
            let head = format!("HTTP/1.1 200 OK\r\npagination-total: 9\r\ncontent-length: {}\r\n\r\n", page.len());
            return send(connection, &format!("{head}{page}"));
        }
        send(connection, "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n[");
        asked_sender.send(()).expect("the test waits");
        wait_for_the_end(connection);
        ended_sender.send(()).expect("the test waits");
        false
    });
    let client = client(&url);
    let mut items = client.get_credential_collection().items();
    assert_eq!(items.next().await.expect("an item").expect("a credential").username, "jane");
    tokio::select! {
        item = items.next() => panic!("it has no end: {item:?}"),
        () = receive(asked) => {}
    }
    drop(items);
    receive(ended).await;
    drop(client);
    no_task_is_left().await;
}

#[tokio::test]
async fn a_client_that_is_dropped_closes_its_idle_connections() {
    let (sender, ended) = mpsc::channel();
    let url = serve(move |connection, _| {
        send(connection, &ok(CREDENTIAL));
        wait_for_the_end(connection);
        sender.send(()).expect("the test waits");
        false
    });
    let client = client(&url);
    assert_eq!(get(&client).await.expect("a credential"), "jane");
    drop(client);
    receive(ended).await;
    no_task_is_left().await;
}
