//! Helpers of the fuzz targets.

use std::future::Future;
use std::sync::{Arc, Mutex};

use rebilly_customer_auth::{Client, ClientBuilder, RetryPolicy};
use rebilly_customer_auth_codegen as codegen;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

/// Parses a spec, applies the overlay after the line `---`, if any, and normalizes the result.
pub fn normalized(source: &str) -> Result<codegen::Document, codegen::Diagnostic> {
    let (document, overlay) = match source.split_once("\n---\n") {
        Some((document, overlay)) => (document, Some(overlay)),
        None => (source, None),
    };
    let document = codegen::parse_str("document.yaml", document)?;
    codegen::normalize(match overlay {
        Some(overlay) => codegen::apply_overlay_str(document, "overlay.yaml", overlay)?,
        None => codegen::validate(document)?,
    })
}

/// The bytes of a response that keeps its connection open.
pub fn response(status: u16, headers: &[(&str, &[u8])], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status} \r\n").into_bytes();
    if status != 204 {
        bytes.extend(format!("content-length: {}\r\n", body.len()).into_bytes());
    }
    for (name, value) in headers {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    bytes
}

/// A client and a server in one thread, with a real connection that is reused.
pub struct Loopback {
    /// A client without retries.
    pub client: Client,
    url: String,
    runtime: Runtime,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    reply: Vec<u8>,
    /// Whether the server closes the connection after the reply.
    closes: bool,
    /// The received request lines.
    requests: Vec<String>,
}

thread_local! {
    static LOOPBACK: Loopback = Loopback::start();
}

impl Loopback {
    /// Calls `f` with the loopback of this thread.
    pub fn with(f: impl FnOnce(&Self)) {
        LOOPBACK.with(f);
    }

    /// Responds to all further requests with these bytes.
    pub fn respond_with(&self, reply: Vec<u8>) {
        *self.state.lock().expect("the state") = State { reply, closes: false, requests: Vec::new() };
    }

    /// Sends these bytes to each further connection as soon as it has sent a request or started HTTP/2, and closes it.
    pub fn write_and_close(&self, reply: Vec<u8>) {
        *self.state.lock().expect("the state") = State { reply, closes: true, requests: Vec::new() };
    }

    /// Runs a request to completion.
    pub fn run<T>(&self, request: impl Future<Output = T>) -> T {
        self.runtime.block_on(request)
    }

    /// The request lines since the last call or since the response was set.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().expect("the state").requests)
    }

    /// A builder of another client for the same server.
    pub fn builder(&self) -> ClientBuilder {
        builder(&self.url)
    }

    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state: Arc<Mutex<State>> = Arc::default();
        let served = Arc::clone(&state);
        runtime.spawn(async move {
            loop {
                let (connection, _) = listener.accept().await.expect("a connection");
                tokio::spawn(serve(connection, Arc::clone(&served)));
            }
        });
        let client = builder(&url).build().expect("a client");
        Self { client, url, runtime, state }
    }
}

fn builder(url: &str) -> ClientBuilder {
    let builder = Client::builder().base_url(url).configure_http_client(|http| http.no_proxy().tcp_nodelay(true));
    builder.secret_api_key("secret").retry_policy(RetryPolicy::none())
}

async fn serve(mut connection: TcpStream, state: Arc<Mutex<State>>) {
    let mut bytes = Vec::new();
    while connection.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {
        let Some(line) = request_line(&bytes) else {
            continue;
        };
        bytes.clear();
        let (reply, closes) = {
            let mut state = state.lock().expect("the state");
            state.requests.push(line);
            (state.reply.clone(), state.closes)
        };
        if connection.write_all(&reply).await.is_err() {
            return;
        }
        if closes {
            // To close with unread bytes would reset the connection, and the client would lose the reply.
            let _ = connection.shutdown().await;
            while connection.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {
                bytes.clear();
            }
            return;
        }
    }
}

/// The request line of a complete request.
fn request_line(bytes: &[u8]) -> Option<String> {
    let source = String::from_utf8_lossy(bytes);
    let (head, body) = source.split_once("\r\n\r\n")?;
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.map_or(0, |(_, length)| length.parse().expect("a length"));
    (body.len() >= length).then(|| head.lines().next().unwrap_or_default().to_owned())
}
