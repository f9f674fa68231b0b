//! The handle of a sandbox.

use rebilly_customer_auth_sandbox::Sandbox;
use tokio::{net::TcpStream, task::yield_now};

fn port(sandbox: &Sandbox) -> u16 {
    sandbox.url().rsplit_once(':').unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn says_where_the_sandbox_is() {
    let sandbox = Sandbox::start().await;
    assert!(sandbox.url().starts_with("http://127.0.0.1:"));
    assert!(!sandbox.url().ends_with('/'));
    let debug = format!("{sandbox:?}");
    assert!(debug.contains(sandbox.url()));
    assert!(!debug.contains(sandbox.secret_api_key()));
}

#[tokio::test]
async fn starts_on_a_port_that_is_free_and_on_no_other() {
    let first = Sandbox::start_on(0).await.unwrap();
    assert!(Sandbox::start_on(port(&first)).await.is_err());
}

#[tokio::test]
async fn stops_the_sandbox_when_it_is_dropped() {
    let sandbox = Sandbox::start().await;
    let address = ("127.0.0.1", port(&sandbox));
    TcpStream::connect(address).await.unwrap();
    drop(sandbox);
    // The server notices at its next turn; this gives it one.
    while TcpStream::connect(address).await.is_ok() {
        yield_now().await;
    }
}

#[tokio::test]
async fn can_be_waited_for_without_end() {
    let sandbox = Sandbox::start().await;
    let address = ("127.0.0.1", port(&sandbox));
    let waiting = tokio::spawn(sandbox.wait_forever());
    TcpStream::connect(address).await.unwrap();
    assert!(!waiting.is_finished());
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    while TcpStream::connect(address).await.is_ok() {
        yield_now().await;
    }
}
