//! No response makes the client read, wait or keep resources without end.

use rebilly_customer_auth::{ErrorKind, Paginate};
use serde_json::{Value, json};

use crate::support::client::{builder, client, get};
use crate::support::no_task_is_left;
use crate::support::operations::CREDENTIAL;
use crate::support::server::{Server, elsewhere, hang_after, keep_alive_after, persistent, response};

const CHUNKED: &str = "transfer-encoding: chunked\r\n\r\n";

/// Starts a server that returns this body.
async fn returning(status: u16, body: String) -> Server {
    Server::start(move |_| response(status, &[], &body)).await
}

#[tokio::test]
async fn a_response_is_read_up_to_the_limit_and_no_further() {
    let server = Server::json(200, CREDENTIAL).await;
    let of = |limit| builder(&server.url).max_response_bytes(limit).build().expect("a client");
    assert_eq!(get(&of(CREDENTIAL.len())).await.expect("it is just short enough"), "jane");
    let error = get(&of(CREDENTIAL.len() - 1)).await.expect_err("it is one byte too long");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Decode, Some(200)));
    assert!(error.to_string().contains(&format!("exceeds {} bytes", CREDENTIAL.len() - 1)), "{error}");

    let error = builder(&server.url).max_response_bytes(0).build().expect_err("no response would be short enough");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_response_is_read_up_to_8_mib_by_default() {
    let limit = 8 * 1024 * 1024;
    for (length, is_read) in [(limit, true), (limit + 1, false)] {
        let body = format!("{CREDENTIAL}{}", " ".repeat(length - CREDENTIAL.len()));
        // In chunks, so that no header announces the length.
        let chunks = format!("HTTP/1.1 200 OK\r\n{CHUNKED}{length:x}\r\n{body}\r\n0\r\n\r\n");
        let server = Server::start(move |_| keep_alive_after(chunks.as_str())).await;
        assert_eq!(get(&client(&server.url)).await.is_ok(), is_read, "{length}");
    }
}

#[tokio::test]
async fn an_error_body_is_read_up_to_64_kib_and_a_longer_one_is_left_out() {
    let limit = 64 * 1024;
    for (length, read) in [(limit, limit), (limit + 1, 0)] {
        // In chunks, so that no header announces the length.
        let chunks = format!("HTTP/1.1 403 \r\n{CHUNKED}{length:x}\r\n{}\r\n0\r\n\r\n", " ".repeat(length));
        let server = Server::start(move |_| keep_alive_after(chunks.as_str())).await;
        let error = get(&client(&server.url)).await.expect_err("403");
        assert_eq!((error.kind(), error.body().len()), (ErrorKind::Forbidden, read), "{error}");
    }
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[tokio::test]
async fn deep_nesting_is_a_decode_error() {
    for body in [nested(100_000), "[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        let server = returning(200, body).await;
        let exchange = client(&server.url).post_authentication_token_exchange().token("t");
        let error = exchange.send().await.expect_err("too deep");
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert!(error.to_string().len() < 500, "{}", error.to_string().len());
    }
}

#[tokio::test]
async fn deep_nesting_in_an_unknown_or_optional_member_is_ignored() {
    let deep = nested(100_000);
    let server = returning(200, format!(r#"{{"token": "t-1", "customClaims": {{"a": {deep}, "b": 1}}}}"#)).await;
    let exchange = client(&server.url).post_authentication_token_exchange().token("t").send().await;
    let claims = exchange.expect("a session").custom_claims.clone();
    assert_eq!(serde_json::to_value(claims).expect("JSON"), json!({"b": 1}));
    let server = returning(200, format!(r#"{{"username": "jane", "customerId": "cus-1", "new": {deep}}}"#)).await;
    assert_eq!(get(&client(&server.url)).await.expect("a credential"), "jane");
    let server = returning(422, format!(r#"{{"title": "No", "new": {deep}}}"#)).await;
    assert_eq!(get(&client(&server.url)).await.expect_err("422").kind(), ErrorKind::Validation);
}

#[tokio::test]
async fn nesting_of_100_levels_in_claims_is_decoded() {
    let claims: Value = json!({"a": serde_json::from_str::<Value>(&nested(100)).expect("JSON")});
    let server = returning(200, json!({"customClaims": claims}).to_string()).await;
    let exchange = client(&server.url).post_authentication_token_exchange().token("t");
    let session = exchange.send().await.expect("a session");
    assert_eq!(serde_json::to_value(&session.custom_claims).expect("JSON"), claims);
}

const HANGS: &str = "HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n";

#[tokio::test]
async fn a_cancelled_request_closes_its_connection_and_leaves_the_client_usable() {
    let server = Server::start(|requests| match requests.len() {
        1 => hang_after(format!("{HANGS}{{")),
        _ => keep_alive_after(persistent(200, "", CREDENTIAL)),
    });
    let server = elsewhere(server).await;
    let client = client(&server.url);
    tokio::select! {
        outcome = get(&client) => panic!("the server hangs: {outcome:?}"),
        () = server.have_arrived(1) => {}
    }
    server.no_connection_is_left().await;
    for _ in 0..3 {
        assert_eq!(get(&client).await.expect("a credential"), "jane");
    }
}

#[tokio::test]
async fn a_dropped_stream_leaves_no_connection_and_no_task() {
    let server = Server::start(|requests| match requests.len() {
        1 => keep_alive_after(persistent(200, "pagination-total: 9\r\n", format!("[{CREDENTIAL}]"))),
        _ => hang_after(format!("{HANGS}[")),
    });
    let server = elsewhere(server).await;
    let client = client(&server.url);
    let mut items = client.get_credential_collection().items();
    assert_eq!(items.next().await.expect("an item").expect("a credential").username, "jane");
    tokio::select! {
        item = items.next() => panic!("the server hangs: {item:?}"),
        () = server.have_arrived(2) => {}
    }
    drop(items);
    server.no_connection_is_left().await;
    drop(client);
    no_task_is_left().await;
}
