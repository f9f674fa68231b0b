//! Faults of the connection, on a real socket.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use rebilly_customer_auth::{Client, Error, ErrorKind, RetryPolicy};

/// Answers each connection's first request with these bytes, then closes it, or keeps it open for good.
fn raw_server(answer: &'static [u8], keeps_open: bool) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let mut open = Vec::new();
        for connection in listener.incoming() {
            let mut connection = connection.expect("a connection");
            // The tests send little, all of which one read returns.
            let _ = connection.read(&mut [0; 4096]);
            let _ = connection.write_all(answer);
            if keeps_open {
                open.push(connection);
            }
        }
    });
    url
}

fn client(url: &str, timeout: Duration) -> Client {
    let builder = Client::builder().base_url(url).secret_api_key("secret").retry_policy(RetryPolicy::none());
    builder.attempt_timeout(timeout).build().expect("a client")
}

async fn get(url: &str, timeout: Duration) -> Error {
    client(url, timeout).get_credential().id("a").send().await.expect_err("a fault")
}

async fn post(url: &str, timeout: Duration) -> Error {
    let client = client(url, timeout);
    let call = client.post_credential().body_map(|body| body.username("a").password("p").customer_id("c"));
    call.send().await.expect_err("a fault")
}

const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_connection_that_breaks_may_have_been_acted_upon() {
    for answer in [
        &b""[..],
        b"HTTP/1.1 200 OK\r\ncontent-le",
        b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"id\"",
        b"nonsense\r\n\r\n",
    ] {
        let url = raw_server(answer, false);
        for (error, is_idempotent) in [(get(&url, LONG).await, true), (post(&url, LONG).await, false)] {
            let found = (error.kind(), error.may_have_been_sent(), error.is_retryable());
            assert_eq!(found, (ErrorKind::Transport, true, is_idempotent), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_finish_ends_at_the_timeout() {
    for answer in [&b""[..], b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{"] {
        let url = raw_server(answer, true);
        let timeout = Duration::from_millis(50);
        for (error, is_idempotent) in [(get(&url, timeout).await, true), (post(&url, timeout).await, false)] {
            let found = (error.kind(), error.may_have_been_sent(), error.is_retryable());
            assert_eq!(found, (ErrorKind::Timeout, true, is_idempotent), "{error:?}");
        }
    }
}

#[tokio::test]
async fn an_error_status_counts_even_if_its_body_breaks_off() {
    let url = raw_server(b"HTTP/1.1 503 Busy\r\ncontent-length: 50\r\n\r\n{\"title\"", false);
    let error = get(&url, LONG).await;
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Server, Some(503)));
    assert!(error.is_retryable());
    assert!(!post(&url, LONG).await.is_retryable());
}
