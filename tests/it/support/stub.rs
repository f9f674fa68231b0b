//! A server on a real socket that records what it is asked and answers what it is told.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, Uri};

/// What a request looked like.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Recorded {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

type Answer = Box<dyn Fn(&Recorded) -> Response<Body> + Send + Sync>;

pub(crate) struct Stub {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Recorded>>>,
}

impl Stub {
    /// Answers each request with what `answer` makes of it.
    pub(crate) async fn answering(answer: impl Fn(&Recorded) -> Response<Body> + Send + Sync + 'static) -> Self {
        let requests: Arc<Mutex<Vec<Recorded>>> = Arc::default();
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let log = Arc::clone(&requests);
        let answer: Arc<Answer> = Arc::new(Box::new(answer));
        let handler = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
            let recorded = Recorded { method, uri, headers, body };
            let response = answer(&recorded);
            log.lock().expect("the log").push(recorded);
            async move { response }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
        Self { url, requests }
    }

    /// Answers every request with the same status and JSON.
    pub(crate) async fn with_json(status: u16, json: &str) -> Self {
        let json = json.to_owned();
        Self::answering(move |_| respond(status, &[("content-type", "application/json")], json.clone())).await
    }

    /// The requests so far, oldest first.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.requests.lock().expect("the log").clone()
    }
}

pub(crate) fn respond(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Response<Body> {
    let builder =
        headers.iter().fold(Response::builder().status(status), |builder, (name, value)| builder.header(*name, *value));
    builder.body(body.into()).expect("a response")
}
