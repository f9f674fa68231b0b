//! A server for the tests of the corpus: it records each request and returns one response.

#![allow(dead_code)]

// `cargo xtask corpus` copies it from `tests/it/support/server`.
mod server;

use rebilly_customer_auth::{Client, ClientBuilder, RetryPolicy};
pub(crate) use server::Server;
use serde_json::Value;
use server::{Received, keep_alive_after, persistent};

/// The body of the last request.
pub(crate) fn body(server: &Server) -> Value {
    serde_json::from_str(server.last().body()).expect("JSON")
}

/// A server that responds with this status, and this body of JSON if there is one.
pub(crate) async fn serve(status: u16, body: &'static str) -> Server {
    Server::start(move |requests| {
        let mut response = persistent(status, "content-type: application/json\r\n", body);
        // A response to HEAD has the length of the body that it lacks.
        if requests.last().is_some_and(|request| request.method() == "HEAD") {
            response.truncate(response.len() - body.len());
        }
        keep_alive_after(response)
    })
    .await
}

impl Server {
    /// A client of this server, without a credential.
    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.url).retry_policy(RetryPolicy::none())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }
}

impl Received {
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().expect("a line").trim_end_matches(" HTTP/1.1")
    }

    pub(crate) fn body(&self) -> &str {
        &self.body
    }
}
