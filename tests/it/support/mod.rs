//! The shared parts of the tests: a server, clients of it, the spec and the table of all operations.

// The binaries of `tests/observability` and `tests/memory` use a part of it.
#![allow(dead_code)]

pub(crate) mod client;
pub(crate) mod operations;
pub(crate) mod server;
pub(crate) mod spec;

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use server::Nobody;

/// Advances the clock of tokio. It is paused only for that: a real socket needs a running clock.
pub(crate) async fn advance(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}

/// Starts a server that replies to one request, after which nobody listens at the URL.
pub(crate) async fn server_of_one_request(reply: &'static [u8]) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.expect("a connection");
        connection.read(&mut [0; 4096]).await.map(drop).expect("a request");
        drop(listener);
        // The connection ends after another socket has the port.
        let _nobody = Nobody::at(address);
        connection.write_all(reply).await.expect("the client reads");
        drop(connection);
        std::future::pending::<()>().await;
    });
    format!("http://{address}")
}

/// Waits until every task of the test's runtime has ended. The HTTP client started them.
pub(crate) async fn no_task_is_left() {
    let metrics = tokio::runtime::Handle::current().metrics();
    let all_have_ended = async {
        while metrics.num_alive_tasks() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_have_ended).await.expect("all tasks end");
}
